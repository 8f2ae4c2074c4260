"""The public pages, for search engines."""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sites.requests import RequestSite
from django.urls import reverse

from casestudies.models import CaseStudy
from characteristics.models import Characteristic, Page, Principle

FIXED = (
    "home", "worked_example", "worked_example_answers", "accessibility", "privacy",
    "characteristics:characteristic_list",
    "characteristics:page_list", "characteristics:term_list", "characteristics:word_list",
    "characteristics:resource_list", "characteristics:reference_list", "characteristics:principle_list",
    "characteristics:principle_check", "casestudies:casestudy_list", "casestudies:programme_list",
)  # fmt: skip


class _Public(Sitemap):
    """Pages under the address that the settings name, whatever the request called this server."""

    def get_domain(self, site: RequestSite | None = None) -> str:  # type: ignore[override]
        """Return the host of the site."""
        return settings.SITE_ADDRESS.partition("://")[2]

    def get_protocol(self, protocol: str | None = None) -> str:
        """Return http or https, as the site is reached."""
        return settings.SITE_ADDRESS.partition("://")[0]


class FixedPages(_Public):
    """Pages of which there is one."""

    def items(self) -> Any:
        """Return the names of their routes."""
        return (*FIXED, "library:library_list") if settings.LIBRARY_PUBLIC else FIXED

    def location(self, item: str) -> str:
        """Return a page's address."""
        return reverse(item)


class ContentPages(_Public):
    """Pages of content, in the order in which the lists show them. Four queries."""

    def items(self) -> Any:
        """Return the rows, with no more than an address needs."""
        rows = [
            Characteristic.objects.filter(retired_at=None),
            Page.objects.all(),
            Principle.objects.all(),
            CaseStudy.objects.all(),
        ]
        return [row for each in rows for row in each.only("slug")]


SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {"pages": FixedPages, "content": ContentPages}
