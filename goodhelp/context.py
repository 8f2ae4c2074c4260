"""What every template may say about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return the site's own facts for templates."""
    return {
        "DEMO": settings.DEMO, "PRODUCTION": settings.PRODUCTION, "SITE_ADDRESS": settings.SITE_ADDRESS,
        "SITE_OWNER": settings.SITE_OWNER, "CONTACT": settings.CONTACT,
        "CONTACT_WORDS": settings.CONTACT.removeprefix("mailto:"), "LANGUAGES": settings.LANGUAGES,
        "LIBRARY_PUBLIC": settings.LIBRARY_PUBLIC,
    }  # fmt: skip
