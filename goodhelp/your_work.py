"""What a person's own page shows, across teams and ideas, in a number of queries that never grows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ideas.models import Idea, Reviewer, Revision, StatusChange
from ideas.storyline import sentence
from teams.models import Invitation
from text.prepared import prepared

LATELY = timedelta(days=14)
SHOWN = 10
# Saves looked at to find who wrote where: many saves make one line.
SAVES = 200
# What an idea says besides its title, which is all that stands here.
TEXTS = [f"idea__{name}" for name in (*Idea.TEXTS, "learned") if name != "title"]


@dataclass(frozen=True, slots=True)
class News:
    """Something that somebody else did to an idea whose text this person may read."""

    at: datetime
    words: str
    idea: Idea


def invitations_to(user: User) -> tuple[list[Invitation], list[Reviewer]]:
    """Return the open invitations to teams and to reviews that went to addresses which are surely this person's own."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    addresses = [address.lower() for address in confirmed]
    teams = Invitation.objects.waiting().filter(email__in=addresses, team__closed_at=None)
    reviews = Reviewer.objects.filter(
        email__in=addresses, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now(),
        idea__team__closed_at=None, idea__binned_at=None,
    )  # fmt: skip
    return list(teams.select_related("team", "invited_by")), list(reviews.select_related("idea__team", "invited_by"))


def news_for(user: User) -> list[News]:
    """Return what others did lately to the ideas whose text the person may read, the newest first."""
    since = timezone.now() - LATELY
    found = [News(step.at, sentence(step), step.idea) for step in _steps(user.pk, since)]
    seen: set[tuple[int, int, date]] = set()
    for save in _saves(user.pk, since):
        once = (save.idea_id, save.by_id, timezone.localdate(save.at))
        if once not in seen:
            seen.add(once)
            found.append(News(save.at, _("%(who)s wrote in it") % {"who": save.by}, save.idea))
    return sorted(found, key=lambda news: news.at, reverse=True)[:SHOWN]


def _mine(user: int, since: datetime) -> QuerySet[Idea]:
    """Return the ideas whose text the person may read and that have changed since: nothing is new in the others."""
    return Idea.objects.live_for(User(pk=user)).filter(binned_at=None, updated_at__gte=since)


@prepared
def _steps(user: int, since: datetime) -> QuerySet[StatusChange]:
    steps = StatusChange.objects.filter(idea__in=_mine(user, since), at__gt=since).exclude(by=user)
    return steps.select_related("by", "idea").defer(*TEXTS).order_by("-at")[:SHOWN]


@prepared
def _saves(user: int, since: datetime) -> QuerySet[Revision]:
    saves = Revision.objects.filter(idea__in=_mine(user, since), at__gt=since, kept=True).exclude(by=user)
    return saves.select_related("by", "idea").defer("payload", *TEXTS).order_by("-at", "-pk")[:SAVES]
