"""The forms of signing in and up. Not in `accounts.forms`: allauth's own forms import that module."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

# What the fields of allauth's forms are called here.
LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "oldpassword": _("Your password until now"),
    "password1": _("New password"),
    "password2": _("The new password once more"),
}


class PlainWords:
    """One name for each field, and nothing in the box: a grey example vanishes as soon as one types."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)


class LoginForm(PlainWords, allauth_forms.LoginForm):
    """An address and, for those who have set one, a password; without it a code is sent.

    Sign-up asks for no password, and allauth then leaves it out here too.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.CharField(
            label=_("Password, if you have set one"),
            help_text=_("Leave this empty, and we send you a code by e-mail."),
            required=False,
            strip=False,
            max_length=4096,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.order_fields(["login", "password"])


class SignupForm(PlainWords, allauth_forms.SignupForm):
    """The address first, then what `accounts.forms.SignupForm` adds; a code sent to the address does the rest."""

    field_order = ["email", "name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("We send you a code to type in on the next page. No password is needed.")


class AddEmailForm(PlainWords, allauth_forms.AddEmailForm):
    """A further address."""


class ChangePasswordForm(PlainWords, allauth_forms.ChangePasswordForm):
    """A new password for somebody who has one."""


class SetPasswordForm(PlainWords, allauth_forms.SetPasswordForm):
    """A first password."""


class ResetPasswordForm(PlainWords, allauth_forms.ResetPasswordForm):
    """The address that a link for a new password goes to."""


class ResetPasswordKeyForm(PlainWords, allauth_forms.ResetPasswordKeyForm):
    """A new password, behind that link."""


class RequestLoginCodeForm(PlainWords, allauth_forms.RequestLoginCodeForm):
    """The address that a code to sign in goes to."""
