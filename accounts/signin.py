"""The forms of signing in and up. Not in `accounts.forms`: allauth's own forms import that module."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _


class LoginForm(allauth_forms.LoginForm):
    """An address and, for those who have set one, a password; without it a code is sent.

    Sign-up asks for no password, and allauth then leaves it out here too.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"] = forms.CharField(
            label=_("Password, if you have set one"),
            help_text=_("Leave this empty, and we send you a code by e-mail."),
            required=False,
            strip=False,
            max_length=4096,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.order_fields(["login", "password"])


class SignupForm(allauth_forms.SignupForm):
    """The address first, then what `accounts.forms.SignupForm` adds; a code sent to the address does the rest."""

    field_order = ["email", "name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("We send you a code to type in on the next page. No password is needed.")
