"""Small middleware of the site."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script, not a page, is asking."""
    return request.headers.get("Accept", "").startswith("application/json")


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Say in one header that no page of ours needs camera, microphone or place."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        return response

    return middleware


class unsigned_script_gets_401:  # noqa: N801 (named as the rule it keeps, like its neighbours)
    """Answer a signed-out script with 401: after a redirect it would take the sign-in page for success."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the decision needs the view, so it stands in process_view."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        """Return 401 for a script without a signed-in person, unless the view is public."""
        if not wants_json(request) or request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        return JsonResponse({"error": _("You are signed out. Your words are still here.")}, status=401)
