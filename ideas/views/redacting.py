"""Taking a passage out of everything that an idea says or ever said."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ideas.actions import redacting
from ideas.forms.redacting import RedactForm
from ideas.models import Idea
from ideas.permissions import require_lead
from ideas.redaction import Passage
from ideas.timeline import redaction_places
from ideas.views.shared import live_idea, me


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def idea_redact(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Look where a passage stands, then take it out everywhere. The words are never in an address, nor stored."""
    idea, at = live_idea(request, idea_id)
    require_lead(me(request), idea)
    form, found = RedactForm(request.POST or None), {}
    if request.method == "POST" and form.is_valid():
        if "confirm" in request.POST and (answer := _redact(request, idea, form)):
            return answer
        found = redacting.preview(idea=idea, by=me(request), passage=form.cleaned_data["words"])
        if not found:
            form.add_error("words", _("These words stand nowhere in this idea. Look at how they are spelt there."))
    seen, others = redacting.copies(idea=idea, by=me(request))
    context: dict[str, Any] = {
        "idea": idea, "at": at, "form": form, "places": redaction_places(found), "total": sum(found.values()),
        "copies": seen, "other_copies": others, "step": "redact",
    }  # fmt: skip
    return render(request, "ideas/idea_redact.html", context, status=422 if form.is_bound and not found else 200)


def _redact(request: HttpRequest, idea: Idea, form: RedactForm) -> HttpResponse | None:
    passage: Passage = form.cleaned_data["words"]
    done = redacting.redact(idea=idea, by=me(request), passage=passage, form_key=form.key)
    if done is None:
        return None
    said = ngettext("Taken out in %(number)d place.", "Taken out in %(number)d places.", done.total)
    messages.success(request, said % {"number": done.total})
    return redirect("ideas:idea_history", idea.pk)
