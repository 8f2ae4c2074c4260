"""What templates need beside Django's own tags: the navigation, and small helpers of the components."""

from collections.abc import Iterable

from django import template
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Value
from django.forms import BoundField
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from ideas.flower import Petal
from ideas.models import Reviewer
from ideas.words import comb_words, tally_words
from teams.models import Membership

register = template.Library()


@register.simple_tag
def header_rights(user: User | AnonymousUser) -> dict[str, bool]:
    """Return what the header offers beside what everybody has; one query.

    `decides`: the person decides in a team; `reviews`: there, or invited to one idea.
    """
    if not user.is_authenticated:
        return {"decides": False, "reviews": False}
    deciding = Membership.objects.filter(user=user, decides=True, team__closed_at=None).order_by()
    invited = Reviewer.objects.active().filter(user=user).order_by()
    found = {word for (word,) in deciding.values_list(Value("decides")).union(invited.values_list(Value("invited")))}
    return {"decides": "decides" in found, "reviews": bool(found)}


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


register.simple_tag(tally_words)
register.simple_tag(comb_words)


@register.simple_tag
def flower_words(petals: Iterable[Petal]) -> str:
    """Return a coverage flower in words: each chosen characteristic with its tally."""
    chosen = [f"{petal.name}: {tally_words(petal.tally)}" for petal in petals if petal.tally is not None]
    if not chosen:
        return gettext("Coverage flower: no characteristic chosen yet.")
    return gettext("Coverage flower. %(chosen)s.") % {"chosen": ". ".join(chosen)}


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
