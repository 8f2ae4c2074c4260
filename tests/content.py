"""The real guide in the test database, read from its files once in a run."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

Rows = dict[type[models.Model], list[dict[str, Any]]]

_rows: Rows = {}


def load_full_guide() -> None:
    """Put all of fixtures/guide into the database.

    Reading the files takes a second or two, and a transactional test empties the tables behind it: so
    the rows are kept, and written straight back the next time.
    """
    if not _rows:
        files = sorted((settings.BASE_DIR / "fixtures" / "guide").glob("*.yaml"))
        call_command("loaddata", *(str(file) for file in files), verbosity=0)
        _rows.update(rows_of("characteristics", "casestudies"))
    else:
        write_back(_rows)


def rows_of(*rooms: str) -> Rows:
    """Return every row of these apps."""
    every = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    return {model: list(model._default_manager.order_by("pk").values()) for model in every}


@transaction.atomic
def write_back(kept: Rows) -> None:
    """Put rows into the database as they were read from it."""
    for model, rows in kept.items():
        model._default_manager.bulk_create(model(**row) for row in rows)
    # PostgreSQL counts its keys apart from the rows.
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept)):
            cursor.execute(statement)
