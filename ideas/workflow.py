"""An idea's statuses and the moves between them, as one table in plain Python.

Who is a symbolic party here; `ideas.permissions` alone says which person that is.
"""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where an idea stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_ASKED = "changes_asked"
    NOT_NOW = "not_now"
    AGREED = "agreed"
    TESTING = "testing"
    ADOPTED = "adopted"
    ADAPTED = "adapted"
    STOPPED = "stopped"


class Party(StrEnum):
    """Who may make a move."""

    WRITER = "writer"  # writes in the idea's team
    DECIDER = "decider"  # decides in the team or is invited to this idea, and wrote nothing in it
    OWN_TEAM = "own_team"  # a writer, while no decider is left


@dataclass(frozen=True, slots=True)
class Transition:
    """One move that an idea can make."""

    name: str
    sources: frozenset[Status]
    target: Status
    party: Party
    # What must be said with it, if anything: reasons for a decision, what was learned at an end.
    needs: str = ""
    # It undoes the submission: the idea stands again where it stood before, which is `target` the first time.
    undoes_submitting: bool = False


S = Status
GOES_BACK = frozenset({S.CHANGES_ASKED, S.NOT_NOW, S.ADAPTED, S.STOPPED})

TRANSITIONS: dict[str, Transition] = {
    t.name: t
    for t in (
        Transition("submit", GOES_BACK | {S.DRAFT, S.AGREED}, S.IN_REVIEW, Party.WRITER),
        Transition("withdraw", frozenset({S.IN_REVIEW}), S.DRAFT, Party.WRITER, undoes_submitting=True),
        Transition("ask_changes", frozenset({S.IN_REVIEW}), S.CHANGES_ASKED, Party.DECIDER, "reasons"),
        Transition("not_now", frozenset({S.IN_REVIEW}), S.NOT_NOW, Party.DECIDER, "reasons"),
        Transition("agree", frozenset({S.IN_REVIEW}), S.AGREED, Party.DECIDER, "reasons"),
        Transition("agree_own_team", frozenset({S.IN_REVIEW}), S.AGREED, Party.OWN_TEAM, "reasons"),
        Transition("start_testing", frozenset({S.AGREED}), S.TESTING, Party.WRITER),
        Transition("adopt", frozenset({S.TESTING}), S.ADOPTED, Party.WRITER, "learned"),
        Transition("adapt", frozenset({S.TESTING}), S.ADAPTED, Party.WRITER, "learned"),
        Transition("stop", frozenset(S) - {S.STOPPED}, S.STOPPED, Party.WRITER, "learned"),
        Transition("reopen", GOES_BACK, S.DRAFT, Party.WRITER),
    )
}

# Where an idea may stand when its team puts it into the library: agreed, or ended.
PUBLISHABLE = frozenset({S.AGREED, S.TESTING, S.ADOPTED, S.ADAPTED, S.STOPPED})
# And where it may stand as well with the word of whoever decided, who did not agree it.
PUBLISHABLE_WITH_A_WORD = PUBLISHABLE | {S.CHANGES_ASKED, S.NOT_NOW}

DECISIONS = ("agree", "ask_changes", "not_now")
ENDS = ("adopt", "adapt", "stop")


class NotAllowedNow(Exception):
    """The idea does not stand where this move begins: somebody was quicker, or the page is old."""


def check(name: str, status: Status | str) -> Transition:
    """Return the transition of that name; raises NotAllowedNow unless it can start from this status."""
    transition = TRANSITIONS[name]
    if Status(status) not in transition.sources:
        raise NotAllowedNow(name)
    return transition


def open_moves(status: Status | str) -> list[Transition]:
    """Return the transitions that can start from this status, in the table's order."""
    return [t for t in TRANSITIONS.values() if Status(status) in t.sources]
