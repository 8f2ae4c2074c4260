"""What a list shows of each idea, as it is now or as it was submitted: its tally in words and its flower.

In a number of queries that never grows.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from characteristics.models import Characteristic
from ideas.coverage import Tally, total
from ideas.documents import IdeaDocument
from ideas.flower import Petal, petals
from ideas.models import Focus, Idea, SubmittedFocus
from ideas.models.choices import Status
from ideas.workflow import PUBLISHABLE
from text.prepared import prepared

COUNTS = tuple(f.name for f in fields(Tally))
_COLUMNS = ("title", "status", "agreed_by_itself", "practice", "demo", "updated_at")


@dataclass(frozen=True, slots=True)
class TeamName:
    """A team as a list names it."""

    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a list prints of an idea, or of its latest submission for who may read no more.

    Plain values: two lines that are equal look the same.
    """

    pk: int
    title: str
    status: str
    agreed_by_itself: bool
    practice: bool
    demo: bool
    at: datetime  # of its last change, or of the submission
    team: TeamName
    sent: int | None = None  # the number of the submission, if it is shown as that
    since: datetime | None = None  # it has stood where it stands since then, if the list is about that

    @property
    def get_status_display(self) -> str:
        """Return what its status is called; named as on the model, for the same templates."""
        return str(Status(self.status).label)

    @property
    def agreed_alone(self) -> bool:
        """Tell whether its own team agreed it, as `Idea.agreed_alone`."""
        return self.agreed_by_itself and self.status in PUBLISHABLE


@dataclass(frozen=True, slots=True)
class Summary:
    """An idea as a list shows it. Equal ones look the same, so that each is drawn once (text.drawing)."""

    idea: Line
    tally: Tally
    chosen: bool  # is anything?
    petals: tuple[Petal, ...]  # of the guide as it stands: an admin may change its order, or retire one


def light(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """Read only the columns that a list shows: the texts are long."""
    return ideas.select_related("team").only(*_COLUMNS, "team__name")


def guide_order() -> list[tuple[str, str]]:
    """Return slug and name of the characteristics in the guide's order."""
    return _guide_order()


@prepared
def _guide_order() -> QuerySet[Characteristic, Any]:
    return Characteristic.objects.filter(retired_at=None).values_list("slug", "name")


def summaries(ideas: Iterable[Idea], order: list[tuple[str, str]] | None = None) -> list[Summary]:
    """Return the summaries of the ideas as they are now, in the same order, from their stored tallies. Two queries, or
    one for who has the guide's order already."""
    return summed_up([_line(idea) for idea in ideas], guide_order() if order is None else order)


def summed_up(lines: Sequence[Line], order: list[tuple[str, str]]) -> list[Summary]:
    """Return the summaries of the lines, in the same order: each counted from what it shows, the live idea or its
    latest submission. A query for either kind that is there."""
    chosen: dict[int, dict[str, Tally]] = defaultdict(dict)
    for live in (True, False):
        for pk, slug, *counts in _counts([line.pk for line in lines if (line.sent is None) == live], live=live):
            chosen[pk][slug] = Tally(*counts)
    result = []
    for line in lines:
        mine = chosen[line.pk]
        flower = petals([(slug, name, mine.get(slug)) for slug, name in order])
        result.append(Summary(line, total(mine.values()), bool(mine), tuple(flower)))
    return result


# How many ideas a list shows at the most, as a rule.
_TOGETHER = 26


def _counts(ideas: list[int], *, live: bool) -> list[tuple[Any, ...]]:
    """Return the tallies of these ideas, or of their latest submissions: idea, slug, counts."""
    if not ideas:
        return []
    return (_counts_of if live else _sent_counts_of)(*filled_up(ideas))


def filled_up(ideas: list[int]) -> list[int]:
    """Return the keys with others that no idea has, so that a query for any number of them is the same."""
    return [*ideas, *range(-1, len(ideas) - _TOGETHER - 1, -1)]


@prepared
def _counts_of(*ideas: int) -> QuerySet[Focus, Any]:
    foci = Focus.objects.active().filter(idea__in=ideas)
    return foci.values_list("idea", "characteristic__slug", *COUNTS)


@prepared
def _sent_counts_of(*ideas: int) -> QuerySet[SubmittedFocus, Any]:
    return SubmittedFocus.objects.filter(idea__in=ideas, snapshot=F("idea__sent")).values_list("idea", "slug", *COUNTS)


def _line(idea: Idea) -> Line:
    return Line(
        idea.pk, idea.title, idea.status, idea.agreed_by_itself, idea.practice, idea.demo, idea.updated_at,
        TeamName(idea.team.name),
    )  # fmt: skip


def petals_of(document: IdeaDocument) -> list[Petal]:
    """Return the petals of one document, live or frozen."""
    tallies = {f.slug: f.tally for f in document.foci}
    order = guide_order()
    known = {slug for slug, _name in order}
    order += [(f.slug, f.name) for f in document.foci if f.slug not in known]  # retired since, still in a submission
    return petals([(slug, name, tallies.get(slug)) for slug, name in order])
