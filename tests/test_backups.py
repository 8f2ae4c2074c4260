"""A copy made while people work is whole, and a new database made from it is the same and runs."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from goodhelp.guide_index import index_guide
from ideas.actions import drafting
from ideas.models import Idea
from tests.builders import an_idea, decided, submitted, worked_out
from tests.concurrency import at_once, raised

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "postgresql" and not shutil.which("pg_dump"),
        reason="pg_dump is not installed (Debian: postgresql-client)",
    ),
]


def address_of(name: str) -> str:
    """Return the DATABASE_URL of a PostgreSQL database beside that of the tests."""
    at = connection.settings_dict
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{name}".replace(":@", "@")


@pytest.fixture
def empty(tmp_path) -> Iterator[str]:
    """Give the address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'restored.sqlite3'}"
        return
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield address_of(name)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


def manage(database: str, *asked: str, fails: bool = False) -> str:
    """Run manage.py on another database, as an admin would, and return what it says."""
    variables = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "goodhelp.settings", "DEBUG": "1"}
    command = [sys.executable, "manage.py", *asked]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode != 0) == fails, done.stderr
    return done.stderr if fails else done.stdout


def rows(text: str) -> list[dict]:
    return sorted(json.loads(text), key=lambda row: (row["model"], str(row["pk"])))


@pytest.fixture
def copy(tmp_path, guide, team, writer, decider) -> Path:
    idea = worked_out(writer, team)
    decided(submitted(idea, writer), decider)
    index_guide()
    return tmp_path / "copy"


def test_what_is_restored_is_what_was_there_and_runs(copy, empty, tmp_path) -> None:
    call_command("backup", copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir() if "part" in file.name] == []
    before = tmp_path / "before.json"
    call_command("dumpdata", output=str(before))
    Idea.objects.update(title="Changed since")
    assert "1 ideas" in manage(empty, "restore", str(copy))
    assert rows(manage(empty, "dumpdata")) == rows(before.read_text())
    manage(empty, "prepare")
    assert "is not empty" in manage(empty, "restore", str(copy), fails=True)


def test_a_copy_made_while_people_write_is_whole(copy, empty, team, writer) -> None:
    ideas = [an_idea(writer, team, f"Walk {number}") for number in range(4)]

    def write(idea: Idea) -> None:
        for number in range(15):
            standing = Idea.objects.get(pk=idea.pk)
            drafting.describe_idea(
                idea=standing, by=writer, values={"summary": f"Words {number}"}, base_version=standing.version
            )

    results = at_once(lambda: call_command("backup", copy), *(lambda idea=idea: write(idea) for idea in ideas))
    assert raised(results) == []
    manage(empty, "restore", str(copy))
    manage(empty, "recount", "--check")
    manage(empty, "reindex", "--check")


def test_nothing_is_written_over(copy) -> None:
    copy.write_text("mine")
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", copy)
    assert copy.read_text() == "mine"
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("backup", copy / "nowhere")


def test_what_is_no_backup_is_refused_in_words(copy, empty, tmp_path) -> None:
    nonsense = tmp_path / "nonsense"
    nonsense.write_text("What is this?")
    with pytest.raises(CommandError, match="is no backup of a"):
        call_command("restore", nonsense)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("restore", tmp_path / "missing")
    call_command("backup", copy)
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    said = manage(empty, "restore", str(copy), fails=True)
    assert "is damaged" in said or "pg_restore:" in said
    assert "Traceback" not in said
    copy.write_bytes(whole)
    assert "1 ideas" in manage(empty, "restore", str(copy))  # half of it left nothing behind
