"""Submitting an idea: what to try first, and what was done about what was asked for."""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideas import permissions, workflow
from ideas.actions import replying, reviewing
from ideas.comparing import written_changes
from ideas.documents import from_json
from ideas.forms.review import AskForm, PlanForm, StepForm
from ideas.models import Decision, Idea, TestPlan
from ideas.reading import live_document
from ideas.report import build
from ideas.views.late import too_late
from ideas.views.shared import (
    Part,
    me,
    respond_to_parts,
    save_parts,
    sends,
    sent_and_valid,
    sent_parts,
    weighed,
    written_idea,
)
from ideas.workflow import NotAllowedNow

ASK = re.compile(r"ask-(\d{1,18})-(\d{1,4})")


@require_http_methods(["GET", "HEAD", "POST"])
def idea_submit(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Say what to try first, then submit the idea; “save for later” keeps the words and submits nothing."""
    idea, at = written_idea(request, idea_id)
    submitting, key = "submit" in request.POST, StepForm(request.POST or None)
    decision = reviewing.latest_decision(idea)
    plan, asks = _plan_part(request, idea, submitting), _ask_parts(request, idea, decision)
    parts = [plan, *asks]
    if submitting and sent_and_valid(parts) and save_parts(parts):
        try:
            return _submit(request, idea, key, parts)
        except reviewing.PlanIncomplete:  # a colleague emptied it: show both, as when two people write at once
            save_parts([plan], every=True)
    context = {**submit_context(idea, decision), "at": at, "parts": parts, "asks": asks, "key": key}
    if submitting:
        late, valid = [p for p in parts if p.conflict or p.refused], sent_and_valid(parts)
        context.update(conflicts=[p for p in late if p.conflict], refused=[p for p in late if p.refused])
        context["has_errors"] = not valid
        return render(request, "ideas/idea_submit.html", weighed(context), status=409 if late else 422)
    said = _("Saved. Nothing has been submitted yet.")
    return respond_to_parts(request, "ideas/idea_submit.html", context, redirect_to=request.path, said=said)


def submit_context(idea: Idea, decision: Decision | None) -> dict[str, Any]:
    """Return what the page of submitting says about the idea: what is open, and who would decide."""
    document, before = live_document(idea), reviewing.latest_submission(idea)
    return {
        "idea": idea,
        "step": "submit",
        "document": document,
        "report": build(document),
        "deciders": list(permissions.deciders(idea)),
        "reviewers": list(idea.reviewers.filter(revoked_at=None)),
        "may_submit": idea.status in workflow.TRANSITIONS["submit"].sources,
        "before": before,
        "changed": bool(before and written_changes(from_json(before.body), document)),
        "decision": decision,
    }


def _plan_part(request: HttpRequest, idea: Idea, submitting: bool) -> Part:
    if request.method == "POST":
        form = PlanForm(request.POST, prefix="plan", submitting=submitting)
    else:
        plan = TestPlan.objects.filter(idea=idea).first()
        fields = {name: getattr(plan, name) if plan else "" for name in TestPlan.TEXTS}
        form = PlanForm.showing(prefix="plan", version=plan.version if plan else 0, fields=fields)
    return Part(
        form,
        lambda values, base: reviewing.save_plan(idea=idea, by=me(request), values=values, base_version=base),
        _("What to try first"),
    )


def _ask_parts(request: HttpRequest, idea: Idea, decision: Decision | None) -> list[Part]:
    """Return a part for each thing that the last decision asked for: what the team says it did about it."""
    if decision is None:
        return []
    said = {r.number: r for r in decision.responses.all()}
    parts = [_ask_part(request, decision, number, said.get(number)) for number in range(1, len(decision.asks) + 1)]
    return parts + _late_parts(request, idea, decision)


def _ask_part(request: HttpRequest, decision: Decision, number: int, stands: Any) -> Part:
    prefix, ask = f"ask-{decision.pk}-{number}", decision.asks[number - 1]
    if sends(request, prefix):
        form = AskForm(request.POST, prefix=prefix, ask=ask)
    else:
        fields = {"text": stands.text if stands else ""}
        form = AskForm.showing(prefix=prefix, version=stands.version if stands else 0, fields=fields, ask=ask)

    def save(values: Any, base: int) -> Any:
        return replying.answer_ask(
            decision=decision, number=number, by=me(request), text=values["text"], base_version=base
        )

    return Part(form, save, ask)


def _late_parts(request: HttpRequest, idea: Idea, decision: Decision) -> list[Part]:
    """Return what was typed about things that a decision before the last asked for: there is another decision since.

    It answers nothing any more, so it is not saved, and stays on the page for its words to be copied.
    """
    sent = [(int(found[1]), int(found[2])) for name in sorted(sent_parts(request)) if (found := ASK.fullmatch(name))]
    earlier = Decision.objects.filter(snapshot__idea=idea, pk__in={pk for pk, _number in sent} - {decision.pk})
    asks = {(d.pk, number): ask for d in earlier for number, ask in enumerate(d.asks, start=1)}
    parts = [_late_part(request, which, asks[which]) for which in sent if which in asks]
    return [p for p in parts if p.form["text"].value() and (not p.form.is_valid() or p.form.is_touched)]


def _late_part(request: HttpRequest, which: tuple[int, int], ask: str) -> Part:
    def save(_values: Any, _base: int) -> Any:
        raise NotAllowedNow("answer")

    return Part(AskForm(request.POST, prefix="ask-{}-{}".format(*which), ask=ask), save, ask)


def _submit(request: HttpRequest, idea: Idea, key: StepForm, parts: Sequence[Part]) -> HttpResponse:
    try:
        snapshot = reviewing.submit(idea=idea, by=me(request), form_key=key.key if key.is_valid() else None)
    except reviewing.PlanIncomplete:
        raise
    except NotAllowedNow:
        return too_late(request, idea, *(part.form for part in parts))
    if permissions.deciders(idea).exists():
        messages.success(request, _("Submitted. You will hear by e-mail when there is a decision."))
    else:
        messages.warning(request, _("Submitted. Nobody independent can decide on it yet: below are two ways on."))
    return redirect("ideas:submission_detail", idea.pk, snapshot.number)
