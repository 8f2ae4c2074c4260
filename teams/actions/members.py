"""Who is in a team, with which rights."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from teams.actions.errors import Refused
from teams.actions.shared import lock, lock_as_lead, record, refuse_last_lead, revoke_open
from teams.models import Membership, Rights, TeamEvent


@transaction.atomic
def change_rights(*, by: User, membership: Membership, writes: bool, decides: bool, leads: bool) -> Membership:
    """Return the membership with the three flags as given.

    Raises PermissionDenied unless `by` leads the team, Refused without any flag, LastLead if nobody would
    lead, and Membership.DoesNotExist if the person has left.
    """
    team = lock_as_lead(by, membership.team)
    require_some(writes, decides, leads)
    current = Membership.objects.select_related("user").get(pk=membership.pk, team=team)
    if (current.writes, current.decides, current.leads) == (writes, decides, leads):
        return current
    if not leads:
        refuse_last_lead(current)
        revoke_open(team, invited_by=current.user)
    current.writes, current.decides, current.leads = writes, decides, leads
    current.save(update_fields=["writes", "decides", "leads"])
    record(team, TeamEvent.Kind.RIGHTS, by, about=f"{current.user} ({in_words(current)})")
    return current


@transaction.atomic
def remove_member(*, by: User, membership: Membership) -> None:
    """End the membership; every right and each open invitation of that person ends with it.

    Raises PermissionDenied unless `by` leads the team, LastLead if nobody would lead, and
    Membership.DoesNotExist if the person has left.
    """
    team = lock_as_lead(by, membership.team)
    current = Membership.objects.select_related("user").get(pk=membership.pk, team=team)
    _end(current)
    record(team, TeamEvent.Kind.REMOVED, by, about=str(current.user))


@transaction.atomic
def leave_team(*, by: User, membership: Membership) -> None:
    """End one's own membership. Raises LastLead if nobody would lead, Membership.DoesNotExist if it has ended."""
    team = lock(membership.team)
    _end(Membership.objects.select_related("user").get(pk=membership.pk, team=team, user=by))
    record(team, TeamEvent.Kind.LEFT, by)


def require_some(writes: bool, decides: bool, leads: bool) -> None:
    """Raise Refused unless at least one flag is set."""
    if not (writes or decides or leads):
        raise Refused(_("Choose at least one thing that this person does in the team."))


def in_words(rights: Rights) -> str:
    """Return the rights in one phrase."""
    return ", ".join(rights.rights_in_words())


def _end(membership: Membership) -> None:
    refuse_last_lead(membership)
    revoke_open(membership.team, invited_by=membership.user)
    membership.delete()
