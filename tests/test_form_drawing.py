"""Controls drawn without a template look exactly as Django's templates draw them."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from goodhelp.form_drawing import QUICK, QuickForms

NASTY = "<b>\"Tea\" & 'cake'</b>\n{{ x }}"
CHOICES = [("a", "A & B"), ("", NASTY), ("3", "<i>")]


class EveryControl(forms.Form):
    """A form with each control that is drawn here, and some that are not."""

    line = forms.CharField(max_length=7, help_text="Say <it>.")
    box = forms.CharField(widget=forms.Textarea({"rows": 3, "data-count": 4000, "title": NASTY}), required=False)
    hidden = forms.IntegerField(widget=forms.HiddenInput)
    one = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    some = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False)
    tick = forms.BooleanField(disabled=True)
    pick = forms.ChoiceField(choices=CHOICES)


def drawings(renderer: DjangoTemplates, data: dict[str, object] | None) -> list[str]:
    """Return every control of the form, and each choice alone with and without its label."""
    initial = {"line": NASTY, "hidden": 1234, "one": "", "some": ["a", "3"]}
    form = EveryControl(data, initial=initial, prefix="p-1", renderer=renderer)
    whole = [str(field) for field in form]
    return whole + [w.tag(wrap) for name in ("one", "some") for w in form[name].subwidgets for wrap in (True, False)]


@pytest.mark.parametrize("data", [None, {}, {"p-1-line": NASTY, "p-1-box": NASTY, "p-1-one": "a", "p-1-hidden": "<"}])
def test_controls_are_those_of_django_to_the_letter(data):
    assert drawings(QuickForms(), data) == drawings(DjangoTemplates(), data)


def test_the_page_of_questions_has_no_control_that_needs_a_template(monkeypatch):
    asked = []
    monkeypatch.setattr(DjangoTemplates, "render", lambda self, name, *_args: asked.append(name) or "")
    drawings(QuickForms(), None)
    assert set(QUICK).isdisjoint(asked)
    assert "django/forms/widgets/select.html" in asked
