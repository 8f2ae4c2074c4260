"""What the pages of submissions, comments and history need beside Django's own tags."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from ideas.mentions import named, pieces
from ideas.models import Comment, StatusChange
from ideas.queue import number_to_decide
from ideas.storyline import sentence
from ideas.words import labels

register = template.Library()


@register.simple_tag
def waiting_number(user: User) -> int:
    """Return how many submissions wait for this person's decision; one query."""
    return number_to_decide(user)


@register.filter
def step_words(step: StatusChange) -> str:
    """Return a step of an idea's way as a sentence without its full stop: “Wren submitted it”."""
    return sentence(step)


@register.filter
def stored_words(values: str, kind: str) -> str:
    """Return the words for stored values joined by commas, as `ideas.comparing` gives them."""
    return labels(tuple(values.split(",")), kind)


@register.filter
def with_names(comment: Comment) -> SafeString:
    """Return a comment's words with the names in it marked of those who were told by name."""
    return format_html_join("", "{}", ((_piece(p.text, p.person),) for p in pieces(comment.text, _told(comment))))


@register.filter
def without_names(comment: Comment) -> str:
    """Return a comment's words without the names of those who were told by name, for people outside."""
    return "".join(p.text if p.person is None else _("[name left out]") for p in pieces(comment.text, _told(comment)))


@register.filter
def told_beside(comment: Comment) -> list[str]:
    """Return the names of those who were told by name and stand in no word of the comment."""
    names = _told(comment)
    return [name for number, name in names.items() if number not in named(comment.text, names)]


def _told(comment: Comment) -> dict[int, str]:
    return {person.pk: str(person) for person in comment.mentions.all()}


def _piece(text: str, person: int | None) -> str:
    return text if person is None else format_html('<strong class="name">{}</strong>', text)
