"""Tags by which pages of the guide show case studies, so that the guide need not import this app."""

from typing import Any
from urllib.parse import urlsplit

from django import template

from casestudies.models import Illustration
from characteristics.models import Characteristic

register = template.Library()


@register.simple_tag
def illustrations_of(characteristic: Characteristic) -> list[Illustration]:
    """Return how case studies show a characteristic, in the case studies' order (one query)."""
    rows = Illustration.objects.filter(characteristic=characteristic).select_related("case_study", "source")
    return list(rows.order_by("case_study__order", "order", "pk"))


@register.inclusion_tag("casestudies/_case_studies_showing.html")
def case_studies_showing(
    characteristic: Characteristic, illustrations: list[Illustration] | None = None
) -> dict[str, Any]:
    """Show each case study that shows a characteristic, and how.

    One query; none if the page has already read `illustrations` with `illustrations_of`.
    """
    return {
        "characteristic": characteristic,
        "illustrations": illustrations_of(characteristic) if illustrations is None else illustrations,
    }


@register.filter
def host(url: str) -> str:
    """Return the name of the site that an address leads to, without its "www."."""
    return (urlsplit(url).hostname or url).removeprefix("www.")
