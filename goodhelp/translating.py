"""The catalogue of translations: what the code says, gathered; what translators wrote, kept; both compiled.

Only for people who work on the code: it needs Babel, which running the planner does not. Nothing needs GNU gettext.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGE = "cy"
# Files that hold words: our rooms' Python, and all templates, those of mails among them.
ROOMS = ("accounts", "casestudies", "characteristics", "goodhelp", "ideas", "teams", "text")
# The names under which Django knows gettext, and which of their arguments are words ("c": the context).
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "_now"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def catalogue_file() -> Path:
    """Return where the translations into Welsh stand; the compiled file stands beside it."""
    return Path(settings.LOCALE_PATHS[0]) / LANGUAGE / "LC_MESSAGES" / "django.po"


def sources() -> Iterator[Path]:
    """Yield every file that may hold words, in order of name."""
    for room in ROOMS:
        yield from (
            path for path in sorted(Path(settings.BASE_DIR, room).rglob("*.py")) if "migrations" not in path.parts
        )
    for path in sorted(Path(settings.BASE_DIR, "templates").rglob("*.*")):
        if path.suffix in (".html", ".txt"):
            yield path


def extracted() -> Catalog:
    """Return every text that the code puts through gettext, with the files that it stands in."""
    found = Catalog()
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Django turns what is not to be translated into X; how lines are indented would mislead Python's reader.
            text = re.sub(r"^[ \t]+", "", templatize(text), flags=re.MULTILINE)
        name = path.relative_to(settings.BASE_DIR).as_posix()
        for _line, words, notes, context in extract("python", io.BytesIO(text.encode()), KEYWORDS, ["Translators:"]):
            found.add(words, locations=[(name, 0)], auto_comments=notes, context=context)
    return found


def stored() -> Catalog:
    """Return the catalogue as it stands in the file."""
    with catalogue_file().open("rb") as file:
        return read_po(file, locale=LANGUAGE, domain="django", abort_invalid=True)


def updated() -> Catalog:
    """Return the catalogue brought up to date: new texts empty, translations kept, those no longer used at the end."""
    catalogue = stored()
    # A text that comes back finds its translation again.
    for message in list(catalogue.obsolete.values()):
        catalogue[message.id] = message
    catalogue.obsolete.clear()
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    for key, message in list(catalogue.obsolete.items()):
        if not translated(message.string):
            del catalogue.obsolete[key]
        message.locations, message.auto_comments = [], []
    return catalogue


def translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Tell whether anything is written in the translation, or in one of its plural forms."""
    return bool(string) if isinstance(string, str) else any(string or ())


def po_bytes(catalogue: Catalog) -> bytes:
    """Return the catalogue as translators read it, the same for the same content."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, sort_by_file=True, include_lineno=False)
    return buffer.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return the catalogue as the server reads it, the same for the same content."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def write(catalogue: Catalog) -> None:
    """Write both files."""
    catalogue_file().write_bytes(po_bytes(catalogue))
    catalogue_file().with_suffix(".mo").write_bytes(mo_bytes(catalogue))


# --- What is wrong with a translation -------------------------------------------------------------

HOLES = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}|</?\w+[^>]*>")


def faults(message: Any, forms: int) -> list[str]:
    """Return what would break a page: a placeholder or tag that differs, a plural form that is missing."""
    if not translated(message.string):
        return []
    plural = message.id if isinstance(message.id, (list, tuple)) else None
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    problems = []
    if plural and (len(strings) != forms or not all(strings)):
        problems.append(f"{forms} plural forms are needed")
    allowed = [sorted(HOLES.findall(words)) for words in (plural or [message.id])]
    for words in filter(None, strings):
        if sorted(HOLES.findall(words)) not in allowed:
            problems.append(f"“{words}” does not hold what the English holds: {allowed[-1]}")
        if words.startswith("\n") != str(plural[0] if plural else message.id).startswith("\n"):
            problems.append(f"“{words}” begins with another kind of line")
    return problems
