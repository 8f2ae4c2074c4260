"""Loads the demo: people, teams, then each team's ideas."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from post_office.models import Email

from accounts.addresses import confirm_own_address
from accounts.models import User
from characteristics.models import Characteristic
from goodhelp.content_admins import ensure_content_admins
from goodhelp.demo.dating import Calendar
from goodhelp.demo.files import DemoError, read_people, read_stories
from goodhelp.demo.known import KnownGuide
from goodhelp.demo.telling import tell
from ideas.models import Notice
from ideas.models.notices import MailWhen
from teams.actions import accept_invitation, found_team, invite
from teams.models import Team

# What the demo's people were told before this, they have read.
READ_BEFORE = "2 mon 09:00"


@dataclass(slots=True)
class Loaded:
    """How much was new."""

    people: int = 0
    teams: int = 0
    ideas: int = 0


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody to sign in as."""

    email: str
    who: str


@transaction.atomic
def load_demo() -> Loaded:
    """Make what is missing of the demo, all or nothing; what is there stays as people have left it.

    A team that is there already keeps the ideas it has. Raises DemoError in production, without the guide, or
    if somebody who is not of the demo has one of its addresses.
    """
    if settings.PRODUCTION:
        raise DemoError(
            "This is a production server (ALLOWED_HOSTS is set): invented people with a known password have no "
            "place here. Load the demo on a development copy."
        )
    if not Characteristic.objects.filter(retired_at=None).exists():
        raise DemoError("The demo's ideas rest on the guide, and there is none yet: run manage.py load_guide first.")
    return _Loading().run()


def sign_ins() -> tuple[str, list[SignIn]]:
    """Return the demo's password, and the people of the demo who are in this database and may sign in."""
    cast = read_people()
    there = User.objects.filter(is_demo=True, is_active=True)
    emails = set(there.values_list("email", flat=True))
    people = [SignIn(p["email"], p["who"]) for p in cast["people"].values() if p["email"] in emails]
    return cast["password"], people


class _Loading:
    """One run."""

    def __init__(self) -> None:
        self.cast = read_people()
        self.calendar = Calendar()
        self.people: dict[str, User] = {}
        self.loaded = Loaded()

    def run(self) -> Loaded:
        """Make what is missing, and send nobody a mail about it."""
        last = Email.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for key, person in self.cast["people"].items():
            self.people[key] = self._person(person)
        new = {key: team for key, plan in self.cast["teams"].items() if (team := self._team(plan))}
        if new:
            self._ideas(new)
            self._notices(new)
        # Nobody asked for these: they tell invented people what they have just done.
        addresses = [user.email for user in self.people.values()]
        Email.objects.filter(pk__gt=last, to__in=addresses).delete()
        return self.loaded

    @cached_property
    def _password(self) -> str:
        """Hashed once for all: hashing takes its time on purpose."""
        return make_password(self.cast["password"])

    def _person(self, plan: dict[str, Any]) -> User:
        user = User.objects.filter(email__iexact=plan["email"]).first()
        if user is None:
            user = User.objects.create_user(
                plan["email"], name=plan["name"], is_demo=True, is_staff=plan.get("edits_guide", False),
                date_joined=self.calendar.at(plan["joined"]),
            )  # fmt: skip
            user.password = self._password
            user.save(update_fields=["password"])
            confirm_own_address(user)
            if user.is_staff:
                user.groups.add(ensure_content_admins())
            self.loaded.people += 1
        if not user.is_demo:
            raise DemoError(f"{user.email} belongs to somebody who is not of the demo: change that address first.")
        return user

    def _team(self, plan: dict[str, Any]) -> Team | None:
        """Return the team if it is new. Whatever became of one that is there, it is left alone."""
        founder = self.people[plan["founder"]]
        if Team.objects.filter(founder=founder).exists():
            return None
        team = found_team(by=founder, name=plan["name"], demo=True)
        self.calendar.date_back_team(team, plan["founded"])
        for key, rights in plan.get("members", {}).items():
            member = self.people[key]
            when = rights.pop("joined")
            _, token = invite(by=founder, team=team, email=member.email, **rights)
            accept_invitation(by=member, token=token)
            self.calendar.date_back_team(team, when)
        self.loaded.teams += 1
        return team

    def _notices(self, teams: dict[str, Team]) -> None:
        """Let what was told weeks ago be read by now, and none of it be mailed."""
        told = Notice.objects.filter(idea__team__in=teams.values(), at__lt=self.calendar.began)
        told.update(mail=MailWhen.NEVER)
        told.filter(at__lt=self.calendar.at(READ_BEFORE)).update(read_at=self.calendar.at(READ_BEFORE))

    def _ideas(self, teams: dict[str, Team]) -> None:
        guide = KnownGuide.read()
        for story in read_stories():
            if story["team"] in teams:
                tell(story, team=teams[story["team"]], people=self.people, guide=guide, calendar=self.calendar)
                self.loaded.ideas += 1
