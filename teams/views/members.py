"""Who is in a team, with which rights."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teams.actions import LastLead, change_rights, leave_team, remove_member
from teams.forms import RightsForm, rights_chosen
from teams.models import Membership, TeamEvent
from teams.views.loading import gone_is_404, lead_membership, me, own_membership, pressed_twice


def member_of(lead: Membership, membership_id: int) -> Membership:
    """Return a membership of the very team that this lead leads. Raises Http404."""
    return get_object_or_404(lead.team.membership_set.select_related("user", "team"), pk=membership_id)


@require_http_methods(["GET", "HEAD", "POST"])
@gone_is_404
def membership_edit(request: HttpRequest, team_id: int, membership_id: int) -> HttpResponse:
    """Change what a member may do."""
    member = member_of(lead_membership(request, team_id), membership_id)
    posted = request.POST if request.method == "POST" else None
    form, status = RightsForm(posted, initial=rights_chosen(member)), 200
    if posted is not None and form.is_valid():
        try:
            change_rights(by=me(request), membership=member, **form.flags())
            return redirect("teams:team_detail", team_id)
        except LastLead as refusal:
            form.add_error("rights", str(refusal))
            status = 409
    elif form.errors:
        status = 422
    context = {"form": form, "member": member, "team": member.team}
    return render(request, "teams/membership_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@gone_is_404
def membership_remove(request: HttpRequest, team_id: int, membership_id: int) -> HttpResponse:
    """Remove a member after a question; for oneself, the page for leaving."""
    lead = lead_membership(request, team_id)
    try:
        member = member_of(lead, membership_id)
    except Http404:
        if pressed_twice(request, team_id, TeamEvent.Kind.REMOVED):
            return redirect("teams:team_detail", team_id)
        raise
    if member.user_id == request.user.pk:
        return redirect("teams:team_leave", team_id)
    if request.method == "POST":
        remove_member(by=me(request), membership=member)
        messages.success(request, _("%(person)s is no longer in this team.") % {"person": member.user})
        return redirect("teams:team_detail", team_id)
    return render(request, "teams/membership_remove.html", {"member": member, "team": member.team})


@require_http_methods(["GET", "HEAD", "POST"])
@gone_is_404
def team_leave(request: HttpRequest, team_id: int) -> HttpResponse:
    """Leave the team after a question."""
    try:
        own = own_membership(request, team_id)
    except Http404:
        if pressed_twice(request, team_id, TeamEvent.Kind.LEFT):
            return redirect("teams:team_list")
        raise
    others_lead = own.team.membership_set.filter(leads=True).exclude(pk=own.pk).exists()
    context = {"team": own.team, "own": own, "last_lead": own.leads and not others_lead}
    if request.method != "POST":
        return render(request, "teams/team_leave.html", context)
    try:
        leave_team(by=me(request), membership=own)
    except LastLead:
        return render(request, "teams/team_leave.html", {**context, "last_lead": True}, status=409)
    messages.success(request, _("You left “%(team)s”.") % {"team": own.team.name})
    return redirect("teams:team_list")
