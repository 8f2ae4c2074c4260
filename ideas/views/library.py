"""The library: what teams have put there for everybody who is signed in."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ideas.actions import deriving, publishing
from ideas.documents import from_json
from ideas.forms.library import ProblemForm, UseForm
from ideas.library import entries, find, publications
from ideas.models import Publication
from ideas.models.choices import Status
from ideas.permissions import may_take_back, teams_written_for
from ideas.report import build
from ideas.summaries import guide_order, petals_of
from ideas.views.late import gone
from ideas.views.shared import me, wants_json
from ideas.workflow import PUBLISHABLE_WITH_A_WORD
from teams.actions import ensure_team_of_one

PER_PAGE = 25


def open_if_public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let visitors without an account read the page where the site allows it (`LIBRARY_PUBLIC`)."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated or settings.LIBRARY_PUBLIC:
            return view(request, *args, **kwargs)
        if wants_json(request):
            return JsonResponse({"error": _("You are signed out.")}, status=401)
        return redirect_to_login(request.get_full_path())

    return login_not_required(wrapper)


@open_if_public
@require_safe
def library_list(request: HttpRequest) -> HttpResponse:
    """List the library, the newest first; narrowed by characteristic and by where the idea stood."""
    order = guide_order()
    slug = request.GET.get("characteristic", "")
    slug = slug if slug in dict(order) else ""
    status = request.GET.get("status", "")
    status = status if status in PUBLISHABLE_WITH_A_WORD else ""
    rows = publications(characteristic=slug, status=status).defer("snapshot__body")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "entries": entries(page.object_list), "characteristics": order, "slug": slug, "status": status,
        "statuses": [(value, words) for value, words in Status.choices if value in PUBLISHABLE_WITH_A_WORD],
    }  # fmt: skip
    return render(request, "ideas/library_list.html", context)


def published(publication_id: int) -> Publication:
    """Return what stands in the library under that number; else 404, the same for taken back and never there."""
    found = find(publication_id)
    if found is None:
        raise Http404
    return found


@open_if_public
@require_safe
def library_detail(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Show one idea of the library, with what was learned; an address that was replaced leads to the newer one."""
    publication = published(publication_id)
    if publication.pk != publication_id:
        return redirect("library:library_detail", publication.pk)
    return detail_page(request, publication)


def detail_page(request: HttpRequest, publication: Publication, status: int = 200, **forms: Any) -> HttpResponse:
    """Return the page; `forms` are those that came back with errors."""
    document, signed_in = from_json(publication.snapshot.body), request.user.is_authenticated
    context: dict[str, Any] = {
        "publication": publication,
        "learned": document.texts.get("learned", ""),
        "document": replace(document, texts={n: t for n, t in document.texts.items() if n != "learned"}),
        "report": build(document), "petals": petals_of(document),
        "use": UseForm(teams=teams_written_for(me(request))) if signed_in else None, "problem": ProblemForm(),
        "may_take_back": signed_in and may_take_back(me(request), publication), **forms,
    }  # fmt: skip
    return render(request, "ideas/library_detail.html", context, status=status)


@require_POST
def library_use(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Begin an idea of one's own from it."""
    publication = published(publication_id)
    form = UseForm(request.POST, teams=teams_written_for(me(request)))
    if not form.is_valid():
        return detail_page(request, publication, 422, use=form)
    team = form.chosen() or ensure_team_of_one(me(request))
    idea = deriving.start_from(publication=publication, by=me(request), team=team, form_key=form.key)
    messages.success(request, _("Your draft is there, with the words of the other team. Now make it your own."))
    return redirect(idea)


@require_POST
def library_report(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Tell the people who look after this site that something is wrong with it; no word is lost if that cannot be."""
    publication, form = find(publication_id), ProblemForm(request.POST)
    if publication is None:
        return gone(request, form)
    if form.is_valid():
        try:
            publishing.report(publication=publication, by=me(request), text=form.cleaned_data["text"])
        except publishing.NobodyToTell:
            form.add_error(None, _nobody_to_tell())
        except publishing.TooManyReports:
            form.add_error(None, _("You have reported a lot within an hour. Please send this again later."))
        else:
            messages.success(request, _("Thank you. The people who look after this site have been told."))
            return redirect("library:library_detail", publication.pk)
    return detail_page(request, publication, 422, problem=form)


def _nobody_to_tell() -> str:
    if settings.CONTACT:
        contact = settings.CONTACT.removeprefix("mailto:")
        return _("Nobody can be told from here. Please send it to %(contact)s.") % {"contact": contact}
    return _("Nobody can be told from here. Please tell the person who showed you this site.")


@require_POST
def library_withdraw(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Take it out of the library."""
    publication = published(publication_id)
    publishing.take_back(publication=publication, by=me(request))
    messages.success(request, _("It is no longer in the library. What others began from it stays with them."))
    return redirect("library:library_list")
