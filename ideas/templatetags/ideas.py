"""What pages of ideas need beside Django's own tags."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas.checks import Step
from ideas.library import find
from ideas.models import Idea, Publication
from ideas.models.choices import Status
from ideas.permissions import Standing
from ideas.presence import others
from ideas.progress import Amount, Progress, progress_of
from ideas.report import COMPONENTS, Report
from ideas.words import LABELS, coverage_sentences, field_label, label, labels, open_points, strong_points

register = template.Library()

register.filter(label)
register.filter(labels)
register.filter(field_label)
register.filter(coverage_sentences)
register.filter(strong_points)
register.filter(open_points)


@register.inclusion_tag("ideas/_rail.html", takes_context=True)
def idea_rail(context: Context, idea: Idea, at: Standing, step: str) -> dict[str, Any]:
    """Show the steps of an idea with how far each has come, those that this person may take as links."""
    progress = progress_of(idea)
    focus = context.get("focus")
    return {"steps": list(_rail(idea, at, step, focus.characteristic.slug if focus else progress.first_slug, progress))}


def _rail(idea: Idea, at: Standing, step: str, slug: str, progress: Progress) -> Iterator[dict[str, Any]]:
    def one(page: str, name: str, url: str, amount: Amount | None, said: str = "") -> dict[str, Any]:
        state = amount.state if amount else ""
        return {"name": name, "url": url, "here": step == page, "state": state, "said": said, "amount": amount}

    def link(name: str, *args: object) -> str:
        return reverse(f"ideas:{name}", args=[idea.pk, *args])

    if at.writes:
        chosen = progress.choose.done
        said = ngettext("%(number)d chosen", "%(number)d chosen", chosen) % {"number": chosen} if chosen else ""
        yield one("describe", _("Describe"), link("idea_describe"), progress.describe)
        yield one("choose", _("Choose characteristics"), link("focus_choose"), progress.choose, said)
        yield one("routes", _("How it works"), link("route_edit", slug) if slug else "", progress.routes)
        yield one("check", _("Check in"), link("answer_edit", slug) if slug else "", progress.check)
        yield one("pitfalls", _("Pitfalls"), link("pitfall_edit", slug) if slug else "", progress.pitfalls)
    else:
        yield one("answers", _("The answers"), link("idea_answers"), None, _("Read and comment"))
    yield one("report", _("Report"), link("idea_report"), None, _("Any time"))
    if at.writes:
        yield one("submit", _("Submit"), link("idea_submit"), *_sent(idea))


def _sent(idea: Idea) -> tuple[Amount, str]:
    """Return how far the step of submitting has come, and its words: what came back for changes is to be sent again."""
    if idea.status == Status.CHANGES_ASKED:
        return Amount(1, 2), str(idea.get_status_display())
    sent = idea.status != Status.DRAFT
    return Amount(int(sent), 1), _("Submitted") if sent else ""


# The pages on which people write, and so may meet.
WRITING = {"idea_describe", "focus_choose", "route_edit", "answer_edit", "pitfall_edit", "idea_submit"}


@register.inclusion_tag("ideas/_presence.html", takes_context=True)
def presence(context: Context, idea: Idea) -> dict[str, Any]:
    """Say who else is on this page, if it is one to write on. Reading it notes nothing: that is done by a POST."""
    request = context["request"]
    match = request.resolver_match
    if match is None or match.url_name not in WRITING:
        return {}
    place = ":".join(filter(None, [match.url_name, match.kwargs.get("slug")]))
    return {"idea": idea, "place": place, "others": others(idea=idea, user=request.user, place=place)}


@register.simple_tag
def form_key() -> str:
    """Return a new key for a form that takes a step (see ideas.forms.shared.FormKey)."""
    return uuid.uuid4().hex


@register.simple_tag
def comb_grid(report: Report, idea: Idea | None = None, writes: bool = False) -> list[dict[str, Any]]:
    """Return the rows of the COM-B table; with an idea and the right to write, cells link to their route."""
    rows = []
    for row in report.comb_by_characteristic:
        slug = row[0].slug
        page = reverse("ideas:route_edit", args=[idea.pk, slug]) if idea is not None and writes else ""
        cells = [
            {"label": LABELS["component"][part], "status": cell.status, "url": page and f"{page}#{part}"}
            for part, cell in zip(COMPONENTS, row, strict=True)
        ]
        rows.append({"slug": slug, "name": row[0].name, "cells": cells})
    return rows


# Steps that are taken in a box of the description.
DESCRIBED_AT = {"shaped_by": "shaped_by", "aim": "whose_goal", "aim_service": "whose_goal"}


@register.simple_tag
def step_url(idea: Idea, step: Step) -> str:
    """Return the page, and the place on it, where a next step is taken."""
    pages = {"route": "route_edit", "information": "route_edit", "pitfall_open": "pitfall_edit",
             "pitfall_unconsidered": "pitfall_edit"}  # fmt: skip
    if step.kind in {"choose", "retired"}:
        return reverse("ideas:focus_choose", args=[idea.pk])
    if step.kind in DESCRIBED_AT:
        return reverse("ideas:idea_describe", args=[idea.pk]) + f"#div_id_idea-{DESCRIBED_AT[step.kind]}"
    page = reverse(f"ideas:{pages.get(step.kind, 'answer_edit')}", args=[idea.pk, step.slug])
    return f"{page}#{step.key}" if step.key else page


@register.filter
def origin_url(idea: Idea) -> str:
    """Return where in the library the idea stands that this one was begun from; empty if it stands there no more."""
    if idea.derived_from_id is None:
        return ""
    pk = Publication.objects.filter(snapshot=idea.derived_from_id).values_list("pk", flat=True).first()
    found = find(pk) if pk else None
    return reverse("library:library_detail", args=[found.pk]) if found else ""


@register.filter
def at(numbers: dict[str, int] | None, key: str) -> int:
    """Return the number under that key; 0 where there is none."""
    return (numbers or {}).get(key, 0)
