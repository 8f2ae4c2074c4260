"""Choosing what an idea works through, and saying how."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from characteristics.models import Characteristic, Component, Mechanism
from ideas.actions import choosing
from ideas.actions.saving import Outcome, Saved
from ideas.forms.drafting import FocusForm, RouteForm
from ideas.forms.shared import digest
from ideas.models import Focus, Idea, Route
from ideas.reading import works_by_of
from ideas.views.drafting import first_step
from ideas.views.shared import Part, chosen_focus, me, respond_to_parts, sends, sent_parts, written_idea


@require_http_methods(["GET", "HEAD", "POST"])
def focus_choose(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Choose the characteristics that the idea works through, with a reason for each."""
    idea, at = written_idea(request, idea_id)
    foci = {f.characteristic_id: f for f in Focus.objects.filter(idea=idea)}
    sent = sent_parts(request)
    every = Characteristic.objects.all()
    characteristics = [c for c in every if c.retired_at is None or c.pk in foci or c.slug in sent]
    parts = [_focus_part(request, idea, c, foci.get(c.pk)) for c in characteristics]
    first = "first" in request.GET
    context = {"idea": idea, "at": at, "parts": parts, "step": "choose", "first": first, "first_step": 2}
    answer = respond_to_parts(request, "ideas/focus_choose.html", context, redirect_to=idea.get_absolute_url())
    saved = request.method == "POST" and answer.status_code == 302 and "keep_word" not in request.POST
    return _on_to_the_questions(request, idea) if first and saved else answer


def _on_to_the_questions(request: HttpRequest, idea: Idea) -> HttpResponse:
    """Lead on to the last of the three steps to a first report; back, with a word, if nothing is chosen."""
    chosen = Focus.objects.active().filter(idea=idea).select_related("characteristic").first()
    if chosen is None:
        messages.warning(
            request, _("Tick one characteristic to go on, whichever comes closest. You can change it later.")
        )
        return redirect(request.get_full_path())
    return redirect(first_step("answer_edit", idea, chosen.characteristic.slug))


def _focus_part(request: HttpRequest, idea: Idea, characteristic: Characteristic, focus: Focus | None) -> Part:
    def save(values: dict[str, Any], base: int) -> Outcome:
        by = me(request)
        if values["chosen"]:
            return choosing.choose(
                idea=idea, characteristic=characteristic, by=by, why=values["why"], base_version=base
            )
        outcome: Outcome = Saved(base)
        if focus is not None and values["why"] != focus.why:
            outcome = choosing.save_why(
                idea=idea, characteristic=characteristic, by=by, why=values["why"], base_version=base
            )
        if isinstance(outcome, Saved):
            choosing.set_aside(idea=idea, characteristic=characteristic, by=by)
        return outcome

    if sends(request, characteristic.slug):
        form = FocusForm(request.POST, prefix=characteristic.slug)
    else:
        fields = {"chosen": bool(focus and focus.set_aside_at is None), "why": focus.why if focus else ""}
        form = FocusForm.showing(prefix=characteristic.slug, version=focus.version if focus else 0, fields=fields)
    return Part(form, save, {"characteristic": characteristic, "focus": focus})


@require_http_methods(["GET", "HEAD", "POST"])
def route_edit(request: HttpRequest, idea_id: int, slug: str) -> HttpResponse:
    """Say how the idea would work through capability, opportunity and motivation, for one characteristic."""
    idea, at = written_idea(request, idea_id)
    focus = chosen_focus(idea, slug)
    guide = {m.component: m for m in Mechanism.objects.filter(characteristic=focus.characteristic)}
    routes = {r.component: r for r in Route.objects.filter(focus=focus)}
    parts = [
        _route_part(request, focus, Component(value), guide.get(value), routes.get(value)) for value in Component.values
    ]
    foci = Focus.objects.active().filter(idea=idea).select_related("characteristic")  # read where a page is drawn
    context = {"idea": idea, "at": at, "focus": focus, "foci": foci, "parts": parts, "step": "routes"}
    onward = reverse("ideas:answer_edit", args=[idea.pk, slug])
    backward = reverse("ideas:focus_choose", args=[idea.pk])
    after = onward if "go_on" in request.POST else backward if "go_back" in request.POST else request.path
    return respond_to_parts(request, "ideas/route_edit.html", context, redirect_to=after)


def _route_part(
    request: HttpRequest, focus: Focus, component: Component, guide: Mechanism | None, route: Route | None
) -> Part:
    def save(values: dict[str, Any], base: int) -> Outcome:
        return choosing.save_route(
            focus=focus, component=component.value, by=me(request), values=values, base_version=base
        )

    beside = digest(guide.how if guide else "")

    if request.method == "POST":
        form = RouteForm(request.POST, prefix=component.value)
    else:
        fields = {"text": route.text if route else "", "works_by": list(works_by_of(route)) if route else []}
        version = route.version if route else 0
        form = RouteForm.showing(prefix=component.value, version=version, fields=fields, seen=beside)
    return Part(form, save, {"component": component, "guide": guide, "route": route}, beside=beside)
