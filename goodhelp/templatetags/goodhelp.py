"""What templates need beside Django's own tags: the navigation, and small helpers of the components."""

import re
from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.forms import BoundField
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from goodhelp.storage import PARTS
from ideas.coverage import Tally
from ideas.inbox import unread_number
from ideas.models import Reviewer
from ideas.words import comb_words, flower_words, tally_words
from teams.models import Membership
from text.prepared import prepared

register = template.Library()

COUNTED = re.compile(r"(\d) ")


@register.simple_tag
def site_styles() -> SafeString:
    """Return the links to the style sheets of every page: one where static files are collected, else each part."""
    names = getattr(staticfiles_storage, "site_styles", PARTS)
    links = ((staticfiles_storage.url(name),) for name in names)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


@register.simple_tag
def header_rights(user: User | AnonymousUser) -> dict[str, Any]:
    """Return what the header offers beside what everybody has; one query for a page, whoever else asks on it.

    `decides`: the person decides in a team; `reviews`: there, or invited to one idea; `unread`: how many notices.
    """
    if not isinstance(user, User):
        return {"decides": False, "reviews": False, "unread": 0}
    if "header_rights" not in user.__dict__:
        [(decides, is_invited, unread)] = _header_rights(user.pk, active=user.is_active, superuser=user.is_superuser)
        user.__dict__["header_rights"] = {"decides": decides, "reviews": decides or is_invited, "unread": unread or 0}
    rights: dict[str, Any] = user.__dict__["header_rights"]
    return rights


@prepared
def _header_rights(user: int, *, active: bool, superuser: bool) -> "QuerySet[User, Any]":
    membership = Membership.objects.filter(user=OuterRef("pk"), decides=True, team__closed_at=None)
    invited = Reviewer.objects.active().filter(user=OuterRef("pk"))
    person = User(pk=user, is_active=active, is_superuser=superuser)
    rows = User.objects.filter(pk=user).annotate(
        decides=Exists(membership), invited=Exists(invited), unread=unread_number(person)
    )
    return rows.values_list("decides", "invited", "unread")


@register.filter
def input_id(field: BoundField) -> str:
    """Return the id of the first thing to type or tick in: where a link of the error summary leads.

    A group of radios or tick boxes has no element with the field's own id.
    """
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.filter
def marked_optional(field: BoundField) -> bool:
    """Tell whether to say "(optional)" beside the label: only where other fields of the form are required."""
    asked = (other for other in field.form.fields.values() if not other.widget.is_hidden)
    return not field.field.required and any(other.required for other in asked)


# Boxes that hold what others said or where it stands, not the team's own words.
_QUOTED = frozenset({"citation", "note"})


@register.simple_tag
def word_notes(field: BoundField) -> list[Any] | None:
    """Return the notes on words to weigh in a team's own text; None for a box that nobody looks through."""
    weigher = getattr(field.form, "weigher", None)
    if weigher is None or field.name in _QUOTED or "data-count" not in field.field.widget.attrs:
        return None
    return list(weigher.notes(str(field.value() or "")))


@register.simple_tag(name="tally_words")
def unparted_tally(tally: Tally) -> str:
    """Return a tally in words that add up; no line ends between a number and what it counts."""
    return COUNTED.sub("\\1\u00a0", tally_words(tally, "\u00a0"))


register.simple_tag(comb_words)
register.simple_tag(flower_words)

# What a characteristic's page shows beside the characteristic itself, edited on admin pages of their own.
_BESIDE = {"question": gettext_lazy("Edit its questions"), "pitfall": gettext_lazy("Edit its pitfalls")}


@register.simple_tag(takes_context=True)
def edit_link(context: Context, item: Model) -> str:
    """Return the link to the admin page of a piece of content, for those who may change it; else nothing.

    Costs no query for anybody who is not staff.
    """
    request = context.get("request")
    user = getattr(request, "user", None)
    if not isinstance(item, Model) or user is None or not (user.is_active and user.is_staff):
        return ""
    app, kind = item._meta.app_label, item._meta.model_name
    links = []
    if user.has_perm(f"{app}.change_{kind}"):
        words = gettext("Edit this page") if hasattr(item, "get_absolute_url") else gettext("Edit this")
        links.append((reverse(f"admin:{app}_{kind}_change", args=[item.pk]), words))
    if kind == "characteristic":
        links += [
            (f"{reverse(f'admin:{app}_{other}_changelist')}?characteristic__id__exact={item.pk}", str(words))
            for other, words in _BESIDE.items()
            if user.has_perm(f"{app}.change_{other}")
        ]
    listed = format_html_join(" ", '<a class="edit-link no-print" href="{}">{}</a>', links)
    return format_html('<p class="cluster no-print">{}</p>', listed) if links else ""


@register.filter
def inline_svg(picture: str) -> SafeString:
    """Return a picture that the server drew itself, to stand in the page: the content policy forbids data addresses.

    Only for pictures that no visitor's words go into, such as the square code of an authenticator app.
    """
    return mark_safe(picture[picture.index("<svg") :])  # noqa: S308 (drawn by the server)
