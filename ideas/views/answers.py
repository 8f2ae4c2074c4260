"""Checking in with the evidence: the questions of one characteristic, and its pitfalls."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from characteristics.models import Pitfall, Question
from ideas.actions import answering
from ideas.actions.saving import Conflict, Outcome
from ideas.forms.answers import AnswerForm, PitfallForm
from ideas.forms.shared import VersionForm, digest
from ideas.models import Answer, Focus, Idea, PitfallPlan
from ideas.permissions import Standing
from ideas.reading import basis_of, reworded_since
from ideas.threads import open_counts
from ideas.views.drafting import first_step
from ideas.views.late import too_late
from ideas.views.shared import Part, chosen_focus, me, respond_to_parts, sends, sent_parts, wants_json, written_idea
from ideas.workflow import NotAllowedNow
from text.prepared import prepared


@require_http_methods(["GET", "HEAD", "POST"])
def answer_edit(request: HttpRequest, idea_id: int, slug: str) -> HttpResponse:
    """Answer the check-in questions of one characteristic, with the guidance beside them."""
    idea, at = written_idea(request, idea_id)
    focus = chosen_focus(idea, slug)
    answers = {a.question_id: a for a in _answers(idea.pk, focus.characteristic_id)}
    sent = sent_parts(request)
    questions = [
        q for q in _questions(focus.characteristic_id) if q.retired_at is None or q.pk in answers or q.key in sent
    ]
    # A question retired while somebody answered it stays on the page for its words to be copied.
    asked = [q for q in questions if q.retired_at is None or q.key in sent]
    parts = [_answer_part(request, focus, q, answers.get(q.pk)) for q in asked]
    retired = [answers[q.pk] for q in questions if q not in asked]
    context = {
        "idea": idea, "at": at, "focus": focus, "parts": parts, "retired": retired, "step": "check",
        "first": "first" in request.GET, "first_step": 3,
        **_beside(request, idea, at, focus),
    }  # fmt: skip
    return respond_to_parts(
        request, "ideas/answer_edit.html", context, redirect_to=_after(request, context, "answer_edit")
    )


@prepared
def _answers(idea: int, characteristic: int) -> QuerySet[Any, Any]:
    rows = Answer.objects.filter(idea=idea, question__characteristic=characteristic)
    found: QuerySet[Any, Any] = reworded_since(rows.select_related("wording", "updated_by"))
    return found


@prepared
def _questions(characteristic: int) -> QuerySet[Question]:
    return Question.objects.filter(characteristic=characteristic, current__isnull=False).select_related("current")


@prepared
def _chosen(idea: int) -> QuerySet[Focus]:
    return Focus.objects.active().filter(idea=idea).select_related("characteristic")


@prepared
def _todays_pitfalls(characteristic: int) -> QuerySet[Pitfall]:
    return Pitfall.objects.filter(characteristic=characteristic, retired_at=None)


def _answer_part(request: HttpRequest, focus: Focus, question: Question, answer: Answer | None) -> Part:
    def save(values: dict[str, Any], base: int) -> Outcome:
        seen = form.cleaned_data["seen"]
        read = question.wordings.filter(number=seen).first() if seen.isdecimal() and seen != current else None
        return answering.save_answer(
            focus=focus, question=question, by=me(request), values=values, base_version=base, wording=read
        )

    current = str(question.current.number) if question.current else ""
    if sends(request, question.key):
        form = AnswerForm(request.POST, prefix=question.key)
    else:
        fields = {name: getattr(answer, name) if answer else "" for name in ("text", "state", "citation", "note")}
        fields["basis"] = list(basis_of(answer)) if answer else []
        version = answer.version if answer else 0
        form = AnswerForm.showing(prefix=question.key, version=version, fields=fields, seen=current)
    return Part(form, save, {"question": question, "answer": answer})


def _beside(request: HttpRequest, idea: Idea, at: Standing, focus: Focus) -> dict[str, Any]:
    """Return what stands beside the questions, the guidance, the pitfalls and the ways on; a script asks for none."""
    if wants_json(request):
        return {"next": None}
    foci = _chosen(idea.pk)
    here = next((i for i, f in enumerate(foci) if f.pk == focus.pk), None)
    return {
        "foci": foci,
        "previous": foci[here - 1] if here else None,
        "next": foci[here + 1] if here is not None and here + 1 < len(foci) else None,
        "pitfalls": _todays_pitfalls(focus.characteristic_id),
        "comment_counts": open_counts(idea, at),
    }


def _after(request: HttpRequest, context: dict[str, Any], name: str) -> str:
    """Return where to go after saving: on or back if that button was pressed, else back here."""
    idea, focus = context["idea"], context["focus"]
    if "go_back" in request.POST:
        before = "route_edit" if name == "answer_edit" else "answer_edit"
        return reverse(f"ideas:{before}", args=[idea.pk, focus.characteristic.slug])
    if "go_on" not in request.POST:
        return request.get_full_path() if context.get("first") else request.path
    if context.get("first"):
        return first_step("idea_report", idea)
    if name == "answer_edit":
        return reverse("ideas:pitfall_edit", args=[idea.pk, focus.characteristic.slug])
    if context["next"] is None:
        return reverse("ideas:idea_report", args=[idea.pk])
    return reverse("ideas:answer_edit", args=[idea.pk, context["next"].characteristic.slug])


@require_POST
def answer_confirm(request: HttpRequest, idea_id: int, key: str) -> HttpResponse:
    """Say that an answer still holds although its question was reworded."""
    idea, _at = written_idea(request, idea_id)
    question = get_object_or_404(Question.objects.select_related("characteristic", "current"), key=key)
    focus = chosen_focus(idea, question.characteristic.slug)
    get_object_or_404(Answer, idea=idea, question=question)
    form = VersionForm(request.POST)
    try:
        outcome = answering.confirm_answer(
            focus=focus, question=question, by=me(request),
            number=form.cleaned_data["seen"], base_version=form.cleaned_data["version"],
        ) if form.is_valid() else None  # fmt: skip
    except NotAllowedNow:
        outcome = None
    if outcome is None or isinstance(outcome, Conflict):
        return too_late(request, idea)
    page = reverse("ideas:answer_edit", args=[idea.pk, question.characteristic.slug])
    return redirect(f"{page}#{question.key}")


@require_http_methods(["GET", "HEAD", "POST"])
def pitfall_edit(request: HttpRequest, idea_id: int, slug: str) -> HttpResponse:
    """Think about the pitfalls of one characteristic: could they happen, and what would the team do?"""
    idea, at = written_idea(request, idea_id)
    focus = chosen_focus(idea, slug)
    rows = PitfallPlan.objects.filter(idea=idea, pitfall__characteristic=focus.characteristic)
    plans = {p.pitfall_id: p for p in rows}
    pitfalls, sent = Pitfall.objects.filter(characteristic=focus.characteristic), sent_parts(request)
    shown = [p for p in pitfalls if p.retired_at is None or p.pk in plans or p.key in sent]
    parts = [_pitfall_part(request, focus, p, plans.get(p.pk)) for p in shown]
    context = {
        "idea": idea, "at": at, "focus": focus, "parts": parts, "step": "pitfalls", **_beside(request, idea, at, focus),
    }  # fmt: skip
    return respond_to_parts(
        request, "ideas/pitfall_edit.html", context, redirect_to=_after(request, context, "pitfall_edit")
    )


def _pitfall_part(request: HttpRequest, focus: Focus, pitfall: Pitfall, plan: PitfallPlan | None) -> Part:
    def save(values: dict[str, Any], base: int) -> Outcome:
        return answering.save_pitfall_plan(
            focus=focus, pitfall=pitfall, by=me(request), could_happen=values["could_happen"], plan=values["plan"],
            base_version=base,
        )  # fmt: skip

    if sends(request, pitfall.key):
        form = PitfallForm(request.POST, prefix=pitfall.key)
    else:
        fields = {"could_happen": plan.could_happen if plan else "", "plan": plan.plan if plan else ""}
        version = plan.version if plan else 0
        form = PitfallForm.showing(prefix=pitfall.key, version=version, fields=fields, seen=digest(pitfall.text))
    return Part(form, save, {"pitfall": pitfall, "plan": plan}, beside=digest(pitfall.text))
