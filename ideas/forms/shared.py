"""Forms for shared text: each carries the version that its writer had before them."""

import hashlib
import json
import uuid
from typing import Any, Self

from django import forms
from django.http import QueryDict

from ideas.actions.saving import Values

LARGEST_VERSION = 2_147_483_647
HIDDEN = frozenset({"version", "was", "seen"})


def digest(values: Any) -> str:
    """Return a short fingerprint of a form's values, or of a text, to tell whether it is another one now."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


class SharedForm(forms.Form):
    """A form for one shared text. Several may stand on a page, each with its own prefix.

    Hidden beside the words: the version they started from, and a fingerprint of what they were. A part of
    the page that its writer left alone is then neither saved nor in conflict.
    """

    version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    was = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    # Which words of the guide the writer had beside them: an admin may publish others meanwhile.
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    # Set by the view that shows the form: what looks for words to weigh in its texts (ideas.weighing.Weigher).
    weigher: Any = None

    @classmethod
    def showing(cls, *, prefix: str, version: int, fields: dict[str, Any], seen: str = "", **kwargs: Any) -> Self:
        """Return an unbound form that shows what is stored as that version, beside the words `seen`."""
        form = cls(prefix=prefix, **kwargs)
        form.initial = {**fields, "version": version, "was": digest(cls.stored(fields)), "seen": seen}
        return form

    @classmethod
    def stored(cls, fields: dict[str, Any]) -> Values:
        """Return the values to store, by column, for the form's fields. Forms with lists override it."""
        return fields

    def words(self) -> dict[str, Any]:
        """Return the cleaned fields that the writer filled in."""
        return {name: value for name, value in self.cleaned_data.items() if name not in HIDDEN}

    def values(self) -> Values:
        """Return what to store; call it on a valid form."""
        return self.stored(self.words())

    @property
    def is_sent(self) -> bool:
        """Tell whether the request speaks of this form at all: a script sends only the part that changed."""
        return self.add_prefix("version") in self.data

    @property
    def is_touched(self) -> bool:
        """Tell whether the writer changed anything since the page was made."""
        return digest(self.values()) != self.cleaned_data["was"]

    def beside(self, seen: str) -> Self:
        """Return the same words beside the words of the guide that stand now."""
        assert isinstance(self.data, QueryDict)  # noqa: S101 (a form that was sent)
        data = self.data.copy()
        data[self.add_prefix("seen")] = seen
        return type(self)(data, prefix=self.prefix)

    def rebased(self, *, version: int, stored: Values) -> Self:
        """Return the same words on top of another version, `stored` being what that version says."""
        assert isinstance(self.data, QueryDict)  # noqa: S101 (a form that was sent)
        data = self.data.copy()
        data[self.add_prefix("version")] = str(version)
        data[self.add_prefix("was")] = digest(stored)
        return type(self)(data, prefix=self.prefix)


class VersionForm(forms.Form):
    """What a form sends that has no words of its own: the version that its reader had before them, and beside what."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST_VERSION)
    seen = forms.IntegerField(min_value=1, max_value=LARGEST_VERSION)


class FormKey(forms.Form):
    """A key made with the page, so that a double click takes a step once."""

    form_key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4().hex

    @property
    def key(self) -> str | None:
        """Return the key, or None if the form came without."""
        return self.cleaned_data.get("form_key") or None
