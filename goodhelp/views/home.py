"""Home, and the page that a load balancer asks."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from characteristics.models import Characteristic


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what Good Help is, the eight characteristics and where to begin."""
    characteristics = Characteristic.objects.filter(retired_at=None)
    return render(request, "goodhelp/home.html", {"characteristics": characteristics})


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer "ok" if the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
