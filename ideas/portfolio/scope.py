"""Which ideas a person's portfolio counts, and how each is read: as it is now, or as it was last submitted.

What its reader may not see is not counted. A writer reads live text, and so does a decider where the team shares it
or they wrote in it; elsewhere a decider reads the latest submission, and that is what is counted (docs/adr/0008).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Lower

from accounts.models import User
from ideas.models import Answer, Focus, Idea, PitfallPlan, SubmittedFinding
from ideas.workflow import PUBLISHABLE
from teams.models import Membership

# What a list reads of each idea.
COLUMNS = ("pk", "team_id", "status", "stands_since", "agreed_by_itself", "words", "number", "team_name", "folded")


@dataclass(frozen=True, slots=True)
class Counted:
    """One idea as this reader may read it."""

    pk: int
    team_id: int
    status: str
    since: datetime  # it has stood there since then
    live: bool  # counted as it is now; else as it was submitted
    title: str
    submission: int | None  # the number of the submission read
    own_team: bool = False  # agreed by its own team, not independently reviewed


@dataclass(frozen=True, slots=True)
class Standing:
    """How many ideas of one team stand at one status and are read in one way, and since when the first of them does."""

    team_id: int
    status: str
    live: bool
    ideas: int
    since: datetime


def counted(rows: Iterable[Any]) -> list[Counted]:
    """Return the ideas of rows of `Scope.listed`."""
    return [
        Counted(pk, team, status, since, number is None, title, number, alone and status in PUBLISHABLE)
        for pk, team, status, since, alone, title, number, *_order in rows
    ]


class Scope:
    """The ideas that one person's portfolio counts, all or those of one team."""

    def __init__(self, user: User, team: str = "") -> None:
        """Begin with the teams that the person writes or decides for; one query. An unknown `team` counts as none."""
        self.user = user
        rights = Membership.objects.filter(Q(writes=True) | Q(decides=True), user=user, team__closed_at=None)
        self.teams: dict[int, str] = dict(rights.order_by("team__name", "team").values_list("team", "team__name"))
        self.team = next((pk for pk in self.teams if str(pk) == team), None)
        # In a demo people who were invented with it see what was invented with it.
        self.shows_demo = settings.DEMO and user.is_demo

    @property
    def team_name(self) -> str:
        """Return the name of the one team that is shown, or nothing."""
        return self.teams[self.team] if self.team is not None else ""

    @property
    def team_text(self) -> str:
        """Return the team as an address writes it: a template would put a comma into a large number."""
        return str(self.team) if self.team is not None else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the teams to choose from, as an address writes them."""
        return [(str(pk), name) for pk, name in self.teams.items()]

    @property
    def team_ids(self) -> list[int]:
        """Return the teams that are counted."""
        return list(self.teams) if self.team is None else [self.team]

    def _narrowed(self, ideas: Any) -> Any:
        ideas = ideas.filter(team__in=self.team_ids).order_by()
        return ideas.filter(practice=False, binned_at=None) if self.shows_demo else ideas.in_numbers()

    @cached_property
    def live(self) -> Any:
        """Return the ideas that are counted as they are now (a query, to stand inside others)."""
        return self._narrowed(Idea.objects.live_for(self.user))

    @cached_property
    def sent(self) -> Any:
        """Return the ideas that are counted as they were last submitted (a query, to stand inside others)."""
        return self._narrowed(Idea.objects.read_as_sent(self.user))

    @cached_property
    def standing(self) -> list[Standing]:
        """Return how many ideas of which team stand where, and how they are read; one query."""
        rows = [
            ideas.values("team_id", "status").annotate(
                live=Value(live), ideas=Count("pk"), since=Min("stands_since")
            ) for live, ideas in ((True, self.live), (False, self.sent))
        ]  # fmt: skip
        return [Standing(**row) for row in rows[0].union(rows[1], all=True)]

    @property
    def total(self) -> int:
        """Return how many ideas are counted."""
        return sum(row.ideas for row in self.standing)

    @property
    def total_live(self) -> int:
        """Return how many of them are counted as they are now."""
        return sum(row.ideas for row in self.standing if row.live)

    def listed(self, live: Any = None, sent: Any = None) -> Any:
        """Return a query of what is counted, by team and title, as rows for `counted`; or of a part of each kind."""
        live, sent = self.live if live is None else live, self.sent if sent is None else sent
        number = Value(None, IntegerField())
        found = live.annotate(
            team_name=Lower("team__name"), words=F("title"), folded=Lower("title"), number=number
        ).values_list(*COLUMNS)
        others = sent.annotate(
            team_name=Lower("team__name"), words=F("sent__title"), folded=Lower("sent__title"), number=F("sent__number")
        ).values_list(*COLUMNS)
        return found.union(others, all=True).order_by("team_name", "team_id", "folded", "pk")

    @cached_property
    def ideas(self) -> list[Counted]:
        """Return everything that is counted, by team and title; one query."""
        return counted(self.listed())

    def submitted(self, model: Any) -> Any:
        """Return rows of SubmittedFocus or SubmittedFinding: those of the submissions that are counted."""
        return model.objects.filter(snapshot__in=self.sent.values("sent")).order_by()

    @cached_property
    def findings(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Return what the submissions say, by kind and key: in how many ideas, and the numbers added; one query."""
        found: dict[str, dict[str, tuple[int, int]]] = {kind: {} for kind in SubmittedFinding.Kind.values}
        rows = self.submitted(SubmittedFinding).values_list("kind", "key")
        for kind, key, ideas, added in rows.annotate(ideas=Count("pk"), added=Sum("number")):
            found[kind][key] = (ideas, added)
        return found

    def foci(self) -> QuerySet[Focus]:
        """Return what the live ideas have chosen."""
        return Focus.objects.active().filter(idea__in=self.live.values("pk")).order_by()

    def answers(self) -> QuerySet[Answer]:
        """Return the live ideas' answers to questions that are asked today, of characteristics still chosen."""
        return asked_answers().filter(idea__in=self.live.values("pk"))

    def pitfalls(self) -> QuerySet[PitfallPlan]:
        """Return what the live ideas say of pitfalls that could happen, of characteristics still chosen."""
        asked = Q(pitfall__retired_at=None, pitfall__characteristic__retired_at=None, could_happen="yes")
        chosen = _chosen(OuterRef("pitfall__characteristic"))
        return PitfallPlan.objects.filter(asked, Exists(chosen), idea__in=self.live.values("pk"))


def asked_answers() -> QuerySet[Answer]:
    """Return the answers that count: to questions that are asked today, of characteristics that are still chosen."""
    asked = Q(question__retired_at=None, question__characteristic__retired_at=None)
    return Answer.objects.filter(asked, Exists(_chosen(OuterRef("question__characteristic"))))


def _chosen(characteristic: OuterRef) -> QuerySet[Focus]:
    return Focus.objects.active().filter(idea=OuterRef("idea"), characteristic=characteristic)
