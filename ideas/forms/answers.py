"""Forms for answers and for pitfalls."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.actions.saving import Values
from ideas.forms.drafting import box
from ideas.forms.shared import SharedForm
from ideas.models.choices import Basis, CouldHappen, State


class AnswerForm(SharedForm):
    """An answer to one check-in question."""

    text = box(_("Your answer"), 4000, rows=5)
    state = forms.ChoiceField(
        label=_("How far does your idea cover this?"),
        choices=[*State.choices, ("", _("Not judged yet"))],
        required=False,
        widget=forms.RadioSelect,
    )
    basis = forms.MultipleChoiceField(
        label=_("What does this rest on?"), choices=Basis.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    citation = box(_("Which research?"), 500, _("Author and year, or a link."), rows=2)
    note = box(_("Note or link"), 1000, rows=2)

    @classmethod
    def stored(cls, fields: dict[str, Any]) -> Values:
        """Return the columns: each basis is one of its own."""
        plain = {name: fields[name] for name in ("text", "state", "citation", "note")}
        return {**plain, **{f"on_{b.value}": b.value in fields["basis"] for b in Basis}}

    @classmethod
    def shown(cls, values: Values) -> dict[str, Any]:
        """Return the fields: the columns of its basis as one list."""
        return {**values, "basis": [b.value for b in Basis if values.get(f"on_{b.value}")]} if values else {}


class PitfallForm(SharedForm):
    """Whether a pitfall could happen here, and what the team would do."""

    could_happen = forms.ChoiceField(
        label=_("Could this happen here?"), choices=[*CouldHappen.choices, ("", _("Not thought about yet"))],
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    plan = box(_("What will you do about it?"), 2000, rows=3)
