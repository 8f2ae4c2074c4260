"""Template filters for text."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from text.differences import Piece, word_differences
from text.drawing import drawn
from text.markdown import markdown
from text.templatetags.english import english_block

register = template.Library()
register.simple_tag(drawn)


@register.filter("markdown")
def guide_markdown(source: str) -> SafeString:
    """Return Markdown of the guide as HTML, marked as English on a page in another language."""
    return english_block(markdown(source))


@register.filter
def taken_out(text: str) -> SafeString:
    """Return the text marked as taken out, in words for those who hear the page: no reader says what <del> means."""
    return _marked("del", _("taken out:"), text)


@register.filter
def put_in(text: str) -> SafeString:
    """Return the text marked as put in, in words for those who hear the page."""
    return _marked("ins", _("put in:"), text)


@register.filter("as_differences")
def pieces_marked(pieces: Iterable[Piece]) -> SafeString:
    """Return pieces of `text.differences` in reading order, each marked with what became of it."""
    mark = {"same": conditional_escape, "out": taken_out, "in": put_in}
    words = (mark[piece.kind](piece.text) + (" " if piece.apart else "") for piece in pieces)
    return mark_safe("".join(words))  # noqa: S308 (each part was escaped)


@register.filter
def differences_to(old: str, new: str) -> SafeString:
    """Return what turns the old text into the new, word by word, marked."""
    return pieces_marked(word_differences(old, new))


def _marked(tag: str, said: str, text: str) -> SafeString:
    return format_html('<{0}><span class="vh">({1} </span>{2}<span class="vh">)</span></{0}>', tag, said, text)
