"""The form for taking over what a case study says is needed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.models import Need


class NeedsForm(forms.Form):
    """Which needs to copy, by their keys."""

    need = forms.MultipleChoiceField(
        label=_("What it takes"),
        error_messages={
            "required": _("Tick at least one line to copy."),
            "invalid_choice": _("One of the lines is no longer there. Tick the ones that you would like to copy."),
        },
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = {need.key: need for need in Need.objects.select_related("case_study")}
        field = self.fields["need"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 (for the type checker)
        # Compared here, not in the database: what is sent may be anything.
        field.choices = [(key, need.text) for key, need in self.needs.items()]

    @property
    def chosen(self) -> list[Need]:
        """Return the needs that were ticked; call it on a valid form."""
        return [self.needs[key] for key in self.cleaned_data["need"]]
