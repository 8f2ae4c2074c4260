"""Putting an idea into the library: the team's side."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideas.actions import publishing
from ideas.actions.reviewing import latest_decision
from ideas.forms.library import PublishForm
from ideas.library import publications
from ideas.reading import live_document
from ideas.report import build
from ideas.views.shared import me, written_idea
from ideas.workflow import NotAllowedNow


@require_http_methods(["GET", "HEAD", "POST"])
def idea_publish(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show what would stand in the library, and put it there; once it is agreed, or whoever decided lets it."""
    idea, at = written_idea(request, idea_id)
    standing = publications().filter(snapshot__idea=idea).first()
    form = PublishForm(request.POST or None, initial={"names": standing.names if standing else False})
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = publishing.publish(idea=idea, by=me(request), names=form.cleaned_data["names"])
            messages.success(request, _("It is in the library now, as you see it here."))
            return redirect("library:library_detail", made.pk)
        except NotAllowedNow:
            status = 409  # the page says where the idea stands, and what it would need
    document = live_document(idea)
    context: dict[str, Any] = {
        "idea": idea, "at": at, "form": form, "standing": standing, "document": document, "report": build(document),
        "may_publish": publishing.may_be_published(idea, latest_decision(idea)),
    }  # fmt: skip
    return render(request, "ideas/idea_publish.html", context, status=status)
