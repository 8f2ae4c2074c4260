"""What a shared text said at a version, put together from its revisions, and what differs between two.

A revision holds the fields that were saved together: mostly all of a text, sometimes one of them (a choice, the lines
taken over from a case study). What a text said is the newest of each field up to there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ideas.models import Revision
from ideas.models.choices import CouldHappen, State
from ideas.models.revision import CHOSEN
from ideas.storyline import PAUSE, Sitting, sittings
from text.differences import Piece, word_differences

Values = dict[str, Any]
# Stored values that have words of their own: one of a list, not a text.
CODED: dict[str, dict[Any, Any]] = {"state": dict(State.choices), "could_happen": dict(CouldHappen.choices)}


def revisions_of(revision: Revision) -> QuerySet[Revision]:
    """Return the kept revisions of the text that this is one of, the newest first."""
    rows = Revision.objects.filter(idea=revision.idea_id, what=revision.what, which=revision.which, kept=True)
    return rows.order_by("-pk")


def said(rows: Iterable[Revision], names: Iterable[str]) -> Values | None:
    """Return the fields as the newest of these revisions left them; None unless each of them was said."""
    found: Values = {}
    wanted = set(names)
    for row in rows:
        found.update({name: row.payload[name] for name in wanted - found.keys() if name in row.payload})
        if wanted == found.keys():
            return found
    return None if wanted - found.keys() else found


def values_at(revision: Revision) -> Values:
    """Return everything that the text said with this revision: what it saved, and the rest as it stood then."""
    rows = revisions_of(revision)
    rows = rows.filter(pk__lt=revision.pk) if revision.kept else rows.filter(version__lte=revision.base_version)
    found: Values = {}
    for row in rows.reverse():
        found.update(row.payload)
    found.update(revision.payload)
    found.pop(CHOSEN, None)
    return found


def values_of_version(mine: Revision, version: int) -> Values | None:
    """Return the fields of a revision as the text stood at that version; None where the history does not tell.

    Version 0 is a text that did not exist: every field is empty.
    """
    if version == 0:
        return {name: type(value)() for name, value in mine.payload.items()}
    return said(revisions_of(mine).filter(version__lte=version), mine.payload)


@dataclass(slots=True)
class Version:
    """One version of a text with what it changed: a save, or a sitting of them."""

    sitting: Sitting
    fields: list[tuple[str, list[Piece]]] = field(default_factory=list)

    @property
    def revision(self) -> Revision:
        """Return the save that stands for it: the last."""
        return self.sitting.revision

    @property
    def is_text(self) -> bool:
        """Tell whether it holds words, and is not a choice."""
        return CHOSEN not in self.revision.payload

    @property
    def words(self) -> list[tuple[str, str]]:
        """Return the whole texts of this version, by field."""
        return [(n, v) for n, v in self.revision.payload.items() if isinstance(v, str) and v and n not in CODED]


def text_versions(revisions: Iterable[Revision], *, pause: timedelta = PAUSE) -> list[Version]:
    """Return the versions of one text from its revisions, both newest first.

    Saves of one sitting are one version; with no `pause` each save stands alone. Each shows its differences
    from what stood before it.
    """
    standing: Values = {}
    versions = []
    for sitting in reversed(sittings(revisions, pause)):
        payload = sitting.revision.payload
        versions.append(Version(sitting, list(differences(standing, payload))))
        if sitting.revision.kept:
            standing = {**standing, **payload}
    return versions[::-1]


def differences(before: Values, after: Values) -> Iterator[tuple[str, list[Piece]]]:
    """Yield each field of `after` that says something else than `before`, with the words that went and came."""
    for name, value in after.items():
        old = before.get(name, "")
        if old == value or (not old and not value):
            continue
        if name in CODED:
            went, came = (str(CODED[name].get(code, "")) for code in (old, value))
            yield name, [p for p in (Piece("out", went, apart=True), Piece("in", came)) if p.text]
        elif isinstance(value, str) and isinstance(old, str):
            yield name, word_differences(old, value)
        else:
            yield name, [Piece("in", _("yes")) if value else Piece("out", _("yes"))]
