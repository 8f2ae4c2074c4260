"""Reads a live idea from its rows into an `IdeaDocument`, in a number of queries that never grows."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from characteristics.models import Component, Mechanism, Pitfall, Question, Wording
from ideas.comparing import written_changes
from ideas.documents import FocusPart, IdeaDocument, PitfallPart, QuestionPart, RoutePart, from_json
from ideas.models import Answer, Decision, Focus, Idea, PitfallPlan, Revision, Route, TestPlan
from ideas.models.choices import Basis, WorksBy
from text.prepared import prepared


def basis_of(row: Any) -> tuple[str, ...]:
    """Return what an answer rests on, from its columns (an Answer, or its values as a mapping)."""
    get = row.get if isinstance(row, dict) else lambda name: getattr(row, name)
    return tuple(b.value for b in Basis if get(f"on_{b.value}"))


def works_by_of(route: Route) -> tuple[str, ...]:
    """Return what a route works by, from its columns."""
    return tuple(w.value for w in WorksBy if getattr(route, f"by_{w.value}"))


def live_document(idea: Idea) -> IdeaDocument:
    """Return the idea as it stands now."""
    foci = _foci(idea.pk)
    active = [f for f in foci if f.set_aside_at is None]
    questions, routes, pitfalls = _questions(idea.pk), _routes(idea.pk, active), _pitfalls(idea.pk)
    plan = next(iter(_plan(idea.pk)), None)
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
    last = next(iter(_last_save(agreed.idea_id, agreed.at)), None)
    return last if last and written_changes(from_json(agreed.body), document) else None


@prepared
def _last_save(idea: int, since: datetime) -> QuerySet[Revision]:
    saves = Revision.objects.filter(idea=idea, kept=True, at__gt=since).exclude(what=Revision.What.ASK)
    return saves.select_related("by").defer("payload")[:1]


def reworded_since(answers: Any) -> Any:
    """Annotate answers with `look_again`: a wording that is more than a small correction came after theirs."""
    newer = Wording.objects.filter(question=OuterRef("question"), number__gt=OuterRef("wording__number"), minor=False)
    return answers.annotate(look_again=Exists(newer))


@prepared
def _foci(idea: int) -> QuerySet[Focus]:
    return Focus.objects.filter(idea=idea).select_related("characteristic")


@prepared
def _plan(idea: int) -> QuerySet[TestPlan]:
    return TestPlan.objects.filter(idea=idea)


def _chosen(idea: int) -> QuerySet[Focus, Any]:
    """Return what the idea works through just now, for other queries to look in."""
    return Focus.objects.active().filter(idea=idea).order_by().values("characteristic")


@prepared
def _answers(idea: int) -> QuerySet[Answer]:
    rows: QuerySet[Answer] = reworded_since(Answer.objects.filter(idea=idea).select_related("wording"))
    return rows


@prepared
def _asked(idea: int) -> QuerySet[Question]:
    """Return the questions with words of what was chosen: today's, and those of old that were answered."""
    there = Q(retired_at=None) | Q(pk__in=Answer.objects.filter(idea=idea).values("question"))
    rows = Question.objects.filter(there, characteristic__in=_chosen(idea), current__isnull=False)
    return rows.select_related("current").order_by("order", "pk")


def _questions(idea: int) -> dict[int, list[QuestionPart]]:
    by_question = {a.question_id: a for a in _answers(idea)}
    parts: dict[int, list[QuestionPart]] = defaultdict(list)
    for question in _asked(idea):
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


@prepared
def _mechanisms(idea: int) -> QuerySet[Mechanism]:
    return Mechanism.objects.filter(characteristic__in=_chosen(idea))


@prepared
def _written_routes(idea: int) -> QuerySet[Route]:
    return Route.objects.filter(focus__idea=idea, focus__set_aside_at=None)


def _routes(idea: int, foci: list[Focus]) -> dict[int, list[RoutePart]]:
    guide = {(m.characteristic_id, m.component): m.how for m in _mechanisms(idea)}
    written = {(r.focus_id, r.component): r for r in _written_routes(idea)}
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


@prepared
def _plans(idea: int) -> QuerySet[PitfallPlan]:
    return PitfallPlan.objects.filter(idea=idea)


@prepared
def _known_pitfalls(idea: int) -> QuerySet[Pitfall]:
    there = Q(retired_at=None) | Q(pk__in=PitfallPlan.objects.filter(idea=idea).values("pitfall"))
    return Pitfall.objects.filter(there, characteristic__in=_chosen(idea)).order_by("order", "pk")


def _pitfalls(idea: int) -> dict[int, list[PitfallPart]]:
    plans = {p.pitfall_id: p for p in _plans(idea)}
    parts: dict[int, list[PitfallPart]] = defaultdict(list)
    for pitfall in _known_pitfalls(idea):
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
