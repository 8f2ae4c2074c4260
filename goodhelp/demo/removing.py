"""Takes the demo out again, and nothing else."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import ProtectedError, Q
from post_office.models import Email

from accounts.models import User
from ideas.models import Idea
from teams.models import Membership, Team


@dataclass(slots=True)
class Removed:
    """How much was taken out."""

    ideas: int = 0
    teams: int = 0
    people: int = 0
    # People of the demo who did something in a team that is not of the demo: see `_lock`.
    locked: int = 0


@transaction.atomic
def remove_demo() -> Removed:
    """Remove the demo's teams with all that anybody wrote in them, and its people; all or nothing.

    Words and decisions that a person of the demo left in a real team stay there: that person's account is
    locked instead of deleted.
    """
    removed = Removed()
    ideas = Idea.objects.filter(Q(demo=True) | Q(team__demo=True))
    removed.ideas = ideas.count()
    ideas.delete()
    teams = Team.objects.filter(demo=True)
    removed.teams = teams.count()
    teams.delete()
    people = list(User.objects.filter(is_demo=True))
    Email.objects.filter(to__in=[user.email for user in people]).delete()
    for user in people:
        _remove(user, removed)
    return removed


def _remove(user: User, removed: Removed) -> None:
    try:
        with transaction.atomic():
            user.delete()
        removed.people += 1
    except ProtectedError:
        _lock(user)
        removed.locked += 1


def _lock(user: User) -> None:
    """Leave only a name to stand beside what they did: no password, address, team or right."""
    Membership.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    user.groups.clear()
    user.set_unusable_password()
    user.email = f"removed-from-demo-{user.pk}@example.org"
    user.is_active = user.is_staff = user.is_superuser = user.is_demo = False
    user.save()
