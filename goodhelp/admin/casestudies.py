"""Admin pages of the case studies and the directory of programmes."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy

from casestudies.models import CaseStudy, Illustration, Need, Programme
from goodhelp.admin.base import PROVENANCE, ContentAdmin
from goodhelp.admin.characteristics import ContentInline


class IllustrationInline(ContentInline):
    """How the case study shows a characteristic."""

    model = Illustration
    fields = ("characteristic", "order", "how", "example", ("source", "page", "origin"))


class NeedInline(ContentInline):
    """What practitioners or the organisation need."""

    model = Need
    fields = (("party", "component", "order"), "actor", "text", ("source", "page", "origin"))


@admin.register(CaseStudy)
class CaseStudyAdmin(ContentAdmin):
    """An organisation at work, as of 2020."""

    list_display = ["name", "order", "in_short"]
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = [
        (None, {"fields": ("name", "slug", "order", "setting")}),
        (gettext_lazy("Text"), {"fields": ("in_short", "what", "how")}),
        PROVENANCE,
    ]
    inlines = [IllustrationInline, NeedInline]


@admin.register(Programme)
class ProgrammeAdmin(ContentAdmin):
    """A programme listed in 2018, as it was then."""

    list_display = ["name", "sector", "described", "historic"]
    list_filter = ["sector", "described", "historic"]
    search_fields = ["name", "what"]
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = [
        (None, {"fields": ("name", "slug", "sector", "order", "described", "what", "url", "note", "historic")}),
        PROVENANCE,
    ]

    def view_on_site(self, obj: Programme) -> str:
        """Return the directory."""
        return reverse("casestudies:programme_list")
