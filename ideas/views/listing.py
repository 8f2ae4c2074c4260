"""The list of ideas, with its filters."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from characteristics.models import Component
from ideas.filtering import ONLY_ASSUMED, Filters, page_for
from ideas.models import Idea, SavedView
from ideas.models.choices import Basis, Status
from ideas.summaries import guide_order, summaries
from ideas.views.shared import me
from teams.models import Team
from text.prepared import prepared

PER_PAGE = 25


@require_safe
def idea_list(request: HttpRequest) -> HttpResponse:
    """List the ideas whose text this person may read, narrowed and in the order asked for."""
    user, filters = me(request), Filters.read(request.GET.dict())
    page = page_for(user, filters, sent=request.GET.dict(), size=PER_PAGE)
    order, query = guide_order(), filters.query()
    views = _views(user.pk)
    context = {
        "ideas": summaries(page.ideas, order), "filters": filters, "query": query, "views": views,
        "view": next((view for view in views if view.query == query), None),
        "any": bool(page.ideas) or filters.narrow or Idea.objects.live_for(user).exists(),
        "choices": _choices(filters, _teams(user.pk), order),
        "newer": f"?{filters.query(before=page.before)}" if page.before else "",
        "older": f"?{filters.query(after=page.after)}" if page.after else "",
    }  # fmt: skip
    return render(request, "ideas/idea_list.html", context)


@prepared
def _views(user: int) -> QuerySet[SavedView]:
    return SavedView.objects.filter(user=user)


@prepared
def _teams(user: int) -> QuerySet[Team, tuple[int, str]]:
    return Team.objects.of(User(pk=user)).values_list("pk", "name")


def _choices(filters: Filters, teams: list[tuple[int, str]], order: list[tuple[str, str]]) -> dict[str, Any]:
    """Return what can be chosen in each box; a team is asked for only where there are several."""
    rests = [*Basis.choices, (ONLY_ASSUMED, _("Only an assumption so far"))]
    selects: list[tuple[str, str, str, list[Any], str]] = [
        ("team", _("Team"), _("All teams"), [(str(pk), name) for pk, name in teams], filters.team),
        ("characteristic", _("Works through"), _("Any characteristic"), order, filters.characteristic),
        ("part", _("COM-B part described"), _("Any part"), Component.choices, filters.part),
        ("rests", _("Something rests on"), _("Anything"), rests, filters.rests),
    ]
    return {"status": Status.choices, "selects": selects if len(teams) > 1 else selects[1:]}
