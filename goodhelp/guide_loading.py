"""Loads the guide from its files into a database that admins may have edited.

What is missing is inserted; what differs is reported row by row and field by field, and overwritten only
when told to. Words of a question that answers may point to are never changed: they are published anew.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from characteristics import models as guide
from goodhelp import content
from goodhelp.content_admins import ensure_content_admins
from goodhelp.guide_files import KINDS, ORDER, GuideFileError, Row, guide_files, read_rows, wording_key
from goodhelp.guide_index import index_guide
from ideas.actions.tallies import recount_characteristic

WORDS = ("text", "hint", "example_answer")
BRING_BACK: dict[type[models.Model], Any] = {
    guide.Characteristic: lambda row: content.unretire_characteristic(by=None, characteristic=row),
    guide.Question: lambda row: content.unretire_question(by=None, question=row),
    guide.Pitfall: lambda row: content.unretire_pitfall(by=None, pitfall=row),
    guide.WordToWeigh: lambda row: content.unretire_word(by=None, word=row),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not the same in the database as in the file."""

    kind: str
    key: str
    field: str
    here: str
    there: str


@dataclass(slots=True)
class Report:
    """What a loading found and did."""

    inserted: Counter[str] = field(default_factory=Counter)
    same: int = 0
    differences: list[Difference] = field(default_factory=list)
    only_here: Counter[str] = field(default_factory=Counter)


def load_guide(paths: Iterable[Path] | None = None, *, overwrite: bool = False, dry_run: bool = False) -> Report:
    """Load the files (all of the guide's if none are named) and return what was found and done.

    All or nothing: raises GuideFileError if any row cannot be stored. With `dry_run` nothing is kept.
    """
    rows = read_rows(guide_files() if paths is None else paths)
    with transaction.atomic():
        loading = _Loading(rows, overwrite=overwrite)
        loading.run(whole=paths is None)
        ensure_content_admins()
        index_guide(changed=bool(loading.report.inserted or (overwrite and loading.report.differences)))
        if dry_run:
            transaction.set_rollback(True)
    return loading.report


class _Loading:
    """One run. Each kind is read from the database once, so that a second run is quick."""

    def __init__(self, rows: list[Row], *, overwrite: bool) -> None:
        self.rows = {model: [row for row in rows if row.model is model] for model in KINDS.values()}
        self.wordings = {row.key: row for row in self.rows[guide.Wording]}
        questions = {row.key for row in self.rows[guide.Question]}
        for row in self.wordings.values():
            if row.fields["question"][0] not in questions:
                raise GuideFileError(f"{row}: its question is not in the files.")
        self.overwrite = overwrite
        self.report = Report()
        self.kept: dict[type, dict[str, Any]] = {}
        self.recount: set[int] = set()

    def run(self, *, whole: bool) -> None:
        """Load kind after kind, then count again what newly asked questions change."""
        for model in ORDER:
            self._load(model)
            if whole:
                extra = self.known(model).keys() - {row.key for row in self.rows[model]}
                self.report.only_here.update({str(model._meta.verbose_name): len(extra)} if extra else {})
        for characteristic in guide.Characteristic.objects.filter(pk__in=self.recount):
            recount_characteristic(characteristic=characteristic)

    def known(self, model: type[models.Model]) -> dict[str, Any]:
        """Return the rows of a kind that are in the database, by key."""
        if model not in self.kept:
            rows = model._default_manager.all()
            if model is guide.Question:
                rows = rows.select_related("current")
            self.kept[model] = {row.natural_key()[0]: row for row in rows}  # type: ignore[attr-defined]
        return self.kept[model]

    def _load(self, model: type[models.Model]) -> None:
        known, new = self.known(model), []
        for row in self.rows[model]:
            values = self._values(row)
            if row.key in known:
                self._compare(row, known[row.key], values)
            else:
                new.append((row, self._made(row, values)))
        if not new:
            return
        try:
            model._default_manager.bulk_create([instance for _row, instance in new])
        except IntegrityError as error:
            names = ", ".join(row.key for row, _instance in new)
            raise GuideFileError(f"These do not fit with what is in the database ({error}): {names}") from error
        known.update({row.key: instance for row, instance in new})
        self.report.inserted[str(model._meta.verbose_name)] += len(new)
        if model is guide.Question:
            self._ask(new)

    def _values(self, row: Row) -> dict[str, Any]:
        """Return the row's values as columns, cleaned as a form would; relations as primary keys."""
        values = {}
        for name, raw in row.fields.items():
            if (row.model, name) == (guide.Question, "current"):
                continue
            column: Any = row.model._meta.get_field(name)
            try:
                values[column.attname] = self._pk(column, raw) if column.is_relation else column.to_python(raw)
            except ValidationError as error:
                raise GuideFileError(f"{row}, {name}: {' '.join(error.messages)}") from error
            except (KeyError, TypeError, IndexError) as error:
                raise GuideFileError(f"{row}, {name}: there is no {raw}.") from error
        return values

    def _pk(self, column: Any, raw: list[str] | None) -> int | None:
        return None if raw is None else self.known(column.related_model)[raw[0]].pk

    def _made(self, row: Row, values: dict[str, Any]) -> Any:
        instance = row.model(**values)
        relations = [f.name for f in row.model._meta.concrete_fields if f.is_relation]
        try:
            instance.clean_fields(exclude=relations)
        except ValidationError as error:
            raise GuideFileError(f"{row}: {error.message_dict}") from error
        return instance

    def _ask(self, new: list[tuple[Row, Any]]) -> None:
        """Give new questions their words: all that the files have of them, and the one that is asked."""
        made = {
            row.key: self._made(row, self._values(row))
            for row in self.wordings.values()
            if row.fields["question"][0] in {question.key for question, _instance in new}
        }
        guide.Wording._default_manager.bulk_create(made.values())
        for row, question in new:
            question.current = made[self._current(row).key]
            self.recount.add(question.characteristic_id)
        guide.Question.objects.bulk_update([question for _row, question in new], ["current"])

    def _current(self, question: Row) -> Row:
        try:
            return self.wordings[wording_key(*question.fields["current"])]
        except (KeyError, TypeError) as error:
            raise GuideFileError(f"{question}: its current wording is not in the files.") from error

    def _compare(self, row: Row, instance: Any, values: dict[str, Any]) -> None:
        found = len(self.report.differences)
        changed = {name: value for name, value in values.items() if getattr(instance, name) != value}
        for name in changed:
            column = row.model._meta.get_field(name)
            here = getattr(instance, column.name)
            here = here.natural_key()[0] if column.is_relation and here else here
            self._differs(row, column.name, here, row.fields[column.name])
        if changed and self.overwrite:
            self._change(row, instance, changed)
        if getattr(instance, "retired_at", None):
            self._differs(row, "retired", "retired", "in the guide")
            if self.overwrite:
                BRING_BACK[row.model](instance)
        if row.model is guide.Question:
            self._compare_words(row, instance)
        self.report.same += len(self.report.differences) == found

    def _change(self, row: Row, instance: Any, changed: dict[str, Any]) -> None:
        if row.model is guide.Question:
            self.recount |= {instance.characteristic_id, changed.get("characteristic_id", instance.characteristic_id)}
        for name, value in changed.items():
            setattr(instance, name, value)
        try:
            instance.clean_fields(exclude=[f.name for f in instance._meta.concrete_fields if f.is_relation])
            instance.save(update_fields=[row.model._meta.get_field(name).name for name in changed])
        except (ValidationError, IntegrityError) as error:
            raise GuideFileError(f"{row} cannot be overwritten: {error}") from error

    def _compare_words(self, row: Row, question: Any) -> None:
        """Compare the words that are asked today, whichever number they have; earlier ones are history."""
        wording = self._current(row)
        words = {name: self._values(wording).get(name, "") for name in WORDS}
        changed = [name for name in WORDS if words[name] != getattr(question.current, name, None)]
        for name in changed:
            self._differs(row, f"wording, {name}", getattr(question.current, name, ""), words[name])
        if changed and self.overwrite:
            minor = bool(wording.fields.get("minor"))
            content.publish_wording(by=None, question=question, **words, minor=minor)

    def _differs(self, row: Row, name: str, here: Any, there: Any) -> None:
        there = there[0] if isinstance(there, list) else there
        kind = str(row.model._meta.verbose_name)
        self.report.differences.append(Difference(kind, row.key, name, str(here), str(there)))
