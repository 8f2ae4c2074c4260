"""Finding very common words without their index.

An index is quick for words that few rows have. Where nearly every row has them it names tens of thousands of rows, to
find the ten that are shown. Reading rows in the order in which they are shown, until there are ten, is then far
quicker. `common` says which way to take; both find the same rows.
"""

import time
from typing import Any

from django.db import connection

from text.fulltext import Finds, FoldedField, IndexedWords, Terms, short_forms

# More rows than this are not fetched by way of the index.
MANY = 1000
# For so many seconds, of so many words, it is remembered whether they are common.
REMEMBERED, MOST_REMEMBERED = 600.0, 10_000
_remembered: dict[tuple[str, str], tuple[float, bool]] = {}


@FoldedField.register_lookup
class Holds(Finds):
    """`words__holds=terms`: the same rows as `words__finds`, by reading each."""

    lookup_name = "holds"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """Look into the folded words themselves: one space stands between them."""
        alias, _table = self._table(compiler)
        both = f'{alias}."title_words" || \' \' || {alias}."words"'
        words = f"' ' || {alias}.\"title_words\" || ' '" if self.rhs.in_title else f"' ' || {both} || ' '"
        each, sought = [], []
        for stem in self.rhs.stems:
            beginnings = [f" {form} " for form in short_forms(stem)] or [f" {stem}"]
            each.append("(" + " OR ".join([f"instr({words}, %s)"] * len(beginnings)) + ")")
            sought += beginnings
        return "(" + (" OR " if self.rhs.any_of else " AND ").join(each) + ")", sought


def common(model: type[IndexedWords], looked_for: Terms) -> Terms:
    """Return those of the words that more than `MANY` rows have; one query, that stops counting there, or none.

    What was counted is remembered for a while: it only says which way is quicker, and both find the same rows.
    """
    now, table = time.monotonic(), model._meta.db_table
    asked = [one for one in looked_for.each() if _remembered.get((table, one.stems[0]), (0.0, False))[0] <= now]
    if asked:
        if len(_remembered) > MOST_REMEMBERED:
            forget()
        for one, number in zip(asked, _numbers(table, asked), strict=True):
            _remembered[table, one.stems[0]] = now + REMEMBERED, number > MANY
    return Terms(tuple(stem for stem in looked_for.stems if _remembered.get((table, stem), (0.0, False))[1]))


def forget() -> None:
    """Forget which words are common: for tests."""
    _remembered.clear()


def _numbers(table: str, each: list[Terms]) -> tuple[int, ...]:
    """Return how many rows have each of the words, as far as they are counted."""
    if connection.vendor == "sqlite":
        found = f'SELECT 1 FROM "{table}_fts" WHERE "{table}_fts" MATCH %s LIMIT {MANY + 1}'  # noqa: S608 (no values)
    else:
        found = f"SELECT 1 FROM \"{table}\" WHERE found_by @@ to_tsquery('simple', %s) LIMIT {MANY + 1}"  # noqa: S608
    counts = ", ".join([f"(SELECT COUNT(*) FROM ({found}) AS few)"] * len(each))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [one.asked(connection.vendor) for one in each])
        numbers: tuple[int, ...] = cursor.fetchone()
    return numbers
