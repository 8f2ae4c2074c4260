"""What the views of teams have in common: who is asking, about which team, and what was just done."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from teams.actions import Closed
from teams.actions.founding import PRESSED_TWICE
from teams.models import Membership, TeamEvent, TeamEventKind
from teams.permissions import require_lead


def me(request: HttpRequest) -> User:
    """Return the signed-in person (LoginRequiredMiddleware, or the view itself, has seen to it that there is one)."""
    return cast(User, request.user)


def own_membership(request: HttpRequest, team_id: int) -> Membership:
    """Return the person's own membership of an open team, with the team. Raises Http404 for everybody else."""
    open_ones = Membership.objects.select_related("team").filter(team__closed_at=None)
    # `team__pk` and not `team_id`: only the first says “not found” to a number that no database holds.
    return get_object_or_404(open_ones, team__pk=team_id, user=me(request))


def lead_membership(request: HttpRequest, team_id: int) -> Membership:
    """Return the membership of a person who leads the team. Raises Http404 for others, PermissionDenied for members."""
    membership = own_membership(request, team_id)
    require_lead(membership)
    return membership


def pressed_twice(request: HttpRequest, team_id: int, kind: TeamEventKind) -> bool:
    """Tell whether this is a form sent for the second time after the first has done the very thing."""
    if request.method != "POST":
        return False
    moment_ago = timezone.now() - PRESSED_TWICE
    return TeamEvent.objects.filter(team__pk=team_id, by=me(request), kind=kind, at__gt=moment_ago).exists()


def gone_is_404(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 where the team was closed or the person left between loading and doing."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Closed, Membership.DoesNotExist) as error:
            raise Http404 from error

    return wrapper
