"""Forms of the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.forms.drafting import box
from ideas.forms.shared import FormKey
from teams.models import Team


class PublishForm(forms.Form):
    """What a team says when it puts an idea into the library."""

    names = forms.BooleanField(
        label=_("Show the name of our team and who put it there"), required=False,
        help_text=_("Without this the idea stands there without a name."),
    )  # fmt: skip
    read = forms.BooleanField(
        label=_("We have read it through as it stands below: nobody can be recognised in it"),
        error_messages={"required": _("Read it through, then tick this.")},
    )  # fmt: skip


class UseForm(FormKey):
    """For which team to begin from something in the library."""

    team = forms.ModelChoiceField(Team.objects.none(), label=_("For which team?"), empty_label=None)

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = teams
        if len(teams) < 2:
            field.required, field.widget = False, forms.HiddenInput()

    def chosen(self) -> Team | None:
        """Return the chosen team, or the only one there is; None if there is none."""
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        assert field.queryset is not None  # noqa: S101 (for the type checker)
        return self.cleaned_data["team"] or field.queryset.first()


class ProblemForm(forms.Form):
    """What a reader finds wrong with something in the library."""

    text = box(
        _("What is the problem?"), 1000,
        _("For example: somebody could be recognised, or it could harm people. Do not repeat the name."),
        required=True, rows=3,
    )  # fmt: skip
