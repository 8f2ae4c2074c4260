"""The files that the guide comes in, read into rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from casestudies import models as casestudies
from characteristics import models as guide

# Each kind after those that it points to. A question and its wordings point to each other: so wordings follow
# with their questions (`goodhelp.guide_loading`).
ORDER: tuple[type[models.Model], ...] = (
    guide.Source, guide.Characteristic, guide.Mechanism, guide.Example, guide.Pitfall, guide.Question,
    guide.Connection, guide.Page, guide.Principle, guide.PrinciplePoint, guide.Resource, guide.Reference, guide.Term,
    guide.WordToWeigh,
    casestudies.CaseStudy, casestudies.Illustration, casestudies.Need, casestudies.Programme,
)  # fmt: skip
QUESTION_WORDS: tuple[type[models.Model], ...] = (guide.Wording,)
KINDS: dict[str, type[models.Model]] = {model._meta.label_lower: model for model in [*ORDER, *QUESTION_WORDS]}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast


class GuideFileError(Exception):
    """A file cannot be loaded; nothing was changed. The message says which row and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file."""

    model: type[models.Model]
    key: str
    fields: dict[str, Any]
    file: str

    def __str__(self) -> str:
        """Return what to call it in a message."""
        return f"{self.file}: {self.model._meta.verbose_name} “{self.key}”"


def guide_files() -> list[Path]:
    """Return the files that the guide comes in, in order."""
    return sorted((settings.BASE_DIR / "fixtures" / "guide").glob("*.yaml"))


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """Return the rows of the files. Raises GuideFileError for what is not a row of the guide, or stands twice."""
    rows: dict[tuple[type, str], Row] = {}
    for path in paths:
        try:
            entries = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (a safe loader)
        except (OSError, yaml.YAMLError) as error:
            raise GuideFileError(f"{path.name} cannot be read: {error}") from error
        for entry in entries or []:
            row = _row(entry, path.name)
            if (row.model, row.key) in rows:
                raise GuideFileError(f"{row} stands twice.")
            rows[row.model, row.key] = row
    return list(rows.values())


def _row(entry: Any, file: str) -> Row:
    try:
        model, fields = KINDS[entry["model"]], dict(entry["fields"])
        if model is guide.Wording:
            key = wording_key(fields["question"][0], fields["number"])
        else:
            key = fields[model.natural_key_field if hasattr(model, "natural_key_field") else "key"]
        for name in fields:
            model._meta.get_field(name)
    except (KeyError, TypeError, FieldDoesNotExist) as error:
        raise GuideFileError(f"{file}: this is not a row of the guide ({error!r}): {str(entry)[:200]}") from error
    return Row(model, str(key), fields, file)


def wording_key(question: str, number: int) -> str:
    """Return the key of a wording: its question's, and its number."""
    return f"{question} {number}"
