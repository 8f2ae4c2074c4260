"""Keeps the guide's pages ready, as bytes, in each process: nobody signs in to read them, and they change seldom.

A visitor's page is answered above sessions and sign-in, without a query; somebody signed in gets the same page with
their own header. Every change of content counts `ContentVersion` up, and each process looks at it at most every five
seconds. Whoever may edit never gets a kept page, so editors see their change at once. See docs/adr/0014.
"""

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_header_parameters
from django.utils.translation import get_language, get_language_from_request

from goodhelp.models import ContentVersion

GetResponse = Callable[[HttpRequest], HttpResponse]
Key = tuple[str, str, str, str]

CHECKED_EVERY = 5.0
# Their pages hold what the guide says, the same for everybody, but for the header and the links of editors.
APPS = {"characteristics", "casestudies"}
# These are the same for all visitors, and not for people who are signed in.
VIEWS = {"home"}
# Headers that belong to the page itself; those of the site are added above, at each request.
HEADERS = ("Content-Type", "Content-Language", "Vary", "X-Frame-Options", "X-Robots-Tag")
HEADER_BEGINS, HEADER_ENDS = b'<header class="site-header">', b"</header>"
MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """A visitor's page."""

    content: bytes
    compressed: bytes
    headers: dict[str, str]


class Store:
    """The pages of one process."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.pages: dict[Key, Kept] = {}
        self.version: int | None = None
        self._checked: float | None = None

    def current(self) -> int | None:
        """Return the version of the content, at most five seconds old; pages of an older one are forgotten."""
        now = time.monotonic()
        if self._checked is None or now - self._checked >= CHECKED_EVERY:
            self._checked = now
            version = ContentVersion.now()
            if version != self.version:
                self.pages, self.version = {}, version
        return self.version

    def keep(self, key: Key, response: HttpResponse, version: int | None) -> None:
        """Keep a page, unless the content has moved on since it was asked for."""
        headers = {name: response[name] for name in HEADERS if name in response}
        kept = Kept(response.content, gzip.compress(response.content, 9, mtime=0), headers)
        if version == self.version and len(self.pages) < MOST_PAGES:
            self.pages[key] = kept


STORE = Store()


def kept_pages(get_response: GetResponse) -> GetResponse:
    """Answer visitors from the store, and fill it. Stands above sessions: nothing of a person is looked at."""
    if not settings.KEEP_PAGES:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _plain(request) or _has_session(request):
            return get_response(request)
        key, version = _key(request, get_language_from_request(request)), STORE.current()
        if kept := STORE.pages.get(key):
            return _answer(request, kept)
        response = get_response(request)
        if request.method == "GET" and _may_be_kept(request, response, key):
            STORE.keep(key, response, version)
        return response

    return middleware


def kept_for_readers(get_response: GetResponse) -> GetResponse:
    """Answer people who are signed in from what visitors have read, with a header of their own. Below sign-in."""
    if not settings.KEEP_PAGES:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _plain(request) or not _has_session(request):
            return get_response(request)
        kept = _still_kept(_key(request, get_language()))
        if kept is None or request.user.is_staff or not request.user.is_authenticated or _has_messages(request):
            return get_response(request)
        found = resolve(request.path_info)
        if found.app_name not in APPS:  # the first page offers people who are signed in more than visitors
            return get_response(request)
        request.resolver_match = found  # the header marks where the reader is
        before, begins, rest = kept.content.partition(HEADER_BEGINS)
        _visitors, ends, after = rest.partition(HEADER_ENDS)
        if not begins or not ends:
            return get_response(request)
        header = render_to_string("components/site_header.html", {}, request).encode()
        headers = {name: value for name, value in kept.headers.items() if name != "Vary"}
        return HttpResponse(before + header.strip() + after, headers=headers)

    return middleware


def _still_kept(key: Key) -> Kept | None:
    """Return the page if there is one that is not stale; only where there is one is the version asked for."""
    if key in STORE.pages:
        STORE.current()
    return STORE.pages.get(key)


def _plain(request: HttpRequest) -> bool:
    return request.method in {"GET", "HEAD"} and not request.META.get("QUERY_STRING")


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES


def _has_messages(request: HttpRequest) -> bool:
    return bool(getattr(request, "_messages", ()))


def _key(request: HttpRequest, language: str) -> Key:
    return request.get_host(), request.scheme or "", language, request.path


def _may_be_kept(request: HttpRequest, response: HttpResponse, key: Key) -> bool:
    """Tell whether the page is one of the guide and holds nothing of this one visit."""
    found = request.resolver_match
    ours = found is not None and (found.app_name in APPS or found.view_name in VIEWS)
    return (
        ours
        and response.status_code == 200
        and not response.streaming
        and not response.cookies  # a form's token is one too
        and not response.has_header("Cache-Control")
        and not response.has_header("Content-Encoding")
        and response.get("Content-Language") == key[2]
    )


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    accepted = {parse_header_parameters(part)[0] for part in request.headers.get("Accept-Encoding", "").split(",")}
    small = "gzip" in accepted
    response = HttpResponse(kept.compressed if small else kept.content, headers=kept.headers)
    response["Content-Length"] = str(len(response.content))
    if small:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding", "Accept-Language", "Cookie"))
    return response
