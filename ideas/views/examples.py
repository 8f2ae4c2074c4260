"""What an idea may learn from: case studies, programmes and the guide's connections; and copying what it takes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ideas.actions.copying import NoRoom, copy_needs
from ideas.actions.saving import Conflict
from ideas.examples import examples_for
from ideas.forms.examples import NeedsForm
from ideas.models import Idea
from ideas.permissions import Standing
from ideas.reading import live_document
from ideas.views.shared import live_idea, me, written_idea


@require_safe
def idea_examples(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show case studies and programmes with what they share with the idea and what not, and the guide's advice."""
    idea, at = live_idea(request, idea_id)
    return render(request, "ideas/idea_examples.html", _context(idea, at))


@require_POST
def needs_copy(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Add what was ticked to what the idea's helpers will do differently, and show it there."""
    idea, at = written_idea(request, idea_id)
    form = NeedsForm(request.POST)
    if not form.is_valid():
        return _again(request, idea, at, form, 422)
    try:
        outcome = copy_needs(idea=idea, by=me(request), needs=form.chosen)
    except NoRoom:
        form.add_error(
            "need", _("That is more than the box of 2,000 characters holds. Tick fewer, or shorten it first.")
        )
        return _again(request, idea, at, form, 422)
    if isinstance(outcome, Conflict):
        form.add_error("need", _("Somebody else saved the description in the same moment. Press the button again."))
        return _again(request, idea, at, form, 409)
    number = len(form.chosen)
    said = ngettext(
        "%(number)d line is there now: make it your own.", "%(number)d lines are there now: make them your own.", number
    )
    messages.success(request, said % {"number": number})
    return redirect(reverse("ideas:idea_describe", args=[idea.pk]) + "#div_id_idea-helpers_do")


def _again(request: HttpRequest, idea: Idea, at: Standing, form: NeedsForm, status: int) -> HttpResponse:
    ticked = [key for key in request.POST.getlist("need") if key in form.needs]
    context = {**_context(idea, at), "form": form, "ticked": ticked}
    return render(request, "ideas/idea_examples.html", context, status=status)


def _context(idea: Idea, at: Standing) -> dict[str, Any]:
    document = live_document(idea)
    return {
        "idea": idea, "at": at, "document": document, "examples": examples_for(document), "step": "examples",
        "may_copy": at.writes and idea.binned_at is None,
    }  # fmt: skip
