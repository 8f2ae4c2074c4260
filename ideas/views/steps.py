"""The steps of an idea that its own team takes: back, on to testing, to an end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ideas import permissions, workflow
from ideas.actions import reviewing
from ideas.documents import from_json
from ideas.forms.review import FinishForm, ReasonsForm, StepForm
from ideas.views.late import too_late
from ideas.views.shared import me, visible_idea, written_idea
from ideas.workflow import NotAllowedNow, Status

END_LABELS = [
    ("adopt", gettext_lazy("Adopted: we keep doing it")),
    ("adapt", gettext_lazy("Adapted: we keep a changed form of it")),
    ("stop", gettext_lazy("Stopped: we do not go on, and we know why")),
]


def _step(request: HttpRequest, idea_id: int, action: Callable[..., None], done: str) -> HttpResponse:
    """Take a step that asks for nothing but the click."""
    idea, _at = visible_idea(request, idea_id)
    form = StepForm(request.POST)
    try:
        action(idea=idea, by=me(request), form_key=form.key if form.is_valid() else None)
    except NotAllowedNow:
        return too_late(request, idea)
    messages.success(request, done)
    return redirect(idea)


@require_POST
def idea_withdraw(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Take a submission back before a decision."""
    done = _("The submission is taken back. Nobody decides on it; revise it and submit again when you like.")
    return _step(request, idea_id, reviewing.withdraw, done)


@require_POST
def idea_reopen(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Take an idea back to draft."""
    return _step(request, idea_id, reviewing.reopen, _("The idea is a draft again."))


@require_POST
def idea_test(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Begin the test that was agreed."""
    done = _("The test has begun. When it is over, write down here what you learned.")
    return _step(request, idea_id, reviewing.start_testing, done)


@require_http_methods(["GET", "HEAD", "POST"])
def idea_finish(request: HttpRequest, idea_id: int) -> HttpResponse:
    """End an idea with what was learned: adopted, adapted or stopped."""
    idea, at = written_idea(request, idea_id)
    open_now = {t.name for t in workflow.open_moves(idea.status)}
    ends = [(name, words) for name, words in END_LABELS if name in open_now]
    # A form that comes too late is still read, so that its words can be given back.
    form = FinishForm(request.POST or None, ends=END_LABELS if request.method == "POST" else ends)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "learned")}
        try:
            reviewing.finish(idea=idea, by=me(request), form_key=form.key, **said)
        except NotAllowedNow:
            return too_late(request, idea, form)
        return redirect(idea)
    if not ends:
        return too_late(request, idea, form) if form.is_bound else redirect(idea)
    form.fields["name"].choices = ends  # type: ignore[attr-defined]
    agreed = reviewing.latest_submission(idea)
    plan = from_json(agreed.body).plan if agreed else {}
    context: dict[str, Any] = {"idea": idea, "at": at, "form": form, "ends": ends, "plan": plan}
    return render(request, "ideas/idea_finish.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def idea_agree_own(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Record that the team agreed its own idea because nobody independent is left."""
    idea, at = written_idea(request, idea_id)
    permissions.require(me(request), idea, "agree_own_team")
    form, snapshot = ReasonsForm(request.POST or None), reviewing.latest_submission(idea)
    stale = snapshot is None or request.POST.get("number", str(snapshot.number)) != str(snapshot.number)
    if request.method == "POST" and (stale or form.is_valid()):
        try:
            if snapshot is None or stale:
                raise NotAllowedNow("agree_own_team")
            reviewing.agree_own_team(
                snapshot=snapshot, by=me(request), reasons=form.cleaned_data["reasons"], form_key=form.key
            )
        except NotAllowedNow:
            return too_late(request, idea, form)
        return redirect(idea)
    if idea.status != Status.IN_REVIEW:
        return too_late(request, idea, form) if form.is_bound else redirect(idea)
    context = {"idea": idea, "at": at, "form": form, "snapshot": snapshot}
    return render(request, "ideas/idea_agree_own.html", context, status=422 if form.is_bound else 200)
