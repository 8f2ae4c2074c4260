"""What a list shows of each idea: its tally in words and its flower, in a number of queries that never grows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from characteristics.models import Characteristic
from ideas.coverage import Tally, total
from ideas.documents import IdeaDocument
from ideas.flower import Petal, petals
from ideas.models import Focus, Idea
from ideas.models.choices import Status
from ideas.workflow import PUBLISHABLE
from text.prepared import prepared

COUNTS = tuple(f.name for f in fields(Tally))


@dataclass(frozen=True, slots=True)
class TeamName:
    """A team as a list names it."""

    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a list prints of an idea's own row. Plain values: two lines that are equal look the same."""

    pk: int
    title: str
    status: str
    agreed_by_itself: bool
    practice: bool
    demo: bool
    updated_at: datetime
    team: TeamName

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
    chosen: tuple[tuple[str, Tally], ...]
    petals: tuple[Petal, ...]  # of the guide as it stands: an admin may change its order, or retire one


def light(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """Read only the columns that a list shows: the texts are long."""
    names = [f.name for f in fields(Line) if f.name not in {"pk", "team"}]
    return ideas.select_related("team").only(*names, "team__name")


def guide_order() -> list[tuple[str, str]]:
    """Return slug and name of the characteristics in the guide's order."""
    return _guide_order()


@prepared
def _guide_order() -> QuerySet[Characteristic, Any]:
    return Characteristic.objects.filter(retired_at=None).values_list("slug", "name")


def summaries(ideas: Iterable[Idea], order: list[tuple[str, str]] | None = None) -> list[Summary]:
    """Return the summaries of the ideas, in the same order, from their stored tallies. Two queries, or one for
    who has the guide's order already."""
    ideas = list(ideas)
    order = guide_order() if order is None else order
    chosen: dict[int, dict[str, tuple[str, Tally]]] = defaultdict(dict)
    for pk, slug, name, *counts in _counts([idea.pk for idea in ideas]):
        chosen[pk][slug] = (name, Tally(*counts))
    result = []
    for idea in ideas:
        mine = chosen[idea.pk]
        flower = petals([(slug, name, mine[slug][1] if slug in mine else None) for slug, name in order])
        tally = total(tally for _name, tally in mine.values())
        result.append(Summary(_line(idea), tally, tuple(mine.values()), tuple(flower)))
    return result


# How many ideas a list shows at the most, as a rule.
_TOGETHER = 26


def _counts(ideas: list[int]) -> list[tuple[Any, ...]]:
    """Return the tallies of these ideas: idea, slug, name, counts."""
    if not ideas:
        return []
    fillers = range(-1, len(ideas) - _TOGETHER - 1, -1)  # no idea has such a key
    return _counts_of(*ideas, *fillers)


@prepared
def _counts_of(*ideas: int) -> QuerySet[Focus, Any]:
    foci = Focus.objects.active().filter(idea__in=ideas)
    return foci.values_list("idea", "characteristic__slug", "characteristic__name", *COUNTS)


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
