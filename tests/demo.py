"""The demo in the test database, told once in a run and written back row by row after that."""

from django.db import transaction

from accounts.models import User
from goodhelp.content_admins import ensure_content_admins
from goodhelp.demo.loading import Loaded, load_demo
from tests.content import Rows, rows_of, write_back

_rows: Rows = {}
_loaded: list[Loaded] = []


def load_demo_again() -> Loaded:
    """Put the demo into a database that holds the guide and no people; returns what loading it returned.

    Telling it takes a second or two of actions, and many tests only look at the result.
    """
    if not _loaded:
        _loaded.append(load_demo())
        _rows.update(rows_of("accounts", "account", "teams", "ideas"))
        return _loaded[0]
    with transaction.atomic():
        write_back(_rows)
        # Keys of permissions differ from test to test.
        ensure_content_admins().user_set.add(User.objects.get(is_staff=True))
    return _loaded[0]
