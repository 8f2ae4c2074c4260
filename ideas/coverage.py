"""The coverage rule: its one definition, in plain Python.

A characteristic's questions are counted by what a team has answered. The counts always add up:

    relevant = asked - set aside = covered + partly + not yet + not sure + open

where *open* is a question without an answer, an answer without a judgement, or a claim without words
(covered, partly or not relevant, but nothing written). The same function counts live ideas and frozen
submissions, and writes the tally that every list, report and portfolio shows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Self


class State(StrEnum):
    """How a team judges its own answer. An empty string means written, not judged."""

    COVERED = "covered"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    NOT_SURE = "not_sure"
    NOT_RELEVANT = "not_relevant"
    NONE = ""


class Basis(StrEnum):
    """What an answer rests on; several may hold at once."""

    RESEARCH = "research"
    LOCAL_DATA = "local_data"
    PRACTICE = "practice"
    LIVED = "lived"
    ASSUMPTION = "assumption"


# States that claim something: without words there is nothing for anybody to check.
CLAIMS = frozenset({State.COVERED, State.PARTLY, State.NOT_RELEVANT})


@dataclass(frozen=True, slots=True)
class Answered:
    """As much of an answer as counting needs."""

    state: State = State.NONE
    has_text: bool = False
    basis: frozenset[Basis] = frozenset()

    @property
    def counts_as(self) -> State | None:
        """Return the state that this answer counts under; None when the question is still open."""
        if self.state == State.NONE or (self.state in CLAIMS and not self.has_text):
            return None
        return self.state

    @property
    def assumption_only(self) -> bool:
        """Tell whether it rests on an assumption and nothing else; resting on nothing named is not that."""
        return self.basis == {Basis.ASSUMPTION}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions stand where. Tallies can be added."""

    asked: int = 0
    set_aside: int = 0
    covered: int = 0
    partly: int = 0
    not_yet: int = 0
    not_sure: int = 0
    open: int = 0
    # Of those covered or partly covered: how many rest on an assumption alone.
    assumed: int = 0

    @property
    def relevant(self) -> int:
        """Return the questions that matter for this idea."""
        return self.asked - self.set_aside

    @property
    def answered(self) -> int:
        """Return the relevant questions that the team has judged."""
        return self.relevant - self.open

    @property
    def untouched(self) -> bool:
        """Tell whether nothing has been judged at all."""
        return self.answered == 0 and self.set_aside == 0

    def __add__(self, other: Self) -> "Tally":
        """Return the two added, count by count."""
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name: the columns of a Focus row."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


def tally(questions: Iterable[str], answers: Mapping[str, Answered]) -> Tally:
    """Count the answers to these questions.

    `questions` are the keys asked (live ones only); `answers` maps keys to answers and may hold others,
    such as answers to a question that has been retired: those are not counted.
    """
    counts = dict.fromkeys((f.name for f in fields(Tally)), 0)
    for key in questions:
        counts["asked"] += 1
        answer = answers.get(key, Answered())
        match answer.counts_as:
            case None:
                counts["open"] += 1
            case State.NOT_RELEVANT:
                counts["set_aside"] += 1
            case state:
                counts[state.value] += 1
                if answer.assumption_only and state in CLAIMS:
                    counts["assumed"] += 1
    return Tally(**counts)


def total(tallies: Iterable[Tally]) -> Tally:
    """Add up tallies: an idea's line is its characteristics' counts added by state, never a percentage."""
    result = Tally()
    for each in tallies:
        result += each
    return result
