"""A person's own account: taking their data along, and closing it."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodhelp.closing import close_account, kept_by
from goodhelp.own_data import own_data
from ideas.views.shared import me
from teams.actions import LastLead

FILE = "good-help-planner-your-data.json"


@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    """Give the person a file with their own data."""
    response = JsonResponse(own_data(me(request)), json_dumps_params={"indent": 1, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{FILE}"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def account_close(request: HttpRequest) -> HttpResponse:
    """Ask whether to close the account, and close it; not while a team would be left without a lead."""
    user = me(request)
    if request.method == "POST":
        try:
            close_account(user=user)
        except LastLead:
            return _ask(request, 409)
        logout(request)
        messages.success(request, _("Your account is closed. What you wrote stays with your teams. Thank you."))
        return redirect("home")
    return _ask(request)


def _ask(request: HttpRequest, status: int = 200) -> HttpResponse:
    return render(request, "goodhelp/account_close.html", {"kept_by": kept_by(me(request))}, status=status)
