"""The history of an idea: its steps, and who changed what."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideas.models import Revision
from ideas.timeline import Wanted, entries, parts, people_in
from ideas.views.shared import live_idea

PER_PAGE = 200


def page_before(request: HttpRequest, revisions: QuerySet[Revision], count: int) -> tuple[list[Revision], int | None]:
    """Return one page of revisions, newest first, and what to ask for to see the older ones."""
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        revisions = revisions.filter(pk__lt=int(before))
    page = list(revisions.order_by("-pk")[: count + 1])
    return page[:count], page[count - 1].pk if len(page) > count else None


@require_safe
def idea_history(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show each step of an idea and, between them, who changed what."""
    idea, at = live_idea(request, idea_id)
    wanted = Wanted.read(request.GET.dict())
    revisions, older = page_before(request, wanted.revisions(idea), PER_PAGE)
    found = entries(idea, writes=at.writes, wanted=wanted, revisions=revisions)
    if older is not None:
        found = [e for e in found if e.at >= revisions[-1].at]
    if "before" in request.GET and revisions:
        found = [e for e in found if e.at <= revisions[0].at]
    context = {
        "idea": idea, "at": at, "entries": found, "step": "history", "wanted": wanted, "parts": parts(),
        "people": people_in(idea), "older_url": f"?before={older}{wanted.query}" if older is not None else "",
    }  # fmt: skip
    return render(request, "ideas/idea_history.html", context)
