"""What the site says about itself: accessibility, privacy, and what robots and security researchers look for."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goodhelp.sitemaps import SITEMAPS

# RFC 9116 asks for less than a year; ours is new each day.
VALID_FOR = timedelta(days=180)
# Nothing behind these is for everybody. `/shared/` and the invitations carry a secret in their address.
PRIVATE = ("/accounts/", "/ideas/", "/portfolio/", "/search/", "/shared/", "/teams/", "/your-work/")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what is done and tested so that everybody can use the site, and what is not."""
    return render(request, "goodhelp/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, why, for how long, and who sees it."""
    return render(request, "goodhelp/privacy.html")


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness (RFC 9116); 404 while the settings name nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    midnight = datetime.combine(timezone.now().date(), time(), UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {(midnight + VALID_FOR).isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {', '.join(code.partition('-')[0] for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_ADDRESS}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Keep robots to the public pages."""
    private = [*PRIVATE, reverse("admin:index")] + (
        [] if settings.LIBRARY_PUBLIC else [reverse("library:library_list")]
    )
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in sorted(private))]
    lines += ["", f"Sitemap: {settings.SITE_ADDRESS}{reverse('sitemap_xml')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """List the public pages for search engines."""
    return sitemap(request, SITEMAPS)


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Answer with the icon: mail programs, readers of feeds and older browsers ask for it here."""
    return HttpResponse(_icon(), content_type="image/x-icon")


@cache
def _icon() -> bytes:
    return Path(str(finders.find("img/favicon.ico"))).read_bytes()
