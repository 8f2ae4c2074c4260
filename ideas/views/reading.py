"""Reading ideas: an idea's overview and its coverage report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ideas import workflow
from ideas.actions.feedback import open_feedback
from ideas.actions.replying import with_replies
from ideas.actions.reviewing import latest_decision, latest_submission
from ideas.comparing import written_changes
from ideas.documents import from_json
from ideas.examples import studies_in_short
from ideas.models import Contribution, Decision, Idea
from ideas.permissions import Standing, parties
from ideas.reading import changed_since_agreed, live_document
from ideas.report import build
from ideas.summaries import petals_of
from ideas.threads import open_counts
from ideas.views.review import claim_on
from ideas.views.shared import live_idea, me, visible_idea


@require_safe
def idea_detail(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show an idea's overview; who may only see submissions is taken to the latest one."""
    idea, at = visible_idea(request, idea_id)
    if not at.sees_live:
        latest = idea.snapshots.submissions().filter(withdrawn_at=None).first()
        return redirect("ideas:submission_detail", idea.pk, latest.number if latest else 0)
    document, decision = live_document(idea), with_replies(latest_decision(idea))
    submission = latest_submission(idea)
    context = {
        "idea": idea, "at": at, "document": document, "report": build(document), "petals": petals_of(document),
        "claim": claim_on(submission) if submission and idea.status == workflow.Status.IN_REVIEW else None,
        "moves": moves(request, idea, at), "decision": decision,
        "changed_since": changed_since_agreed(decision, document),
        "submission": submission, "step": "overview", "studies": studies_in_short(document),
        "open_comments": sum(open_counts(idea, at).values()),
        "feedback": open_feedback(idea), "may_reply": at.writes and decision is not None and not decision.by_own_team,
        "held_count": idea.contributions.filter(state=Contribution.State.HELD).count() if at.writes else 0,
    }  # fmt: skip
    return render(request, "ideas/idea_detail.html", context)


def moves(request: HttpRequest, idea: Idea, at: Standing) -> set[str]:
    """Return the names of the workflow's steps that this person may take now."""
    if idea.binned_at is not None:
        return set()
    who = parties(me(request), idea, at)
    return {t.name for t in workflow.open_moves(idea.status) if t.party in who}


@require_safe
def idea_report(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show the coverage report of the idea as it is now."""
    idea, at = live_idea(request, idea_id)
    document = live_document(idea)
    decision = latest_decision(idea)
    changed = changed_since_agreed(decision, document)
    may_submit = idea.status in workflow.TRANSITIONS["submit"].sources
    context = {
        "idea": idea, "at": at, "document": document, "report": build(document), "petals": petals_of(document),
        "decision": decision, "changed_since": changed, "step": "report", "first_report": "first" in request.GET,
        "may_submit": may_submit and (idea.status != workflow.Status.AGREED or changed is not None),
    }  # fmt: skip
    return render(request, "ideas/idea_report.html", context)


@require_safe
def idea_answers(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show all that stands under each characteristic now, with the way to comment on each question and pitfall."""
    idea, at = live_idea(request, idea_id)
    counts = open_counts(idea, at)
    context = {
        "idea": idea, "at": at, "document": live_document(idea), "comment_counts": counts,
        "open_comments": sum(counts.values()), "step": "answers",
    }  # fmt: skip
    return render(request, "ideas/idea_answers.html", context)


@require_safe
def idea_changes(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show how the idea as it is now differs from what was agreed; without an agreement, from what was last sent."""
    idea, at = live_idea(request, idea_id)
    document, decision = live_document(idea), latest_decision(idea)
    agreed = decision if decision is not None and decision.outcome == Decision.Outcome.AGREE else None
    before = agreed.snapshot if agreed else latest_submission(idea)
    context = {
        "idea": idea, "at": at, "agreed": agreed, "before": before,
        "changes": written_changes(from_json(before.body), document) if before else [],
        "last": changed_since_agreed(agreed, document),
    }  # fmt: skip
    return render(request, "ideas/idea_changes.html", context)
