"""“I am looking at this”: claiming a submission, taking it over, letting it go."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideas import permissions
from ideas.actions import claiming
from ideas.forms.review import ClaimForm
from ideas.models import Claim, Snapshot
from ideas.views.late import too_late
from ideas.views.review import claim_on, visible_submission
from ideas.views.shared import me
from ideas.workflow import NotAllowedNow, Status


@require_http_methods(["GET", "HEAD", "POST"])
def submission_claim(request: HttpRequest, idea_id: int, number: int) -> HttpResponse:
    """Say that one is looking at a submission. Where a colleague is, the page asks before it takes it over."""
    snapshot, _at, _submissions = visible_submission(request, idea_id, number)
    permissions.require(me(request), snapshot.idea, "agree")
    back = redirect("ideas:submission_detail", idea_id, number)
    if request.method != "POST":
        waits = snapshot.idea.status == Status.IN_REVIEW and not hasattr(snapshot, "decision")
        claim = claim_on(snapshot) if waits else None
        mine = claim is not None and claim.by_id == me(request).pk
        return _ask(request, snapshot, claim) if waits and not mine else back
    form = ClaimForm(request.POST)
    try:
        claiming.claim(snapshot=snapshot, by=me(request), over=form.cleaned_data["over"] if form.is_valid() else None)
    except claiming.ClaimedAlready as refusal:
        return _ask(request, snapshot, refusal.claim, status=409)
    except NotAllowedNow:
        return too_late(request, snapshot.idea)
    messages.success(request, _("You are looking at it. Your colleagues and the team see that."))
    return back


def _ask(request: HttpRequest, snapshot: Snapshot, claim: Claim | None, status: int = 200) -> HttpResponse:
    at = permissions.standing(me(request), snapshot.idea)
    context = {"snapshot": snapshot, "idea": snapshot.idea, "at": at, "claim": claim, "late": status == 409}
    return render(request, "ideas/submission_claim.html", context, status=status)


@require_POST
def submission_release(request: HttpRequest, idea_id: int, number: int) -> HttpResponse:
    """Let a submission go, so that a colleague picks it up."""
    snapshot, _at, _submissions = visible_submission(request, idea_id, number)
    permissions.require(me(request), snapshot.idea, "agree")
    if claiming.release(snapshot=snapshot, by=me(request)):
        messages.success(request, _("You let it go. It waits for whoever can decide, you among them."))
    return redirect("ideas:submission_detail", idea_id, number)
