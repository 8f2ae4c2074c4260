"""What the pages of an idea have in common: finding it, and saving parts of a page."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from ideas.actions import weighing
from ideas.actions.saving import Conflict, Outcome
from ideas.forms.shared import SharedForm
from ideas.models import Focus, Idea
from ideas.permissions import Standing, seen
from ideas.views.conflicts import choose_side
from ideas.weighing import Weigher
from ideas.workflow import NotAllowedNow
from text.prepared import prepared


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script, not a page, is asking."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def me(request: HttpRequest) -> User:
    """Return the signed-in person (every page of ideas asks for one)."""
    assert isinstance(request.user, User)  # noqa: S101 (LoginRequiredMiddleware has seen to it)
    return request.user


def visible_idea(request: HttpRequest, idea_id: int) -> tuple[Idea, Standing]:
    """Return the idea and the person's standing if they may see it in any way; else 404, as for one that never was."""
    found = seen(me(request), idea_id)
    if found is None:
        raise Http404("No Idea matches the given query.")
    return found


def live_idea(request: HttpRequest, idea_id: int) -> tuple[Idea, Standing]:
    """Return the idea and the person's standing if they may read its text as it is now; 403 if only submissions."""
    idea, at = visible_idea(request, idea_id)
    if not at.sees_live:
        raise PermissionDenied(_("You see what the team has submitted, not what it is writing now."))
    return idea, at


def written_idea(request: HttpRequest, idea_id: int) -> tuple[Idea, Standing]:
    """Return the idea and the person's standing if they may change it; else 403 or 404."""
    idea, at = live_idea(request, idea_id)
    if not at.writes:
        raise PermissionDenied(_("Only people who write for the team can change this idea."))
    if idea.binned_at is not None and request.method == "POST":
        raise PermissionDenied(_("This idea is in the bin. Take it out first."))
    return idea, at


# Marks the message by which a page's script knows that what the plain form sent has arrived.
TAKEN = "taken"
KEY = re.compile(r"[a-z0-9-]{1,100}")
SENT = re.compile(r"([a-z0-9-]{1,100})-version")


def sent_parts(request: HttpRequest) -> set[str]:
    """Return the prefixes of the parts that the request sends, those of slugs and keys alone."""
    return {found[1] for name in request.POST if (found := SENT.fullmatch(name))}


def sends(request: HttpRequest, prefix: str) -> bool:
    """Tell whether the request sends the part of that prefix. What came onto the page since is shown as it stands."""
    return f"{prefix}-version" in request.POST


def chosen_focus(idea: Idea, slug: str) -> Focus:
    """Return the idea's focus on that characteristic, set aside or not; 404 if it was never chosen."""
    found = _foci(idea.pk, slug)
    if not found:
        raise Http404("No Focus matches the given query.")
    found[0].idea = idea
    return found[0]


@prepared
def _foci(idea: int, slug: str) -> QuerySet[Focus]:
    return Focus.objects.select_related("characteristic").filter(idea=idea, characteristic__slug=slug)


@dataclass
class Part:
    """One part of a page: its form, what it is about, and how to save it."""

    form: SharedForm
    save: Callable[[dict[str, Any], int], Outcome]
    subject: Any = None
    outcome: Outcome | None = None
    # What it belongs to was retired or set aside meanwhile: its words are shown to be copied.
    refused: bool = False
    # A fingerprint of the words of the guide that stand beside it now, if they can change under the writer.
    beside: str = ""
    reworded: bool = False

    @property
    def conflict(self) -> Conflict | None:
        """Return the conflict that saving met, if it did."""
        return self.outcome if isinstance(self.outcome, Conflict) else None


def save_parts(parts: Sequence[Part], *, every: bool = False) -> bool:
    """Save each part that the request sends and its writer touched; True if every one of them was saved.

    Call it when all sent forms are valid; `every` saves untouched parts too. A part in conflict shows both texts
    afterwards and starts from theirs.
    """
    for part in parts:
        if not part.form.is_sent or not (every or part.form.is_touched):
            continue
        if part.beside and part.form.cleaned_data["seen"] != part.beside:
            part.reworded, part.form = True, part.form.beside(part.beside)
            continue
        values = part.form.values()
        try:
            outcome = part.outcome = part.save(values, part.form.cleaned_data["version"])
        except NotAllowedNow:
            part.refused = True
            continue
        stored, joined = values, None
        if isinstance(outcome, Conflict):
            stored, joined = outcome.theirs, outcome.joined
        part.form = part.form.rebased(
            version=outcome.version, stored=stored, words=joined.values if joined else None
        )  # fmt: skip
    return not any(p.conflict or p.refused or p.reworded for p in parts)


def sent_and_valid(parts: Sequence[Part]) -> bool:
    """Tell whether the request sends at least one part and all that it sends are valid."""
    sent = [p for p in parts if p.form.is_sent]
    valid = [p.form.is_valid() for p in sent]  # each of them, so that each shows its errors
    return bool(sent) and all(valid)


def respond_to_parts(
    request: HttpRequest, template: str, context: dict[str, Any], *, redirect_to: str, said: str = ""
) -> HttpResponse:
    """Show a page of `parts`, or save what it sends: everything valid or nothing, each part by its own version.

    `said` is what the next page says if it was saved, in place of “Saved.”. Answers 422 with errors, 409 with both
    texts, 200 JSON for a script, else redirects.
    """
    parts: Sequence[Part] = context["parts"]
    if request.method != "POST":
        return render(request, template, weighed(context))
    kept = request.POST.get("keep_word", "")
    if KEY.fullmatch(kept):
        weighing.keep_word(idea=context["idea"], by=me(request), key=kept)
        if wants_json(request):
            return JsonResponse({"kept": kept})
    for part in parts:
        choose_side(sent=request.POST, idea=context["idea"], form=part.form, by=me(request))
    valid = sent_and_valid(parts)
    saved = valid and save_parts(parts)
    if wants_json(request):
        return answer_script(parts, valid=valid)
    if saved:
        messages.success(request, said or _("Saved."), extra_tags=TAKEN)
        return redirect(request.get_full_path() if kept else redirect_to)
    context |= _what_was_wrong(parts) | {"has_errors": not valid}
    return render(request, template, weighed(context), status=409 if valid else 422)


def _what_was_wrong(parts: Sequence[Part]) -> dict[str, Any]:
    form = {"form": parts[0].form} if len(parts) == 1 else {}
    return {
        "conflicts": [p for p in parts if p.conflict],
        "refused": [p for p in parts if p.refused],
        "reworded": [p for p in parts if p.reworded],
        **form,
    }


def weighed(context: dict[str, Any]) -> dict[str, Any]:
    """Return a page's context with notes beside its boxes, where a word takes power away from people."""
    context["weigher"] = Weigher(context.get("idea"))
    for part in context.get("parts", ()):
        part.form.weigher = context["weigher"]
    return context


def answer_script(parts: Sequence[Part], *, valid: bool) -> JsonResponse:
    """Tell a script what became of the parts it sent: 200 saved, 409 in conflict, 422 not valid."""
    sent = [p for p in parts if p.form.is_sent]
    if not sent:
        return JsonResponse({"error": _("Nothing was sent.")}, status=422)
    if not valid:
        errors = {p.form.prefix: p.form.errors.get_json_data() for p in sent if p.form.errors}
        return JsonResponse({"errors": errors}, status=422)
    saved = {
        p.form.prefix: {"version": p.form["version"].value(), "was": p.form["was"].value()}
        for p in sent
        if not p.conflict and not p.refused and not p.reworded
    }
    conflicts = {p.form.prefix: _who(p.conflict) for p in sent if p.conflict}
    conflicts |= {p.form.prefix: _("This is no longer asked.") for p in sent if p.refused}
    conflicts |= {p.form.prefix: _("The guide was reworded here meanwhile.") for p in sent if p.reworded}
    at = date_format(timezone.localtime(), "H:i")
    return JsonResponse({"saved": saved, "conflicts": conflicts, "at": at}, status=409 if conflicts else 200)


def _who(conflict: Conflict) -> str:
    if conflict.by is None or conflict.at is None:
        return _("Somebody else saved this meanwhile.")
    at = date_format(timezone.localtime(conflict.at), "H:i")
    return _("%(name)s saved this at %(time)s.") % {"name": conflict.by, "time": at}
