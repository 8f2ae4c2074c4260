"""Invitations: sending them, taking them back, and the page behind the link."""

from allauth.account.forms import AddEmailForm
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.addresses import has_confirmed
from teams.actions import (
    AddressNotConfirmed,
    Closed,
    InvitationUnusable,
    JustInvited,
    Refused,
    accept_invitation,
    invite,
    open_invitation,
    revoke_invitation,
)
from teams.forms import InvitationForm
from teams.models import Invitation
from teams.secret_links import secret_link
from teams.views.loading import gone_is_404, lead_membership, me
from teams.words import MEANINGS


@require_http_methods(["GET", "HEAD", "POST"])
@gone_is_404
def invitation_create(request: HttpRequest, team_id: int) -> HttpResponse:
    """Invite somebody by e-mail."""
    team = lead_membership(request, team_id).team
    form, status = InvitationForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            invite(by=me(request), team=team, email=form.cleaned_data["email"], **form.flags())
            messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
            return redirect("teams:team_detail", team_id)
        except JustInvited:
            return redirect("teams:team_detail", team_id)
        except Closed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
    elif form.errors:
        status = 422
    return render(request, "teams/invitation_create.html", {"form": form, "team": team}, status=status)


@require_POST
@gone_is_404
def invitation_revoke(request: HttpRequest, team_id: int, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    team = lead_membership(request, team_id).team
    invitation = get_object_or_404(team.invitations.select_related("team"), pk=invitation_id)
    revoke_invitation(by=me(request), invitation=invitation)
    messages.success(request, _("The invitation of %(email)s no longer works.") % {"email": invitation.email})
    return redirect("teams:team_detail", team_id)


@secret_link
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to whoever has its link; only sending the form accepts it.

    Mail scanners open links, so a GET changes nothing. A link that cannot be used gets one and the
    same page, whatever the reason.
    """
    try:
        if request.method != "POST":
            return invitation_page(request, open_invitation(token))
        if not request.user.is_authenticated:
            return redirect_with_next(request, "account_login")
        if "confirm_address" in request.POST:
            return ask_for_code(request, open_invitation(token).email)
        team_id = accept_invitation(by=me(request), token=token).team_id
    except InvitationUnusable:
        return render(request, "teams/invitation_gone.html", status=404)
    except AddressNotConfirmed:
        return invitation_page(request, open_invitation(token), status=403)
    return redirect("teams:team_detail", team_id)


def invitation_page(request: HttpRequest, invitation: Invitation, status: int = 200) -> HttpResponse:
    """Return the page that says what accepting means, and what this visitor has to do for it."""
    context = {
        "invitation": invitation,
        "meanings": [m for m in MEANINGS if getattr(invitation, m.flag)],
        "confirmed": has_confirmed(request.user, invitation.email),
    }
    return render(request, "teams/invitation_accept.html", context, status=status)


def ask_for_code(request: HttpRequest, email: str) -> HttpResponse:
    """Send a code to the invited address, so that the signed-in person can add it and come back here."""
    form = AddEmailForm(user=request.user, data={"email": email})
    if not form.is_valid():
        return redirect("account_email")
    try:
        form.save(request)
    except ImmediateHttpResponse as answer:
        return answer.response
    return redirect_with_next(request, "account_email_verification_sent")


def redirect_with_next(request: HttpRequest, name: str) -> HttpResponse:
    """Redirect to a page of signing in that leads back here."""
    query = QueryDict(mutable=True)
    query["next"] = request.path
    return redirect(f"{reverse(name)}?{query.urlencode(safe='/')}")
