"""Template filters for the pages of the guide."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.filter
def shared_source(items: Sequence[Any]) -> Any:
    """Return the first item if all come from the same page of the same document, else None.

    A page then says once where a whole list comes from, instead of after each line of it.
    """
    origins = {(item.source_id, item.page, item.origin) for item in items}
    return items[0] if len(origins) == 1 else None


@register.simple_tag
def term_url(slug: str) -> str:
    """Return where the glossary explains a term: for the first place on a page where it is used."""
    return f"{reverse('characteristics:term_list')}#{slug}"
