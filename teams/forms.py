"""Forms of teams."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from teams.models import Rights, Team
from teams.words import MEANINGS
from text.cleaning import clean_line


class TeamForm(forms.ModelForm):
    """The name of a team."""

    class Meta:
        model = Team
        fields = ["name"]
        help_texts = {"name": _("As the people in it would say it, for example “Walking group, North Street”.")}


class RightsForm(forms.Form):
    """What a person does in a team: at least one of the three."""

    rights = forms.MultipleChoiceField(
        label=_("What this person does in the team"),
        help_text=_("Choose one or more. You can change this later."),
        choices=[(m.flag, format_lazy("{}: {}", m.name, m.meaning)) for m in MEANINGS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def flags(self) -> dict[str, bool]:
        """Return the three flags by name, once the form is valid."""
        return {m.flag: m.flag in self.cleaned_data["rights"] for m in MEANINGS}


class InvitationForm(RightsForm):
    """Whom to invite, and what for."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The invitation works only for somebody who can read mail at this address."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Type the address of the person you invite."),
            "invalid": _("Type one whole address, such as name@example.org."),
        },
    )
    field_order = ["email", "rights"]

    def clean_email(self) -> str:
        """Return the address in small letters."""
        return clean_line(self.cleaned_data["email"]).lower()


def rights_chosen(rights: Rights) -> dict[str, Any]:
    """Return what a RightsForm begins with for these rights."""
    return {"rights": [m.flag for m in MEANINGS if getattr(rights, m.flag)]}
