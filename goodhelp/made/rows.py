"""Reads every row of made ideas off their documents and writes them, kind by kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from goodhelp.made import words
from goodhelp.made.drafts import Draft, Guide
from ideas.actions.counting import count_submissions, rewrite_places
from ideas.actions.indexing import reindex_ideas
from ideas.documents import FocusPart, from_json, to_json
from ideas.models import (
    Answer,
    Decision,
    Focus,
    Idea,
    PitfallPlan,
    Revision,
    Route,
    Snapshot,
    StatusChange,
    TestPlan,
)
from ideas.models.choices import Basis, WorksBy

What = Revision.What


@transaction.atomic
def write(drafts: list[Draft], guide: Guide) -> None:
    """Write a batch: the ideas, then what hangs on them, kind by kind, then what search finds."""
    Idea.objects.bulk_create(draft.idea for draft in drafts)
    foci = [(d, part, _focus_row(d, part, guide)) for d in drafts for part in d.document.foci]
    Focus.objects.bulk_create(focus for _draft, _part, focus in foci)
    rows = Rows()
    for draft in drafts:
        rows.of_idea(draft)
    for draft, part, focus in foci:
        rows.of_focus(draft, part, focus, guide)
    rows.write()
    made = [draft.idea.pk for draft in drafts]
    count_submissions((snapshot, from_json(snapshot.body)) for snapshot in rows.kinds[Snapshot])
    rewrite_places(Idea.objects.filter(pk__in=made))
    reindex_ideas(ideas=made)


def _focus_row(draft: Draft, part: FocusPart, guide: Guide) -> Focus:
    return Focus(
        idea=draft.idea, characteristic=guide.characteristics[part.slug], why=part.why, chosen_at=draft.began,
        **part.tally.as_dict(),
    )  # fmt: skip


@dataclass
class Rows:
    """Rows of a batch by kind, in the order in which they may be written."""

    kinds: dict[type[models.Model], list[Any]] = field(
        default_factory=lambda: {
            kind: [] for kind in (TestPlan, Answer, Route, PitfallPlan, Revision, Snapshot, StatusChange, Decision)
        }
    )

    def write(self) -> None:
        """Write them."""
        for model, rows in self.kinds.items():
            model._default_manager.bulk_create(rows, batch_size=2000)

    def of_idea(self, draft: Draft) -> None:
        """Note what hangs on the idea itself."""
        idea, document = draft.idea, draft.document
        self._revision(draft, What.IDEA, "", {name: document.texts[name] for name in Idea.TEXTS})
        if document.plan:
            self.kinds[TestPlan].append(TestPlan(idea=idea, **document.plan))
            self._revision(draft, What.PLAN, "", document.plan)
        for change in _changes(draft, self.kinds[Snapshot], self.kinds[Decision]):
            self.kinds[StatusChange].append(change)

    def of_focus(self, draft: Draft, part: FocusPart, focus: Focus, guide: Guide) -> None:
        """Note what hangs on one characteristic of the idea."""
        idea, writer = draft.idea, draft.made.writer
        self._revision(draft, What.FOCUS, part.slug, {"why": part.why, "chosen": True})
        for question, said in zip(guide.questions[part.slug], part.questions, strict=True):
            if said.state:
                values: dict[str, Any] = {"text": said.text, "state": said.state, "citation": said.citation, "note": ""}
                values |= {f"on_{b.value}": b.value in said.basis for b in Basis}
                at = {"updated_at": draft.changed, "updated_by": writer}
                # A question of the guide has a wording: `guide.questions` leaves others out.
                asked = int(question.current_id or 0)
                self.kinds[Answer].append(Answer(idea=idea, question=question, wording_id=asked, **values, **at))
                self._revision(draft, What.ANSWER, question.key, values)
        for route in filter(lambda r: r.text, part.routes):
            values = {"text": route.text, **{f"by_{w.value}": w.value in route.works_by for w in WorksBy}}
            self.kinds[Route].append(Route(focus=focus, component=route.component, guide_text=route.guide, **values))
            self._revision(draft, What.ROUTE, f"{part.slug}:{route.component}", values)
        for pitfall, plan in zip(guide.pitfalls[part.slug], part.pitfalls, strict=True):
            if plan.plan:
                plans = {"could_happen": plan.could_happen, "plan": plan.plan}
                self.kinds[PitfallPlan].append(PitfallPlan(idea=idea, pitfall=pitfall, pitfall_text=plan.text, **plans))
                self._revision(draft, What.PITFALL, pitfall.key, plans)

    def _revision(self, draft: Draft, what: str, which: str, payload: dict[str, Any]) -> None:
        self.kinds[Revision].append(
            Revision(idea=draft.idea, what=what, which=which, payload=payload, by=draft.made.writer, at=draft.began,
                     base_version=0, version=1)
        )  # fmt: skip


def _changes(draft: Draft, snapshots: list[Any], decisions: list[Any]) -> Iterator[StatusChange]:
    """Yield the steps that the idea took, beginning with its own; and note what they left behind."""
    idea, old, snapshot = draft.idea, "", None
    each = (draft.changed - draft.began) / (len(draft.steps) + 1)
    for number, (name, new) in enumerate([("begin", "draft"), *draft.steps]):
        at = draft.began + each * number
        by = draft.made.decider if name in Decision.Outcome.values else draft.made.writer
        if name == "submit":
            body = to_json(draft.document)
            snapshot = Snapshot(idea=idea, number=1, body=body, title=idea.title, by=by, at=at)
            snapshots.append(snapshot)
        if name in Decision.Outcome.values:
            decisions.append(
                Decision(snapshot=snapshot, outcome=name, reasons=words.sentence(draft.chance), by=by, at=at)
            )
        yield StatusChange(idea=idea, name=name, old=old, new=new, by=by, at=at,
                           snapshot=snapshot if name in {"submit", *Decision.Outcome.values} else None)  # fmt: skip
        old = new
