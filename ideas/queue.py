"""What waits for a person: submissions to decide on, drafts to say something to, and their own ideas' next steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from accounts.models import User
from ideas.models import Claim, FeedbackRequest, Idea, Reviewer, Revision, Snapshot
from ideas.models.choices import Status
from ideas.summaries import light
from teams.models import Membership
from text.prepared import prepared

SHOWN = 50
DECIDED_SHOWN = 20
# The longest waiting first.
OLDEST = ("at", "pk")
# First what this person is looking at.
MINE = (F("claimed_by").asc(nulls_last=True), *OLDEST)
LATELY = ("-decision__at", "-pk")
EARLIEST = ("decision__review_on", "pk")
# Where the idea has stood for longest where it stands.
LONGEST = ("idea__stands_since", "pk")
# Where the team itself has the next step.
TEAM_STEPS = (Status.CHANGES_ASKED, Status.AGREED, Status.TESTING)
# Where nothing is left to look at again.
ENDED = (Status.ADOPTED, Status.ADAPTED, Status.STOPPED)
STEPS, ENDS = Q(idea__status__in=TEAM_STEPS), Q(idea__status__in=ENDED)


@dataclass(frozen=True, slots=True)
class Queue:
    """A person's reviews. Their titles are the submissions' own: the idea's may be another by now."""

    mine: list[Any]  # submissions that wait for this person: what they are looking at, then the longest first
    mine_count: int
    feedback: list[FeedbackRequest]  # drafts that their teams share to hear what managers think
    others: list[Any]  # a colleague is looking at them, or must, since this person wrote in them
    team: list[Any]  # decided, and now their team has the next step: the longest waiting first
    again: list[Any]  # to be looked at again: the earliest day first
    decided: list[Any]
    today: date
    shown: ClassVar = SHOWN  # of each at the most

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing at all."""
        return not (self.mine or self.feedback or self.others or self.team or self.again or self.decided)


def waiting_for(user: User) -> Queue:
    """Return the latest submissions of the ideas that the person may decide on or review. Eight queries."""
    today = timezone.localdate()
    lists = {
        "mine": _first_of_mine(user.pk, shown=SHOWN),
        "others": _first_of_others(user.pk),
        "team": _first_of_team(user.pk, today),
        "again": _first_to_look_at_again(user.pk, today),
        "decided": _first_of_decided(user.pk),
    }
    rows = _rows(user, [pk for some in lists.values() for pk in some])
    found = {name: [rows[pk] for pk in some if pk in rows] for name, some in lists.items()}
    return Queue(mine_count=number_to_decide(user), feedback=_feedback(user.pk), today=today, **found)


@prepared
def _first_of_others(user: int) -> QuerySet[Snapshot, int]:
    """Return what a colleague looks at, or must, since this person wrote in it."""
    with_colleague = Q(claimed_by__isnull=False) & ~Q(claimed_by=user)
    return _first(_waiting(User(pk=user)).filter(_wrote(User(pk=user)) | with_colleague), OLDEST, SHOWN)


@prepared
def _first_of_team(user: int, today: date) -> QuerySet[Snapshot, int]:
    """Return what was decided and has its team's next step, but for what is due to be looked at again."""
    team = _decided(User(pk=user), Q(status__in=TEAM_STEPS))
    return _first(team.exclude(decision__review_on__lte=today), LONGEST, SHOWN)


@prepared
def _first_to_look_at_again(user: int, today: date) -> QuerySet[Snapshot, int]:
    """Return what has a day to be looked at again: one that has come, or where no team has the next step."""
    dated = _dated(User(pk=user))
    return _first(dated.filter(Q(decision__review_on__lte=today) | ~STEPS), EARLIEST, SHOWN)


@prepared
def _first_of_decided(user: int) -> QuerySet[Snapshot, int]:
    """Return what was decided and stands in no other list."""
    rest = _decided(User(pk=user), ~Q(status__in=TEAM_STEPS))
    return _first(rest.filter(Q(decision__review_on=None) | ENDS), LATELY, DECIDED_SHOWN)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody who decides or reviews, the first of each; empty for anybody else."""

    mine: Sequence[Any] = ()  # submissions to decide on: what they are looking at, then the longest waiting first
    mine_count: int = 0
    again: Sequence[Any] = ()  # submissions whose day to be looked at again has come, the earliest first
    feedback: Sequence[FeedbackRequest] = ()


def first_waiting(user: User, *, shown: int) -> Waiting:
    """Return the first of what waits for this person now. Five queries at the most.

    What a colleague looks at waits for nobody else, though everybody who may decide still can.
    """
    mine, again = _first_of_mine(user.pk, shown=shown), _first_due(user.pk, timezone.localdate(), shown=shown)
    rows = _rows(user, mine + again) if mine or again else {}
    found = ([rows[pk] for pk in some if pk in rows] for some in (mine, again))
    return Waiting(next(found), number_to_decide(user), next(found), _feedback(user.pk)[:shown])


@prepared
def _first_due(user: int, today: date, *, shown: int) -> QuerySet[Snapshot, int]:
    return _first(_dated(User(pk=user)).filter(decision__review_on__lte=today), EARLIEST, shown)


def number_to_decide(user: User) -> int:
    """Return how many submissions wait for this person's decision. One query."""
    return sum(_number_of_mine(user.pk))  # no row if there are none


@prepared
def _first_of_mine(user: int, *, shown: int) -> QuerySet[Snapshot, int]:
    return _first(_mine(User(pk=user)), MINE, shown)


@prepared
def _number_of_mine(user: int) -> QuerySet[Snapshot, int]:
    grouped = _mine(User(pk=user)).order_by().annotate(all=Value(1)).values("all")
    return grouped.annotate(number=Count("pk")).values_list("number", flat=True)


def steps_waiting(user: User, *, shown: int = SHOWN) -> list[Idea]:
    """Return the ideas whose next step is their team's, for somebody who writes for it: the longest waiting first.

    Changes asked for, agreed but not begun, being tested, and submitted where nobody independent can
    decide (marked `stuck`). One query.
    """
    return _steps_waiting(user.pk, shown=shown)


@prepared
def _steps_waiting(user: int, *, shown: int) -> QuerySet[Idea]:
    # Their teams first: asked of each idea, the question would be put to every idea there is.
    teams = Membership.objects.filter(user=user, writes=True).values("team")
    ideas = Idea.objects.filter(team__in=teams, team__closed_at=None, binned_at=None)
    ideas = ideas.annotate(stuck=~Exists(_members_deciding()) & ~Exists(_reviewers_deciding()))
    ours = ideas.filter(status__in=TEAM_STEPS) | ideas.filter(status=Status.IN_REVIEW, stuck=True)
    return light(ours).order_by("updated_at", "pk")[:shown]


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


@prepared
def _feedback(user: int) -> QuerySet[FeedbackRequest]:
    """Return the open wishes for feedback on ideas that the person reads as a manager, the longest waiting first."""
    manages = Membership.objects.filter(team=OuterRef("idea__team"), user=user, decides=True)
    live = Idea.objects.live_for(User(pk=user))
    asked = FeedbackRequest.objects.filter(Exists(manages), ended_at=None, idea__in=live)
    asked = asked.filter(idea__binned_at=None).exclude(by=user)
    return asked.select_related("idea__team", "by").order_by("at", "pk")[:SHOWN]


def _waiting(user: User) -> Any:
    """Return those that wait for a decision, marked with who is looking at each."""
    return _marked(_latest(user, Q(status=Status.IN_REVIEW)), "claimed_by")


def _mine(user: User) -> Any:
    """Return those that wait for this person: nobody else looks at them, and they did not write in the idea."""
    return _waiting(user).filter(~_wrote(user), Q(claimed_by=None) | Q(claimed_by=user.pk))


def _dated(user: User) -> Any:
    """Return what was decided, goes on, and has a day to be looked at again."""
    return _decided(user, ~Q(status__in=(*ENDED, Status.IN_REVIEW))).filter(decision__review_on__isnull=False)


def _decided(user: User, where: Q) -> Any:
    return _latest(user, where).filter(decision__isnull=False)


def _marked(submissions: Any, *names: str) -> Any:
    claims = Claim.objects.standing().filter(snapshot=OuterRef("pk"))
    return submissions.annotate(**{name: Subquery(claims.values(_CLAIM[name])[:1]) for name in names})


_CLAIM = {"claimed_by": "by", "claimed_name": "by__name", "claimed_at": "at"}


def _latest(user: User, where: Q) -> Any:
    """Return the latest submission of each idea, of those that stand so, that the person may decide on or review."""
    ideas = Idea.objects.submitted_to(user).filter(where)
    # From the idea to its submission: whether a submission is the latest is never looked up for each.
    return Snapshot.objects.filter(pk__in=ideas.order_by().values("sent")).order_by()


def _wrote(user: User) -> Q:
    """Return whether the person wrote in the idea: their few ideas looked up once."""
    return Q(idea__in=Revision.objects.filter(by=user, kept=True).values("idea"))


def _first(submissions: Any, order: tuple[Any, ...], shown: int) -> "QuerySet[Snapshot, int]":
    """Return the keys of the first few in an order: nothing more of the others is read."""
    keys: QuerySet[Snapshot, int] = submissions.order_by(*order).values_list("pk", flat=True)[:shown]
    return keys


def _rows(user: User, submissions: list[int]) -> dict[int, Any]:
    """Return all that a list says of these submissions, by their keys."""
    rows = _marked(Snapshot.objects.filter(pk__in=submissions).order_by(), *_CLAIM)
    edited = Revision.objects.filter(idea=OuterRef("idea"), kept=True, at__gt=OuterRef("at"))
    rows = rows.annotate(wrote=Exists(_kept(OuterRef("idea"), user)), edited=Exists(edited))
    rows = rows.select_related("idea__team", "by", "decision__by")
    return {row.pk: row for row in rows.defer("body", "asked", *(f"idea__{n}" for n in (*Idea.TEXTS, "learned")))}
