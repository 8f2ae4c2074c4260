"""The form in which somebody chooses what comes by mail, and when."""

from collections.abc import Mapping
from typing import Any

from django import forms

from ideas.kinds import KINDS
from ideas.models.notices import MailWhen


class MailForm(forms.Form):
    """One choice for each kind of notice that can reach this person."""

    def __init__(self, *args: Any, choices: Mapping[str, MailWhen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, mail in choices.items():
            self.fields[key] = forms.ChoiceField(label=KINDS[key].label, choices=MailWhen.choices, initial=mail)

    def chosen(self) -> dict[str, MailWhen]:
        """Return what was chosen; call it on a valid form."""
        return {key: MailWhen(value) for key, value in self.cleaned_data.items()}
