"""The list of ideas, with its filters."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from characteristics.models import Component
from ideas.counts import NOT_SAID
from ideas.filtering import ONLY_ASSUMED, Filters
from ideas.listing import page_for
from ideas.models import Idea, Reviewer, SavedView
from ideas.models.choices import Basis, Status
from ideas.summaries import guide_order, summed_up
from ideas.views.shared import me
from teams.models import Membership, Team
from text.prepared import prepared

PER_PAGE = 25


@require_safe
def idea_list(request: HttpRequest) -> HttpResponse:
    """List the ideas that this person may read, live or as submitted, narrowed and in the order asked for."""
    user, sent = me(request), request.GET.dict()
    filters, teams = Filters.read(sent), _teams(user.pk)
    # Who is in no team may still have been invited to review; who only writes reads no idea as it was submitted alone.
    reads_sent = not teams or any(decides or reviews for _pk, _name, decides, reviews in teams)
    page = page_for(user, filters, sent=sent, size=PER_PAGE, reads_sent=reads_sent)
    order, query, views = guide_order(), filters.query(), _views(user.pk)
    context = {
        "ideas": summed_up(page.rows, order), "filters": filters, "query": query, "views": views,
        "view": next((view for view in views if view.query == query), None),
        "some_sent": any(line.sent for line in page.rows),
        "any": bool(page.rows) or filters.narrow or Idea.objects.live_for(user).exists(),
        "choices": _choices(filters, [(str(pk), name) for pk, name, *_rights in teams], order),
        "newer": f"?{filters.query(before=page.before)}" if page.before else "",
        "older": f"?{filters.query(after=page.after)}" if page.after else "",
    }  # fmt: skip
    return render(request, "ideas/idea_list.html", context)


@prepared
def _views(user: int) -> QuerySet[SavedView]:
    return SavedView.objects.filter(user=user)


@prepared
def _teams(user: int) -> QuerySet[Team, tuple[int, str, bool, bool]]:
    """Return the person's teams, each with whether they decide there, and whether they review any idea anywhere."""
    decides = Exists(Membership.objects.filter(team=OuterRef("pk"), user=user, decides=True))
    reviews = Exists(Reviewer.objects.active().filter(user=user))
    return Team.objects.of(User(pk=user)).annotate(d=decides, r=reviews).values_list("pk", "name", "d", "r")


def _choices(filters: Filters, teams: list[tuple[str, str]], order: list[tuple[str, str]]) -> dict[str, Any]:
    """Return what can be chosen in each box; a team is asked for only where there are several."""
    rests = [*Basis.choices, (ONLY_ASSUMED, _("Only an assumption so far")), (NOT_SAID, _("Nothing that was named"))]
    selects: list[tuple[str, str, str, list[Any], str]] = [
        ("team", _("Team"), _("All teams"), teams, filters.team),
        ("characteristic", _("Works through"), _("Any characteristic"), order, filters.characteristic),
        ("part", _("COM-B part described"), _("Any part"), Component.choices, filters.part),
        ("rests", _("Something covered rests on"), _("Anything"), rests, filters.rests),
    ]
    return {"status": Status.choices, "selects": selects if len(teams) > 1 else selects[1:]}
