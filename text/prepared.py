"""Queries that are put together once, and run often with other values.

Half of what a page costs is Django building querysets and turning them into SQL, the same SQL each time. A function
under `prepared` says it once:

    @prepared
    def answers_of(idea: int) -> QuerySet[Answer]:
        return Answer.objects.filter(idea=idea).select_related("wording")

    rows = answers_of(7)  # a list; one query

Its positional parameters are blanks, int, str, date or datetime, that may only be compared with: before the first
use the query is built twice, with stand-ins and with the values, and refused if anything but the blanks tells the two
apart, such as the time. Keyword-only parameters belong to the form of the query; each form is put together on its own.

What is put together stays with its connection, which belongs to one thread, so threads share nothing.
"""

from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.models import QuerySet

_GREATEST = 2**63 - 1
_MOST_FORMS = 100  # of one query, on one connection; the oldest makes room
Values = ParamSpec("Values")
Row = TypeVar("Row")
# Stand-ins for the values while a query is put together, which no query holds of its own.
_NUMBER, _WORD, _TIME = 1_900_000_000, "\ue000blank", datetime(2900, 1, 1, tzinfo=UTC)
_DAY = date(2900, 1, 1)


def prepared(make: Callable[Values, "QuerySet[Any, Row]"]) -> Callable[Values, list[Row]]:
    """Return a function that runs the query which `make` returns, with these values, and gives its rows.

    Raises TypeError if the query cannot be put together once.
    """
    kept: WeakKeyDictionary[Any, dict[Hashable, _Prepared]] = WeakKeyDictionary()

    @wraps(make)
    def rows(*values: Values.args, **form: Values.kwargs) -> list[Row]:
        connection = connections["default"]
        ready = kept.setdefault(connection, {})
        if any(isinstance(value, int) and abs(value) > _GREATEST for value in values):
            return []  # no column holds such a number
        key = (tuple(map(type, values)), *sorted(form.items()))
        if key not in ready:
            while len(ready) >= _MOST_FORMS:
                del ready[next(iter(ready))]
            ready[key] = _Prepared(make, values, form)
        return ready[key].rows(values)

    return rows


class _Prepared:
    """One form of a query, on one connection."""

    def __init__(self, make: Callable[..., "QuerySet[Any, Any]"], values: tuple[Any, ...], form: dict[str, Any]):
        self.queryset = make(*(_stand_in(value, at) for at, value in enumerate(values)), **form)
        self.compiler = self.queryset.query.get_compiler(self.queryset.db)
        self.sql, parameters = self.compiler.as_sql()
        self.parameters = list(parameters)
        blanks = [self._adapted(_stand_in(value, at)) for at, value in enumerate(values)]
        self.places = [(n, blanks.index(p)) for n, p in enumerate(parameters) if p in blanks]
        plain = make(*values, **form).query.get_compiler(self.queryset.db).as_sql()
        if (self.sql, self._filled(values)) != (plain[0], tuple(plain[1])):
            raise TypeError(f"{make.__qualname__} is not the same query with other values.")
        # From here on the queryset runs what is filled in.
        self.queryset.query.get_compiler = lambda *_args, **_more: self.compiler  # type: ignore[method-assign]

    def _adapted(self, value: Any) -> Any:
        """Return the value as the database's driver takes it."""
        ops = self.compiler.connection.ops
        if isinstance(value, datetime):
            return ops.adapt_datetimefield_value(value)
        return ops.adapt_datefield_value(value) if isinstance(value, date) else value

    def _filled(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the parameters of the SQL with these values in their places."""
        parameters = self.parameters.copy()
        for place, at in self.places:
            parameters[place] = self._adapted(values[at])
        return tuple(parameters)

    def rows(self, values: tuple[Any, ...]) -> list[Any]:
        """Run it with these values."""
        runs = self.sql, self._filled(values)
        self.compiler.as_sql = lambda *_args, **_more: runs
        try:
            return list(self.queryset)
        finally:
            self.queryset._result_cache, self.queryset._prefetch_done = None, False  # type: ignore[attr-defined]


def _stand_in(value: Any, at: int) -> Any:
    """Return what stands for the value of the blank at that place."""
    if isinstance(value, datetime):
        return _TIME + timedelta(days=at)
    if isinstance(value, date):
        return _DAY + timedelta(days=at)
    return _NUMBER + at if isinstance(value, int) else f"{_WORD}{at}"
