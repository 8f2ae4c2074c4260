"""What waits for a person: submissions to decide on, and their own ideas' next steps."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from accounts.models import User
from ideas.models import Idea, Reviewer, Revision, Snapshot
from ideas.models.choices import Status
from teams.models import Membership

SHOWN = 50
DECIDED_SHOWN = 20
# Where the team itself has the next step.
TEAM_STEPS = (Status.CHANGES_ASKED, Status.AGREED, Status.TESTING)


@dataclass(frozen=True, slots=True)
class Queue:
    """A person's reviews. Their titles are the submissions' own: the idea's may be another by now."""

    mine: list[Snapshot]  # waiting for this person, the longest first
    mine_count: int
    others: list[Snapshot]  # waiting, but this person wrote in them
    decided: list[Snapshot]


def waiting_for(user: User) -> Queue:
    """Return the latest submissions of the ideas that the person may decide on or review. Four queries."""
    mine, count = to_decide(user, shown=SHOWN)
    decided = _latest(user).filter(decision__isnull=False).order_by("-decision__at", "-pk")
    others = list(_waiting(user).filter(wrote=True)[:SHOWN])
    return Queue(mine, count, others, decided=list(decided[:DECIDED_SHOWN]))


def to_decide(user: User, *, shown: int) -> tuple[list[Snapshot], int]:
    """Return the submissions that wait for this person's decision, the longest first, and how many there are."""
    mine = _waiting(user).filter(wrote=False)
    return list(mine[:shown]), mine.count()


def steps_waiting(user: User, *, shown: int = SHOWN) -> list[Idea]:
    """Return the ideas whose next step is their team's, for somebody who writes for it: the longest waiting first.

    Changes asked for, agreed but not begun, being tested, and submitted where nobody independent can
    decide (marked `stuck`). One query.
    """
    member = Membership.objects.filter(team=OuterRef("team"), user=user, writes=True)
    ideas = Idea.objects.filter(Exists(member), team__closed_at=None, binned_at=None)
    ideas = ideas.annotate(stuck=~Exists(_members_deciding()) & ~Exists(_reviewers_deciding()))
    ours = ideas.filter(status__in=TEAM_STEPS) | ideas.filter(status=Status.IN_REVIEW, stuck=True)
    return list(ours.select_related("team").order_by("updated_at", "pk")[:shown])


def _members_deciding() -> QuerySet[Membership]:
    """Return the memberships that let somebody decide on the outer idea (the rule is in `ideas.permissions`)."""
    return Membership.objects.filter(
        ~Exists(_kept(OuterRef(OuterRef("pk")), OuterRef("user"))),
        team=OuterRef("team"), decides=True, user__is_active=True,
    )  # fmt: skip


def _reviewers_deciding() -> QuerySet[Reviewer]:
    return Reviewer.objects.active().filter(
        ~Exists(_kept(OuterRef("idea"), OuterRef("user"))), idea=OuterRef("pk"), user__is_active=True
    )


def _kept(idea: OuterRef, by: User | OuterRef) -> QuerySet[Revision]:
    return Revision.objects.filter(idea=idea, by=by, kept=True)


def _waiting(user: User) -> Any:
    return _latest(user).filter(idea__status=Status.IN_REVIEW).order_by("at", "pk")


def _latest(user: User) -> Any:
    """Return each such idea's latest submission, marked with whether the person wrote in the idea."""
    decides = Membership.objects.filter(team=OuterRef("idea__team"), user=user, decides=True)
    reviews = Reviewer.objects.active().filter(idea=OuterRef("idea"), user=user)
    last = Snapshot.objects.submissions().filter(idea=OuterRef("idea"), withdrawn_at=None).order_by("-number")
    return (
        Snapshot.objects.submissions()
        .filter(Exists(decides) | Exists(reviews), idea__in=Idea.objects.visible_to(user))
        .annotate(last=Subquery(last.values("pk")[:1]), wrote=Exists(_kept(OuterRef("idea"), user)))
        .filter(pk=F("last"))
        .select_related("idea__team", "by", "decision__by")
        .defer("body", *(f"idea__{name}" for name in (*Idea.TEXTS, "learned")))
    )
