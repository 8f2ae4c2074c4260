"""What a team says outside its submissions: a reply to a decision, and a wish for feedback on a draft."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideas import permissions
from ideas.actions import feedback, replying
from ideas.forms.review import FeedbackForm, ReplyToDecisionForm
from ideas.views.late import too_late
from ideas.views.review import visible_submission
from ideas.views.shared import me, written_idea
from ideas.workflow import NotAllowedNow, Status


@require_http_methods(["GET", "HEAD", "POST"])
def decision_reply(request: HttpRequest, idea_id: int, number: int) -> HttpResponse:
    """Reply to the decision on a submission, in the team's name."""
    snapshot, at, _submissions = visible_submission(request, idea_id, number)
    decision = replying.with_replies(getattr(snapshot, "decision", None))
    if not at.writes:
        raise PermissionDenied(_("Only people who write for the team reply to a decision."))
    if decision is None or decision.by_own_team:
        raise Http404
    form = ReplyToDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        replying.reply_to_decision(decision=decision, by=me(request), text=form.cleaned_data["text"], form_key=form.key)
        messages.success(request, _("Your reply is sent."))
        return redirect("ideas:submission_detail", idea_id, number)
    context: dict[str, Any] = {"snapshot": snapshot, "idea": snapshot.idea, "at": at, "decision": decision}
    status = 422 if form.is_bound else 200
    return render(request, "ideas/decision_reply.html", {**context, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def idea_feedback(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Ask the team's managers what they think of the idea as it is being written, without asking them to decide."""
    idea, at = written_idea(request, idea_id)
    form, late = FeedbackForm(request.POST or None), idea.status == Status.IN_REVIEW
    if request.method == "POST" and form.is_valid():
        try:
            feedback.ask_for_feedback(idea=idea, by=me(request), message=form.cleaned_data["message"])
        except NotAllowedNow:
            return too_late(request, idea, form)
        messages.success(request, _("Asked. Your managers can read along now, and you get a mail when they comment."))
        return redirect(idea)
    if (late or feedback.open_feedback(idea)) and not form.is_bound:
        return redirect(idea)
    people = list(permissions.managers(idea).exclude(pk=me(request).pk))
    context = {"idea": idea, "at": at, "form": form, "people": people}
    return render(request, "ideas/idea_feedback.html", context, status=422 if form.is_bound else 200)


@require_POST
def feedback_end(request: HttpRequest, idea_id: int) -> HttpResponse:
    """End the wish for feedback."""
    idea, _at = written_idea(request, idea_id)
    feedback.end_feedback(idea=idea, by=me(request))
    messages.success(request, _("You no longer ask for feedback on this idea."))
    return redirect(idea)
