"""A page that shows every component in every state, for whoever works on the look. Only while DEBUG is on."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from characteristics.models import Characteristic, Component, Source, Term
from ideas.coverage import Tally
from ideas.flower import Petal, petals
from ideas.models.choices import Basis, State, Status
from text.fields import CleanFormField

TALLIES = {
    "social-connections": Tally(asked=6, covered=3, partly=1, open=1, set_aside=1),
    "working-on-what-matters": Tally(asked=5, covered=5),
    "learning-new-skills": Tally(asked=5, covered=1, partly=3, not_yet=1),
    "tracking-change": Tally(asked=4, not_sure=1, open=3),
    "managing-setbacks": Tally(asked=5, set_aside=5),
}


class EveryField(forms.Form):
    """One field of each kind."""

    line = CleanFormField(label="A line", help_text="What belongs here, in a few words.", one_line=True, max_length=60)
    text = CleanFormField(label="A longer text", widget=forms.Textarea, required=False)
    state = forms.ChoiceField(label="How far is this covered?", choices=State.choices, widget=forms.RadioSelect)
    basis = forms.MultipleChoiceField(
        label="What it rests on", choices=Basis.choices, widget=forms.CheckboxSelectMultiple, required=False,
        help_text="Tick all that hold.",
    )  # fmt: skip
    team = forms.ChoiceField(label="Team", choices=[("1", "Riverside link workers"), ("2", "Just me")])
    day = forms.DateField(label="Look at it again on", required=False, widget=forms.DateInput({"type": "date"}))
    practice = forms.BooleanField(label="Just for practice", required=False, help_text="It then counts nowhere.")


DRAWINGS = ("seedling", "teacup", "looking", "signpost", "gate", "umbrella", "letter")
STEPS = [("Describe", "done", 0), ("Choose", "done", 0), ("How it works", "begun", 2), ("Check in", "begun", 11),
         ("Pitfalls", "none", 0), ("Report", "", 0), ("Submit", "none", 0)]  # fmt: skip

Names = list[tuple[str, str]]


def _flower(names: Names, chosen: dict[str, Tally]) -> list[Petal]:
    return petals((slug, name, chosen.get(slug)) for slug, name in names)


def _grid(names: Names) -> list[dict]:
    statuses = ["described", "open", "own", "none", "described"]
    return [
        {
            "slug": slug,
            "name": name,
            "cells": [
                {"label": component.label, "status": statuses[(row * 2 + column) % 5], "url": "#main"}
                for column, component in enumerate(Component)
            ],
        }
        for row, (slug, name) in enumerate(names[:4])
    ]


def _rail() -> list[dict]:
    return [
        {"name": name, "state": state, "url": "#main" if number != 4 else "", "here": number == 3,
         "said": "" if state else "Any time", "amount": {"done": done, "of": 12}}
        for number, (name, state, done) in enumerate(STEPS)
    ]  # fmt: skip


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def components(request: HttpRequest) -> HttpResponse:
    """Show the components."""
    names = list(Characteristic.objects.filter(retired_at=None).values_list("slug", "name"))
    source = Source(short_title="Reimagining Help", year=2020)
    context = {
        "form": EveryField() if request.GET.get("errors") is None else EveryField({"text": "Kept words"}),
        "flower": _flower(names, TALLIES),
        "full": _flower(names, {slug: Tally(asked=5, covered=5) for slug, _ in names}),
        "two": _flower(names, {slug: TALLIES[slug] for slug in list(TALLIES)[:2]}),
        "empty_flower": _flower(names, {}),
        "tallies": TALLIES.values(),
        "grid": _grid(names),
        "names": names,
        "statuses": Status.choices,
        "drawings": [f"img/{name}.svg" for name in DRAWINGS],
        "steps": _rail(),
        "from_guide": Term(source=source, page=16),
        "ours": Term(source=source, origin="tool"),
    }
    return render(request, "goodhelp/components.html", context)
