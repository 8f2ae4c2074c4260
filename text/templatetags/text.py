"""Template filters for text."""

from django import template

from text.differences import word_differences
from text.drawing import drawn
from text.markdown import markdown

register = template.Library()
register.filter("markdown", markdown)
register.filter("differences_to", word_differences)
register.simple_tag(drawn)
