"""How far a team has come with each step of an idea, in one query, for the rail on every page of the idea.

A step counts what is there to do in it, of today's guide and the characteristics chosen. It is no score: a step may
well stay begun for good, and nothing asks for all of them.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from characteristics.models import Mechanism, Pitfall
from ideas.models import Focus, Idea, PitfallPlan, Route
from text.prepared import prepared

DONE, BEGUN, NOT_BEGUN = "done", "begun", "none"
# What the page that describes an idea asks for, beside the title.
DESCRIPTION = tuple(name for name in Idea.TEXTS if name != "title")


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of one step there is, and how much of it a team has done."""

    done: int = 0
    of: int = 0

    @property
    def state(self) -> str:
        """Return done, begun or none."""
        if not self.done:
            return NOT_BEGUN
        return DONE if self.done >= self.of else BEGUN


@dataclass(frozen=True, slots=True)
class Progress:
    """The steps of one idea."""

    describe: Amount
    choose: Amount
    routes: Amount
    check: Amount
    pitfalls: Amount
    first_slug: str  # the first characteristic chosen, where the pages of characteristics begin; empty if there is none


def progress_of(idea: Idea) -> Progress:
    """Return how far the idea has come. What was set aside, or has left the guide, is not there to do."""
    foci = _counted(idea.pk)
    live = [focus for focus in foci if focus.characteristic.retired_at is None]
    filled = sum(bool(getattr(idea, name).strip()) for name in DESCRIPTION)
    return Progress(
        describe=Amount(filled, len(DESCRIPTION)),
        choose=Amount(len(foci), min(len(foci), 1)),
        # A route of the team's own, where the guide gives none, is there to do once it is written.
        routes=Amount(sum(f.routes_written for f in live), sum(f.routes_offered + f.routes_own for f in live)),
        check=Amount(sum(f.asked - f.open for f in live), sum(f.asked for f in live)),
        pitfalls=Amount(sum(f.pitfalls_planned for f in live), sum(f.pitfalls_asked for f in live)),
        first_slug=foci[0].characteristic.slug if foci else "",
    )


@prepared
def _counted(idea: int) -> "QuerySet[Any]":
    """Return the chosen characteristics, with what of their routes and pitfalls is there and what is done."""
    here = {"characteristic": OuterRef("characteristic")}
    guide = Mechanism.objects.filter(characteristic=OuterRef("focus__characteristic"), component=OuterRef("component"))
    written = Route.objects.filter(~Q(text=""), focus=OuterRef("pk"))
    planned = PitfallPlan.objects.filter(
        ~Q(could_happen="") | ~Q(plan=""), idea=OuterRef("idea"), pitfall__retired_at=None,
        pitfall__characteristic=OuterRef("characteristic"),
    )  # fmt: skip
    return (
        Focus.objects.active()
        .filter(idea=idea)
        .select_related("characteristic")
        .annotate(
            routes_written=_number(written, "focus"),
            routes_own=_number(written.filter(~Exists(guide)), "focus"),
            routes_offered=_number(Mechanism.objects.filter(**here), "characteristic"),
            pitfalls_asked=_number(Pitfall.objects.filter(**here, retired_at=None), "characteristic"),
            pitfalls_planned=_number(planned, "idea"),
        )
    )


def _number(rows: "QuerySet[Any]", by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
