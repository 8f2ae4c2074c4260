"""The portfolio as rows for a spreadsheet: a line for each idea and characteristic."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.models.choices import Status
from ideas.portfolio.scope import Counted, Scope
from ideas.portfolio.table import Row, table_of
from text.cells import plain_cell


def sheet(scope: Scope) -> Iterator[list[object]]:
    """Yield the header, then every counted idea with its characteristics; an idea that chose none has one line."""
    yield [
        _("Team"), _("Idea"), _("Where it stands"), _("Since"), _("Counted"), _("Characteristic"), _("Relevant"),
        _("Covered"), _("Partly"), _("Not yet"), _("Not sure"), _("Open"), _("Set aside"),
        _("Covered or partly, on an assumption alone"), _("Agreed by its own team, not independently reviewed"),
    ]  # fmt: skip
    for row in table_of(scope, idea_by_idea=True).rows:
        for line in _lines(row):
            yield [plain_cell(value) for value in line]


def _lines(row: Row) -> Iterator[list[object]]:
    idea = row.idea
    assert idea is not None  # noqa: S101 (the table was asked for idea by idea)
    status, since = str(Status(idea.status).label), timezone.localtime(idea.since).date().isoformat()
    first: list[object] = [row.team, idea.title, status, since, read_as(idea)]
    own = _("yes") if idea.own_team else ""
    if row.nothing_chosen:
        yield [*first, "", *[""] * 8, own]
    for cell in row.cells:
        if cell.ideas:
            t = cell.tally
            counts = (t.relevant, t.covered, t.partly, t.not_yet, t.not_sure, t.open, t.set_aside, t.assumed)
            yield [*first, cell.name, *counts, own]


def read_as(idea: Counted) -> str:
    """Return in words what of the idea is counted."""
    return _("as it is now") if idea.live else _("as submitted: number %(number)d") % {"number": idea.submission}
