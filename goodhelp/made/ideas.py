"""Makes many invented ideas at once, to see how the site does with them.

Past the actions, for speed, but to the same end: each idea is first put together as a document, as a submission
would be frozen, and every row is read off that, its tallies too. Afterwards `recount --check` and
`reindex --check` find nothing.
"""

from random import Random

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from goodhelp.made import words
from goodhelp.made.drafts import Draft, Guide, MadeTeam
from goodhelp.made.rows import write
from teams.models import Membership, Team

AT_ONCE = 500


class MakingError(Exception):
    """Nothing was made; the text says why."""


def make_ideas(number: int, *, teams: int = 10, seed: int = 1) -> list[MadeTeam]:
    """Make that many ideas in that many new teams and return the teams.

    In each, one invented person writes; one service manager decides in all of them. Raises MakingError in
    production and without the guide.
    """
    if settings.PRODUCTION:
        raise MakingError("This is a production server (ALLOWED_HOSTS is set): invented ideas have no place here.")
    guide = Guide.read()
    if not guide.characteristics:
        raise MakingError("The ideas rest on the guide, and there is none yet: run manage.py load_guide first.")
    made = _teams(teams)
    chance, now = Random(seed), timezone.now()  # noqa: S311 (nothing secret)
    for start in range(0, number, AT_ONCE):
        batch = [
            Draft(guide, made[n % teams], chance, now) for n in range(start, min(start + AT_ONCE, number))
        ]  # fmt: skip
        write(batch, guide)
    return made


@transaction.atomic
def _teams(number: int) -> list[MadeTeam]:
    """Make teams, numbered on from those made before, and their people, who can sign in by code alone."""
    before = Team.objects.filter(name__startswith=words.TEAM).count()
    numbers = range(before + 1, before + number + 1)
    manager = User.objects.filter(email=words.MANAGER).first() or _people([(words.MANAGER, "Marlowe Manyteams")])[0]
    writers = _people([(f"made-writer-{n}@example.org", f"Writer {n}") for n in numbers])
    made = Team.objects.bulk_create(
        Team(name=f"{words.TEAM} {n}", founder=writer) for n, writer in zip(numbers, writers, strict=True)
    )
    rights = [Membership(team=t, user=w, writes=True, leads=True) for t, w in zip(made, writers, strict=True)]
    Membership.objects.bulk_create(rights + [Membership(team=team, user=manager, decides=True) for team in made])
    return [MadeTeam(team, writer, manager) for team, writer in zip(made, writers, strict=True)]


def _people(named: list[tuple[str, str]]) -> list[User]:
    nobody = make_password(None)
    people = User.objects.bulk_create(User(email=email, name=name, password=nobody) for email, name in named)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people
    )
    return people
