"""What stands where WeasyPrint would fetch. It needs the library, so only `pdf.write` imports it."""

from typing import Any, NoReturn

from weasyprint.urls import URLFetcher


class Refused(Exception):
    """A page asked for a file or an address."""


class Refusing(URLFetcher):
    """Refuses whatever is asked for: nothing is read from the disk and nothing leaves the machine."""

    def fetch(self, url: str, headers: Any = None) -> NoReturn:
        """Raise Refused; WeasyPrint then leaves the picture or style sheet out."""
        raise Refused(url)
