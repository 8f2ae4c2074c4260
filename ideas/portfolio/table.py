"""The table of a portfolio: ideas, or teams where ideas are many, by the characteristics that they work through."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, F, Sum

from characteristics.models import Characteristic
from ideas.coverage import Tally
from ideas.models import SubmittedFocus
from ideas.portfolio.scope import Counted, Scope, counted

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


def lines_of(scope: Scope) -> Any:
    """Return what the lines of the page are, to be cut into pages: the ideas of one team, or a few; else the teams."""
    if scope.team is not None or scope.total <= MOST_IDEAS:
        return scope.listed()
    ideas = _ideas_by_team(scope)
    return [pk for pk in scope.teams if ideas[pk]]


def table_of(scope: Scope, lines: Sequence[Any] | None = None, *, idea_by_idea: bool = False) -> Table:
    """Return the table: by idea for one team or a few ideas, or where asked for; else by team.

    `lines` are those to show, of `lines_of`; without it all. Added up in SQL: three queries, four with ideas.
    """
    by_team = not idea_by_idea and scope.team is None and scope.total > MOST_IDEAS
    sums = _sums(scope, "team_id")
    in_use: dict[str, int] = defaultdict(int)
    for (_team, slug), (ideas, _tally) in sums.items():
        in_use[slug] += ideas
    guide = Characteristic.objects.values_list("slug", "name", "retired_at")
    columns = tuple(Column(slug, name, retired_at is not None, in_use[slug]) for slug, name, retired_at in guide)
    if by_team:
        rows = _team_rows(scope, columns, sums, lines_of(scope) if lines is None else lines)
    else:
        rows = _idea_rows(scope, columns, None if lines is None else counted(lines))
    return Table(by_team, columns, tuple(rows))


Sums = dict[tuple[int, str], tuple[int, Tally]]


def _sums(scope: Scope, line: str, ideas: list[int] | None = None) -> Sums:
    """Return by line (`team_id` or `pk` of the idea) and characteristic: how many ideas, and their tallies added up.

    Of all ideas that are counted, or of some. One query.
    """
    # Named apart from the columns, which Django would otherwise take the names for.
    totals: dict[str, Any] = {f"sum_{name}": Sum(name) for name in COUNTS}
    live, sent = scope.foci(), scope.submitted(SubmittedFocus)
    if ideas is not None:
        live, sent = live.filter(idea__in=ideas), sent.filter(idea__in=ideas)
    rows = [
        found.values(line=F(f"idea__{line}"), about=F(slug)).annotate(ideas=Count("pk"), **totals)
        for found, slug in ((live, "characteristic__slug"), (sent, "slug"))
    ]
    added: Sums = {}
    names = ("line", "about", "ideas", *totals)
    for at, slug, number, *numbers in rows[0].values_list(*names).union(rows[1].values_list(*names), all=True):
        before, tally = added.get((at, slug), (0, NOTHING))
        added[at, slug] = (before + number, tally + Tally(*numbers))
    return added


def _ideas_by_team(scope: Scope) -> dict[int, int]:
    ideas: dict[int, int] = defaultdict(int)
    for row in scope.standing:
        ideas[row.team_id] += row.ideas
    return ideas


def _team_rows(scope: Scope, columns: tuple[Column, ...], sums: Sums, teams: Sequence[int]) -> list[Row]:
    ideas = _ideas_by_team(scope)
    return [Row(pk, scope.teams[pk], None, ideas[pk], _cells(columns, sums, pk)) for pk in teams]


def _idea_rows(scope: Scope, columns: tuple[Column, ...], some: list[Counted] | None) -> list[Row]:
    sums = _sums(scope, "pk", None if some is None else [idea.pk for idea in some])
    ideas = scope.ideas if some is None else some
    return [Row(i.team_id, scope.teams[i.team_id], i, 1, _cells(columns, sums, i.pk)) for i in ideas]


def _cells(columns: tuple[Column, ...], sums: Sums, line: int) -> tuple[Cell, ...]:
    shown = (c for c in columns if c.ideas or not c.retired)
    return tuple(Cell(c.slug, c.name, *sums.get((line, c.slug), (0, NOTHING))) for c in shown)
