"""The history of an idea as it is read: a page of entries by day, narrowed to a person or a part if wanted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from ideas.models import Claim, Idea, Redaction, Revision, StatusChange
from ideas.models.revision import CHOSEN
from ideas.storyline import (
    Sitting,
    changed,
    chosen_before,
    invitations,
    looks,
    sentence,
    sittings,
    subjects,
    versions_heading,
)

STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose doing, and which part of the idea; empty means everything."""

    by: str = ""
    part: str = ""

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> "Wanted":
        """Return what an address asks for; what makes no sense there is left out."""
        by, part = sent.get("by", ""), sent.get("part", "")
        number = by.isascii() and by.isdigit() and len(by) < 19
        return cls(by if number else "", part if part in {STEPS, *Revision.What.values} else "")

    @property
    def query(self) -> str:
        """Return it as the end of an address that has something before it."""
        return "".join(f"&{name}={value}" for name, value in (("by", self.by), ("part", self.part)) if value)

    def revisions(self, idea: Idea) -> QuerySet[Revision]:
        """Return the saves that are wanted."""
        rows = idea.revisions.select_related("by", "restored_from")
        if self.part == STEPS:
            return rows.none()
        rows = rows.filter(what=self.part) if self.part else rows
        return rows.filter(by=int(self.by)) if self.by else rows


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `words` is a sentence without its full stop."""

    at: datetime
    words: str
    step: StatusChange | None = None
    opens: bool = False  # whether the reader may open the submission of the step
    sitting: Sitting | None = None
    about: str = ""
    more: list[str] = field(default_factory=list)

    @property
    def day(self) -> date:
        """Return the day on which it happened, as on a clock here."""
        return timezone.localtime(self.at).date()

    @property
    def heading(self) -> str:
        """Return the heading of the page with the versions of what was changed."""
        return versions_heading(self.sitting.revision.what) if self.sitting else ""

    @property
    def is_choice(self) -> bool:
        """Tell whether this is a choice: it has no versions of its own."""
        return self.sitting is not None and CHOSEN in self.sitting.revision.payload


def entries(idea: Idea, *, writes: bool, wanted: Wanted, revisions: list[Revision]) -> list[Entry]:
    """Return the sittings of these revisions (newest first) with the steps and notes of the idea, newest first.

    `writes`: whether the reader writes for the team, and so may open what was taken back.
    """
    found = list(_saves(idea, revisions))
    if not wanted.part or wanted.part == STEPS:
        found += [e for e in _steps(idea, writes) if not wanted.by or (e.step and str(e.step.by_id) == wanted.by)]
    if not wanted.part:
        found += [e for e, by in _redactions(idea) if not wanted.by or by == wanted.by]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def people_in(idea: Idea) -> QuerySet[User]:
    """Return the people who saved something or took a step."""
    saved, stepped = idea.revisions.values("by"), idea.status_changes.values("by")
    return User.objects.filter(Q(pk__in=saved) | Q(pk__in=stepped)).order_by("name", "email")


def parts() -> list[tuple[str, str]]:
    """Return the parts that a history can be narrowed to, with their words."""
    return [
        (STEPS, _("Steps and decisions")), (Revision.What.IDEA, _("The description")),
        (Revision.What.FOCUS, _("The choice of characteristics")), (Revision.What.ROUTE, _("How it works")),
        (Revision.What.ANSWER, _("Answers")), (Revision.What.PITFALL, _("Pitfalls")),
        (Revision.What.PLAN, _("What to try first")), (Revision.What.ASK, _("What was asked for")),
    ]  # fmt: skip


def redaction_places(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return where a passage stands or stood, in words, and how often; in the order of reading."""
    names = {
        "description": _("The description"), "plan": _("What to try first"),
        "choices": _("Why characteristics were chosen"), "routes": _("How it works"), "answers": _("Answers"),
        "pitfalls": _("Pitfalls"), "versions": _("Versions in the history"), "submissions": _("Submissions"),
        "decisions": _("Decisions"), "asks": _("What was done about what was asked for"),
        "replies": _("Replies to decisions"), "feedback": _("Questions to managers"),
        "steps": _("Notes on steps"), "library": _("In the library"),
        "comments": _("Comments"), "contributions": _("Answers from outside"), "links": _("Names of links"),
        "notices": _("Notices"), "mail": _("Mail kept here"),
    }  # fmt: skip
    return [(words, counts[kind]) for kind, words in names.items() if kind in counts]


def _saves(idea: Idea, revisions: list[Revision]) -> Iterator[Entry]:
    about, first = subjects(revisions), chosen_before(idea)
    for sitting in sittings(revisions):
        revision = sitting.revision
        name = about[revision.what, revision.which]
        words = changed(revision, name, again=revision.pk != first.get(revision.which))
        yield Entry(sitting.last, words, sitting=sitting, about=name)


def _steps(idea: Idea, writes: bool) -> Iterator[Entry]:
    for step in idea.status_changes.select_related("by", "snapshot"):
        # What was taken back opens for writers alone, as in `ideas.views.review.visible_submission`.
        opens = step.snapshot is not None and (writes or step.snapshot.withdrawn_at is None)
        yield Entry(step.at, sentence(step), step=step, opens=opens)
    for when, words in invitations(idea.reviewers.select_related("invited_by", "user")):
        yield Entry(when, words)
    claims = Claim.objects.filter(snapshot__idea=idea).select_related("by", "snapshot").defer("snapshot__body")
    for when, words in looks(claims):
        yield Entry(when, words)


def _redactions(idea: Idea) -> Iterator[tuple[Entry, str]]:
    for row in Redaction.objects.filter(idea=idea).select_related("by"):
        words = ngettext(
            "%(who)s redacted a passage in %(number)d place",
            "%(who)s redacted a passage in %(number)d places",
            row.total,
        ) % {"who": row.by, "number": row.total}
        more = [_("%(place)s: %(number)d") % {"place": p, "number": n} for p, n in redaction_places(row.counts)]
        yield Entry(row.at, words, more=more), str(row.by_id)
