"""An idea as one readable whole, in plain Python.

A live idea (`ideas.reading`) and a frozen submission (`from_json`) become the same `IdeaDocument`, so that
report, review and export read both alike and can never count differently.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from ideas.coverage import Answered, Basis, State, Tally, tally, total

SCHEMA = 1
# What a file with a document says that it is.
KIND = "good-help-planner-idea"


class UnknownSchema(Exception):
    """A snapshot was written in a form that this release cannot read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPart:
    """A check-in question with the team's answer, if there is one."""

    key: str
    asked: str  # the wording that is asked (or was, when frozen)
    answered: str = ""  # the wording that the answer was written to, when it is another one
    look_again: bool = False  # reworded since in more than a small correction
    retired: bool = False
    text: str = ""
    state: str = ""
    basis: tuple[str, ...] = ()
    citation: str = ""
    note: str = ""

    @property
    def counted(self) -> Answered:
        """Return what the coverage rule needs of it."""
        return Answered(State(self.state), bool(self.text.strip()), frozenset(Basis(b) for b in self.basis))

    @property
    def is_open(self) -> bool:
        """Tell whether the question waits for an answer or a judgement."""
        return not self.retired and self.counted.counts_as is None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutePart:
    """One part of COM-B for one characteristic: what the guide offers and what the team describes."""

    component: str
    guide: str = ""  # empty where the guide gives no route
    text: str = ""
    works_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PitfallPart:
    """A pitfall with the team's view of it."""

    key: str
    in_short: str
    text: str
    could_happen: str = ""
    plan: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusPart:
    """A chosen characteristic with all that the team wrote to it."""

    slug: str
    name: str
    why: str = ""
    retired: bool = False
    questions: tuple[QuestionPart, ...] = ()
    routes: tuple[RoutePart, ...] = ()
    pitfalls: tuple[PitfallPart, ...] = ()

    @property
    def tally(self) -> Tally:
        """Count its live questions by the coverage rule."""
        live = [] if self.retired else [q.key for q in self.questions if not q.retired]
        return tally(live, {q.key: q.counted for q in self.questions})


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaDocument:
    """Everything that an idea says."""

    team: str
    texts: dict[str, str] = field(default_factory=dict)
    plan: dict[str, str] = field(default_factory=dict)
    foci: tuple[FocusPart, ...] = ()
    set_aside: tuple[str, ...] = ()  # names of characteristics that were chosen once

    @property
    def title(self) -> str:
        """Return the idea's title."""
        return self.texts.get("title", "")

    @property
    def tally(self) -> Tally:
        """Return the idea's line: its characteristics' counts added by state."""
        return total(f.tally for f in self.foci)

    def focus(self, slug: str) -> FocusPart | None:
        """Return the chosen characteristic of that slug, if it is chosen."""
        return next((f for f in self.foci if f.slug == slug), None)


def to_json(document: IdeaDocument) -> dict[str, Any]:
    """Return the document as JSON values, with the number of its schema."""
    return {"schema": SCHEMA, **asdict(document)}


def from_json(body: dict[str, Any]) -> IdeaDocument:
    """Return the document that `to_json` wrote. Raises UnknownSchema for any other form."""
    if body.get("schema") != SCHEMA:
        raise UnknownSchema(body.get("schema"))
    return IdeaDocument(
        team=body["team"],
        texts=body["texts"],
        plan=body["plan"],
        set_aside=tuple(body["set_aside"]),
        foci=tuple(_focus(f) for f in body["foci"]),
    )


def _focus(values: dict[str, Any]) -> FocusPart:
    questions = (QuestionPart(**{**q, "basis": tuple(q["basis"])}) for q in values["questions"])
    routes = (RoutePart(**{**r, "works_by": tuple(r["works_by"])}) for r in values["routes"])
    pitfalls = (PitfallPart(**p) for p in values["pitfalls"])
    return FocusPart(**{**values, "questions": tuple(questions), "routes": tuple(routes), "pitfalls": tuple(pitfalls)})
