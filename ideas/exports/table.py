"""An idea as a table: CSV for any program, and a spreadsheet with a sheet for each part.

What somebody typed never becomes a formula: see `unformulaic` for CSV; cells of the spreadsheet are all text.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ideas.exports.contents import Contents, attribution, in_words, judgement, language_tag, storable
from ideas.report import COMPONENTS
from ideas.words import comb_words, field_label, label, labels
from text.markdown import plain

Row = list[str | int]
# What spreadsheet programs take for the beginning of a formula (OWASP, “CSV injection”).
# The wide letters of Chinese and Japanese are the same signs to some of them.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
WIDEST = 60


def unformulaic(value: str | int) -> str | int:
    """Return the cell, led by an apostrophe if a spreadsheet program would otherwise calculate it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def write_csv(contents: Contents) -> bytes:
    """Return one row for each thing asked, the check-in questions first; with the mark that Excel looks for."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(_columns())
    for row in _rows(contents):
        writer.writerow([unformulaic(storable(cell) if isinstance(cell, str) else cell) for cell in row])
    return file.getvalue().encode("utf-8-sig", "replace")


def _columns() -> Row:
    return [
        _("Part"), _("Characteristic"), _("What was asked"), _("What the team wrote"), _("How far it is covered"),
        _("Rests on, or works by"), _("Which research"), _("Note or link"), _("Written for an earlier wording"),
        _("Key"),
    ]  # fmt: skip


def _rows(contents: Contents) -> Iterator[Row]:
    empty = [""] * (len(_columns()) - 4)
    for row in _questions(contents):
        yield [_("Question"), *row]
    for name, routes in ((f.name, f.routes) for f in contents.document.foci):
        for r in routes:
            yield [_("How it works"), name, label(r.component, "component"), r.text, "", labels(r.works_by, "works_by"),
                   "", "", "", r.component]  # fmt: skip
    for name, pitfalls in ((f.name, f.pitfalls) for f in contents.document.foci):
        for p in pitfalls:
            yield [_("Pitfall"), name, p.in_short, p.plan, label(p.could_happen, "could_happen"), "", "", "", "", p.key]
    for part, asked, written in _description(contents):
        yield [part, "", asked, written, *empty]
    for name, asked, tally in _counts(contents):
        yield [_("Coverage"), name, asked, tally, *empty]
    yield from _decided(contents, empty)
    yield from _comment_rows(contents)
    yield [_("About"), "", contents.as_of, " ".join((*contents.remarks, *attribution())), *empty]


def _decided(contents: Contents, empty: list[str]) -> Iterator[Row]:
    for d in contents.decisions:
        on = _("Submission %(number)s") % {"number": d.submission}
        yield [_("Decision"), "", on, d.reasons, d.outcome_words, "", "", d.conditions, "", f"{d.by}, {in_words(d.at)}"]
        for ask, said in d.answers:
            yield [_("What the team did"), "", ask, said or _("No answer to this point"), *empty[:-1], on]
        for about, text in d.notes:
            yield [_("Note to the decision"), about, on, text, *empty]
        for reply in d.replies:
            yield [_("Reply of the team"), "", on, reply.text, *empty[:-1], f"{reply.by}, {in_words(reply.at)}"]


def _comment_rows(contents: Contents) -> Iterator[Row]:
    for comment in contents.comments:
        stands = _("Settled") if comment.settled else _("Open")
        for each in (comment, *comment.replies):
            who = f"{each.by}, {in_words(each.at)}"
            yield [_("Comment"), "", comment.about, each.said, stands, "", "", comment.audience, "", who]


def _questions(contents: Contents) -> Iterator[Row]:
    for focus in contents.document.foci:
        for q in focus.questions:
            yield [focus.name, q.asked, q.text, judgement(q), labels(q.basis, "basis"), q.citation, q.note,
                   q.answered, q.key]  # fmt: skip


def _description(contents: Contents) -> Iterator[tuple[str, str, str]]:
    document = contents.document
    yield _("The idea"), _("Team"), document.team
    for name, text in document.texts.items():
        yield _("The idea"), field_label(name), text
    for name, text in document.plan.items():
        yield _("What to try first"), field_label(name), text
    for focus in document.foci:
        yield _("Chosen characteristic"), focus.name, focus.why
    for name in document.set_aside:
        yield _("Chosen once and set aside"), name, ""


def _counts(contents: Contents) -> Iterator[tuple[str, str, int]]:
    for focus, tally in contents.report.lines:
        counts = (
            (_("Relevant"), tally.relevant), (_("Covered"), tally.covered), (_("Partly"), tally.partly),
            (_("Not yet"), tally.not_yet), (_("Not sure"), tally.not_sure), (_("Open"), tally.open),
            (_("Set aside"), tally.set_aside),
        )  # fmt: skip
        for name, number in counts:
            yield focus.name, name, number


# --- Spreadsheet ------------------------------------------------------------------------------------


def write_xlsx(contents: Contents) -> bytes:
    """Return a workbook: questions first, then how it works, pitfalls, the idea, coverage, COM-B and decisions."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 (a new workbook has one)
    book.remove(sheet)
    book.properties.title, book.properties.creator = contents.title, storable(contents.document.team)
    book.properties.language = language_tag()
    for title, head, rows in _sheets(contents):
        _fill(book.create_sheet(title), head, rows)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheets(contents: Contents) -> Iterator[tuple[str, Row, Iterable[Row]]]:
    foci, report = contents.document.foci, contents.report
    name, key = _("Characteristic"), _("Key")
    yield _("Questions"), _columns()[1:], _questions(contents)
    head: Row = [name, _("Part of COM-B"), _("What the guide says"), _("What the team wrote"), _("Works by")]
    yield _("How it works"), head, (
        [f.name, label(r.component, "component"), plain(r.guide), r.text, labels(r.works_by, "works_by")]
        for f in foci for r in f.routes
    )  # fmt: skip
    head = [name, _("Pitfall"), _("What often goes wrong"), _("Could it happen here?"), _("What we will do"), key]
    yield _("Pitfalls"), head, (
        [f.name, p.in_short, p.text, label(p.could_happen, "could_happen"), p.plan, p.key]
        for f in foci for p in f.pitfalls
    )  # fmt: skip
    yield _("The idea"), [_("Part"), _("What was asked"), _("What the team wrote")], map(list, _description(contents))
    yield _("Coverage"), _tally_head(name), _tally_rows(contents)
    yield (
        _("COM-B"),
        [name, *(label(part, "component") for part in COMPONENTS)],
        ([row[0].name, *(comb_words(cell.status) for cell in row)] for row in report.comb_by_characteristic),
    )
    yield _("Decisions"), _decision_head(), _decision_rows(contents)
    if contents.comments:
        head = [_("About"), _("Comment"), _("By"), _("On"), _("Settled"), _("Who reads this?")]
        yield _("Comments"), head, (
            [c.about, e.said, e.by, in_words(e.at), _("yes") if c.settled else _("no"), c.audience]
            for c in contents.comments for e in (c, *c.replies)
        )  # fmt: skip
    about = [contents.as_of, *contents.remarks, *attribution()]
    yield _("About this file"), [_("About this file")], ([line] for line in about)


def _tally_head(name: str) -> Row:
    return [name, _("Relevant"), _("Covered"), _("Partly"), _("Not yet"), _("Not sure"), _("Open"), _("Set aside")]


def _tally_rows(contents: Contents) -> Iterator[Row]:
    lines = [(f.name, t) for f, t in contents.report.lines]
    for name, t in [*lines, (_("Together"), contents.report.total)]:
        yield [name, t.relevant, t.covered, t.partly, t.not_yet, t.not_sure, t.open, t.set_aside]


def _decision_head() -> Row:
    return [_("Submission"), _("Decision"), _("Reasons"), _("What is asked for"), _("Look at it again on"), _("By"),
            _("On"), _("Remark"), _("Notes"), _("Replies of the team"), _("What the team did")]  # fmt: skip


def _decision_rows(contents: Contents) -> Iterator[Row]:
    for d in contents.decisions:
        own = _("Agreed by its own team, not independently reviewed.") if d.by_own_team else ""
        own = _("The team may put it into the library, for others to learn from.") if d.for_library else own
        again = d.review_on.isoformat() if d.review_on else ""
        notes = "\n".join(f"{about}: {text}" for about, text in d.notes)
        replies = "\n".join(f"{r.by}, {in_words(r.at)}: {r.text}" for r in d.replies)
        did = "\n".join(f"{ask}: {said or _('No answer to this point')}" for ask, said in d.answers)
        yield [d.submission, d.outcome_words, d.reasons, d.conditions, again, d.by, in_words(d.at), own, notes, replies,
               did]  # fmt: skip


def _fill(sheet: Worksheet, head: Row, rows: Iterable[Row]) -> None:
    widths = [len(str(name)) for name in head]
    for at, row in enumerate([head, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, int):
                cell.value = value
            else:
                cell.value = storable(value)
                cell.data_type = "s"  # whatever it begins with, it is text: never a formula
            if at == 1:
                cell.font = Font(bold=True)
            widths[column - 1] = max(widths[column - 1], max(map(len, str(value).splitlines()), default=0))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(width + 2, WIDEST)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
