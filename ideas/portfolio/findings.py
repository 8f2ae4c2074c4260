"""What a portfolio says beside its table: doubts, pitfalls that recur, what answers rest on, and where ideas wait."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from characteristics.models import Pitfall, Question
from ideas.counts import ASSUMED, CLAIMED, NOT_SAID, RESTS
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
    found.update(key for counts in scope.sent.values() for key in counts.not_sure)
    words = Question.objects.filter(key__in=found).order_by("characteristic__order", "order", "pk")
    rows = words.values_list("key", "current__text", "characteristic__name", "characteristic__slug")
    # The sort keeps the guide's order among those of equal number.
    listed = [Doubt(key, text, name, slug, found[key]) for key, text, name, slug in rows]
    return sorted(listed, key=lambda d: -d.ideas)[:SHOWN]


def recurring(scope: Scope) -> list[Recurring]:
    """Return the pitfalls that several ideas say could happen; two queries."""
    planned = Count("pk", filter=~Q(plan=""))
    live = scope.pitfalls().values("pitfall__key").annotate(ideas=Count("pk"), planned=planned)
    could, plans = Counter[str](), Counter[str]()
    for row in live:
        could[row["pitfall__key"]], plans[row["pitfall__key"]] = row["ideas"], row["planned"]
    for counts in scope.sent.values():
        could.update(counts.pitfalls.keys())
        plans.update(key for key, has_plan in counts.pitfalls.items() if has_plan)
    again = [key for key, number in could.items() if number >= RECURS]
    words = Pitfall.objects.filter(key__in=again).order_by("characteristic__order", "order", "pk")
    rows = words.values_list("key", "in_short", "characteristic__name", "characteristic__slug")
    found = [Recurring(key, text, name, slug, could[key], plans[key]) for key, text, name, slug in rows]
    return sorted(found, key=lambda p: -p.ideas)[:SHOWN]


def claims_resting_on(name: str) -> Q:
    """Return which answers that claim coverage rest on this (one of RESTS)."""
    claim = Q(state__in=CLAIMED) & ~Q(text="")
    if name == NOT_SAID:
        return claim & Q(**{f"on_{b.value}": False for b in Basis})
    if name == ASSUMED:
        return claim & Q(**{f"on_{b.value}": b is Basis.ASSUMPTION for b in Basis})
    return claim & Q(**{f"on_{name}": True})


def rests(scope: Scope) -> tuple[int, list[Rest]]:
    """Return how many answers claim coverage, wholly or partly, and what they rest on; one query."""
    sums: dict[str, Any] = {"claims": Count("pk", filter=Q(state__in=CLAIMED) & ~Q(text=""))}
    for name in RESTS:
        sums[name] = Count("pk", filter=claims_resting_on(name))
        sums[f"{name}_ideas"] = Count("idea", filter=claims_resting_on(name), distinct=True)
    live = scope.answers().aggregate(**sums)
    sent = list(scope.sent.values())
    found = [
        Rest(
            name,
            live[name] + sum(counts.rests.get(name, 0) for counts in sent),
            live[f"{name}_ideas"] + sum(bool(counts.rests.get(name)) for counts in sent),
        )
        for name in RESTS
    ]
    return live["claims"] + sum(counts.claims for counts in sent), found


def places(scope: Scope, now: datetime) -> list[Place]:
    """Return where the ideas stand, in the order of the way that ideas go; no query."""
    since: dict[str, list[datetime]] = {status.value: [] for status in Status}
    for idea in scope.ideas:
        since[idea.status].append(idea.since)
    return [
        Place(s.value, str(s.label), len(since[s]), min(since[s]), (now - min(since[s])).days, s not in ENDS)
        for s in Status
        if since[s]
    ]
