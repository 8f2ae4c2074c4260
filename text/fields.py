"""Model and form fields for typed text: cleaned, and limited in the form, the model and the database."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from text.cleaning import clean_line, clean_text


class CleanFormField(forms.CharField):
    """A form's text box: cleans first, so that the limit counts what will be stored."""

    def __init__(self, *, one_line: bool = False, **kwargs: Any) -> None:
        self.one_line = one_line
        super().__init__(**kwargs)
        # Django's own NUL check says "null characters"; ours says what to do, and runs before it.
        self.validators = [v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out `maxlength`: a browser would cut off what is pasted beyond it without a word."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: Any) -> str:
        """Return the cleaned, stripped text."""
        text = super().to_python(value) or ""
        return clean_line(text) if self.one_line else clean_text(text)


class CleanTextField(models.TextField):
    """Text of several lines, never null, cleaned on its way into the database whoever writes it."""

    one_line = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def to_python(self, value: Any) -> Any:
        """Return the cleaned text; raises ValidationError as `text.cleaning` does."""
        value = super().to_python(value)
        if not isinstance(value, str):
            return value
        return clean_line(value) if self.one_line else clean_text(value)

    def get_prep_value(self, value: Any) -> Any:
        """Clean what is written past a form too, such as by `.update()`."""
        return self.to_python(super().get_prep_value(value))

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Return a `CleanFormField`, as a text area unless this is one line."""
        widget = forms.TextInput if self.one_line else forms.Textarea(attrs={"rows": 4})
        defaults = {"form_class": CleanFormField, "widget": widget, "one_line": self.one_line}
        return super().formfield(**{**defaults, **kwargs})


class CleanLineField(CleanTextField):
    """Text of one line."""

    one_line = True


def length_checks(prefix: str, **limits: int) -> list[models.BaseConstraint]:
    """Return a database constraint per column, since SQLite ignores `max_length`.

    `prefix` makes the names unique in the database; `limits` maps column names to characters.
    """
    return [
        models.CheckConstraint(
            condition=LessThanOrEqual(Length(models.F(name)), models.Value(limit)),
            name=f"{prefix}_{name}_length",
        )
        for name, limit in limits.items()
    ]


def choice_checks(prefix: str, **choices: type[models.TextChoices]) -> list[models.BaseConstraint]:
    """Return a database constraint per column that only holds one of its choices, or nothing where it may be blank.

    `prefix` makes the names unique in the database; `choices` maps column names to their lists.
    """
    return [
        models.CheckConstraint(
            condition=models.Q(**{f"{name}__in": [*values.values, ""]}), name=f"{prefix}_{name}_choice"
        )
        for name, values in choices.items()
    ]
