"""Finding rows by their words, the same on PostgreSQL (`tsvector`) and on SQLite (FTS5).

Both engines index words that were folded here: small letters, no accents, no apostrophes. What is looked for is
folded by the same rule, cut to its stem and compared by its beginning; a word of up to three letters is compared
whole, with its plural and what a verb makes of it, since “tea” begins “team” and “teach” as well. So neither engine's
own idea of a language matters, “tŷ” finds “ty” and the other way round, and both find the same rows.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WORD = re.compile(r"[^\W_]+")
APOSTROPHE = re.compile(r"(?<=\w)['’\u02bc](?=\w)")
LONGEST_WORD, MOST_TERMS, LONGEST_TEXT = 40, 8, 400_000
# Letters that Unicode does not take apart into a letter and its accent.
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"})
# Too common to look for beside other words, in English and in Welsh.
COMMON = {"a", "an", "and", "are", "at", "by", "for", "i", "in", "is", "it", "of", "on", "or", "the", "to", "with"} | {
    "y", "yr", "ar",
}  # fmt: skip
# Endings that are cut off, longest first, and how much must be left.
ENDINGS = (
    "iness", "ness", "ments", "ment", "ings", "ions", "ing", "ion", "ies", "ied", "ers", "ed", "er", "es", "ly", "e",
    "y", "s",
)  # fmt: skip
SHORTEST_STEM = 4
# Up to this many letters would begin half the dictionary.
SHORT = 3
# “GPs”, “gyms”, “teas”; not “bus”, “this”, “MS”.
SHORT_PLURAL = re.compile(r"\w+(?:[^\W\d_aeiou]|[aeiou]{2})s(?<!ss)")
NO_PLURALS = {"news", "bias"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What is looked for: stems of words, of which all must be there (or any), anywhere or in the title."""

    stems: tuple[str, ...]
    in_title: bool = False
    any_of: bool = False

    def each(self) -> "Iterator[Terms]":
        """Yield one `Terms` per word."""
        return (Terms((stem,), in_title=self.in_title) for stem in self.stems)

    def titled(self) -> "Terms":
        """Return the same, to be found in the title."""
        return Terms(self.stems, in_title=True)

    def some(self) -> "Terms":
        """Return the same, of which any will do."""
        return Terms(self.stems, any_of=True)

    def hit(self, word: str) -> bool:
        """Tell whether a folded word is one of those looked for."""
        return any(word in short_forms(stem) or (len(stem) > SHORT and word.startswith(stem)) for stem in self.stems)

    def asked(self, vendor: str) -> str:
        """Return the words as an engine's full text is asked for them."""
        if vendor == "postgresql":
            weight = "A" if self.in_title else ""
            whole, begun, both, either = f"'{{}}'{f':{weight}' * bool(weight)}", f"'{{}}':*{weight}", " & ", " | "
        else:
            whole, begun, both, either = '"{}"', '"{}"*', " AND ", " OR "
        each = [
            f"({either.join(map(whole.format, forms))})" if (forms := short_forms(stem)) else begun.format(stem)
            for stem in self.stems
        ]
        match = (either if self.any_of else both).join(each)
        return f"{{title_words}} : ({match})" if self.in_title and vendor != "postgresql" else match


def fold(text: str) -> str:
    """Return the text's words as they are indexed, a space between them."""
    text = APOSTROPHE.sub("", text[:LONGEST_TEXT].casefold())
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
        text = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(word[:LONGEST_WORD] for word in WORD.findall(text))


def terms(typed: str) -> Terms:
    """Return what somebody looks for who typed this; never an error, whatever was typed."""
    words = list(dict.fromkeys(fold(typed[:500]).split()))
    telling = [word for word in words if word not in COMMON] or words
    return Terms(tuple(dict.fromkeys(map(stem, telling)))[:MOST_TERMS])


def stem(word: str) -> str:
    """Return a beginning of the word that its other forms share; a short one stays whole, but for a plural’s s."""
    for ending in ENDINGS:
        left = word.removesuffix(ending)
        if left != word and len(left) >= SHORTEST_STEM and (ending != "s" or left[-1] != "s"):
            # “planning”, “planned”: like “plan”.
            return left[:-1] if ending in {"ing", "ed"} and left[-2:-1] == left[-1] and left[-1] not in "ls" else left
    return word[:-1] if len(word) <= SHORT + 1 and SHORT_PLURAL.fullmatch(word) and word not in NO_PLURALS else word


def short_forms(stem: str) -> tuple[str, ...]:
    """Return the words that a short stem stands for: it, its plural, and what a verb makes of it. None for a stem that
    is compared as a beginning.
    """
    if len(stem) > SHORT:
        return ()
    if len(stem) == 1:
        return (stem,)
    plural = f"{stem}es" if stem.endswith(("s", "x", "z", "ch", "sh")) else f"{stem}s"
    if len(stem) < SHORT:
        return (stem, plural)
    verb = (f"{stem}d", f"{stem[:-1]}ing") if stem[-1] == "e" else (f"{stem}ed", f"{stem}ing")
    return (stem, plural, *verb, f"{stem}{stem[-1]}ed", f"{stem}{stem[-1]}ing")


# --- In the database ----------------------------------------------------------------------------------


class FoldedField(models.TextField):
    """A column of folded words, looked through by `words__finds=terms(…)`."""


class IndexedWords(models.Model):
    """A row that can be found. `create_index` puts the engine's own index beside its table.

    The engine keeps that index equal to these columns; actions write the columns. On SQLite a migration that
    alters the table takes its triggers away: call `drop_index` before and `create_index` after it.
    """

    title_words = FoldedField(default="", editable=False)
    words = FoldedField(default="", editable=False)

    class Meta:
        abstract = True


@FoldedField.register_lookup
class Finds(models.Lookup):
    """`words__finds=terms`: looks in both columns, or in the title's alone."""

    lookup_name = "finds"
    prepare_rhs = False

    def _table(self, compiler: Any) -> tuple[str, str]:
        return compiler.quote_name_unless_alias(self.lhs.alias), self.lhs.target.model._meta.db_table

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """Ask the generated column."""
        alias, _table = self._table(compiler)
        return f"{alias}.\"found_by\" @@ to_tsquery('simple', %s)", [self.rhs.asked("postgresql")]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """Ask the virtual table."""
        alias, table = self._table(compiler)
        rows = f'SELECT rowid FROM "{table}_fts" WHERE "{table}_fts" MATCH %s'  # noqa: S608 (names, no values)
        return f'{alias}."id" IN ({rows})', [self.rhs.asked("sqlite")]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Refuse any other engine."""
        raise NotImplementedError(f"There is no full text on {connection.vendor}.")


def create_index(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Put the engine's index beside a table of `IndexedWords`; for migrations."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"ALTER TABLE {table} ADD COLUMN found_by tsvector GENERATED ALWAYS AS ("
            "setweight(to_tsvector('simple'::regconfig, title_words), 'A') || "
            "setweight(to_tsvector('simple'::regconfig, words), 'D')) STORED"
        )
        schema_editor.execute(f"CREATE INDEX {table}_found_by ON {table} USING gin (found_by)")
        return
    new, old = (f"{row}.id, {row}.title_words, {row}.words" for row in ("new", "old"))
    add = f"INSERT INTO {table}_fts (rowid, title_words, words) VALUES ({new});"  # noqa: S608 (names, no values)
    take = f"INSERT INTO {table}_fts ({table}_fts, rowid, title_words, words) VALUES ('delete', {old});"  # noqa: S608
    schema_editor.execute(
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5(title_words, words, content='{table}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='4 5')"
    )
    for event, does in (("INSERT", add), ("DELETE", take), ("UPDATE OF title_words, words", take + add)):
        name = f"{table}_after_{event.split()[0].lower()}"
        schema_editor.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {does} END")


def drop_index(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the engine's index away again; for migrations."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN found_by")
        return
    for event in ("insert", "delete", "update"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_after_{event}")
    schema_editor.execute(f"DROP TABLE IF EXISTS {table}_fts")


def purge(model: type[IndexedWords]) -> None:
    """Let the index hold nothing of words that are gone: FTS5 keeps them until it tidies up by itself."""
    if connection.vendor == "sqlite":
        name = f"{model._meta.db_table}_fts"
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")  # noqa: S608 (a name, no value)
