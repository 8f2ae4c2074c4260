"""Template filters for text."""

from django import template

from text.differences import word_differences
from text.markdown import markdown

register = template.Library()
register.filter("markdown", markdown)
register.filter("differences_to", word_differences)
