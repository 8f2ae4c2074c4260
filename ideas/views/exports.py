"""Taking an idea out as a file, printing it, and bringing a file in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from ideas.actions import importing
from ideas.exports import contents as saying
from ideas.exports import json, pdf, table, word
from ideas.exports.contents import Contents
from ideas.forms.importing import LARGEST, ImportForm
from ideas.permissions import teams_written_for
from ideas.threads import readable, threads
from ideas.views.review import visible_submission
from ideas.views.shared import live_idea, me, visible_idea
from teams.actions import ensure_team_of_one


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    key: str
    name: Any
    about: Any
    extension: str
    content_type: str
    write: Callable[[Contents], bytes]


FORMATS = {
    f.key: f
    for f in (
        Format("word", gettext_lazy("Word"),
               gettext_lazy("To edit or send round: everything in words and tables, with real headings."),
               "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.write),
        Format("pdf", gettext_lazy("PDF"),
               gettext_lazy("To keep or attach: the same as in print, tagged so that a screen reader can read it."),
               "pdf", "application/pdf", pdf.write),
        Format("xlsx", gettext_lazy("Spreadsheet (Excel)"),
               gettext_lazy("To sort and filter: sheets for questions, routes, pitfalls, coverage and decisions."),
               "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", table.write_xlsx),
        Format("csv", gettext_lazy("CSV"),
               gettext_lazy("For other programs: one table, a row for each question and each other part."),
               "csv", "text/csv; charset=utf-8", table.write_csv),
        Format("json", gettext_lazy("JSON"),
               gettext_lazy("For another copy of this planner: importing it makes a new draft that says the same."),
               "json", "application/json", json.write),
    )
}  # fmt: skip


@require_safe
def idea_export(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Choose what to take out and in which form; who sees submissions only is offered those."""
    idea, at = visible_idea(request, idea_id)
    submissions = idea.snapshots.submissions().select_related("by").defer("body").order_by("-number")
    shown = list(submissions if at.writes else submissions.filter(withdrawn_at=None))
    chosen = asked_submission(request)
    if chosen is None and not at.sees_live:
        chosen = shown[0].number if shown else 0
    snapshot = next((s for s in shown if s.number == chosen), None)
    if chosen is not None and snapshot is None:
        raise Http404
    context = {
        "idea": idea, "at": at, "submissions": shown, "snapshot": snapshot, "why_no_pdf": pdf.why_not(),
        "title": snapshot.title if snapshot else idea.title, "formats": [f for f in FORMATS.values() if f.key != "pdf"
                                                                         or not pdf.why_not()],
        "asked": asked_for(chosen, comments=False), "with_comments": wants_comments(request),
        "query": asked_for(chosen, comments=wants_comments(request)), "more": asked_for(chosen, comments=True),
    }  # fmt: skip
    return render(request, "ideas/idea_export.html", context)


@require_safe
def export_file(request: HttpRequest, idea_id: int, form: str) -> HttpResponse:
    """Send the idea as it is now, or a submission, as a file; “print” is a page to print."""
    if form not in FORMATS and form != "print":
        raise Http404
    contents = asked_contents(request, idea_id)
    if form == "print":
        query = asked_for(contents.submission, comments=wants_comments(request))
        back = reverse("ideas:idea_export", args=[idea_id]) + query
        return private(render(request, "ideas/export_print.html", {
            "contents": contents, "back": back, **pdf.parts(contents),
        }))  # fmt: skip
    if form == "pdf" and pdf.why_not():
        messages.error(request, pdf.why_not())
        return redirect("ideas:idea_export", idea_id)
    kind = FORMATS[form]
    response = private(HttpResponse(kind.write(contents), content_type=kind.content_type))
    name = saying.file_name(contents, kind.extension)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def private(response: HttpResponse) -> HttpResponse:
    """Let nobody keep the response, nor take it for another kind of file than it is."""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response


def asked_submission(request: HttpRequest) -> int | None:
    """Return the number of the submission that the address names, None if it names none; 404 for anything else."""
    asked = request.GET.get("submission")
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 5):
        raise Http404
    return int(asked)


def wants_comments(request: HttpRequest) -> bool:
    """Tell whether comments are asked for."""
    return request.GET.get("comments") == "yes"


def asked_for(submission: int | None, *, comments: bool) -> str:
    """Return the end of an address that asks for this version, with or without comments."""
    asked: dict[str, str] = {} if submission is None else {"submission": str(submission)}
    if comments:
        asked["comments"] = "yes"
    return f"?{urlencode(asked)}" if asked else ""


def asked_contents(request: HttpRequest, idea_id: int) -> Contents:
    """Return what the address asks for, if this person may see it; else 404, or 403 for the live text."""
    number = asked_submission(request)
    if number is None:
        idea, at = live_idea(request, idea_id)
        contents = saying.of_live(idea)
    else:
        snapshot, at, _all = visible_submission(request, idea_id, number)
        idea, contents = snapshot.idea, saying.of_submission(snapshot)
    return saying.with_comments(contents, threads(readable(idea, at))) if wants_comments(request) else contents


@csrf_exempt  # only until the request can take a file: `_import` checks
@require_http_methods(["GET", "HEAD", "POST"])
def idea_import(request: HttpRequest) -> HttpResponse:
    """Bring in an idea that was exported as JSON. The one page that takes a file: in memory, never on the disk."""
    request.upload_handlers = [MemoryFileUploadHandler(request)]
    return _import(request)


def _sent(request: HttpRequest) -> int:
    """Return how many bytes the request says that it brings: a file that is too large for memory is not there."""
    length = str(request.META.get("CONTENT_LENGTH") or "")
    return int(length) if length.isascii() and length.isdigit() else 0


@csrf_protect
def _import(request: HttpRequest) -> HttpResponse:
    """Make a new draft of the file; what is unknown here is told before it is left out."""
    teams = teams_written_for(me(request))
    if request.method != "POST":
        return render(request, "ideas/idea_import.html", {"form": ImportForm(teams=teams)})
    if not teams.exists():
        ensure_team_of_one(me(request))
    form, differences = ImportForm(request.POST, request.FILES, teams=teams), []
    form.too_large = _sent(request) > LARGEST
    if form.is_valid():
        differences = importing.differences(form.document)
        data = form.cleaned_data
        if not differences or data["leave_out"]:
            idea = importing.import_idea(
                by=me(request), team=data["team"], document=form.document, practice=data["practice"], form_key=form.key
            )
            messages.success(request, _("The idea is imported as a new draft. Nobody but your team’s writers sees it."))
            return redirect(idea)
    context = {"form": form, "differences": differences, "has_errors": True}
    return render(request, "ideas/idea_import.html", context, status=422)
