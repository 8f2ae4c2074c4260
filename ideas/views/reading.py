"""Reading ideas: an idea's overview and its coverage report."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ideas import workflow
from ideas.actions.reviewing import latest_submission
from ideas.examples import studies_in_short
from ideas.models import Contribution, Decision, Idea
from ideas.permissions import Standing, parties, standing
from ideas.reading import live_document
from ideas.report import build
from ideas.summaries import petals_of
from ideas.threads import open_counts, readable
from ideas.views.shared import live_idea, me, visible_idea


@require_safe
def idea_detail(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show an idea's overview; who may only see submissions is taken to the latest one."""
    idea = visible_idea(request, idea_id)
    at = standing(me(request), idea)
    if not at.sees_live:
        latest = idea.snapshots.submissions().filter(withdrawn_at=None).first()
        return redirect("ideas:submission_detail", idea.pk, latest.number if latest else 0)
    document, decision = live_document(idea), latest_decision(idea)
    context = {
        "idea": idea, "at": at, "document": document, "report": build(document), "petals": petals_of(document),
        "moves": moves(request, idea, at), "decision": decision, "changed_since": changed_since(idea, decision),
        "submission": latest_submission(idea), "step": "overview", "studies": studies_in_short(document),
        "open_comments": sum(open_counts(readable(idea, at)).values()),
        "held_count": idea.contributions.filter(state=Contribution.State.HELD).count() if at.writes else 0,
    }  # fmt: skip
    return render(request, "ideas/idea_detail.html", context)


def moves(request: HttpRequest, idea: Idea, at: Standing) -> set[str]:
    """Return the names of the workflow's steps that this person may take now."""
    if idea.binned_at is not None:
        return set()
    who = parties(me(request), idea, at)
    return {t.name for t in workflow.open_moves(idea.status) if t.party in who}


def latest_decision(idea: Idea) -> Decision | None:
    """Return the last decision on any of the idea's submissions."""
    return Decision.objects.filter(snapshot__idea=idea).select_related("by", "snapshot").order_by("-at").first()


def changed_since(idea: Idea, decision: Decision | None) -> dict[str, Any] | None:
    """Return who changed the idea last and when, if that was after it was agreed."""
    if decision is None or decision.outcome != Decision.Outcome.AGREE:
        return None
    last = idea.revisions.filter(kept=True, at__gt=decision.at).select_related("by").first()
    return {"by": last.by, "at": last.at} if last else None


@require_safe
def idea_report(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show the coverage report of the idea as it is now."""
    idea, at = live_idea(request, idea_id)
    document = live_document(idea)
    decision = latest_decision(idea)
    context = {
        "idea": idea, "at": at, "document": document, "report": build(document), "petals": petals_of(document),
        "decision": decision, "changed_since": changed_since(idea, decision), "step": "report",
        "may_submit": idea.status in workflow.TRANSITIONS["submit"].sources,
    }  # fmt: skip
    return render(request, "ideas/idea_report.html", context)
