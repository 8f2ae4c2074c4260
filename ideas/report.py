"""The coverage report of an idea, worked out from its document in plain Python.

It counts and points; it never scores. A characteristic that was not chosen is not missing.
"""

from collections import Counter
from dataclasses import dataclass

from ideas.checks import LOOK, Step, all_information, is_claim, pitfall_state, steps
from ideas.coverage import Basis, Tally
from ideas.documents import FocusPart, IdeaDocument, RoutePart

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

    @property
    def comb_by_characteristic(self) -> tuple[tuple[CombCell, ...], ...]:
        """Return the cells of `comb` the other way round: a row per chosen characteristic, a cell per part of COM-B.

        So it is shown: with all eight chosen, eight columns are wider than a sheet of paper, and than many a screen.
        """
        return tuple(zip(*(row.cells for row in self.comb), strict=True))

    @property
    def worth_a_look(self) -> tuple[Step, ...]:
        """Return the quality checks that found something, those to look at before those to note."""
        return tuple(sorted((s for s in self.steps if s.level), key=lambda s: s.level != LOOK))

    @property
    def to_do(self) -> tuple[Step, ...]:
        """Return the steps that are no quality checks: simply what comes next."""
        return tuple(s for s in self.steps if not s.level)


def build(document: IdeaDocument) -> Report:
    """Work out the report of a document, live or frozen."""
    lines = tuple((f, f.tally) for f in document.foci)
    comb = tuple(_comb_row(document, component) for component in COMPONENTS)
    claims = [q for f in document.foci if not f.retired for q in f.questions if is_claim(q)]
    pitfalls = Counter(pitfall_state(p) for f in document.foci if not f.retired for p in f.pitfalls if not p.retired)
    return Report(
        lines=lines,
        total=document.tally,
        strong=tuple(f.name for f, t in lines if t.relevant and t.covered == t.relevant),
        begun=tuple(f.name for f, t in lines if not t.untouched and t.covered != t.relevant),
        untouched=tuple(f.name for f, t in lines if t.untouched and t.asked),
        comb=comb,
        missing_components=tuple(r.component for r in comb if not r.described) if document.foci else (),
        all_information=all_information(document),
        basis={b.value: sum(b.value in q.basis for q in claims) for b in Basis},
        claims=len(claims),
        not_said=sum(not q.basis for q in claims),
        assumption_only=sum(q.counted.assumption_only for q in claims),
        pitfalls_planned=pitfalls["planned"],
        pitfalls_open=pitfalls["open"],
        pitfalls_unconsidered=pitfalls["unconsidered"],
        steps=tuple(steps(document)),
    )


def _comb_row(document: IdeaDocument, component: str) -> CombRow:
    cells = []
    for focus in document.foci:
        route = next((r for r in focus.routes if r.component == component), RoutePart(component=component))
        cells.append(CombCell(focus.slug, focus.name, bool(route.guide), bool(route.text.strip())))
    return CombRow(component, tuple(cells))
