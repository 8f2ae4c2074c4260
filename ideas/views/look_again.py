"""The day on which a decision is to be looked at again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideas import permissions
from ideas.actions import reviewing
from ideas.forms.review import LookAgainForm
from ideas.views.review import visible_submission
from ideas.views.shared import me


@require_http_methods(["GET", "HEAD", "POST"])
def submission_look_again(request: HttpRequest, idea_id: int, number: int) -> HttpResponse:
    """Move that day on, or clear it, without a new decision: for whoever may decide."""
    snapshot, at, _submissions = visible_submission(request, idea_id, number)
    permissions.require(me(request), snapshot.idea, "agree")
    decision = getattr(snapshot, "decision", None)
    if decision is None:
        raise Http404
    form = LookAgainForm(request.POST or None, initial={"review_on": decision.review_on})
    if request.method == "POST" and form.is_valid():
        reviewing.look_again(decision=decision, by=me(request), on=form.cleaned_data["review_on"])
        messages.success(request, _("Saved."))
        return redirect("ideas:submission_detail", idea_id, number)
    context = {"snapshot": snapshot, "idea": snapshot.idea, "at": at, "decision": decision, "form": form}
    return render(request, "ideas/submission_look_again.html", context, status=422 if form.is_bound else 200)
