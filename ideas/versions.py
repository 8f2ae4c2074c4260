"""What a shared text said at a version, put together from its revisions.

A revision holds the fields that were saved together: mostly all of a text, sometimes one of them (a choice, the lines
taken over from a case study). What a text said is the newest of each field up to there.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from ideas.models import Revision
from ideas.models.choices import CouldHappen, State

Values = dict[str, Any]
# The choice of a characteristic stands beside its reason in the history, and is no field of the text.
CHOSEN = "chosen"
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
