"""The queue of submissions, reading one and deciding on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideas import permissions
from ideas.actions import reviewing
from ideas.actions.replying import with_replies
from ideas.comparing import changes
from ideas.documents import IdeaDocument, from_json
from ideas.forms.review import DecisionForm
from ideas.models import Claim, Decision, Idea, Snapshot
from ideas.permissions import Standing
from ideas.queue import ENDED, waiting_for
from ideas.reading import changed_since_agreed, live_document
from ideas.report import build
from ideas.summaries import petals_of
from ideas.threads import open_counts
from ideas.views.late import gone, too_late
from ideas.views.shared import me, visible_idea
from ideas.workflow import NotAllowedNow, Status


@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """List the submissions that this person may see: waiting for them, for somebody else, and decided."""
    return render(request, "ideas/review_queue.html", {"queue": waiting_for(me(request))})


def visible_submission(request: HttpRequest, idea_id: int, number: int) -> tuple[Snapshot, Standing, list[Snapshot]]:
    """Return a submission, the person's standing towards its idea, and all of its submissions, newest first.

    Those that were withdrawn are there only for people who write for the team; for others it is 404.
    """
    idea, at = visible_idea(request, idea_id)
    rows = idea.snapshots.submissions().select_related("by", "decision__by")
    if not at.writes:
        rows = rows.filter(withdrawn_at=None)
    return get_object_or_404(rows, number=number), at, list(rows.defer("body").order_by("-number"))


@require_safe
def submission_detail(request: HttpRequest, idea_id: int, number: int) -> HttpResponse:
    """Show a submission as the team sent it, with what changed since the one before."""
    snapshot, at, submissions = visible_submission(request, idea_id, number)
    return render(request, "ideas/submission_detail.html", submission_context(snapshot, at, submissions))


@require_safe
def submission_answers(request: HttpRequest, idea_id: int, number: int) -> HttpResponse:
    """Show what a submission says under each characteristic: how it works, every answer and the pitfalls."""
    snapshot, at, submissions = visible_submission(request, idea_id, number)
    context = {
        "idea": snapshot.idea,
        "snapshot": snapshot,
        "at": at,
        "document": from_json(snapshot.body),
        "later": _later(snapshot, submissions),
        "may_decide": at.may_decide and _waits(snapshot, submissions),
        "comment_counts": open_counts(snapshot.idea, at),
    }
    return render(request, "ideas/submission_answers.html", context)


def _waits(snapshot: Snapshot, submissions: list[Snapshot]) -> bool:
    """Tell whether a decision on this very submission is waited for; the submissions are given newest first."""
    return snapshot == _latest(submissions) and snapshot.idea.status == Status.IN_REVIEW


def _later(snapshot: Snapshot, submissions: list[Snapshot]) -> Snapshot | None:
    """Return the latest submission if it came after this one."""
    latest = _latest(submissions)
    return latest if latest and latest.number > snapshot.number else None


def _latest(submissions: list[Snapshot]) -> Snapshot | None:
    """Return the latest that was not taken back, of submissions that are given newest first."""
    return next((s for s in submissions if s.withdrawn_at is None), None)


def submission_context(snapshot: Snapshot, at: Standing, submissions: list[Snapshot]) -> dict[str, Any]:
    """Return what the page of a submission shows. Its title and words are the submission's own, never the idea's."""
    idea, document = snapshot.idea, from_json(snapshot.body)
    before = _latest([s for s in submissions if s.number < snapshot.number])
    latest = _latest(submissions)
    waits = _waits(snapshot, submissions)
    return {
        "idea": idea,
        "snapshot": snapshot,
        "at": at,
        "document": document,
        "report": build(document),
        "petals": petals_of(document),
        **_earlier(before, document),
        "edited_since": snapshot == latest and idea.revisions.filter(kept=True, at__gt=snapshot.at).exists(),
        "waits": waits,
        "may_decide": waits and at.may_decide,
        "claim": claim_on(snapshot) if waits else None,
        **(_who_decides(idea) if waits and at.writes else {}),
        "later": _later(snapshot, submissions),
        "submissions": submissions,
        "comment_counts": (counts := open_counts(idea, at)),
        "open_comments": sum(counts.values()),
        **_decided(snapshot, at, is_latest=snapshot == latest),
    }


def _earlier(before: Snapshot | None, document: IdeaDocument) -> dict[str, Any]:
    """Return the submission before, what was said to it and to that, and what has changed since."""
    return {
        "before": before,
        "before_decision": with_replies(getattr(before, "decision", None)),
        "changes": changes(from_json(before.body), document) if before else [],
    }


def _who_decides(idea: Idea) -> dict[str, Any]:
    """Return who can decide on the idea; where nobody can, how many invitations to review it wait for an answer."""
    found = list(permissions.deciders(idea))
    waiting = idea.reviewers.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())
    return {"deciders": found, "invited": 0 if found else waiting.count()}


def _decided(snapshot: Snapshot, at: Standing, *, is_latest: bool) -> dict[str, Any]:
    """Return the decision on a submission with its replies, and whether an idea that was agreed says something else
    by now: that is for those who may read what it says."""
    decision = with_replies(getattr(snapshot, "decision", None))
    if decision is None:
        return {"decision": None}
    agreed = at.sees_live and is_latest and decision.outcome == Decision.Outcome.AGREE
    return {
        "decision": decision,
        "may_reply": at.writes and not decision.by_own_team,
        "may_look_again": at.may_decide and is_latest and snapshot.idea.status not in (*ENDED, Status.IN_REVIEW),
        "changed_since": changed_since_agreed(decision, live_document(snapshot.idea)) if agreed else None,
    }


def claim_on(snapshot: Snapshot) -> Claim | None:
    """Return who is looking at the submission, if somebody is."""
    return Claim.objects.standing().filter(snapshot=snapshot).select_related("by").first()


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
    names = ("outcome", "reasons", "conditions", "review_on", "for_library", *Decision.PROMPTS)
    said = {name: form.cleaned_data[name] for name in names}
    try:
        reviewing.decide(snapshot=snapshot, by=me(request), form_key=form.key, **said)
    except NotAllowedNow:
        return too_late(request, snapshot.idea, form)
    messages.success(request, _("Your decision is sent to the team."))
    return redirect("ideas:submission_detail", snapshot.idea_id, snapshot.number)
