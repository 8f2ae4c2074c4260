"""What every typed text goes through, once, before it is counted, compared or stored."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Everything below a space except line feed and tab: no keyboard types them, and PostgreSQL refuses NUL.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
SURROGATE = re.compile(r"[\ud800-\udfff]")

UNREADABLE = _("This holds a character that cannot be stored. Delete what you pasted last and type it instead.")


def normalise(value: str) -> str:
    """Return the text with LF line ends and composed characters (NFC).

    A browser sends each line end of a text area as two characters: counted unchanged, a text that
    fits on screen would be too long here.
    """
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))


def clean_text(value: str) -> str:
    """Return the normalised text.

    Raises ValidationError for NUL, other control characters and lone surrogates.
    """
    value = normalise(value)
    if CONTROL.search(value) or SURROGATE.search(value):
        raise ValidationError(UNREADABLE, code="unreadable")
    return value


def clean_line(value: str) -> str:
    """Return the text on one line: line ends and tabs become single spaces. Raises as `clean_text` does."""
    return " ".join(clean_text(value).split())


def readable(value: str) -> str:
    """Return the text without what cannot be stored, for words that are only looked for; never an error."""
    return CONTROL.sub(" ", SURROGATE.sub(" ", normalise(value)))
