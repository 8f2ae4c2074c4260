"""The kinds of notices: what each says, when it is mailed unless its reader chose otherwise, and who may read it.

The one list. A new kind is a row here and a `tell_of_…` in `ideas.notifications`.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models import Notice
from ideas.models.notices import MailWhen


class Reads(Enum):
    """Who may read what a notice tells of, among those who may see its idea at all (`ideas.inbox` looks each up)."""

    THREAD = auto()  # who reads that comment
    WRITERS = auto()  # who writes for the team
    DECIDERS = auto()  # who decides in the team or was invited to review, while the submission stands
    EITHER = auto()  # whoever sees the idea, while the submission (if it is about one) stands
    SUPERUSERS = auto()  # superusers, while it stands in the library; they need not see the idea


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind.

    Sentences may use `who`, their `email`, `title` (as the reader may see it) and `outcome` (of a decision).
    """

    label: Any  # on the page of choices
    mail: MailWhen  # unless somebody chose otherwise
    reads: Reads
    subject: Any
    sentence: Any
    to_do: Any  # stands before the link in a mail
    # Said instead: of an answer in a thread, a submission after the first, a decision by the team itself.
    otherwise: Any = ""


_READ_COMMENT = gettext_lazy("Read it, and answer, here:")

KINDS: dict[str, Kind] = {
    "mention": Kind(
        gettext_lazy("Somebody names you in a comment"), MailWhen.NOW, Reads.THREAD,
        gettext_lazy("You are named in a comment"),
        gettext_lazy("%(who)s named you in a comment on “%(title)s”."), _READ_COMMENT,
    ),
    "given": Kind(
        gettext_lazy("Somebody asks you to see to something"), MailWhen.NOW, Reads.THREAD,
        gettext_lazy("You are asked to see to something"),
        gettext_lazy("%(who)s asks you to see to a comment on “%(title)s”."), _READ_COMMENT,
    ),
    "comment": Kind(
        gettext_lazy("A comment on an idea of your team, or an answer where you took part"),
        MailWhen.DAILY, Reads.THREAD, gettext_lazy("A comment on an idea of your team"),
        gettext_lazy("%(who)s commented on “%(title)s”."), _READ_COMMENT,
        gettext_lazy("%(who)s answered in a conversation about “%(title)s”."),
    ),
    "settled": Kind(
        gettext_lazy("A conversation that you took part in is settled"), MailWhen.DAILY, Reads.THREAD,
        gettext_lazy("A conversation is settled"),
        gettext_lazy("%(who)s settled a conversation about “%(title)s”."),
        gettext_lazy("It can be read, and opened again, here:"),
    ),
    "submission": Kind(
        gettext_lazy("An idea waits for your decision"), MailWhen.NOW, Reads.DECIDERS,
        gettext_lazy("An idea waits for your decision: %(title)s"),
        gettext_lazy("%(who)s submitted an idea: “%(title)s”. You can decide on it."),
        gettext_lazy("To read it and to decide, open:"),
        gettext_lazy("%(who)s submitted an idea again: “%(title)s”. You can decide on it."),
    ),
    "taken_over": Kind(
        gettext_lazy("A colleague takes over what you were looking at"), MailWhen.DAILY, Reads.DECIDERS,
        gettext_lazy("A colleague has taken over a review"),
        gettext_lazy("%(who)s is now looking at “%(title)s”, which you had begun to look at."),
        gettext_lazy("It stands here:"),
    ),
    "decision": Kind(
        gettext_lazy("There is a decision on an idea of your team"), MailWhen.NOW, Reads.WRITERS,
        gettext_lazy("%(outcome)s: %(title)s"),
        gettext_lazy("%(who)s decided on “%(title)s”: %(outcome)s."),
        gettext_lazy("The reasons, and what you submitted, stand here:"),
        gettext_lazy(
            "%(who)s recorded for the team itself, not independently reviewed, on “%(title)s”: %(outcome)s."
        ),
    ),
    "reply": Kind(
        gettext_lazy("A team replies to your decision"), MailWhen.NOW, Reads.EITHER,
        gettext_lazy("The team replied to your decision: %(title)s"),
        gettext_lazy("%(who)s replied for the team to your decision on “%(title)s”."),
        gettext_lazy("The reply stands under your decision:"),
    ),
    "feedback": Kind(
        gettext_lazy("A team would like to hear what you think of a draft"), MailWhen.NOW, Reads.EITHER,
        gettext_lazy("Your thoughts are welcome: %(title)s"),
        gettext_lazy("%(who)s would like to hear what you think of “%(title)s”, which is still being written."),
        gettext_lazy("You are not asked to decide anything. Read it, and comment wherever you like:"),
    ),
    "reviewer": Kind(
        gettext_lazy("An invited reviewer accepts"), MailWhen.DAILY, Reads.WRITERS,
        gettext_lazy("A reviewer has accepted"),
        gettext_lazy("%(who)s has accepted to review “%(title)s”."),
        gettext_lazy("Who reviews it stands here:"),
    ),
    "contribution": Kind(
        gettext_lazy("Somebody outside says something through a link of your team"), MailWhen.NOW, Reads.WRITERS,
        gettext_lazy("Somebody outside has said something about an idea"),
        gettext_lazy(
            "Somebody without an account used a link of your team to say something about “%(title)s”."
        ),
        gettext_lazy("Nobody sees it until one of you lets it in. Read it, and let it in or decline it, here:"),
    ),
    "report": Kind(
        gettext_lazy("Somebody reports a problem in the library"), MailWhen.NOW, Reads.SUPERUSERS,
        gettext_lazy("A problem with something in the library"),
        gettext_lazy("%(who)s (%(email)s) reports a problem with “%(title)s” in the library."),
        gettext_lazy("If it should not stand there, you can take it out on that page. Its team can put it back when it "
                     "is mended:"),
    ),
}  # fmt: skip


def kinds_read_by(reads: Reads) -> list[str]:
    """Return the keys of the kinds that those people may read."""
    return [key for key, kind in KINDS.items() if kind.reads is reads]


def subject(notice: Notice, title: str) -> str:
    """Return the subject of a mail about it, on one line."""
    return " ".join((str(KINDS[notice.kind].subject) % _said(notice, title)).split())


def sentence(notice: Notice, title: str) -> str:
    """Return what happened; `title` is the idea's as the reader may see it."""
    kind = KINDS[notice.kind]
    return str(kind.otherwise if kind.otherwise and _is_other(notice) else kind.sentence) % _said(notice, title)


def _said(notice: Notice, title: str) -> dict[str, str]:
    decision = getattr(notice.snapshot, "decision", None)
    return {
        "who": str(notice.by or _("Somebody")),
        "email": notice.by.email if notice.by else "",
        "title": title,
        "outcome": decision.get_outcome_display() if decision else "",
    }


def _is_other(notice: Notice) -> bool:
    if notice.comment is not None:
        return notice.comment.parent_id is not None
    decision = getattr(notice.snapshot, "decision", None)
    if notice.kind == "decision":
        return bool(decision and decision.by_own_team)
    return notice.snapshot is not None and notice.snapshot.number > 1
