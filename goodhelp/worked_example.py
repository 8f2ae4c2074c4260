"""The worked example that everybody may look round in: one story of the demo, read without a row of its own.

The demo's people and ideas are never in a production database; the words of this one story are in its file, and
the questions, routes and pitfalls that they answer are those of the guide as it stands.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from characteristics.models import Characteristic, Component, Mechanism
from goodhelp.demo.files import read_stories
from goodhelp.demo.known import KnownGuide
from ideas.documents import FocusPart, IdeaDocument, PitfallPart, QuestionPart, RoutePart
from ideas.models import Idea, TestPlan
from ideas.models.choices import Basis, WorksBy

STORY = "carers-cafe"
Words = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """The idea, and what was decided on it: an outcome of `Decision.Outcome`, reasons and conditions."""

    document: IdeaDocument
    decision: Words


@lru_cache(maxsize=1)
def _told() -> dict[str, Words]:
    """Return what the story says in the end, by kind of step: a later step overrides an earlier one."""
    story = next(story for story in read_stories() if story["key"] == STORY)
    told: dict[str, Words] = defaultdict(dict)
    for step in story["steps"]:
        told[step["do"]] |= {name: value for name, value in step.items() if name not in {"do", "by", "when"}}
    return told


def worked_example(team: str) -> WorkedExample:
    """Return the example as the guide stands now; what an admin retired is left out. Five queries."""
    told, guide = _told(), KnownGuide.read()
    hows = {(m.characteristic_id, m.component): m.how for m in Mechanism.objects.all()}
    chosen = [c for c in guide.characteristics.values() if c.slug in told["choose"]]
    texts = told["start"] | told["describe"]
    document = IdeaDocument(
        team=team,
        texts={name: texts.get(name, "") for name in Idea.TEXTS},
        plan={name: told["plan"].get(name, "") for name in TestPlan.TEXTS},
        foci=tuple(
            FocusPart(
                slug=c.slug, name=c.name, why=told["choose"][c.slug], questions=_questions(c, told, guide),
                routes=_routes(c, told, hows), pitfalls=_pitfalls(c, told, guide),
            )
            for c in chosen
        ),
    )  # fmt: skip
    return WorkedExample(document, told["decide"])


def _questions(characteristic: Characteristic, told: dict[str, Words], guide: KnownGuide) -> tuple[QuestionPart, ...]:
    parts = []
    for question in guide.questions.values():
        if question.characteristic_id != characteristic.pk:
            continue
        said = told["answers"].get(question.key, {})
        rests_on = said.get("rests_on", ())
        parts.append(
            QuestionPart(
                key=question.key, asked=str(question.current), text=said.get("text", ""), state=said.get("state", ""),
                basis=tuple(b.value for b in Basis if b.value in rests_on),
                citation=guide.citations.get(said.get("cites", ""), ""), note=said.get("note", ""),
            )
        )  # fmt: skip
    return tuple(parts)


def _routes(
    characteristic: Characteristic, told: dict[str, Words], hows: dict[tuple[int, str], str]
) -> tuple[RoutePart, ...]:
    said = told["routes"].get(characteristic.slug, {})
    return tuple(
        RoutePart(
            component=part, guide=hows.get((characteristic.pk, part), ""), text=said.get(part, {}).get("text", ""),
            works_by=tuple(w.value for w in WorksBy if w.value in said.get(part, {}).get("works_by", ())),
        )
        for part in Component.values
    )  # fmt: skip


def _pitfalls(characteristic: Characteristic, told: dict[str, Words], guide: KnownGuide) -> tuple[PitfallPart, ...]:
    mine = [p for p in guide.pitfalls.values() if p.characteristic_id == characteristic.pk]
    said = told["pitfalls"]
    return tuple(
        PitfallPart(
            key=p.key, in_short=p.in_short, text=p.text, could_happen=said.get(p.key, {}).get("could", ""),
            plan=said.get(p.key, {}).get("plan", ""),
        )
        for p in mine
    )  # fmt: skip
