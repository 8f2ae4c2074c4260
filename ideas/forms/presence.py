"""What a script sends about the page that is looked at."""

from django import forms


class PresenceForm(forms.Form):
    """Which page, which part of it, and whether it was just left."""

    place = forms.RegexField(r"^[a-z_]{1,20}(:[a-z0-9-]{1,90})?$")
    part = forms.RegexField(r"^[a-z0-9-]{1,100}$", required=False)
    gone = forms.BooleanField(required=False)
