"""Reads a live idea from its rows into an `IdeaDocument`, in a number of queries that never grows."""

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef, Q

from characteristics.models import Component, Mechanism, Pitfall, Question, Wording
from ideas.comparing import written_changes
from ideas.documents import FocusPart, IdeaDocument, PitfallPart, QuestionPart, RoutePart, from_json
from ideas.models import Answer, Decision, Focus, Idea, PitfallPlan, Revision, Route, TestPlan
from ideas.models.choices import Basis, WorksBy


def basis_of(row: Any) -> tuple[str, ...]:
    """Return what an answer rests on, from its columns (an Answer, or its values as a mapping)."""
    get = row.get if isinstance(row, dict) else lambda name: getattr(row, name)
    return tuple(b.value for b in Basis if get(f"on_{b.value}"))


def works_by_of(route: Route) -> tuple[str, ...]:
    """Return what a route works by, from its columns."""
    return tuple(w.value for w in WorksBy if getattr(route, f"by_{w.value}"))


def live_document(idea: Idea) -> IdeaDocument:
    """Return the idea as it stands now."""
    foci = list(Focus.objects.filter(idea=idea).select_related("characteristic"))
    active = [f for f in foci if f.set_aside_at is None]
    ids = [f.characteristic_id for f in active]
    questions, routes, pitfalls = _questions(idea, ids), _routes(active, ids), _pitfalls(idea, ids)
    plan = TestPlan.objects.filter(idea=idea).first()
    return IdeaDocument(
        team=idea.team.name,
        texts={name: getattr(idea, name) for name in (*Idea.TEXTS, "learned")},
        plan={name: getattr(plan, name) for name in TestPlan.TEXTS} if plan else {},
        set_aside=tuple(f.characteristic.name for f in foci if f.set_aside_at is not None),
        foci=tuple(
            FocusPart(
                slug=f.characteristic.slug,
                name=f.characteristic.name,
                why=f.why,
                retired=f.characteristic.retired_at is not None,
                questions=tuple(questions[f.characteristic_id]),
                routes=tuple(routes[f.characteristic_id]),
                pitfalls=tuple(pitfalls[f.characteristic_id]),
            )
            for f in active
        ),
    )


def changed_since_agreed(decision: Decision | None, document: IdeaDocument) -> Revision | None:
    """Return the last save if the idea, as it is now, says something else than what was agreed.

    Words that were changed and put back are no change, and neither is what an admin did to the guide. One query.
    """
    if decision is None or decision.outcome != Decision.Outcome.AGREE:
        return None
    agreed = decision.snapshot
    saves = Revision.objects.filter(idea=agreed.idea_id, kept=True, at__gt=agreed.at).exclude(what=Revision.What.ASK)
    last = saves.select_related("by").defer("payload").first()
    return last if last and written_changes(from_json(agreed.body), document) else None


def reworded_since(answers: Any) -> Any:
    """Annotate answers with `look_again`: a wording that is more than a small correction came after theirs."""
    newer = Wording.objects.filter(question=OuterRef("question"), number__gt=OuterRef("wording__number"), minor=False)
    return answers.annotate(look_again=Exists(newer))


def _questions(idea: Idea, characteristic_ids: list[int]) -> dict[int, list[QuestionPart]]:
    answers = reworded_since(Answer.objects.filter(idea=idea).select_related("wording"))
    by_question = {a.question_id: a for a in answers}
    rows = Question.objects.filter(characteristic__in=characteristic_ids).filter(
        Q(retired_at=None) | Q(pk__in=by_question)
    )
    parts: dict[int, list[QuestionPart]] = defaultdict(list)
    for question in rows.select_related("current").order_by("order", "pk"):
        if question.current is None:
            continue
        parts[question.characteristic_id].append(_question(question, by_question.get(question.pk)))
    return parts


def _question(question: Question, answer: Any) -> QuestionPart:
    assert question.current is not None  # noqa: S101 (the caller passes over questions without words)
    retired, asked = question.retired_at is not None, question.current.text
    if answer is None:
        return QuestionPart(key=question.key, asked=asked, retired=retired)
    return QuestionPart(
        key=question.key,
        asked=asked,
        answered=answer.wording.text if answer.wording_id != question.current_id else "",
        look_again=answer.look_again and not retired,
        retired=retired,
        text=answer.text,
        state=answer.state,
        basis=basis_of(answer),
        citation=answer.citation,
        note=answer.note,
    )


def _routes(foci: list[Focus], characteristic_ids: list[int]) -> dict[int, list[RoutePart]]:
    guide = {
        (m.characteristic_id, m.component): m.how
        for m in Mechanism.objects.filter(characteristic__in=characteristic_ids)
    }
    written = {(r.focus_id, r.component): r for r in Route.objects.filter(focus__in=foci)}
    parts: dict[int, list[RoutePart]] = {}
    for focus in foci:
        parts[focus.characteristic_id] = []
        for component in Component.values:
            route = written.get((focus.pk, component))
            parts[focus.characteristic_id].append(
                RoutePart(
                    component=component,
                    # What a team wrote keeps the words that it wrote to.
                    guide=route.guide_text
                    if route and route.text
                    else guide.get((focus.characteristic_id, component), ""),
                    text=route.text if route else "",
                    works_by=works_by_of(route) if route else (),
                )
            )
    return parts


def _pitfalls(idea: Idea, characteristic_ids: list[int]) -> dict[int, list[PitfallPart]]:
    plans = {p.pitfall_id: p for p in PitfallPlan.objects.filter(idea=idea)}
    rows = Pitfall.objects.filter(characteristic__in=characteristic_ids).filter(Q(retired_at=None) | Q(pk__in=plans))
    parts: dict[int, list[PitfallPart]] = defaultdict(list)
    for pitfall in rows.order_by("order", "pk"):
        plan = plans.get(pitfall.pk)
        parts[pitfall.characteristic_id].append(
            PitfallPart(
                key=pitfall.key,
                in_short=pitfall.in_short,
                text=plan.pitfall_text if plan else pitfall.text,
                could_happen=plan.could_happen if plan else "",
                plan=plan.plan if plan else "",
                retired=pitfall.retired_at is not None,
            )
        )
    return parts
