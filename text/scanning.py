"""Finding very common words without their index.

An index is quick for words that few rows have. Where nearly every row has them it names tens of thousands of rows, to
find the ten that are shown. Reading rows in the order in which they are shown, until there are ten, is then far
quicker. `common` says which way to take; both find the same rows.
"""

from typing import Any

from django.db import connection

from text.fulltext import Finds, FoldedField, IndexedWords, Terms, short_forms

# More rows than this are not fetched by way of the index.
MANY = 1000


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
    """Return those of the words that more than `MANY` rows have; one query, that stops counting there."""
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        found = f'SELECT 1 FROM "{table}_fts" WHERE "{table}_fts" MATCH %s LIMIT {MANY + 1}'  # noqa: S608 (no values)
    else:
        found = f"SELECT 1 FROM \"{table}\" WHERE found_by @@ to_tsquery('simple', %s) LIMIT {MANY + 1}"  # noqa: S608
    each = list(looked_for.each())
    counts = ", ".join([f"(SELECT COUNT(*) FROM ({found}) AS few)"] * len(each))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [one.asked(connection.vendor) for one in each])
        numbers = cursor.fetchone()
    return Terms(tuple(one.stems[0] for one, number in zip(each, numbers, strict=True) if number > MANY))
