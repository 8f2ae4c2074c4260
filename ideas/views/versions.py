"""The versions of one text: what each changed, any two beside each other, and bringing one back."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideas.actions import restoring
from ideas.actions.saving import Saved
from ideas.forms.shared import RestoreForm
from ideas.models import Idea, Revision
from ideas.storyline import PAUSE, subjects, versions_heading
from ideas.versions import differences, text_versions, values_at
from ideas.views.history import page_before
from ideas.views.late import too_late
from ideas.views.shared import live_idea, me, written_idea
from ideas.workflow import NotAllowedNow

VERSIONS = 60


@require_safe
def text_history(request: HttpRequest, idea_id: int, what: str, which: str = "") -> HttpResponse:
    """Show the versions of one text, each with its differences from the one before; set-aside ones too.

    Saves in one sitting stand together; `?every` shows each of them. `?old=…&new=…` shows two beside each other.
    """
    idea, at = live_idea(request, idea_id)
    if what not in Revision.What.values or not which.isprintable():
        raise Http404
    rows = idea.revisions.filter(what=what, which=which)
    revisions, older = page_before(request, rows.select_related("by", "restored_from"), VERSIONS)
    if not revisions:
        raise Http404
    every = "every" in request.GET
    versions = text_versions(revisions, pause=timedelta(0) if every else PAUSE)
    if older is not None and len(versions) > 1:  # the oldest only serves to compare with, and begins the next page
        older = versions.pop().revision.pk + 1
    older_url = f"?before={older}{'&every' if every else ''}" if older is not None else ""
    context = {
        "idea": idea, "at": at, "heading": versions_heading(what), "older_url": older_url, "every": every,
        "about": subjects(revisions[:1])[what, which], "versions": versions, "step": "history",
        "newest": rows.filter(kept=True).order_by("-pk").values_list("pk", flat=True).first(),
        **_compared(request, rows),
    }  # fmt: skip
    return render(request, "ideas/text_history.html", context)


def _compared(request: HttpRequest, rows: Any) -> dict[str, Any]:
    """Return the two versions that the address asks for, the earlier first, and what differs between them."""
    asked = [request.GET[name] for name in ("old", "new") if request.GET.get(name)]
    if len(asked) < 2:
        return {}
    if not all(number.isascii() and number.isdigit() and len(number) < 19 for number in asked):
        raise Http404
    found = list(rows.filter(pk__in=asked).select_related("by").order_by("pk"))
    if len(found) != len({int(number) for number in asked}):
        raise Http404
    old, new = found[0], found[-1]
    return {"old": old, "new": new, "compared": list(differences(values_at(old), values_at(new)))}


@require_http_methods(["GET", "HEAD", "POST"])
def version_restore(request: HttpRequest, idea_id: int, revision_id: int) -> HttpResponse:
    """Bring back an older version of a text, or words that were set aside: first look, then confirm."""
    idea, at = written_idea(request, idea_id)
    revision = get_object_or_404(idea.revisions.select_related("by"), pk=revision_id)
    if not restoring.is_text(revision):
        raise Http404
    form = RestoreForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            outcome = restoring.restore_version(
                idea=idea, revision=revision, by=me(request), base_version=form.cleaned_data["version"]
            )
        except NotAllowedNow:
            return too_late(request, idea)
        if isinstance(outcome, Saved):
            messages.success(request, _("That version stands again. What it replaced stays in the history."))
            return redirect(_page(idea, revision))
        status = 409
    context = {**_restoring(idea, revision), "at": at, "late": status == 409}
    return render(request, "ideas/version_restore.html", context, status=status)


def _restoring(idea: Idea, revision: Revision) -> dict[str, Any]:
    now = restoring.values_now(revision)
    last = idea.revisions.filter(what=revision.what, which=revision.which, kept=True).select_related("by")
    return {
        "idea": idea, "revision": revision, "step": "restore", "heading": versions_heading(revision.what),
        "about": subjects([revision])[revision.what, revision.which], "back": _page(idea, revision),
        "changes": list(differences(now, values_at(revision))), "last": last.order_by("-pk").first(),
        "form": RestoreForm(initial={"version": restoring.version_now(revision)}),
    }  # fmt: skip


def _page(idea: Idea, revision: Revision) -> str:
    which = [revision.which] if revision.which else []
    return reverse("ideas:text_history", args=[idea.pk, revision.what, *which])
