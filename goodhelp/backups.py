"""A whole copy of the database in one file, and a database made from it again. Nothing is kept outside the database.

A copy of a live SQLite file is none: what was written last stands in a second file beside it.
"""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

FOR_ITS_OWNER = 0o600
# How a copy begins: made from one kind of database, it is of no use to the other.
BEGINNINGS = {"sqlite": b"SQLite format 3\x00", "postgresql": b"PGDMP"}


class BackupError(Exception):
    """A copy could not be made or brought back; the words say what to do."""


def back_up(to: Path) -> None:
    """Write a whole copy to a file that must not exist yet, readable for its owner alone; people may go on working.

    Raises BackupError. The file gets its name only when it is whole.
    """
    if to.exists():
        raise BackupError(f"{to} exists already: give another name.")
    part = to.with_name(f"{to.name}.part")
    try:
        part.touch(FOR_ITS_OWNER, exist_ok=False)
    except OSError as error:
        raise BackupError(f"{part} cannot be written: {error.strerror}.") from error
    try:
        _copy_to(part)
        part.rename(to)
    except (OSError, DatabaseError) as error:
        raise BackupError(f"{to} was not written: {error}.") from error
    finally:
        part.unlink(missing_ok=True)


def restore(source: Path) -> None:
    """Fill the database, which must be empty, from a copy that `back_up` has made. Raises BackupError.

    Nothing is ever overwritten: move the old database away, or make a new one, first.
    """
    try:
        with source.open("rb") as file:
            begins = file.read(16)
    except OSError as error:
        raise BackupError(f"{source} cannot be read: {error.strerror}.") from error
    if not begins.startswith(BEGINNINGS[connection.vendor]):
        raise BackupError(f"{source} is no backup of a {connection.display_name} database.")
    if connection.introspection.table_names():
        raise BackupError("The database is not empty. Give DATABASE_URL one that is, then restore into that.")
    if connection.vendor == "sqlite":
        _restore_sqlite(source)
    else:
        _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source))


def _copy_to(part: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(part)])
        with _opened(part) as copy:
            _check(copy, part)
    else:
        _run("pg_dump", "--format=custom", f"--file={part}")


def _restore_sqlite(source: Path) -> None:
    with _opened(source) as copy:
        _check(copy, source)
        connection.ensure_connection()
        copy.backup(connection.connection)


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        yield opened
    finally:
        opened.close()


def _check(copy: sqlite3.Connection, file: Path) -> None:
    try:
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise BackupError(f"{file} is damaged: {found}.")


def _run(program: str, *asked: str) -> None:
    """Run one of PostgreSQL's own programs on our database."""
    arguments, variables = _reaching(connection.settings_dict)
    try:
        subprocess.run(  # noqa: S603 (a program's name and our own settings)
            [program, *asked, *arguments], env={**os.environ, **variables}, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise BackupError(f"{program} is missing: install PostgreSQL's client programs.") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{program}: {error.stderr.strip()}") from error


def _reaching(settings: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Return how PostgreSQL's programs reach our database, as Django tells its psql."""
    (_psql, *arguments), variables = connection.client.settings_to_cmd_args_env(settings, [])
    return [*arguments[:-1], f"--dbname={settings['NAME']}"], variables or {}
