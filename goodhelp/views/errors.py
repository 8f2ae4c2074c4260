"""Pages for what went wrong. None of them loses what somebody typed."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goodhelp.requests import typed_words, wants_json


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what no form of ours can have sent."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody who may see this but not do it; what they typed is shown, to be copied."""
    if wants_json(request):
        return JsonResponse({"error": str(exception or _("You cannot do this."))}, status=403)
    words = typed_words(request) if request.method == "POST" else []
    return render(request, "errors/403.html", {"reason": str(exception or ""), "words": words}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer the same for what is not there and for what this person may not see."""
    if wants_json(request):
        return JsonResponse({"error": _("This is not here, or no longer yours to see.")}, status=404)
    return render(request, "errors/404.html", status=404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours, without touching the database."""
    return render(request, "errors/500.html", status=500)


def keep_words(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Show what was typed, with a button that sends it again with a fresh token."""
    context: dict[str, Any] = {"words": typed_words(request), "action": request.get_full_path()}
    return render(request, template, context, status=status)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a stale form token: signing in again in another tab makes the first tab's token old."""
    if wants_json(request):
        return JsonResponse({"error": _("This page is out of date."), "code": "csrf"}, status=403)
    return keep_words(request, "errors/csrf.html", 403)
