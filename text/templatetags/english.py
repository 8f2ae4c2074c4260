"""What is in English on a page in another language says so (WCAG 3.1.2): the guide is written in English alone."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


def in_english() -> bool:
    """Tell whether the page itself is in English."""
    return (get_language() or "en").startswith("en")


@register.simple_tag
def english_attribute() -> str:
    """Return the attribute that marks an element as English, where the page is not."""
    return "" if in_english() else mark_safe(' lang="en-GB"')


@register.filter
def english(words: object) -> object:
    """Return words of the guide, marked as English where the page is not. Only where an element may stand."""
    return words if in_english() or not words else format_html('<span lang="en-GB">{}</span>', words)


def english_block(html: SafeString) -> SafeString:
    """Return paragraphs of the guide, marked as English where the page is not."""
    return html if in_english() or not html else format_html('<div lang="en-GB">{}</div>', html)
