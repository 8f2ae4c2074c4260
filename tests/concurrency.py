"""Several things at once, each on a database connection of its own.

For tests marked `django_db(transaction=True)`: a row that the test's own transaction holds back is
not there for the other threads.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections


def at_once(*calls: Callable[[], Any], patience: float = 60) -> list[Any]:
    """Start all calls together and return what each returned, or the exception that it raised, in order.

    Raises AssertionError if one of them has not come back after `patience` seconds.
    """
    results: list[Any] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def run(number: int, call: Callable[[], Any]) -> None:
        try:
            start.wait(patience)
            results[number] = call()
        except Exception as error:  # noqa: BLE001, RUF100 (handed to the test, which looks at it)
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(patience)
    assert not any(thread.is_alive() for thread in threads), "a call has not come back"
    return results


def raised(results: list[Any]) -> list[Exception]:
    """Return the exceptions among the results of `at_once`."""
    return [result for result in results if isinstance(result, Exception)]
