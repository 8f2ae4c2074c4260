"""The demo in the test database, told once in a run and written back row by row after that."""

from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from accounts.models import User
from goodhelp.content_admins import ensure_content_admins
from goodhelp.demo.loading import Loaded, load_demo

_rows: dict[type[models.Model], list[dict[str, Any]]] = {}
_loaded: list[Loaded] = []


def load_demo_again() -> Loaded:
    """Put the demo into a database that holds the guide and no people; returns what loading it returned.

    Telling it takes a second or two of actions, and many tests only look at the result.
    """
    if not _loaded:
        _loaded.append(load_demo())
        for app in ("accounts", "account", "teams", "ideas"):
            for model in apps.get_app_config(app).get_models():
                _rows[model] = list(model._default_manager.order_by("pk").values())
        return _loaded[0]
    with transaction.atomic():
        for model, rows in _rows.items():
            model._default_manager.bulk_create(model(**row) for row in rows)
        # PostgreSQL counts its keys apart from the rows.
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(_rows)):
                cursor.execute(statement)
        # Keys of permissions differ from test to test.
        ensure_content_admins().user_set.add(User.objects.get(is_staff=True))
    return _loaded[0]
