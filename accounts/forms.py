"""Forms of a person's own account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from text.fields import CleanFormField


class SignupForm(forms.Form):
    """What sign-up asks beside the e-mail address (allauth puts the two together)."""

    name = CleanFormField(
        label=_("Your name"),
        help_text=_("As colleagues know you. You can leave this empty and add it later."),
        max_length=100,
        required=False,
        one_line=True,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: Any, user: User) -> None:
        """Called by allauth after the person was made: keep the name."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class ProfileForm(forms.ModelForm):
    """The name that colleagues see."""

    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Your name, as colleagues know it")}
