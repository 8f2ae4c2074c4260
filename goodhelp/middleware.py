"""Small middleware of the site."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from goodhelp.requests import typed_words, wants_json
from goodhelp.views.errors import keep_words

GetResponse = Callable[[HttpRequest], HttpResponse]


def no_nul(get_response: GetResponse) -> GetResponse:
    """Keep NUL from where no form of ours looks: in a cookie and in a filter of admin.

    PostgreSQL answers it with a fault.
    A quoted cookie can spell it; a cookie like that is taken as missing. Pages of ours look at what they are asked.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if "\x00" in value]:
            del request.COOKIES[name]
        if "%00" in request.META.get("QUERY_STRING", "") and request.path_info.startswith(reverse("admin:index")):
            raise BadRequest("NUL in a filter")
        return get_response(request)

    return middleware


def head_without_body(get_response: GetResponse) -> GetResponse:
    """Answer HEAD as GET, with the same headers and no body: Django leaves it to servers, and gunicorn complains."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response: Any = get_response(request)
        if request.method != "HEAD":
            return response
        if response.streaming:
            response.streaming_content = []
        else:
            response.content = b""
        return response

    return middleware


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Say in one header that no page of ours needs camera, microphone or place."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        return response

    return middleware


def private_pages(get_response: GetResponse) -> GetResponse:
    """Keep pages of people who are signed in out of every cache, the browser's own included.

    Many share a computer: after signing out, “back” must not show the last page again (ASVS 14.3.2).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


class SignInRequired(LoginRequiredMiddleware):
    """Every page asks who is there unless it says otherwise; and nobody loses words by being signed out."""

    def process_view(
        self, request: HttpRequest, view_func: Callable, view_args: tuple, view_kwargs: dict
    ) -> HttpResponseBase | None:
        """Ask who is there only where it matters: a session is not looked up for what everybody gets."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]  # the stubs know only of redirects
        self, request: HttpRequest, view_func: Callable
    ) -> HttpResponseBase:
        """Answer somebody who is signed out.

        A script gets 401: after a redirect it would take the sign-in page for success. A form gets 401 and its
        words back, to be sent again. Everybody else gets the sign-in page.
        """
        if wants_json(request):
            return JsonResponse({"error": _("You are signed out. Your words are still here.")}, status=401)
        if request.method == "POST" and typed_words(request):
            return keep_words(request, "errors/signed_out.html", 401)
        return super().handle_no_permission(request, view_func)
