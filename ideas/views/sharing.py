"""Sharing an idea with people outside: the team's side."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideas.actions import contributing, sharing
from ideas.forms.sharing import ShareLinkForm
from ideas.models import Contribution, Idea, ShareLink
from ideas.views.shared import me, written_idea

# A page of them to settle; the others follow.
HELD_SHOWN = 25


@require_http_methods(["GET", "HEAD", "POST"])
def share_link_list(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Make links for people outside, see which work, and look at what came through them.

    A link's address is shown once, in the answer to the form that made it; the same form sent again shows it again.
    """
    idea, at = written_idea(request, idea_id)
    submissions = list(idea.snapshots.submissions().filter(withdrawn_at=None).defer("body"))
    form = ShareLinkForm(request.POST or None, submissions=submissions)
    context: dict[str, Any] = {"idea": idea, "at": at, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            made, token = _make(request, idea, form)
            address = settings.SITE_ADDRESS + reverse("shared:shared_idea", args=[token])
            context |= {"form": ShareLinkForm(submissions=submissions), "made": made, "address": address}
        except sharing.TooManyLinks as refusal:
            form.add_error(None, str(refusal))
    context |= _links(idea)
    response = render(request, "ideas/share_link_list.html", context, status=422 if form.errors else 200)
    if "address" in context:
        response["Cache-Control"] = "no-store, private"
    return response


def _make(request: HttpRequest, idea: Idea, form: ShareLinkForm) -> tuple[ShareLink, str]:
    chosen = {name: form.cleaned_data[name] for name in ("days", "names", "comments", "contribute", "label")}
    return sharing.make_link(idea=idea, by=me(request), snapshot=form.snapshot(), form_key=form.key, **chosen)


def _links(idea: Idea) -> dict[str, Any]:
    """Return the idea's links, those that work first, and what waits for the team."""
    working = set(idea.share_links.working().values_list("pk", flat=True))
    links = list(idea.share_links.select_related("made_by", "snapshot", "revoked_by").defer("snapshot__body"))
    held = list(idea.contributions.filter(state=Contribution.State.HELD).select_related("link"))
    return {
        "working": [link for link in links if link.pk in working],
        "ended": [link for link in links if link.pk not in working],
        "held": held[:HELD_SHOWN],
        "more_held": len(held) - HELD_SHOWN if len(held) > HELD_SHOWN else 0,
    }


@require_POST
def share_link_revoke(request: HttpRequest, idea_id: int, link_id: int) -> HttpResponse:
    """Take a link back."""
    idea, _at = written_idea(request, idea_id)
    link = get_object_or_404(ShareLink, idea=idea, pk=link_id)
    sharing.revoke_link(link=link, by=me(request))
    messages.success(request, _("That link no longer works."))
    return redirect("ideas:share_link_list", idea.pk)


@require_POST
def contribution_settle(request: HttpRequest, idea_id: int, contribution_id: int) -> HttpResponse:
    """Let what somebody outside said in as a comment, or decline it."""
    idea, _at = written_idea(request, idea_id)
    held = get_object_or_404(Contribution, idea=idea, pk=contribution_id)
    page = redirect(reverse("ideas:share_link_list", args=[idea.pk]) + "#held")
    if request.POST.get("accept") == "yes":
        comment = contributing.accept(contribution=held, by=me(request))
        if comment is None:
            messages.warning(request, _("A colleague has declined this meanwhile; its words are not kept."))
        return redirect(comment) if comment else page
    if contributing.decline(contribution=held, by=me(request)):
        messages.success(request, _("Declined. Its words are not kept."))
    else:
        messages.warning(request, _("A colleague has let this in meanwhile. It stands among the comments."))
    return page
