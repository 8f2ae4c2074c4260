"""Draws a component once for the same values, instead of at each of the twenty-five rows that show it.

Only for components that hold nothing but what they are given: no request, no person, no token. The values must be
ready to print and comparable, since they are the key; the language is part of it too.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST_KEPT = 2000


def drawn(template_name: str, **values: Any) -> SafeString:
    """Return the template as these values draw it. While templates are being written, it is drawn each time."""
    draw = _draw.__wrapped__ if settings.DEBUG else _draw
    return draw(template_name, get_language(), tuple(values.items()))


@lru_cache(maxsize=MOST_KEPT)
def _draw(template_name: str, language: str | None, values: tuple[tuple[str, Any], ...]) -> SafeString:
    return mark_safe(get_template(template_name).render(dict(values)).strip())  # noqa: S308 (a template escapes)


def forget() -> None:
    """Forget what was drawn: to measure, and between tests that change templates."""
    _draw.cache_clear()
