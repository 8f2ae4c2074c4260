"""A person's own account: taking their data along, and closing it."""

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from goodhelp.closing import close_account, kept_by, named_after, without_name
from goodhelp.own_data import own_data
from ideas.views.shared import me
from teams.actions import LastLead

FILE = "good-help-planner-your-data.json"


class CloseForm(forms.Form):
    """A last moment to think before an account is closed for good."""

    sure = forms.BooleanField(
        label=gettext_lazy("I have read what goes and what stays, and that nobody can bring my account back"),
        error_messages={"required": gettext_lazy("Read it, then tick this.")},
    )


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
    user, form = me(request), CloseForm(request.POST or None)
    if request.method == "POST":
        if not form.is_valid():
            return _ask(request, form, 422)
        try:
            close_account(user=user)
        except LastLead:
            return _ask(request, form, 409)
        logout(request)
        messages.success(request, _("Your account is closed. What you wrote stays with your teams. Thank you."))
        return redirect("home")
    return _ask(request, form)


def _ask(request: HttpRequest, form: CloseForm, status: int = 200) -> HttpResponse:
    user = me(request)
    renamed = [(team.name, without_name(team.name, user)) for team in named_after(user) if team.closed_at is None]
    context = {"kept_by": kept_by(user), "form": form, "renamed": renamed}
    return render(request, "goodhelp/account_close.html", context, status=status)
