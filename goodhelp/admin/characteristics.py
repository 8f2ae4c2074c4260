"""Admin pages of the characteristics and what hangs on them; questions have a module of their own."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from characteristics.models import Characteristic, Connection, Example, Mechanism, Pitfall
from goodhelp import content
from goodhelp.admin.base import (
    PROVENANCE,
    WIDGETS,
    ContentAdmin,
    ContentForm,
    NeverDeleted,
    RetirableAdmin,
    RetiredFilter,
)


class ContentInline(admin.StackedInline):
    """Rows that are edited on the page of what they hang on."""

    form = ContentForm
    formfield_overrides = WIDGETS
    extra = 0
    show_change_link = False


class MechanismInline(NeverDeleted, ContentInline):
    """The COM-B cells that the guide fills. Teams' routes rest on them, so none is deleted."""

    model = Mechanism
    fields = ("component", "order", "how", ("source", "page", "origin"))
    verbose_name_plural = gettext_lazy("How it changes behaviour (COM-B): the guide leaves some parts empty")


class ExampleInline(ContentInline):
    """Examples, in order."""

    model = Example
    fields = ("name", "order", "text", ("source", "page", "origin"))


@admin.register(Characteristic)
class CharacteristicAdmin(RetirableAdmin):
    """One of the eight. A ninth needs its own mark and colour, so none is added here."""

    list_display = ["name", "order", "in_short", "live"]
    readonly_fields = ["standing", "also"]
    fieldsets = [
        (None, {"fields": ("name", "slug", "order", "standing", "also")}),
        (gettext_lazy("Text"), {"fields": ("in_short", "choose_if", "why", "description")}),
        PROVENANCE,
    ]
    inlines = [MechanismInline, ExampleInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds one here."""
        return False

    @staticmethod
    def retire_one(by: User, row: Characteristic) -> None:
        """Retire one, with the tallies."""
        content.retire_characteristic(by=by, characteristic=row)

    @staticmethod
    def bring_back_one(by: User, row: Characteristic) -> None:
        """Bring one back, with the tallies."""
        content.unretire_characteristic(by=by, characteristic=row)

    @admin.display(description=gettext_lazy("edited on their own pages"))
    def also(self, row: Characteristic) -> str:
        """Link to the lists of its questions, pitfalls and connections."""
        kinds = [("question", _("Questions")), ("pitfall", _("Pitfalls")), ("connection", _("Connections"))]
        links = [(reverse(f"admin:characteristics_{kind}_changelist"), row.pk, words) for kind, words in kinds]
        return format_html_join(" · ", '<a href="{}?characteristic__id__exact={}">{}</a>', links)


class OfCharacteristicAdmin(ContentAdmin):
    """A list of rows that hang on a characteristic."""

    list_filter = ["characteristic"]
    list_select_related = ["characteristic"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Keep a row with its characteristic: what teams wrote about it would otherwise change its meaning."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "characteristic"] if obj else fields

    def view_on_site(self, obj: Any) -> str:
        """Return the page of its characteristic."""
        return str(obj.characteristic.get_absolute_url())


@admin.register(Pitfall)
class PitfallAdmin(RetirableAdmin, OfCharacteristicAdmin):
    """What often goes wrong. A team's plan keeps the text that it saw."""

    list_display = ["in_short", "characteristic", "order", "live"]
    list_filter = ["characteristic", RetiredFilter]
    search_fields = ["in_short", "text"]
    readonly_fields = ["standing"]
    fieldsets = [
        (None, {"fields": ("characteristic", "order", "in_short", "text", "standing")}),
        PROVENANCE,
    ]

    @staticmethod
    def retire_one(by: User, row: Pitfall) -> None:
        """Retire one."""
        content.retire_pitfall(by=by, pitfall=row)

    @staticmethod
    def bring_back_one(by: User, row: Pitfall) -> None:
        """Bring one back."""
        content.unretire_pitfall(by=by, pitfall=row)


@admin.register(Connection)
class ConnectionAdmin(OfCharacteristicAdmin):
    """Which characteristic leads to which, and why."""

    list_display = ["__str__", "reason"]
    fieldsets = [(None, {"fields": ("characteristic", "other", "order", "reason")}), PROVENANCE]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Connection]:
        """Return connections with both ends at hand."""
        return super().get_queryset(request).select_related("characteristic", "other")
