"""Teams as a whole."""

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teams.actions import close_team, found_team, rename_team
from teams.forms import TeamForm
from teams.models import Membership, TeamEvent
from teams.permissions import may_lead
from teams.views.loading import gone_is_404, lead_membership, me, own_membership, pressed_twice
from teams.words import MEANINGS, sentence

# The newest come first; who needs more has a large team and can ask its leads.
EVENTS_SHOWN = 30


@require_safe
def team_list(request: HttpRequest) -> HttpResponse:
    """Show the person's teams, what they may do in each, and what that means."""
    size = Membership.objects.filter(team=OuterRef("team")).order_by().values("team").annotate(n=Count("pk"))
    memberships = (
        Membership.objects.filter(user=me(request), team__closed_at=None)
        .select_related("team")
        .annotate(people=Coalesce(Subquery(size.values("n")), 0))
        .order_by("team__name", "pk")
    )
    return render(request, "teams/team_list.html", {"memberships": memberships, "meanings": MEANINGS})


@require_safe
def team_detail(request: HttpRequest, team_id: int) -> HttpResponse:
    """Show who is in the team, what happened in it and, to leads, who is invited."""
    own = own_membership(request, team_id)
    leads = may_lead(own)
    events = own.team.events.select_related("by")[:EVENTS_SHOWN]
    context = {
        "team": own.team,
        "own": own,
        "leads": leads,
        "members": own.team.membership_set.select_related("user"),
        "invitations": own.team.invitations.waiting().select_related("invited_by") if leads else [],
        "events": [(event.at, sentence(event, with_addresses=leads)) for event in events],
        "meanings": MEANINGS,
    }
    return render(request, "teams/team_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def team_create(request: HttpRequest) -> HttpResponse:
    """Found another team."""
    form = TeamForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "teams/team_create.html", {"form": form})
    if not form.is_valid():
        return render(request, "teams/team_create.html", {"form": form}, status=422)
    team = found_team(by=me(request), name=form.cleaned_data["name"])
    return redirect("teams:team_detail", team.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@gone_is_404
def team_rename(request: HttpRequest, team_id: int) -> HttpResponse:
    """Give the team another name."""
    team = lead_membership(request, team_id).team
    old = team.name
    form = TeamForm(request.POST if request.method == "POST" else None, instance=team)
    if request.method == "POST" and form.is_valid():
        rename_team(by=me(request), team=team, name=form.cleaned_data["name"])
        return redirect("teams:team_detail", team.pk)
    status = 422 if form.errors else 200
    return render(request, "teams/team_rename.html", {"form": form, "team": team, "old": old}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@gone_is_404
def team_close(request: HttpRequest, team_id: int) -> HttpResponse:
    """Close the team after a question."""
    if pressed_twice(request, team_id, TeamEvent.Kind.CLOSED):
        return redirect("teams:team_list")
    team = lead_membership(request, team_id).team
    if request.method == "POST":
        close_team(by=me(request), team=team)
        messages.success(request, _("“%(team)s” was closed.") % {"team": team.name})
        return redirect("teams:team_list")
    return render(request, "teams/team_close.html", {"team": team})
