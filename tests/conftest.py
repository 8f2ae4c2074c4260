"""The cast, and what every test may use.

The people, all in one team but the last ones: Lena founded and leads it; Wren and Sam write; Dara
decides; Pat does both. Remy was a writer and has been removed. Olu is in another team. Cass edits the
guide; Sue may do anything in admin. They came into their teams as anybody does: by `teams.actions`.
"""

from collections.abc import Callable

import hypothesis
import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from post_office.models import Email

from accounts.addresses import confirm_own_address
from accounts.models import User
from ideas.mailing import mail_notices
from teams.actions import accept_invitation, found_team, invite, remove_member
from teams.models import Membership, Team
from tests.content import load_full_guide
from tests.factories import Guide, make_guide
from text import scanning

pytest_plugins = ["tests.access_tools", "tests.browser"]

PASSWORD = "a long password of tests 2468"

# How long an example takes says how busy the computer is, and nothing about the property.
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _own_mail_and_cache(settings) -> None:
    """Let mail become rows, as in production (Django's test set-up turns that off), and forget the last test.

    The language of its last page too: it would go on for whatever the next test draws without a request.
    """
    settings.EMAIL_BACKEND = "post_office.EmailBackend"
    cache.clear()
    scanning.forget()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def sent_mail(db) -> Callable[[], list[Email]]:
    """Return a function that returns every mail so far, oldest first (`.to`, `.subject`, `.message`).

    What people asked to be told once a day is no mail yet.
    """

    def sent() -> list[Email]:
        mail_notices()
        return list(Email.objects.order_by("pk"))

    return sent


@pytest.fixture
def client_for() -> Callable[[User | None], Client]:
    """Return a function that returns a client signed in as that person; None for a visitor."""

    def make(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


# --- Content --------------------------------------------------------------------------------------


@pytest.fixture
def guide(db) -> Guide:
    """Return a small invented guide: see `tests.factories`."""
    return make_guide()


@pytest.fixture
def full_guide(db) -> None:
    """Put the whole real guide into the database."""
    load_full_guide()


# --- People and teams -----------------------------------------------------------------------------


def make_person(name: str) -> User:
    """Return a new person with that name, an address that they have confirmed, and a password."""
    return confirmed(User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name))


def confirmed(user: User) -> User:
    """Let the person's address be confirmed, as by the code that sign-up sends; return them."""
    confirm_own_address(user)
    return user


def join(person: User, team: Team, by: User, **rights: bool) -> User:
    """Let the person be invited and accept; return them."""
    _, token = invite(by=by, team=team, email=person.email, **rights)
    accept_invitation(by=person, token=token)
    return person


@pytest.fixture
def person(db) -> Callable[[str], User]:
    """Return a function that makes one more person, in no team."""
    return make_person


@pytest.fixture
def lead(db) -> User:
    """Return Lena, who founded the team: she writes and leads."""
    return make_person("Lena")


@pytest.fixture
def team(lead) -> Team:
    """Return the team, so far with its founder alone."""
    return found_team(by=lead, name="Riverside link workers")


@pytest.fixture
def writer(team, lead) -> User:
    """Return Wren, who writes."""
    return join(make_person("Wren"), team, lead, writes=True)


@pytest.fixture
def second_writer(team, lead) -> User:
    """Return Sam, who writes too."""
    return join(make_person("Sam"), team, lead, writes=True)


@pytest.fixture
def decider(team, lead) -> User:
    """Return Dara, who decides and does not write."""
    return join(make_person("Dara"), team, lead, decides=True)


@pytest.fixture
def player_manager(team, lead) -> User:
    """Return Pat, who writes and decides."""
    return join(make_person("Pat"), team, lead, writes=True, decides=True)


@pytest.fixture
def removed_member(team, lead) -> User:
    """Return Remy, who wrote in the team until he was removed."""
    remy = join(make_person("Remy"), team, lead, writes=True, decides=True)
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=remy))
    return remy


@pytest.fixture
def outsider(db) -> User:
    """Return Olu, who founded the other team."""
    return make_person("Olu")


@pytest.fixture
def other_team(outsider) -> Team:
    """Return a team that has nothing to do with the first."""
    return found_team(by=outsider, name="Hillside café")


@pytest.fixture
def content_admin(db) -> User:
    """Return Cass, who edits the guide in admin and is in no team."""
    cass = make_person("Cass")
    User.objects.filter(pk=cass.pk).update(is_staff=True)
    cass.user_permissions.set(Permission.objects.filter(content_type__app_label__in=["characteristics", "casestudies"]))
    return User.objects.get(pk=cass.pk)


@pytest.fixture
def superuser(db) -> User:
    """Return Sue, who may do anything in admin and is in no team."""
    return confirmed(User.objects.create_superuser("sue@example.org", PASSWORD, name="Sue"))
