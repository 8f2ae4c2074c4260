"""Home, the worked example, and the page that a load balancer asks."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from characteristics.models import Characteristic
from goodhelp.worked_example import worked_example as read_worked_example
from ideas.report import build
from ideas.summaries import petals_of


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what Good Help is, the eight characteristics and where to begin."""
    characteristics = Characteristic.objects.filter(retired_at=None)
    return render(request, "goodhelp/home.html", {"characteristics": characteristics})


@login_not_required
@require_safe
def worked_example(request: HttpRequest) -> HttpResponse:
    """Show an invented idea with its report and what was decided, for anybody to look round in."""
    example = read_worked_example(_("A team of link workers"))
    document = example.document
    context = {
        "document": document, "report": build(document), "petals": petals_of(document), "decision": example.decision,
    }  # fmt: skip
    return render(request, "goodhelp/worked_example.html", context)


@login_not_required
@require_safe
def worked_example_answers(request: HttpRequest) -> HttpResponse:
    """Show what the invented idea says under each of its characteristics."""
    example = read_worked_example(_("A team of link workers"))
    return render(request, "goodhelp/worked_example_answers.html", {"document": example.document})


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer "ok" if the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
