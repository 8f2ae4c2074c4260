"""Forms for shared text: each carries the version that its writer had before them."""

import hashlib
import json
import uuid
from typing import Any, Self

from django import forms
from django.http import QueryDict

from ideas.actions.saving import Values
from text.cleaning import normalise

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

    @classmethod
    def shown(cls, values: Values) -> dict[str, Any]:
        """Return the fields that show these stored values: the way back from `stored`."""
        return values

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
        form = type(self)(self.data, prefix=self.prefix)
        form.change({"seen": seen})
        return form

    def rebased(self, *, version: int, stored: Values, words: Values | None = None) -> Self:
        """Return the same words, or `words`, on top of another version; `stored` is what that version says."""
        form = type(self)(self.data, prefix=self.prefix)
        form.change({"version": str(version), "was": digest(stored), **self.shown(words or {})})
        return form

    def change(self, fields: dict[str, Any]) -> None:
        """Put other values into fields of a form that was sent; a list where a field takes several."""
        assert isinstance(self.data, QueryDict)  # noqa: S101 (a form that was sent)
        self.data = self.data.copy()
        for name, value in fields.items():
            if name in self.fields:
                self.data.setlist(self.add_prefix(name), value if isinstance(value, list) else [value])

    @property
    def typed(self) -> str:
        """Return a fingerprint of what stands in the boxes, valid or not, as a browser would send it back."""
        boxes = {n: self[n].value() for n in self.fields if n not in HIDDEN}
        return digest({n: normalise(v).strip() if isinstance(v, str) else v for n, v in boxes.items()})


class VersionForm(forms.Form):
    """What a form sends that has no words of its own: the version that its reader had before them, and beside what."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST_VERSION)
    seen = forms.IntegerField(min_value=1, max_value=LARGEST_VERSION)


class RestoreForm(forms.Form):
    """Bringing back a version: which one stood when its reader looked (0: the text was not there)."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput)


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
