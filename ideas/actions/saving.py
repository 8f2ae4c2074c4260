"""Saving shared text so that two people at once never lose a word.

Each save says which version its writer had before them. It is a compare-and-swap on the row's `version`,
plus one `Revision`, in one transaction. `atomic()` alone is not a lock: on PostgreSQL the same code
without the comparison loses most simultaneous updates (measured; see docs/adr/0002).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts.models import User
from ideas.actions.indexing import index_text
from ideas.actions.joining import Joined, join_values
from ideas.models import Idea, Revision
from ideas.models.revision import RevisionWhat
from ideas.redaction import MARK
from ideas.versions import Values, revisions_of, values_of_version


@dataclass(frozen=True, slots=True)
class Saved:
    """The text is stored as this version; `changed` is False when it said the same already."""

    version: int
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else saved first. Their words stand; the writer's are in the history as set aside."""

    version: int  # the version that stands now: a further save must start from it
    mine: Values
    theirs: Values
    by: User | None
    at: datetime | None
    # What both wrote, joined; None where the history does not tell what they both began from.
    joined: Joined | None = None
    aside: int | None = None  # the revision that keeps `mine`
    # A passage was taken out of this text meanwhile: `mine` may still hold it.
    redacted: bool = False


Outcome = Saved | Conflict


@dataclass(frozen=True, slots=True)
class SharedText:
    """Where a shared text lives: its row, and what its revisions are called."""

    idea: Idea
    what: RevisionWhat
    model: type[models.Model]
    lookup: Mapping[str, Any]
    which: str = ""
    # Columns that change with it but are not the writer's words, such as the wording answered.
    beside: Values = field(default_factory=dict)

    def rows(self) -> models.QuerySet[Any]:
        """Return a query of this one row."""
        return self.model._default_manager.filter(**self.lookup)


def still_at(rows: models.QuerySet[Any], version: int) -> models.QuerySet[Any]:
    """Narrow the row to the version that the writer had before them: the guard against lost updates."""
    return rows.filter(version=version)


@transaction.atomic
def save_shared(*, text: SharedText, values: Values, base_version: int, by: User) -> Outcome:
    """Store the values if the row is still at `base_version` (0: it did not exist), else report a conflict.

    A save that says what stands already is no change and no conflict, so a double click is harmless.
    """
    now = _current(text, values)
    if now is not None and _same(now, values):
        return Saved(now["version"], changed=False)
    if now is None and base_version == 0 and not any(values.values()):
        return Saved(0, changed=False)
    touch(idea=text.idea, by=by)
    if _swap(text, values, base_version):
        remember(text=text, values=values, by=by, base_version=base_version, version=base_version + 1)
        index_text(idea=text.idea, what=text.what, which=text.which, rows=text.rows(), values=values)
        return Saved(base_version + 1)
    now = _current(text, values)
    if now is not None and _same(now, values):
        return Saved(now["version"], changed=False)
    aside = remember_aside(
        idea=text.idea, what=text.what, which=text.which, values=values, by=by, base_version=base_version
    )
    return _conflict(text, values, now, aside)


def touch(*, idea: Idea, by: User) -> None:
    """Note the change on the idea's row. That row also puts simultaneous changes to one idea in a queue,
    so that whoever counts after it sees every answer saved before."""
    Idea.objects.filter(pk=idea.pk).update(updated_at=timezone.now(), updated_by=by)


def remember(*, text: SharedText, values: Values, by: User, base_version: int, version: int) -> Revision:
    """Append the revision of a version that was stored."""
    return Revision.objects.create(
        idea=text.idea, what=text.what, which=text.which, payload=values, by=by,
        base_version=base_version, version=version,
    )  # fmt: skip


def _current(text: SharedText, values: Values) -> Values | None:
    return text.rows().values("version", *values).first()


def _same(row: Values, values: Values) -> bool:
    return all(row[name] == value for name, value in values.items())


def _swap(text: SharedText, values: Values, base_version: int) -> bool:
    if base_version:
        rows = still_at(text.rows(), base_version)
        return bool(rows.update(**values, **text.beside, version=models.F("version") + 1))
    try:
        with transaction.atomic():
            text.model._default_manager.create(**text.lookup, **values, **text.beside)
    except IntegrityError:
        return False
    return True


def remember_aside(*, idea: Idea, what: str, which: str, values: Values, by: User, base_version: int) -> Revision:
    """Keep words that are not stored, and return where; once, though a script and then the page send them."""
    last = Revision.objects.filter(idea=idea, what=what, which=which, by=by).order_by("-pk").first()
    if last is not None and not last.kept and last.payload == values:
        return last
    return Revision.objects.create(
        idea=idea, what=what, which=which, payload=values, by=by, base_version=base_version, version=None, kept=False
    )


def _conflict(text: SharedText, values: Values, now: Values | None, aside: Revision) -> Conflict:
    last = revisions_of(aside).select_related("by").first()
    theirs = {name: (now or {}).get(name, "") for name in values}
    version = (now or {}).get("version", 0)
    base = values_of_version(aside, aside.base_version)
    redacted = _redacted_since(aside, version) or (base is not None and _redacted_in(base, values))
    # Joined, the words that were taken out would come back unseen.
    base = None if redacted else base
    return Conflict(
        version=version,
        mine=values,
        theirs=theirs,
        by=last.by if last else None,
        at=last.at if last else None,
        joined=join_values(base, theirs, values) if base is not None else None,
        aside=aside.pk,
        redacted=redacted,
    )


def _redacted_in(base: Values, mine: Values) -> bool:
    """Tell whether a passage was taken out of what the writer began from, and may still stand in what they sent.

    A colleague may have written it out of the text first: then the text itself needed no redaction.
    """
    return any(MARK in str(base[name]) and MARK not in str(mine[name]) for name in mine)


def _redacted_since(aside: Revision, version: int) -> bool:
    """Tell whether a version after the one that the writer began from is nobody's save: then it was a redaction."""
    since = revisions_of(aside).filter(version__gt=aside.base_version, version__lte=version)
    return since.order_by().values("version").distinct().count() < version - aside.base_version
