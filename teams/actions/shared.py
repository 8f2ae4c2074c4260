"""What the actions have in common: the lock, the right to do it, and the event."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from teams.actions.errors import Closed, LastLead
from teams.models import Membership, Team, TeamEvent, TeamEventKind
from teams.permissions import require_lead

NOTHING_OPEN = Q(accepted_at=None, revoked_at=None)


def lock(team: Team) -> Team:
    """Return the team as it is now, locked until the transaction ends, so that its leads cannot change meanwhile.

    Raises Closed when somebody has closed it.
    """
    locked = Team.objects.select_for_update().get(pk=team.pk)
    if locked.closed_at:
        raise Closed(_("This team was closed."))
    return locked


def lock_as_lead(by: User, team: Team) -> Team:
    """Return the locked team; raises PermissionDenied unless `by` leads it at this moment."""
    locked = lock(team)
    require_lead(Membership.objects.filter(team=locked, user=by).first())
    return locked


def refuse_last_lead(membership: Membership) -> None:
    """Raise LastLead if nobody else leads the (locked) team."""
    others = Membership.objects.filter(team_id=membership.team_id, leads=True).exclude(pk=membership.pk)
    if membership.leads and not others.exists():
        raise LastLead(_("A team needs a lead. Make somebody else a team lead first, or close the team."))


def record(team: Team, kind: TeamEventKind, by: User, about: str = "") -> None:
    """Append what was done."""
    TeamEvent.objects.create(team=team, kind=kind, by=by, about=about)


def revoke_open(team: Team, **which: User) -> None:
    """Take back the team's open invitations, or those of them that match."""
    team.invitations.filter(NOTHING_OPEN, **which).update(revoked_at=timezone.now())
