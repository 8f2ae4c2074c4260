"""What pages of ideas need beside Django's own tags."""

import uuid
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from characteristics.models import Component
from ideas.checks import Step
from ideas.models import Focus, Idea
from ideas.models.choices import Basis, CouldHappen, State, WorksBy
from ideas.models.idea import TestPlan
from ideas.permissions import Standing
from ideas.report import Report

register = template.Library()

LABELS = {
    "state": dict(State.choices),
    "basis": dict(Basis.choices),
    "works_by": dict(WorksBy.choices),
    "could_happen": dict(CouldHappen.choices),
    "component": dict(Component.choices),
}


@register.filter
def label(value: str, kind: str) -> str:
    """Return the words for a stored value: `{{ answer.state|label:"state" }}`. Unknown or empty values: nothing."""
    return str(LABELS[kind].get(value, ""))


@register.filter
def labels(values: tuple[str, ...], kind: str) -> str:
    """Return the words for several stored values, joined by commas."""
    return ", ".join(str(LABELS[kind][v]) for v in values if v in LABELS[kind])


@register.filter
def field_label(name: str) -> str:
    """Return what a column of an idea, its plan or one of its texts is called on screen."""
    if name.startswith("on_"):
        return str(LABELS["basis"].get(name[3:], name))
    if name.startswith("by_"):
        return str(LABELS["works_by"].get(name[3:], name))
    own = {"chosen": _("Chosen"), "why": _("Why"), "text": _("Words"),
           "state": _("How far this is covered"), "citation": _("Which research"),
           "note": _("Note or link"), "could_happen": _("Could it happen here?"), "plan": _("What we will do"),
           "learned": _("What was learned")}  # fmt: skip
    if name in own:
        return own[name]
    model = Idea if name in Idea.TEXTS else TestPlan
    text = str(getattr(model._meta.get_field(name), "verbose_name", name))
    return text[:1].upper() + text[1:]


@register.inclusion_tag("ideas/_rail.html", takes_context=True)
def idea_rail(context: Context, idea: Idea, at: Standing, step: str) -> dict[str, Any]:
    """Show the steps of an idea, those that this person may take as links."""
    foci = context.get("foci")
    if foci is None:
        foci = list(Focus.objects.active().filter(idea=idea).select_related("characteristic"))
    focus = context.get("focus")
    slug = focus.characteristic.slug if focus else foci[0].characteristic.slug if foci else ""
    return {"steps": list(_rail(idea, at, step, slug)), "foci": foci, "idea": idea, "step": step, "slug": slug}


def _rail(idea: Idea, at: Standing, step: str, slug: str) -> Any:
    def link(name: str, *args: object) -> str:
        return reverse(f"ideas:{name}", args=[idea.pk, *args])

    if at.writes:
        yield {"name": _("Describe"), "url": link("idea_describe"), "here": step == "describe"}
        yield {"name": _("Choose characteristics"), "url": link("focus_choose"), "here": step == "choose"}
        yield {"name": _("How it works"), "url": link("route_edit", slug) if slug else "", "here": step == "routes"}
        yield {"name": _("Check in"), "url": link("answer_edit", slug) if slug else "", "here": step == "check"}
        yield {"name": _("Pitfalls"), "url": link("pitfall_edit", slug) if slug else "", "here": step == "pitfalls"}
    yield {"name": _("Report"), "url": link("idea_report"), "here": step == "report"}
    if at.writes:
        yield {"name": _("Submit"), "url": link("idea_submit"), "here": step == "submit"}


@register.simple_tag
def form_key() -> str:
    """Return a new key for a form that takes a step (see ideas.forms.shared.FormKey)."""
    return uuid.uuid4().hex


@register.simple_tag
def comb_grid(report: Report, idea: Idea | None = None, writes: bool = False) -> list[dict[str, Any]]:
    """Return the rows of the COM-B table; with an idea and the right to write, open cells link to their route."""
    rows = []
    for row in report.comb:
        cells = [{"slug": c.slug, "name": c.name, "status": c.status, "words": "", "url": ""} for c in row.cells]
        for cell in cells:
            if idea is not None and writes:
                page = reverse("ideas:route_edit", args=[idea.pk, cell["slug"]])
                cell["url"] = f"{page}#{row.component}"
        rows.append({"component": row.component, "label": LABELS["component"][row.component], "cells": cells})
    return rows


# Steps that are taken in a box of the description.
DESCRIBED_AT = {"shaped_by": "shaped_by", "lived": "shaped_by", "aim": "whose_goal", "aim_service": "whose_goal"}


@register.simple_tag
def step_url(idea: Idea, step: Step) -> str:
    """Return the page, and the place on it, where a next step is taken."""
    pages = {"route": "route_edit", "information": "route_edit", "pitfall_open": "pitfall_edit",
             "pitfall_unconsidered": "pitfall_edit"}  # fmt: skip
    if step.kind in {"choose", "retired"}:
        return reverse("ideas:focus_choose", args=[idea.pk])
    if step.kind in DESCRIBED_AT and not step.slug:
        return reverse("ideas:idea_describe", args=[idea.pk]) + f"#div_id_idea-{DESCRIBED_AT[step.kind]}"
    page = reverse(f"ideas:{pages.get(step.kind, 'answer_edit')}", args=[idea.pk, step.slug])
    return f"{page}#{step.key}" if step.key else page
