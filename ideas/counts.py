"""What a portfolio counts of one idea, worked out from its document in plain Python.

A submission keeps these numbers in rows beside its words, so that a view across ideas adds them up in SQL: see
docs/adr/0008 and 0018. Live ideas are counted in SQL (`ideas.portfolio`), by the same rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from ideas.checks import is_claim
from ideas.coverage import Basis, State, Tally
from ideas.documents import IdeaDocument, QuestionPart

# What claims can rest on: each basis, an assumption and nothing else, or nothing named.
ASSUMED, NOT_SAID = "assumption_only", "not_said"
RESTS = (*(b.value for b in Basis), ASSUMED, NOT_SAID)
# The kinds of what a submission counts beside its tallies.
UNSURE, PITFALL, RESTS_ON = "unsure", "pitfall", "rests"
CLAIMS = "claims"
CLAIMED = frozenset({State.COVERED, State.PARTLY})


@dataclass(frozen=True, slots=True)
class Counts:
    """One idea in numbers, and the keys of what they count."""

    foci: dict[str, Tally] = field(default_factory=dict)  # by slug of the characteristic
    parts: dict[str, frozenset[str]] = field(default_factory=dict)  # by slug: the parts of COM-B that are described
    not_sure: tuple[str, ...] = ()  # keys of questions
    pitfalls: dict[str, bool] = field(default_factory=dict)  # keys of those that could happen: is anything planned?
    claims: int = 0
    rests: dict[str, int] = field(default_factory=dict)  # by RESTS: one claim may rest on several

    @classmethod
    def of(cls, document: IdeaDocument) -> Self:
        """Count a document, live or frozen."""
        live = [f for f in document.foci if not f.retired]
        questions = [q for f in live for q in f.questions if not q.retired]
        claims = [q for q in questions if is_claim(q)]
        pitfalls = [p for f in live for p in f.pitfalls if not p.retired and p.could_happen == "yes"]
        rests = [name for q in claims for name in _rests_on(q)]
        return cls(
            foci={f.slug: f.tally for f in document.foci},
            parts={f.slug: frozenset(r.component for r in f.routes if r.text.strip()) for f in document.foci},
            not_sure=tuple(q.key for q in questions if q.counted.counts_as == State.NOT_SURE),
            pitfalls={p.key: bool(p.plan.strip()) for p in pitfalls},
            claims=len(claims),
            rests={name: rests.count(name) for name in RESTS},
        )

    def findings(self) -> Iterator[tuple[str, str, int]]:
        """Yield what it counts beside its tallies: kind, key and number.

        A question that it is not sure about (1), a pitfall that could happen (1 if anything is planned, else 0), and
        what claims rest on (how many of them; under CLAIMS all of them).
        """
        yield from ((UNSURE, key, 1) for key in self.not_sure)
        yield from ((PITFALL, key, int(planned)) for key, planned in self.pitfalls.items())
        yield from ((RESTS_ON, name, n) for name, n in ((CLAIMS, self.claims), *self.rests.items()) if n)


def _rests_on(question: QuestionPart) -> Iterator[str]:
    """Yield everything that an answer rests on, by the names of RESTS."""
    yield from question.basis
    if question.counted.assumption_only:
        yield ASSUMED
    if not question.basis:
        yield NOT_SAID
