"""Who else is on the page: asked every twenty seconds by a script while the page is looked at."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ideas.actions import being_there
from ideas.forms.presence import PresenceForm
from ideas.presence import others
from ideas.views.shared import live_idea, me


@require_POST
def presence_note(request: HttpRequest, idea_id: int) -> JsonResponse:
    """Note that the reader is on a page of the idea, or has left it, and answer who else is there."""
    idea, _at = live_idea(request, idea_id)
    form = PresenceForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": _("Which page?")}, status=422)
    here = {"idea": idea, "by": me(request), "place": form.cleaned_data["place"]}
    if form.cleaned_data["gone"]:
        being_there.leave(**here)
        return JsonResponse({"others": []})
    being_there.be_there(**here, part=form.cleaned_data["part"])
    found = others(idea=idea, user=me(request), place=here["place"])
    return JsonResponse({"others": [asdict(other) for other in found]})
