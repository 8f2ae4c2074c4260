"""What every export says: the idea's document, live or as submitted, its report and what was decided."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ideas.actions.reviewing import latest_decision
from ideas.documents import IdeaDocument, QuestionPart, from_json
from ideas.models import Comment, Decision, DecisionReply, Idea, Revision, Snapshot
from ideas.reading import changed_since_agreed, live_document
from ideas.report import Report, build
from ideas.threads import Thread
from ideas.words import label
from text.direction import unturned

# What XML cannot hold, and so neither Word nor a spreadsheet: forms refuse most of it already.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


LANGUAGES = {"en-gb": "en-GB", "cy": "cy-GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPart:
    """One reply of the team to a decision, by value."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPart:
    """One decision, by value."""

    submission: int
    outcome: str
    outcome_words: str
    reasons: str
    conditions: str
    review_on: date | None
    by: str
    at: datetime
    by_own_team: bool
    for_library: bool  # although it was not agreed
    notes: tuple[tuple[str, str], ...] = ()  # to the prompts: what was thought of, and what was said
    replies: tuple["ReplyPart", ...] = ()  # of the team, oldest first
    # Each thing that was asked for with what the team said it did, as the next submission has it; nothing before that.
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPart:
    """One comment, or an answer to one, by value."""

    about: str  # in words; empty for an answer
    text: str
    by: str  # of what came from outside: that it did, and who let it in
    at: datetime
    audience: str = ""
    settled: bool = False
    from_outside: bool = False
    brings: str = ""  # what brings somebody outside to it
    replies: tuple["CommentPart", ...] = ()

    @property
    def said(self) -> str:
        """Return the words, with what brings somebody outside to them."""
        return f"{self.text}\n{_('What brings them to this:')} {self.brings}" if self.brings else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """An idea as an export says it."""

    document: IdeaDocument
    report: Report
    as_of: str  # a sentence: which version this is
    submission: int | None  # its number; None for the idea as it is now
    remarks: tuple[str, ...]  # what must stand wherever the idea is shown
    decisions: tuple[DecisionPart, ...]  # oldest first
    made_at: datetime
    comments: tuple[CommentPart, ...] = ()  # none unless asked for

    @property
    def title(self) -> str:
        """Return the title as it may stand in a file's properties."""
        return storable(self.document.title)


def of_live(idea: Idea) -> Contents:
    """Return the contents of an idea as it is now (about thirteen queries, however much was written)."""
    decisions, document = _decisions(idea), live_document(idea)
    as_of = _("As written on %(date)s.") % {"date": in_words(idea.updated_at)}
    changed = changed_since_agreed(latest_decision(idea), document)
    return _contents(document, as_of, None, _remarks(idea, decisions, changed), decisions)


def of_submission(snapshot: Snapshot) -> Contents:
    """Return the contents of a submission, with the decisions on it and on those before it."""
    idea = snapshot.idea
    decisions = _decisions(idea, up_to=snapshot.number)
    words = {"number": snapshot.number, "who": snapshot.by, "date": in_words(snapshot.at)}
    as_of = _("Submission %(number)s, sent by %(who)s on %(date)s.") % words
    if snapshot.withdrawn_at:
        as_of += " " + _("It was taken back.")
    remarks = _remarks(idea, decisions)
    return _contents(from_json(snapshot.body), as_of, snapshot.number, remarks, decisions)


def _contents(document: IdeaDocument, as_of: str, submission: int | None, remarks: tuple[str, ...],
              decisions: tuple[DecisionPart, ...]) -> Contents:  # fmt: skip
    return Contents(
        document=document, report=build(document), as_of=as_of, submission=submission, remarks=remarks,
        decisions=decisions, made_at=timezone.now(),
    )  # fmt: skip


def _decisions(idea: Idea, up_to: int | None = None) -> tuple[DecisionPart, ...]:
    rows = Decision.objects.filter(snapshot__idea=idea).select_related("by", "snapshot").defer("snapshot__body")
    if up_to is not None:
        rows = rows.filter(snapshot__number__lte=up_to)
    replies = Prefetch("replies", DecisionReply.objects.select_related("by"))
    found = list(rows.prefetch_related(replies).order_by("at", "pk"))
    said = _answers(idea, [row.snapshot.number for row in found], up_to)
    return tuple(_decision(row, said.get(row.snapshot.number, ())) for row in found)


def _answers(idea: Idea, decided: list[int], up_to: int | None) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return what the team said to the asks of the decision on each submission: what the last submission has that
    answers to it, one taken back only if that is the one exported."""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    sent = idea.snapshots.submissions().order_by("number")
    for number, asked, back in sent.values_list("number", "asked", "withdrawn_at") if decided else ():
        before = max((n for n in decided if n < number), default=None)
        if asked and before is not None and (number == up_to if back else up_to is None or number <= up_to):
            found[before] = tuple((ask, answer) for ask, answer in asked)
    return found


def _decision(row: Decision, answers: tuple[tuple[str, str], ...]) -> DecisionPart:
    return DecisionPart(
        submission=row.snapshot.number, outcome=row.outcome, outcome_words=str(row.get_outcome_display()),
        reasons=row.reasons, conditions=row.conditions, review_on=row.review_on, by=str(row.by), at=row.at,
        by_own_team=row.by_own_team,
        for_library=row.for_library and row.outcome != Decision.Outcome.AGREE, notes=tuple(row.notes), answers=answers,
        replies=tuple(ReplyPart(text=r.text, by=str(r.by), at=r.at) for r in row.replies.all()),
    )  # fmt: skip


def _remarks(idea: Idea, decisions: tuple[DecisionPart, ...], changed: Revision | None = None) -> tuple[str, ...]:
    last = decisions[-1] if decisions and decisions[-1].outcome == Decision.Outcome.AGREE else None
    remarks = []
    if idea.practice:
        remarks.append(_("A practice idea: it counts nowhere."))
    if idea.demo:
        remarks.append(_("Invented for the demo."))
    if last and last.by_own_team:
        remarks.append(_("Agreed by its own team, not independently reviewed."))
    if idea.source_note:
        remarks.append(_("Begun from %(source)s.") % {"source": idea.source_note})
    if changed:
        words = {"name": changed.by, "date": date_format(timezone.localtime(changed.at), "j F Y")}
        remarks.append(_("Changed since it was agreed, by %(name)s on %(date)s.") % words)
    return tuple(remarks)


def language_tag() -> str:
    """Return the language of the labels as word processors and spreadsheets name it."""
    return LANGUAGES.get(get_language() or "", "en-GB")


def attribution() -> tuple[str, ...]:
    """Return what every copy of the guide's words says about where they come from, a paragraph each."""
    return (
        _("Built on Reimagining Help (2020) by E. Flanagan, T. Hackett, L. Atkins, P. Chadwick and C. Cornwell: "
          "Nesta, British Heart Foundation, Macmillan Cancer Support and the UCL Centre for Behaviour Change."),
        _("This is an independent tool, written in its own words. It is not run or endorsed by them, and it is not "
          "clinical advice."),
    )  # fmt: skip


def judgement(question: QuestionPart) -> str:
    """Return what a question counts as, in the words of the page."""
    if question.retired:
        return _("No longer asked: not counted")
    if not question.is_open:
        return label(question.state, "state")
    if question.state:
        return _("%(state)s, but nothing written: counts as open") % {"state": label(question.state, "state")}
    return _("Written, not judged: counts as open") if question.text else _("Open: no answer yet")


def in_words(at: datetime) -> str:
    """Return a moment in words, in the site's time zone."""
    return date_format(timezone.localtime(at), "j F Y, H:i")


def storable(text: str) -> str:
    """Return the text with what an XML file cannot hold replaced by the sign for an unknown character.

    Without signs, too, that would turn round what stands beside the text: only in the file, not in what is kept.
    """
    return unturned(NOT_XML.sub("\ufffd", text))


def with_comments(contents: Contents, found: Iterable[Thread]) -> Contents:
    """Return the contents with these threads; the caller has asked which of them this person reads."""
    return replace(contents, comments=tuple(_thread(each) for each in found))


def _thread(thread: Thread) -> CommentPart:
    root = thread.root
    about = thread.words or _("The idea")
    return CommentPart(
        about=about, text=root.text, by=_who(root), at=root.at, audience=str(root.get_audience_display()),
        settled=root.resolved_at is not None, from_outside=root.from_outside, brings=root.brings,
        replies=tuple(CommentPart(about="", text=r.text, by=str(r.by), at=r.at) for r in thread.replies),
    )  # fmt: skip


def _who(comment: Comment) -> str:
    """Return who said it: of what came from outside nobody's name but that of whoever let it in."""
    if not comment.from_outside:
        return str(comment.by)
    return _("From outside, without an account; let in by %(name)s") % {"name": comment.by}


def file_name(contents: Contents, extension: str) -> str:
    """Return a name that every file system takes, made of the title, which version it is, and the day."""
    parts = [slugify(contents.title)[:60].strip("-") or "idea"]
    if contents.submission is not None:
        parts.append(f"submission-{contents.submission}")
    if contents.comments:
        parts.append("with-comments")
    parts.append(timezone.localtime(contents.made_at).strftime("%Y-%m-%d"))
    return f"{'-'.join(parts)}.{extension}"


Writer = Callable[[Contents], bytes]
