"""An idea as a Word document with real headings, tables that say which row is the head, and its language."""

import io
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from ideas.documents import FocusPart, QuestionPart
from ideas.exports.contents import (
    CommentPart,
    Contents,
    DecisionPart,
    attribution,
    in_words,
    judgement,
    language_tag,
    storable,
)
from ideas.exports.word_pieces import flower, heading, named, page_number, say, table
from ideas.report import COMPONENTS
from ideas.summaries import petals_of
from ideas.words import comb_words, coverage_sentences, field_label, label, labels, tally_words
from text.markdown import plain


def write(contents: Contents) -> bytes:
    """Return the file."""
    doc = Document()
    _set_up(doc, contents)
    heading(doc, contents.title, 0)
    say(doc, f"{contents.document.team}. {contents.as_of}")
    for remark in contents.remarks:
        say(doc, remark, "Intense Quote")
    _description(doc, contents)
    _coverage(doc, contents)
    for focus in contents.document.foci:
        _focus(doc, focus)
    if contents.document.set_aside:
        names = ", ".join(contents.document.set_aside)
        say(doc, _("Chosen once and set aside: %(names)s.") % {"names": names})
    _decisions(doc, contents.decisions)
    _comments(doc, contents.comments)
    heading(doc, _("Sources and thanks"), 1)
    for paragraph in attribution():
        say(doc, paragraph)
    file = io.BytesIO()
    doc.save(file)
    return file.getvalue()


def _set_up(doc: Doc, contents: Contents) -> None:
    properties, used = doc.core_properties, language_tag()
    properties.title, properties.author = contents.title[:255], storable(contents.document.team)[:255]
    properties.language, properties.subject = used, storable(contents.as_of)[:255]
    properties.comments, properties.last_modified_by = "", ""
    properties.created = properties.modified = contents.made_at.replace(tzinfo=None)
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    doc.styles["Normal"].font.size = Pt(11)
    for language in doc.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), used)
    footer = section.footer.paragraphs[0]
    footer.text = contents.title + "  ·  "
    page_number(footer)


# --- Parts ------------------------------------------------------------------------------------------


def _description(doc: Doc, contents: Contents) -> None:
    document = contents.document
    heading(doc, _("The idea"), 1)
    for name, text in document.texts.items():
        if text and name != "title":
            named(doc, field_label(name), text)
    heading(doc, _("What the team would try first"), 1)
    if not document.plan:
        say(doc, _("Nothing said yet."))
    for name, text in document.plan.items():
        named(doc, field_label(name), text or _("Nothing said"))


def _coverage(doc: Doc, contents: Contents) -> None:
    report, foci = contents.report, contents.document.foci
    heading(doc, _("What is covered and what is open"), 1)
    if not foci:
        say(doc, _("No characteristic is chosen yet, so there is nothing to check against the evidence."))
        return
    flower(doc, petals_of(contents.document))
    through = ngettext("The idea works through %(number)s characteristic.",
                       "The idea works through %(number)s characteristics.", len(foci))  # fmt: skip
    say(doc, f"{through % {'number': len(foci)}} {_('Of their questions:')} {tally_words(report.total)}.")
    for sentence in coverage_sentences(report):
        say(doc, sentence, "List Bullet")
    head = [_("Characteristic"), _("Relevant"), _("Covered"), _("Partly"), _("Not yet"), _("Not sure"), _("Open"),
            _("Set aside")]  # fmt: skip
    lines = [(f.name, t) for f, t in report.lines]
    rows = [
        [name, *map(str, (t.relevant, t.covered, t.partly, t.not_yet, t.not_sure, t.open, t.set_aside))]
        for name, t in (lines if len(lines) == 1 else [*lines, (_("Together"), report.total)])
    ]
    table(doc, _("Questions by characteristic"), head, rows, english=True)
    _comb(doc, contents)
    heading(doc, _("What the answers rest on"), 2)
    basis = [[label(name, "basis"), str(number)] for name, number in report.basis.items()]
    basis.append([_("Not said"), str(report.not_said)])
    table(doc, _("Answers that claim to cover their question, wholly or partly; one may rest on several"),
           [_("What it rests on"), _("Answers")], basis)  # fmt: skip
    _pitfall_counts(doc, contents)


def _comb(doc: Doc, contents: Contents) -> None:
    heading(doc, _("How it would change behaviour"), 2)
    say(doc, _("Worked out from the routes that the team describes, not from the characteristics it chose."))
    head = [_("Characteristic"), *(label(part, "component") for part in COMPONENTS)]
    rows = [[r[0].name, *(comb_words(c.status) for c in r)] for r in contents.report.comb_by_characteristic]
    table(doc, _("The three parts of COM-B"), head, rows, english=True)


def _pitfall_counts(doc: Doc, contents: Contents) -> None:
    report = contents.report
    heading(doc, _("Pitfalls"), 2)
    rows = ((_("Planned for"), report.pitfalls_planned), (_("Could happen, no plan yet"), report.pitfalls_open),
            (_("Not thought about yet"), report.pitfalls_unconsidered))  # fmt: skip
    for name, number in rows:
        say(doc, f"{name}: {number}", "List Bullet")


def _focus(doc: Doc, focus: FocusPart) -> None:
    heading(doc, focus.name, 1, english=True)
    out = " · " + _("no longer part of the guide, so it is not counted") if focus.retired else ""
    say(doc, tally_words(focus.tally) + out)
    say(doc, focus.why)
    heading(doc, _("How it works"), 2)
    for route in focus.routes:
        if not route.text and not route.guide:
            continue
        heading(doc, label(route.component, "component"), 3)
        say(doc, route.text or _("Not described"))
        if route.works_by:
            say(doc, _("Works by: %(ways)s") % {"ways": labels(route.works_by, "works_by")})
        if route.guide:
            named(doc, _("What the guide says here"), plain(route.guide), english=True)
        else:
            say(doc, _("The team’s own route: the guide gives none here."))
    if focus.questions:
        heading(doc, _("Check-in questions"), 2)
    for question in focus.questions:
        _question(doc, question)
    _pitfalls(doc, focus)


def _question(doc: Doc, question: QuestionPart) -> None:
    heading(doc, question.asked, 3, english=True)
    if question.look_again:
        words = _("Reworded since it was answered. The answer was given to: “%(old)s”") % {"old": question.answered}
        say(doc, words, "Intense Quote")
    named(doc, _("How far this is covered"), judgement(question))
    if question.text:
        say(doc, question.text)
        named(doc, _("Rests on"), labels(question.basis, "basis") or _("Not said"))
    if question.citation:
        named(doc, _("Research"), question.citation)
    if question.note:
        named(doc, _("Note"), question.note)


def _pitfalls(doc: Doc, focus: FocusPart) -> None:
    if focus.pitfalls:
        heading(doc, _("Pitfalls"), 2)
    for pitfall in focus.pitfalls:
        heading(doc, pitfall.in_short, 3, english=True)
        say(doc, pitfall.text, english=True)
        if pitfall.retired:
            say(doc, _("No longer in the guide"))
        could = label(pitfall.could_happen, "could_happen")
        named(doc, _("Could it happen here?"), could or _("Not thought about yet"))
        if pitfall.plan:
            named(doc, _("What we will do"), pitfall.plan)


def _decisions(doc: Doc, decisions: Sequence[DecisionPart]) -> None:
    heading(doc, _("What was decided"), 1)
    if not decisions:
        say(doc, _("Nothing has been decided yet."))
    for d in decisions:
        words = {"number": d.submission, "outcome": d.outcome_words}
        heading(doc, _("Submission %(number)s: %(outcome)s") % words, 2)
        say(doc, f"{d.by}, {in_words(d.at)}")
        if d.by_own_team:
            say(doc, _("Agreed by its own team, not independently reviewed."))
        named(doc, _("Reasons"), d.reasons)
        if d.answers:
            head, rows = (
                [_("What is asked for"), _("What the team did")],
                [[ask, said or _("No answer to this point")] for ask, said in d.answers],
            )
            table(doc, _("What was asked for, and what the team did"), head, rows)
        elif d.conditions:
            named(doc, _("What is asked for"), d.conditions)
        for about, text in d.notes:
            named(doc, about, text)
        if d.for_library:
            doc.add_paragraph(_("The team may put it into the library, for others to learn from."))
        if d.review_on:
            named(doc, _("Look at it again on"), date_format(d.review_on, "j F Y"))
        for reply in d.replies:
            words = {"who": reply.by, "date": in_words(reply.at)}
            named(doc, _("Reply of the team, by %(who)s on %(date)s") % words, reply.text)


def _comments(doc: Doc, comments: Sequence[CommentPart]) -> None:
    if comments:
        heading(doc, _("Comments"), 1)
    for c in comments:
        heading(doc, c.about, 2)
        say(doc, f"{c.audience}. {_('Settled') if c.settled else _('Open')}.")
        for each in (c, *c.replies):
            named(doc, f"{each.by}, {in_words(each.at)}", each.said)
