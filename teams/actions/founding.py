"""Teams as a whole: founding, renaming, closing."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from teams.actions.shared import lock_as_lead, record, revoke_open
from teams.models import Membership, Team, TeamEvent

# Two identical requests within this time are one button pressed twice.
PRESSED_TWICE = timedelta(minutes=1)
NAME_LENGTH = 100


@transaction.atomic
def found_team(*, by: User, name: str, demo: bool = False) -> Team:
    """Return a new team in which `by` writes and leads; pressed twice, the one that is already there."""
    lock_person(by)
    moment_ago = timezone.now() - PRESSED_TWICE
    same = Team.objects.of(by).filter(founder=by, name=name, created_at__gt=moment_ago).first()
    return same or _found(by, name, demo or by.is_demo)


@transaction.atomic
def ensure_team_of_one(user: User) -> Team:
    """Return the first open team that the person founded and writes in; without one, a new team of one.

    Safe to call again, and twice at the same time.
    """
    lock_person(user)
    own = Team.objects.filter(founder=user, closed_at=None, membership__user=user, membership__writes=True)
    return own.order_by("pk").first() or _found(user, name_of_one(user), user.is_demo)


@transaction.atomic
def rename_team(*, by: User, team: Team, name: str) -> Team:
    """Return the team with its new name. Raises PermissionDenied unless `by` leads it."""
    locked = lock_as_lead(by, team)
    old = locked.name
    if old == name:
        return locked
    locked.name = name
    locked.clean_fields(exclude=["founder"])
    locked.save(update_fields=["name"])
    record(locked, TeamEvent.Kind.RENAMED, by, about=old)
    return locked


@transaction.atomic
def close_team(*, by: User, team: Team) -> None:
    """Close the team: its ideas stay stored, but nobody sees them, and its invitations end.

    Raises PermissionDenied unless `by` leads it, Closed when it is closed already.
    """
    locked = lock_as_lead(by, team)
    locked.closed_at = timezone.now()
    locked.save(update_fields=["closed_at"])
    revoke_open(locked)
    record(locked, TeamEvent.Kind.CLOSED, by)


def lock_person(user: User) -> None:
    """Make what the same person asks for at the same time wait its turn, until the transaction ends."""
    User.objects.select_for_update().get(pk=user.pk)


def name_of_one(user: User) -> str:
    """Return a name such as “Amina's team”, short enough to store."""
    pattern = _("%(name)s’s team")
    room = NAME_LENGTH - len(pattern % {"name": ""})
    return pattern % {"name": str(user)[:room].strip()}


def _found(by: User, name: str, demo: bool) -> Team:
    team = Team(name=name, founder=by, demo=demo)
    team.clean_fields(exclude=["founder"])
    team.save()
    Membership.objects.create(team=team, user=by, writes=True, leads=True)
    record(team, TeamEvent.Kind.FOUNDED, by)
    return team
