"""The history of an idea: its steps, who changed what, and every version of each text."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideas.models import Claim, Idea, Revision
from ideas.permissions import Standing
from ideas.storyline import (
    PAUSE,
    Sitting,
    changed,
    invitations,
    looks,
    sittings,
    subjects,
    text_versions,
    versions_heading,
)
from ideas.views.shared import live_idea

PER_PAGE = 200
VERSIONS = 60


def _before(request: HttpRequest, revisions: QuerySet[Revision], count: int) -> tuple[list[Revision], int | None]:
    """Return one page of revisions, newest first, and what to ask for to see the older ones."""
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        revisions = revisions.filter(pk__lt=int(before))
    page = list(revisions.select_related("by").order_by("-pk")[: count + 1])
    return page[:count], page[count - 1].pk if len(page) > count else None


@require_safe
def idea_history(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show each step of an idea and, between them, who changed what."""
    idea, at = live_idea(request, idea_id)
    revisions, older = _before(request, idea.revisions.all(), PER_PAGE)
    entries = _entries(idea, at, revisions)
    if older is not None:
        entries = [e for e in entries if e["at"] >= revisions[-1].at]
    if "before" in request.GET and revisions:
        entries = [e for e in entries if e["at"] <= revisions[0].at]
    entries.sort(key=lambda e: e["at"], reverse=True)
    older_url = f"?before={older}" if older is not None else ""
    context = {"idea": idea, "at": at, "entries": entries, "older_url": older_url, "step": "history"}
    return render(request, "ideas/idea_history.html", context)


def _entries(idea: Idea, at: Standing, revisions: list[Revision]) -> list[dict[str, Any]]:
    """Return the idea's steps, its reviewers' comings and goings, and the sittings of these revisions."""
    about = subjects(revisions)
    steps = idea.status_changes.select_related("by", "snapshot")
    # What was taken back opens for writers alone, as in `ideas.views.review.visible_submission`.
    entries: list[dict[str, Any]] = [
        {"at": s.at, "step": s, "opens": s.snapshot and (at.writes or s.snapshot.withdrawn_at is None)} for s in steps
    ]
    reviewers = idea.reviewers.select_related("invited_by", "user")
    entries += [{"at": when, "words": words} for when, words in invitations(reviewers)]
    claims = Claim.objects.filter(snapshot__idea=idea).select_related("by", "snapshot").defer("snapshot__body")
    entries += [{"at": when, "words": words} for when, words in looks(claims)]
    return entries + [_sitting(s, about[s.revision.what, s.revision.which]) for s in sittings(revisions)]


def _sitting(sitting: Sitting, about: str) -> dict[str, Any]:
    revision = sitting.revision
    words, heading = changed(revision, about), versions_heading(revision.what)
    return {"at": sitting.last, "revision": revision, "about": about, "words": words, "heading": heading}


@require_safe
def text_history(request: HttpRequest, idea_id: int, what: str, which: str = "") -> HttpResponse:
    """Show the versions of one text, each with its differences from the one before; set-aside ones too.

    Saves in one sitting stand together; `?every` shows each of them.
    """
    idea, at = live_idea(request, idea_id)
    if what not in Revision.What.values or not which.isprintable():
        raise Http404
    revisions, older = _before(request, idea.revisions.filter(what=what, which=which), VERSIONS)
    if not revisions:
        raise Http404
    every = "every" in request.GET
    versions = text_versions(reversed(revisions), pause=timedelta(0) if every else PAUSE)
    if older is not None and len(versions) > 1:  # the oldest only serves to compare with, and begins the next page
        older = versions.pop().revision.pk + 1
    older_url = f"?before={older}{'&every' if every else ''}" if older is not None else ""
    context = {
        "idea": idea, "at": at, "heading": versions_heading(what), "older_url": older_url, "every": every,
        "about": subjects(revisions[:1])[what, which], "versions": versions, "step": "history",
    }  # fmt: skip
    return render(request, "ideas/text_history.html", context)
