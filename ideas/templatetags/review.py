"""What the pages of submissions and of history need beside Django's own tags."""

from django import template

from ideas.models import StatusChange
from ideas.storyline import sentence
from ideas.words import labels

register = template.Library()


@register.filter
def step_words(step: StatusChange) -> str:
    """Return a step of an idea's way as a sentence without its full stop: “Wren submitted it”."""
    return sentence(step)


@register.filter
def stored_words(values: str, kind: str) -> str:
    """Return the words for stored values joined by commas, as `ideas.comparing` gives them."""
    return labels(tuple(values.split(",")), kind)
