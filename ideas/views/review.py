"""Submitting an idea, reading submissions and deciding on them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideas import permissions, workflow
from ideas.actions import reviewing
from ideas.comparing import changes
from ideas.documents import from_json
from ideas.forms.review import DecisionForm, PlanForm, StepForm
from ideas.models import Idea, Snapshot, TestPlan
from ideas.permissions import Standing
from ideas.queue import waiting_for
from ideas.reading import live_document
from ideas.report import build
from ideas.summaries import petals_of
from ideas.threads import open_counts, readable
from ideas.views.late import gone, too_late
from ideas.views.shared import (
    Part,
    me,
    respond_to_parts,
    save_parts,
    sent_and_valid,
    visible_idea,
    weighed,
    written_idea,
)
from ideas.workflow import NotAllowedNow, Status


@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """List the submissions that this person may see: waiting for them, for somebody else, and decided."""
    return render(request, "ideas/review_queue.html", {"queue": waiting_for(me(request))})


# --- Submitting -------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def idea_submit(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Say what to try first, then submit the idea; “save for later” keeps the words and submits nothing."""
    idea, at = written_idea(request, idea_id)
    submitting = "submit" in request.POST
    part, key = _plan_part(request, idea, submitting), StepForm(request.POST or None)
    if submitting and sent_and_valid([part]) and save_parts([part]):
        try:
            return _submit(request, idea, key, part)
        except reviewing.PlanIncomplete:  # a colleague emptied it: show both, as when two people write at once
            save_parts([part], every=True)
    context = {**submit_context(idea), "at": at, "parts": [part], "form": part.form, "key": key}
    if submitting:
        context.update(conflicts=[part] if part.conflict else [], has_errors=not part.form.is_valid())
        return render(request, "ideas/idea_submit.html", weighed(context), status=409 if part.conflict else 422)
    response = respond_to_parts(request, "ideas/idea_submit.html", context, redirect_to=request.path)
    if response.status_code == 302:
        messages.success(request, _("Saved. Nothing has been submitted yet."))
    return response


def submit_context(idea: Idea) -> dict[str, Any]:
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
        "decision": getattr(before, "decision", None),
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


def _submit(request: HttpRequest, idea: Idea, key: StepForm, part: Part) -> HttpResponse:
    try:
        snapshot = reviewing.submit(idea=idea, by=me(request), form_key=key.key if key.is_valid() else None)
    except reviewing.PlanIncomplete:
        raise
    except NotAllowedNow:
        return too_late(request, idea, part.form)
    messages.success(request, _("Submitted. You will hear by e-mail when there is a decision."))
    return redirect("ideas:submission_detail", idea.pk, snapshot.number)


# --- Reading and deciding ---------------------------------------------------------------------------


def visible_submission(request: HttpRequest, idea_id: int, number: int) -> tuple[Snapshot, Standing, list[Snapshot]]:
    """Return a submission, the person's standing towards its idea, and all of its submissions, newest first.

    Those that were withdrawn are there only for people who write for the team; for others it is 404.
    """
    idea = visible_idea(request, idea_id)
    at = permissions.standing(me(request), idea)
    rows = idea.snapshots.submissions().select_related("by", "decision__by")
    if not at.writes:
        rows = rows.filter(withdrawn_at=None)
    return get_object_or_404(rows, number=number), at, list(rows.defer("body").order_by("-number"))


@require_safe
def submission_detail(request: HttpRequest, idea_id: int, number: int) -> HttpResponse:
    """Show a submission as the team sent it, with what changed since the one before."""
    snapshot, at, submissions = visible_submission(request, idea_id, number)
    return render(request, "ideas/submission_detail.html", submission_context(snapshot, at, submissions))


def submission_context(snapshot: Snapshot, at: Standing, submissions: list[Snapshot]) -> dict[str, Any]:
    """Return what the page of a submission shows. Its title and words are the submission's own, never the idea's."""
    idea, document = snapshot.idea, from_json(snapshot.body)
    standing_ones = [s for s in submissions if s.withdrawn_at is None]
    before = next((s for s in standing_ones if s.number < snapshot.number), None)
    latest = standing_ones[0] if standing_ones else None
    waits = snapshot == latest and idea.status == Status.IN_REVIEW
    return {
        "idea": idea,
        "snapshot": snapshot,
        "at": at,
        "document": document,
        "report": build(document),
        "petals": petals_of(document),
        "before": before,
        "changes": changes(from_json(before.body), document) if before else [],
        "decision": getattr(snapshot, "decision", None),
        "edited_since": snapshot == latest and idea.revisions.filter(kept=True, at__gt=snapshot.at).exists(),
        "waits": waits,
        "may_decide": waits and at.may_decide,
        "deciders": list(permissions.deciders(idea)) if waits and at.writes else [],
        "later": latest if latest and latest.number > snapshot.number else None,
        "submissions": submissions,
        "comment_counts": open_counts(readable(idea, at)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def submission_decide(request: HttpRequest, idea_id: int, number: int) -> HttpResponse:
    """Decide on a submission, with reasons."""
    form = DecisionForm(request.POST or None)
    try:
        snapshot, at, submissions = visible_submission(request, idea_id, number)
    except Http404:
        if request.method == "POST":
            return gone(request, form)
        raise
    permissions.require(me(request), snapshot.idea, "agree")
    if request.method == "POST" and form.is_valid():
        return _decide(request, snapshot, form)
    context = submission_context(snapshot, at, submissions)
    if not context["waits"]:
        return too_late(request, snapshot.idea, form) if form.is_bound else redirect(
            "ideas:submission_detail", idea_id, number
        )  # fmt: skip
    return render(
        request, "ideas/submission_decide.html", {**context, "form": form}, status=422 if form.is_bound else 200
    )


def _decide(request: HttpRequest, snapshot: Snapshot, form: DecisionForm) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in ("outcome", "reasons", "conditions", "review_on")}
    try:
        reviewing.decide(snapshot=snapshot, by=me(request), form_key=form.key, **said)
    except NotAllowedNow:
        return too_late(request, snapshot.idea, form)
    messages.success(request, _("Your decision is sent to the team."))
    return redirect("ideas:submission_detail", snapshot.idea_id, snapshot.number)
