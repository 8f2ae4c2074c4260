"""What the admin pages of all content share."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from characteristics.actions import StaleWording
from characteristics.models.source import Keyed, Origin
from goodhelp.guide_index import index_guide
from goodhelp.requests import typed_words
from text.fields import CleanLineField, CleanTextField

PROVENANCE: Any = (gettext_lazy("Where it comes from"), {"fields": ("source", "page", "origin")})
WIDGETS: dict[type[models.Field], dict[str, Any]] = {
    CleanLineField: {"widget": AdminTextInputWidget},
    CleanTextField: {"widget": AdminTextareaWidget},
    models.URLField: {"assume_scheme": "https"},
}
# What a key is made of, so that nobody has to think one up: the rows it hangs on, then its own words.
_PARENTS = ("case_study", "principle", "characteristic")
_WORDS = ("party", "component", "name", "in_short", "citation", "words")


def who(request: HttpRequest) -> User:
    """Return the person at work: admin lets nobody else in."""
    return cast(User, request.user)


def new_key(row: Keyed) -> str:
    """Return a key for a new row that no other row of its kind has: from what it hangs on and its own words."""
    parts = [getattr(getattr(row, name, None), "slug", "") for name in _PARENTS]
    if hasattr(row, "other"):
        parts.append(f"to {row.other.slug}")
    parts += [getattr(row, name, "") for name in _WORDS]
    stem = slugify(" ".join(filter(None, parts)))[:90].strip("-") or "row"
    key, number = stem, 1
    while type(row)._default_manager.filter(key=key).exists():
        number += 1
        key = f"{stem}-{number}"
    return key


class ContentForm(forms.ModelForm):
    """A piece of content: says where it comes from, and gets its key by itself."""

    def clean(self) -> dict[str, Any]:
        """Ask for the source of what is not our own."""
        data = super().clean() or self.cleaned_data
        from_guide = "origin" in self.fields and data.get("origin") == Origin.GUIDE
        if from_guide and not data.get("source") and "source" not in self.errors:
            self.add_error("source", _("Name the source, or choose as origin that it was written for this tool."))
        return data

    def save(self, commit: bool = True) -> Any:
        """Give a new row its key."""
        if isinstance(self.instance, Keyed) and not self.instance.key:
            self.instance.key = new_key(self.instance)
        return super().save(commit)


class KeepsWords:
    """Answers what the database refuses with a sentence and the typed words, never with a fault page."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save a form; whatever is refused was rolled back whole."""
        try:
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except ProtectedError:
            reason = _("Something that you wanted to delete is in use, so nothing was changed.")
        except StaleWording as stale:
            reason = str(stale)
        except IntegrityError:
            reason = _("This does not fit with what somebody else has just saved, so nothing was changed.")
        context = {
            **admin.site.each_context(request), "title": _("Not saved"), "reason": reason, "words": typed_words(request)
        }  # fmt: skip
        return render(request, "admin/not_saved.html", context, status=409)


class ContentAdmin(KeepsWords, admin.ModelAdmin):
    """The admin page of a kind of content."""

    form = ContentForm
    formfield_overrides = WIDGETS
    list_per_page = 100

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Fix a page's address once it exists: other pages and bookmarks point to it."""
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "slug"] if obj and hasattr(obj, "slug") else fields

    def save_related(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Save what hangs on the row, the last step of a save; then let search find the new words."""
        super().save_related(request, *args, **kwargs)
        index_guide()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a row, from search too."""
        super().delete_model(request, obj)
        index_guide()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete the ticked rows, from search too."""
        super().delete_queryset(request, queryset)
        index_guide()

    def view_on_site(self, obj: Any) -> str | None:
        """Return the address of the page on which the row is read, if it has one."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """Make a new page's address from its name; an old one stays."""
        return {} if obj else dict(super().get_prepopulated_fields(request, obj))


class NeverDeleted:
    """For what teams' words may rest on: it is retired or reworded instead."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes these, superusers included."""
        return False


class RetiredFilter(admin.SimpleListFilter):
    """In the guide today, or retired."""

    title = gettext_lazy("whether it is in the guide")
    parameter_name = "retired"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the two kinds."""
        return [("no", _("Today")), ("yes", _("Retired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the kind that was picked."""
        if self.value() in {"no", "yes"}:
            return queryset.filter(retired_at__isnull=self.value() == "no")
        return queryset


class RetirableAdmin(NeverDeleted, ContentAdmin):
    """Content that is retired and can be brought back, from the list."""

    actions = ["retire", "bring_back"]
    # By subclass: what `goodhelp.content` does for one row, as staticmethods of (by, row).
    retire_one: Callable[..., None]
    bring_back_one: Callable[..., None]

    @admin.display(boolean=True, description=gettext_lazy("in the guide"))
    def live(self, row: Any) -> bool:
        """Tell whether the row is in the guide today."""
        return row.retired_at is None

    @admin.display(description=gettext_lazy("in the guide"))
    def standing(self, row: Any) -> str:
        """Say whether the row is in the guide, and where to change that."""
        if row.retired_at is None:
            return _("Yes. To retire it, tick it in the list and choose “Retire”.")
        return _("No: it is retired. To bring it back, tick it in the list and choose “Bring back”.")

    @admin.action(permissions=["change"], description=gettext_lazy("Retire: what teams wrote stays readable"))
    def retire(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Retire each row that was ticked."""
        self._each(request, queryset, self.retire_one, _("Retired."))
        count = len(queryset)
        words = ngettext("Retired %(count)d row.", "Retired %(count)d rows.", count) % {"count": count}
        self.message_user(request, words, messages.SUCCESS)

    @admin.action(permissions=["change"], description=gettext_lazy("Bring back into the guide"))
    def bring_back(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Bring back each row that was ticked."""
        self._each(request, queryset, self.bring_back_one, _("Brought back."))
        count = len(queryset)
        words = ngettext("Brought back %(count)d row.", "Brought back %(count)d rows.", count) % {"count": count}
        self.message_user(request, words, messages.SUCCESS)

    @transaction.atomic
    def _each(self, request: HttpRequest, rows: QuerySet, act: Callable[..., None], log: str) -> None:
        for row in rows:
            act(who(request), row)
            self.log_change(request, row, log)
        index_guide()
