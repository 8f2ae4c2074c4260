"""The form of a saved view."""

from typing import ClassVar

from django import forms

from ideas.models import SavedView


class SavedViewForm(forms.ModelForm):
    """Its name; the filters come from the address."""

    class Meta:
        model = SavedView
        fields: ClassVar = ["name"]
