"""Template filters for text."""

from django import template
from django.utils.safestring import SafeString

from text.differences import word_differences
from text.drawing import drawn
from text.markdown import markdown
from text.templatetags.english import english_block

register = template.Library()
register.filter("differences_to", word_differences)
register.simple_tag(drawn)


@register.filter("markdown")
def guide_markdown(source: str) -> SafeString:
    """Return Markdown of the guide as HTML, marked as English on a page in another language."""
    return english_block(markdown(source))
