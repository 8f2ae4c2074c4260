"""An idea's workshop pack: its characteristics on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from characteristics.models import Characteristic
from characteristics.workshop import packs
from ideas.models import Focus
from ideas.views.shared import live_idea


@require_safe
def idea_workshop(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show cards, sheets and a canvas for the characteristics that the idea works through, to print."""
    idea, at = live_idea(request, idea_id)
    chosen = Focus.objects.active().filter(idea=idea).values("characteristic")
    characteristics = Characteristic.objects.filter(pk__in=chosen, retired_at=None).select_related("source")
    context = {"idea": idea, "at": at, "packs": packs(characteristics)}
    return render(request, "ideas/idea_workshop.html", context)
