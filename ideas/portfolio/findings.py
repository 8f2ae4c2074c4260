"""What a portfolio says beside its table: doubts, pitfalls that recur, what answers rest on, and where ideas wait."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Count, Q, Sum

from characteristics.models import Pitfall, Question
from ideas.counts import ASSUMED, CLAIMED, CLAIMS, NOT_SAID, PITFALL, RESTS, RESTS_ON, UNSURE
from ideas.coverage import Basis
from ideas.models.choices import Status
from ideas.portfolio.scope import Scope

SHOWN = 5
# A pitfall recurs where two ideas say that it could happen.
RECURS = 2


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question, and how many ideas answer it with “not sure”."""

    key: str
    text: str
    characteristic: str
    slug: str
    ideas: int


@dataclass(frozen=True, slots=True)
class Recurring:
    """A pitfall, how many ideas say that it could happen, and how many of them plan something."""

    key: str
    text: str
    characteristic: str
    slug: str
    ideas: int
    planned: int


@dataclass(frozen=True, slots=True)
class Rest:
    """How many answers rest on something, and in how many ideas."""

    name: str
    answers: int
    ideas: int


@dataclass(frozen=True, slots=True)
class Place:
    """A status: how many ideas stand there, and since when the first of them has."""

    status: str
    label: str
    ideas: int
    since: datetime
    days: int
    waits: bool  # something is still to come; an end does not wait


ENDS = {Status.ADOPTED, Status.ADAPTED, Status.STOPPED}


def doubts(scope: Scope) -> list[Doubt]:
    """Return the questions that most ideas are not sure about; two queries."""
    live = scope.answers().filter(state="not_sure").values("question__key").annotate(ideas=Count("pk"))
    found = Counter({row["question__key"]: row["ideas"] for row in live})
    found.update({key: ideas for key, (ideas, _total) in scope.findings[UNSURE].items()})
    words = Question.objects.filter(key__in=found).order_by("characteristic__order", "order", "pk")
    rows = words.values_list("key", "current__text", "characteristic__name", "characteristic__slug")
    # The sort keeps the guide's order among those of equal number.
    listed = [Doubt(key, text, name, slug, found[key]) for key, text, name, slug in rows]
    return sorted(listed, key=lambda d: -d.ideas)[:SHOWN]


def recurring(scope: Scope) -> list[Recurring]:
    """Return the pitfalls that several ideas say could happen; two queries."""
    planned = Count("pk", filter=~Q(plan=""))
    live = scope.pitfalls().values_list("pitfall__key").annotate(ideas=Count("pk"), planned=planned)
    could, plans = Counter[str](), Counter[str]()
    sent = ((key, ideas, plan) for key, (ideas, plan) in scope.findings[PITFALL].items())
    for key, ideas, plan in chain(live, sent):
        could[key] += ideas
        plans[key] += plan
    again = [key for key, number in could.items() if number >= RECURS]
    words = Pitfall.objects.filter(key__in=again).order_by("characteristic__order", "order", "pk")
    rows = words.values_list("key", "in_short", "characteristic__name", "characteristic__slug")
    found = [Recurring(key, text, name, slug, could[key], plans[key]) for key, text, name, slug in rows]
    return sorted(found, key=lambda p: -p.ideas)[:SHOWN]


CLAIM = Q(state__in=CLAIMED) & ~Q(text="")


def claims_resting_on(name: str) -> Q:
    """Return which answers that claim coverage rest on this (one of RESTS); under CLAIMS all that claim it."""
    return CLAIM if name == CLAIMS else CLAIM & _resting_on(name)


def _resting_on(name: str) -> Q:
    if name == NOT_SAID:
        return Q(**{f"on_{b.value}": False for b in Basis})
    if name == ASSUMED:
        return Q(**{f"on_{b.value}": b is Basis.ASSUMPTION for b in Basis})
    return Q(**{f"on_{name}": True})


def rests(scope: Scope) -> tuple[int, list[Rest]]:
    """Return how many answers claim coverage, wholly or partly, and what they rest on; one query."""
    # First idea by idea, then all: to count distinct ideas for each would sort every answer as often.
    each: dict[str, Any] = {f"of_{name}": Count("pk", filter=_resting_on(name)) for name in RESTS}
    answers = scope.answers().filter(CLAIM).values("idea").annotate(claims=Count("pk"), **each)
    sums = {name: Sum(f"of_{name}", default=0) for name in RESTS}
    ideas = {f"{name}_ideas": Count("idea", filter=Q(**{f"of_{name}__gt": 0})) for name in RESTS}
    live, sent = answers.aggregate(total=Sum("claims", default=0), **sums, **ideas), scope.findings[RESTS_ON]
    added = [(name, *sent.get(name, (0, 0))) for name in RESTS]
    found = [Rest(name, live[name] + number, live[f"{name}_ideas"] + within) for name, within, number in added]
    return live["total"] + sent.get(CLAIMS, (0, 0))[1], found


def places(scope: Scope, now: datetime) -> list[Place]:
    """Return where the ideas stand, in the order of the way that ideas go; no query."""
    found = []
    for s in Status:
        rows = [row for row in scope.standing if row.status == s]
        if rows:
            since = min(row.since for row in rows)
            ideas = sum(row.ideas for row in rows)
            found.append(Place(s.value, str(s.label), ideas, since, (now - since).days, s not in ENDS))
    return found
