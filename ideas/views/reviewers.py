"""Reviewers from outside the team: inviting, accepting, removing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.addresses import has_confirmed
from ideas.actions import inviting
from ideas.actions.reviewing import latest_submission
from ideas.forms.review import ReviewerForm
from ideas.models import Reviewer
from ideas.permissions import deciders
from ideas.views.shared import me, written_idea
from teams.secret_links import secret_link
from teams.views.invitations import ask_for_code, redirect_with_next


@require_http_methods(["GET", "HEAD", "POST"])
def reviewer_invite(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Invite somebody outside the team to decide on this one idea; see and remove who was invited."""
    idea, at = written_idea(request, idea_id)
    form = ReviewerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            inviting.invite_reviewer(idea=idea, by=me(request), email=form.cleaned_data["email"])
            messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
            return redirect("ideas:reviewer_invite", idea.pk)
        except inviting.Refused as refusal:
            form.add_error("email", str(refusal))
    context: dict[str, Any] = {
        "idea": idea,
        "at": at,
        "form": form,
        "reviewers": idea.reviewers.filter(revoked_at=None).select_related("user"),
        "deciders": list(deciders(idea)),
    }
    return render(request, "ideas/reviewer_invite.html", context, status=422 if form.is_bound else 200)


@require_POST
def reviewer_remove(request: HttpRequest, idea_id: int, reviewer_id: int) -> HttpResponse:
    """Take back an invitation, or end a reviewer's rights."""
    idea, _at = written_idea(request, idea_id)
    reviewer = get_object_or_404(Reviewer.objects.filter(idea=idea), pk=reviewer_id)
    inviting.remove_reviewer(reviewer=reviewer, by=me(request))
    messages.success(request, _("%(email)s can no longer review this idea.") % {"email": reviewer.email})
    return redirect("ideas:reviewer_invite", idea.pk)


@secret_link
@require_http_methods(["GET", "HEAD", "POST"])
def reviewer_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show what accepting means to whoever has the link; only sending the form accepts.

    A link that cannot be used gets one and the same page, whatever the reason.
    """
    reviewer = inviting.open_invitation(token, request.user)
    if reviewer is None:
        return render(request, "teams/invitation_gone.html", status=404)
    own = has_confirmed(request.user, reviewer.email)
    if request.method != "POST":
        return _invitation_page(request, reviewer, own)
    if not request.user.is_authenticated:
        return redirect_with_next(request, "account_login")
    if not own:
        wants_code = "confirm_address" in request.POST
        return (
            ask_for_code(request, reviewer.email)
            if wants_code
            else _invitation_page(request, reviewer, own, status=403)
        )
    try:
        inviting.accept_review(reviewer=reviewer, by=me(request))
    except PermissionDenied as refusal:
        return _invitation_page(request, reviewer, own, status=403, refusal=str(refusal))
    messages.success(request, _("Thank you. What the team submits stands here, and waits for your decision."))
    return redirect("ideas:review_queue")


def _invitation_page(request: HttpRequest, reviewer: Reviewer, own: bool, *, status: int = 200,
                     refusal: str = "") -> HttpResponse:  # fmt: skip
    """Return the page behind the link. Of the idea it names only what was submitted, and only to its reader."""
    context = {
        "reviewer": reviewer,
        "team": reviewer.idea.team,
        "submission": latest_submission(reviewer.idea) if own else None,
        "confirmed": own,
        "refusal": refusal,
    }
    return render(request, "ideas/reviewer_accept.html", context, status=status)
