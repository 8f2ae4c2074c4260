"""Forms for beginning and describing an idea, and for choosing what it works through."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from characteristics.models import Characteristic
from ideas.actions.saving import Values
from ideas.forms.shared import FormKey, SharedForm
from ideas.models.choices import WorksBy
from teams.models import Team
from text.fields import CleanFormField


def box(label: Any, limit: int, help_text: Any = "", *, required: bool = False, rows: int = 4,
        one_line: bool = False) -> CleanFormField:  # fmt: skip
    """Return a text box that counts towards its limit."""
    attrs: dict[str, Any] = {"data-count": limit}
    widget = forms.TextInput(attrs) if one_line else forms.Textarea({**attrs, "rows": rows})
    return CleanFormField(
        label=label, help_text=help_text, required=required, max_length=limit, one_line=one_line, widget=widget
    )


TITLE = _("Title")
SUMMARY = _("The idea in a few sentences")


class StartForm(FormKey):
    """All that is asked to begin."""

    weigher: Any = None  # as in ideas.forms.shared.SharedForm
    title = box(TITLE, 120, _("So that colleagues know it when they see it."), required=True, one_line=True)
    summary = box(
        SUMMARY, 2000,
        _("What would be different, for whom? Rough is fine. Name nobody who could be recognised."), required=True,
    )  # fmt: skip
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), empty_label=None)
    # Sent along by a page of the guide: the idea begins with that characteristic chosen.
    characteristic = forms.ModelChoiceField(
        Characteristic.objects.filter(retired_at=None), to_field_name="slug", required=False, widget=forms.HiddenInput
    )
    practice = forms.BooleanField(
        label=_("This is just for practice"), required=False,
        help_text=_("A practice idea works like any other, but counts in no numbers."),
    )  # fmt: skip

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = teams
        if len(teams) == 1:
            field.initial, field.required, field.widget = teams[0], False, forms.HiddenInput()
        elif not teams:  # a team of one is made with the idea
            field.required, field.widget = False, forms.HiddenInput()

    def clean_team(self) -> Team:
        """Return the chosen team, or the only one there is."""
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField) and field.queryset  # noqa: S101, PT018 (for the type checker)
        return self.cleaned_data["team"] or field.queryset.get()


class DescribeForm(SharedForm):
    """An idea's description."""

    title = box(TITLE, 120, required=True, one_line=True)
    summary = box(SUMMARY, 2000, required=True)
    whose_goal = box(
        _("Whose goal does it serve?"), 2000,
        _("Help works best on goals that people set themselves. If it is the service’s own goal, say so."),
    )  # fmt: skip
    able_to = box(_("What do those people want to be able to do?"), 2000, _("Who would do what, when and where?"))
    helpers_do = box(_("What will helpers do differently?"), 2000)
    setting = box(_("Where?"), 200, _("For example: a GP surgery, a library, at home, online."), one_line=True)
    shaped_by = box(
        _("Who helped to shape it, and how?"), 2000,
        _("People with lived experience, colleagues, partners. Roles, not names."),
    )  # fmt: skip
    missed = box(
        _("Who might be missed, or made worse off?"), 2000,
        _("Think of language, money, distance, confidence, disability. This is not an Equality Impact Assessment."),
    )  # fmt: skip


class FocusForm(SharedForm):
    """Choosing one characteristic, and why."""

    chosen = forms.BooleanField(required=False)
    why = box(_("Why this one?"), 1000, _("One sentence will do."), rows=2)

    def clean(self) -> dict[str, Any]:
        """Refuse a reason for something that was never chosen: saving it nowhere would lose it."""
        data = super().clean() or {}
        if data.get("why") and not data.get("chosen") and data.get("version") == 0:
            self.add_error("why", _("Tick the box as well to keep this, or delete it."))
        return data

    @classmethod
    def stored(cls, fields: dict[str, Any]) -> Values:
        """Return the fingerprint's values; the choice itself is a step of its own, not a text."""
        return {"why": fields["why"], "chosen": fields["chosen"]}


class RouteForm(SharedForm):
    """How the idea would work through one part of COM-B."""

    text = box(_("How would your idea work this way?"), 2000)
    works_by = forms.MultipleChoiceField(
        label=_("What does that work by?"), choices=WorksBy.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    @classmethod
    def stored(cls, fields: dict[str, Any]) -> Values:
        """Return the columns: the text and a flag for each way of working."""
        return {"text": fields["text"], **{f"by_{w.value}": w.value in fields["works_by"] for w in WorksBy}}

    @classmethod
    def shown(cls, values: Values) -> dict[str, Any]:
        """Return the fields: the columns of what it works by as one list."""
        return {**values, "works_by": [w.value for w in WorksBy if values.get(f"by_{w.value}")]} if values else {}
