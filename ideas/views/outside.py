"""What somebody without an account sees and says through a link of a team."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from ideas.actions import contributing, sharing
from ideas.actions.reviewing import latest_decision
from ideas.documents import from_json
from ideas.forms.sharing import ContributionForm
from ideas.models import Decision, ShareLink
from ideas.models.choices import Status
from ideas.reading import changed_since_agreed, live_document
from ideas.report import build
from ideas.summaries import petals_of
from ideas.threads import said_to_managers, threads
from ideas.views.late import typed_words
from teams.secret_links import secret_link


@secret_link
@require_http_methods(["GET", "HEAD", "POST"])
def shared_idea(request: HttpRequest, token: str) -> HttpResponse:
    """Show one idea to whoever has the link, and where the link allows it, take what they say.

    A link that does not work gets one and the same page, whatever the reason. Looking changes nothing.
    """
    link, form = sharing.open_link(token), ContributionForm(request.POST or None)
    if link is None:
        typed = typed_words(form) if request.method == "POST" else []
        return render(request, "ideas/shared_gone.html", {"typed": typed}, status=404)
    if request.method != "POST":
        return shared_page(request, link, form)
    if not link.contribute:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return _take(request, link, form) if form.is_valid() else shared_page(request, link, form, status=422)


def _take(request: HttpRequest, link: ShareLink, form: ContributionForm) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in ("text", "brings")}
    address = get_adapter(request).get_client_ip(request)
    try:
        contributing.contribute(link=link, address=address, form_key=form.key, **said)
    except contributing.TooMany:
        return shared_page(request, link, form, status=429)
    return redirect(f"{request.path}?sent=yes#said")


def shared_page(request: HttpRequest, link: ShareLink, form: ContributionForm, status: int = 200) -> HttpResponse:
    """Return the page that shows what the team chose and nothing more: comments and names only if chosen."""
    document = from_json(link.snapshot.body) if link.snapshot else live_document(link.idea)
    decision = _decision(link)
    context: dict[str, Any] = {
        "link": link, "document": document, "report": build(document), "petals": petals_of(document),
        "own_team": decision is not None and decision.by_own_team and decision.outcome == Decision.Outcome.AGREE,
        "changed": None if link.snapshot else changed_since_agreed(decision, document),
        "wrote": _who_wrote(link) if link.names else [], "decision": decision if link.names else None,
        "threads": threads(said_to_managers(link.idea)) if link.comments else [],
        "form": form if link.contribute else None, "too_many": status == 429,
        "sent": link.contribute and "sent" in request.GET,
    }  # fmt: skip
    return render(request, "ideas/shared_idea.html", context, status=status)


def _decision(link: ShareLink) -> Decision | None:
    """Return the decision on the submission shown, or the last one if it still says where the idea stands."""
    snapshot = link.snapshot
    if snapshot is not None:
        return Decision.objects.filter(snapshot=snapshot).select_related("by").first()
    begun_anew = link.idea.status in {Status.DRAFT, Status.IN_REVIEW}
    return None if begun_anew else latest_decision(link.idea)


def _who_wrote(link: ShareLink) -> list[User]:
    """Return the people whose words were kept, up to the moment that is shown."""
    revisions = link.idea.revisions.filter(kept=True)
    if link.snapshot is not None:
        revisions = revisions.filter(at__lte=link.snapshot.at)
    return list(User.objects.filter(pk__in=revisions.values("by")).order_by("name", "pk"))
