"""The coverage report of an idea, worked out from its document in plain Python.

It counts and points; it never scores. A characteristic that was not chosen is not missing.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ideas.coverage import Basis, State, Tally
from ideas.documents import FocusPart, IdeaDocument, PitfallPart, QuestionPart, RoutePart

COMPONENTS = ("capability", "opportunity", "motivation")


@dataclass(frozen=True, slots=True)
class CombCell:
    """One part of COM-B for one chosen characteristic."""

    slug: str
    name: str
    offered: bool  # the guide gives a route here
    described: bool  # the team says how the idea would work this way

    @property
    def status(self) -> str:
        """Return described, own (described where the guide gives none), open or none (no route in the guide)."""
        if self.described:
            return "described" if self.offered else "own"
        return "open" if self.offered else "none"


@dataclass(frozen=True, slots=True)
class CombRow:
    """One part of COM-B across the chosen characteristics."""

    component: str
    cells: tuple[CombCell, ...]

    @property
    def described(self) -> tuple[CombCell, ...]:
        """Return the cells that the team has described."""
        return tuple(c for c in self.cells if c.described)

    @property
    def offered(self) -> tuple[CombCell, ...]:
        """Return the cells that the guide offers and the team has not described."""
        return tuple(c for c in self.cells if c.offered and not c.described)


@dataclass(frozen=True, slots=True)
class Step:
    """Something worth doing next. `kind` names the sentence; slug and key say where."""

    kind: str
    slug: str = ""
    key: str = ""
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What the report page says."""

    lines: tuple[tuple[FocusPart, Tally], ...]
    total: Tally
    strong: tuple[str, ...]  # every relevant question covered
    begun: tuple[str, ...]
    untouched: tuple[str, ...]
    comb: tuple[CombRow, ...]
    missing_components: tuple[str, ...]  # no route described anywhere
    all_information: bool
    basis: dict[str, int]  # of the claims: how many rest on each; one may rest on several
    claims: int
    not_said: int
    assumption_only: int
    pitfalls_planned: int
    pitfalls_open: int  # could happen, or not sure, and nothing planned
    pitfalls_unconsidered: int
    steps: tuple[Step, ...]


def build(document: IdeaDocument) -> Report:
    """Work out the report of a document, live or frozen."""
    lines = tuple((f, f.tally) for f in document.foci)
    comb = tuple(_comb_row(document, component) for component in COMPONENTS)
    claims = [q for f in document.foci if not f.retired for q in f.questions if _is_claim(q)]
    pitfalls = Counter(_pitfall_state(p) for f in document.foci for p in f.pitfalls if not p.retired)
    return Report(
        lines=lines,
        total=document.tally,
        strong=tuple(f.name for f, t in lines if t.relevant and t.covered == t.relevant),
        begun=tuple(f.name for f, t in lines if not t.untouched and t.covered != t.relevant),
        untouched=tuple(f.name for f, t in lines if t.untouched and t.asked),
        comb=comb,
        missing_components=tuple(r.component for r in comb if not r.described) if document.foci else (),
        all_information=_all_information(document),
        basis={b.value: sum(b.value in q.basis for q in claims) for b in Basis},
        claims=len(claims),
        not_said=sum(not q.basis for q in claims),
        assumption_only=sum(q.counted.assumption_only for q in claims),
        pitfalls_planned=pitfalls["planned"],
        pitfalls_open=pitfalls["open"],
        pitfalls_unconsidered=pitfalls["unconsidered"],
        steps=tuple(_steps(document)),
    )


def _is_claim(question: QuestionPart) -> bool:
    return not question.retired and question.counted.counts_as in {State.COVERED, State.PARTLY}


def _comb_row(document: IdeaDocument, component: str) -> CombRow:
    cells = []
    for focus in document.foci:
        route = next((r for r in focus.routes if r.component == component), RoutePart(component=component))
        cells.append(CombCell(focus.slug, focus.name, bool(route.guide), bool(route.text.strip())))
    return CombRow(component, tuple(cells))


def _all_information(document: IdeaDocument) -> bool:
    """Tell whether every described route works by giving information and by nothing else."""
    described = [r for f in document.foci for r in f.routes if r.text.strip()]
    return bool(described) and all(r.works_by == ("information",) for r in described)


def _pitfall_state(pitfall: PitfallPart) -> str:
    could, plan = pitfall.could_happen, pitfall.plan.strip()
    if plan or could == "no":
        return "planned" if plan else "ruled_out"
    return "open" if could else "unconsidered"


def _steps(document: IdeaDocument) -> Iterator[Step]:
    """Yield what could come next, the most useful first."""
    if not document.foci:
        yield Step("choose")
        return
    for f in document.foci:
        if not f.retired and f.tally.untouched and f.tally.asked:
            yield Step("begin", f.slug, "", f.name)
    for f in document.foci:
        yield from _question_steps(f)
    yield from _route_steps(document)
    for f in document.foci:
        for p in f.pitfalls:
            if not p.retired and _pitfall_state(p) in {"open", "unconsidered"}:
                yield Step(f"pitfall_{_pitfall_state(p)}", f.slug, p.key, f.name, p.in_short)
    if not document.texts.get("shaped_by", "").strip():
        yield Step("shaped_by")


def _route_steps(document: IdeaDocument) -> Iterator[Step]:
    for f in document.foci:
        if f.routes and not any(r.text.strip() for r in f.routes):
            yield Step("route", f.slug, "", f.name)
    if _all_information(document):
        yield Step("information", document.foci[0].slug)


def _question_steps(focus: FocusPart) -> Iterator[Step]:
    """Yield a step per question that waits, unless the whole characteristic does."""
    for q in focus.questions:
        if q.retired or focus.retired:
            continue
        kind = ""
        if q.look_again:
            kind = "reworded"
        elif q.counted.counts_as is None:
            kind = "" if focus.tally.untouched else ("judge" if q.text.strip() else "words" if q.state else "answer")
        elif q.state in {"not_yet", "not_sure"}:
            kind = q.state
        elif _is_claim(q) and q.counted.assumption_only:
            kind = "assumption"
        elif "research" in q.basis and not q.citation.strip():
            kind = "citation"
        if kind:
            yield Step(kind, focus.slug, q.key, focus.name, q.asked)
