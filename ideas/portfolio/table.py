"""The table of a portfolio: ideas, or teams where ideas are many, by the characteristics that they work through."""

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, Sum

from characteristics.models import Characteristic
from ideas.coverage import Tally
from ideas.portfolio.scope import Counted, Scope

# More ideas than this are shown by team.
MOST_IDEAS = 25
NOTHING = Tally()
COUNTS = tuple(f.name for f in fields(Tally))


@dataclass(frozen=True, slots=True)
class Column:
    """A characteristic of the table, with the ideas that work through it."""

    slug: str
    name: str
    retired: bool
    ideas: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one row says of one characteristic. None of it is a judgement: what was not chosen is not missing."""

    slug: str
    name: str
    ideas: int = 0  # how many of the row's ideas work through it
    tally: Tally = NOTHING

    @property
    def covered_width(self) -> str:
        """Return how wide the covered part of the bar is, in hundredths. Text: a template would localise a number."""
        return str(_share(self.tally.covered, self.tally.relevant))

    @property
    def depth(self) -> str:
        """Return how deep the cell is tinted, by the share that is covered: 0 for nothing, 3 for all. Never a grade."""
        covered, relevant = self.tally.covered, self.tally.relevant
        return "0" if not covered else "3" if covered == relevant else "2" if 2 * covered >= relevant else "1"

    @property
    def partly_width(self) -> str:
        """Return how wide the partly covered part is; it follows the covered one."""
        both = _share(self.tally.covered + self.tally.partly, self.tally.relevant)
        return str(both - _share(self.tally.covered, self.tally.relevant))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: an idea, or a team with all of its ideas."""

    team_id: int
    team: str
    idea: Counted | None  # None: the line is the team's
    ideas: int
    cells: tuple[Cell, ...]

    @property
    def team_text(self) -> str:
        """Return the team as an address writes it: a template would put a comma into a large number."""
        return str(self.team_id)

    @property
    def nothing_chosen(self) -> bool:
        """Tell whether no idea of this line has chosen a characteristic."""
        return not any(cell.ideas for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table."""

    by_team: bool
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def unused(self) -> tuple[Column, ...]:
        """Return the characteristics of today's guide that no counted idea works through."""
        return tuple(c for c in self.columns if not c.ideas and not c.retired)

    @property
    def shown(self) -> tuple[Column, ...]:
        """Return the columns to show: today's guide, and what has been retired since but is still in an idea."""
        return tuple(c for c in self.columns if c.ideas or not c.retired)


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def table_of(scope: Scope, *, idea_by_idea: bool = False) -> Table:
    """Return the table: by idea for one team or a few ideas, or where asked for; else by team.

    The live tallies are added up in SQL. Two queries beside those of the scope.
    """
    by_team = not idea_by_idea and scope.team is None and len(scope.ideas) > MOST_IDEAS
    sums = _sums(scope, by_team=by_team)
    in_use: dict[str, int] = defaultdict(int)
    for (_line, slug), (ideas, _tally) in sums.items():
        in_use[slug] += ideas
    guide = Characteristic.objects.values_list("slug", "name", "retired_at")
    columns = tuple(Column(slug, name, retired_at is not None, in_use[slug]) for slug, name, retired_at in guide)
    return Table(by_team, columns, tuple(_rows(scope, columns, sums, by_team=by_team)))


Sums = dict[tuple[int, str], tuple[int, Tally]]


def _sums(scope: Scope, *, by_team: bool) -> Sums:
    """Return by line (a team or an idea) and characteristic: how many ideas, and their tallies added up."""
    line = "idea__team_id" if by_team else "idea_id"
    # Named apart from the columns, which Django would otherwise take the names for.
    totals: dict[str, Any] = {f"sum_{name}": Sum(name) for name in COUNTS}
    rows = scope.foci().values(line, "characteristic__slug").annotate(ideas=Count("pk"), **totals)
    added: dict[tuple[int, str], list[int]] = {
        (row[line], row["characteristic__slug"]): [row["ideas"], *(row[f"sum_{name}"] for name in COUNTS)]
        for row in rows
    }
    teams = {idea.pk: idea.team_id for idea in scope.ideas}
    for idea, counts in scope.sent.items():
        for slug, tally in counts.foci.items():
            at = (teams[idea] if by_team else idea, slug)
            numbers = (1, *(getattr(tally, name) for name in COUNTS))
            before = added.get(at)
            added[at] = [a + b for a, b in zip(before, numbers, strict=True)] if before else list(numbers)
    return {at: (ideas, Tally(*numbers)) for at, (ideas, *numbers) in added.items()}


def _rows(scope: Scope, columns: tuple[Column, ...], sums: Sums, *, by_team: bool) -> list[Row]:
    if not by_team:
        return [Row(i.team_id, scope.teams[i.team_id], i, 1, _cells(columns, sums, i.pk)) for i in scope.ideas]
    ideas: dict[int, int] = defaultdict(int)
    for idea in scope.ideas:
        ideas[idea.team_id] += 1
    return [Row(pk, name, None, ideas[pk], _cells(columns, sums, pk)) for pk, name in scope.teams.items() if ideas[pk]]


def _cells(columns: tuple[Column, ...], sums: Sums, line: int) -> tuple[Cell, ...]:
    shown = (c for c in columns if c.ideas or not c.retired)
    return tuple(Cell(c.slug, c.name, *sums.get((line, c.slug), (0, NOTHING))) for c in shown)
