"""Admin pages of prose, the seven of 2018, resources, references, the glossary and the sources."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import User
from characteristics.models import Page, Principle, PrinciplePoint, Reference, Resource, Source, Term, WordToWeigh
from goodhelp import content
from goodhelp.admin.base import PROVENANCE, ContentAdmin, NeverDeleted, RetirableAdmin, RetiredFilter
from goodhelp.admin.characteristics import ContentInline


@admin.register(Source)
class SourceAdmin(NeverDeleted, ContentAdmin):
    """The documents that content is written from."""

    list_display = ["short_title", "year", "authors", "publisher"]
    fields = ("title", "short_title", "authors", "publisher", "partners", ("year", "month"))


@admin.register(Page)
class PageAdmin(ContentAdmin):
    """Pages of prose."""

    list_display = ["title", "section", "order", "in_short"]
    list_filter = ["section", "origin"]
    search_fields = ["title", "in_short", "body"]
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = [
        (None, {"fields": ("title", "slug", "section", "order")}),
        (gettext_lazy("Text"), {"fields": ("in_short", "body")}),
        PROVENANCE,
    ]


class PrinciplePointInline(ContentInline):
    """Ways of putting a principle into practice."""

    model = PrinciplePoint
    fields = ("name", "order", "text", ("source", "page", "origin"))


@admin.register(Principle)
class PrincipleAdmin(ContentAdmin):
    """The seven characteristics of the 2018 report, another framework."""

    list_display = ["name", "order", "in_short"]
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = [
        (None, {"fields": ("name", "slug", "also_called", "order")}),
        (gettext_lazy("Text"), {"fields": ("in_short", "what", "example_name", "example", "caution", "question")}),
        PROVENANCE,
    ]
    inlines = [PrinciplePointInline]


@admin.register(Resource)
class ResourceAdmin(ContentAdmin):
    """Things to read or use, as listed in 2020."""

    list_display = ["name", "topic", "characteristic", "order"]
    list_filter = ["topic", "characteristic"]
    list_select_related = ["characteristic"]
    search_fields = ["name", "what"]
    fieldsets = [(None, {"fields": ("topic", "characteristic", "order", "name", "what", "url")}), PROVENANCE]

    def view_on_site(self, obj: Resource) -> str:
        """Return the page that lists it."""
        return reverse("characteristics:resource_list")


@admin.register(Reference)
class ReferenceAdmin(ContentAdmin):
    """Publications that the guide rests on."""

    list_display = ["citation", "order"]
    search_fields = ["citation"]
    fieldsets = [(None, {"fields": ("order", "citation", "url")}), PROVENANCE]

    def view_on_site(self, obj: Reference) -> str:
        """Return the page that lists it."""
        return reverse("characteristics:reference_list")


@admin.register(Term)
class TermAdmin(ContentAdmin):
    """The glossary."""

    list_display = ["name", "meaning", "origin"]
    search_fields = ["name", "meaning"]
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = [(None, {"fields": ("name", "slug", "meaning")}), PROVENANCE]

    def view_on_site(self, obj: Term) -> str:
        """Return the page that lists it."""
        return reverse("characteristics:term_list")


@admin.register(WordToWeigh)
class WordToWeighAdmin(RetirableAdmin):
    """Words that take power away from people: teams are asked to think about them, and may keep them."""

    list_display = ["words", "better", "live"]
    list_filter = [RetiredFilter]
    search_fields = ["words", "other_forms", "reason", "better"]
    readonly_fields = ["standing"]
    fieldsets = [(None, {"fields": ("words", "other_forms", "reason", "better", "standing")}), PROVENANCE]

    @staticmethod
    def retire_one(by: User, row: WordToWeigh) -> None:
        """Retire one."""
        content.retire_word(by=by, word=row)

    @staticmethod
    def bring_back_one(by: User, row: WordToWeigh) -> None:
        """Bring one back."""
        content.unretire_word(by=by, word=row)

    def view_on_site(self, obj: WordToWeigh) -> str:
        """Return the page that lists it."""
        return reverse("characteristics:word_list")
