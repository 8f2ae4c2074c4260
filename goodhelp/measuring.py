"""Measures what the main pages cost, beside a view that only says hello in the same process.

Every request goes through Django's own WSGI handler with the site's middleware. Time is the processor's, not the
clock's, so that other work on the machine disturbs it little. On PostgreSQL its backend's processor time is added,
where this machine can read it. The bare hello has no middleware at all.
"""

import gzip
import io
import secrets
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from accounts.models import User
from text import drawing

ROUNDS = 7
HELLO = "/hello/"
Answer = tuple[int, bytes]


@login_not_required
def hello(request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("Hello, world")


urlpatterns = [path("hello/", hello)]


def only_hello(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let a request find the hello of this module instead of the site."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return get_response(request)

    return middleware


def _handler(middleware: list[str]) -> WSGIHandler:
    with override_settings(MIDDLEWARE=middleware):  # read once, when the handler is made
        return WSGIHandler()


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure: its address, who asks, and the fields of a form if it is one that saves."""

    name: str
    address: str
    who: User | None = None
    form: Callable[[int], dict[str, str]] | None = None
    expects: int = 200


@dataclass(slots=True)
class Figures:
    """What a page costs. `ratios` are in hellos through the site's middleware, one of each round."""

    queries: int
    raw: int
    small: int
    milliseconds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Return how many hellos of the site the page costs."""
        return statistics.median(self.ratios)


class Visit:
    """Somebody's way of asking for one page, as often as wanted."""

    def __init__(self, handler: WSGIHandler, page: Page, cookies: dict[str, str] | None = None) -> None:
        self.handler, self.page, self.turn = handler, page, 0
        self.token = secrets.token_hex(16)
        self.cookies = {**(cookies or {}), **({settings.CSRF_COOKIE_NAME: self.token} if page.form else {})}

    def __call__(self) -> Answer:
        """Ask once; returns the status and the bytes of the answer."""
        self.turn += 1
        where, _mark, query = self.page.address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": where, "QUERY_STRING": query,
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost", "HTTP_ACCEPT": "text/html,*/*;q=0.8", "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.5",
            "wsgi.version": (1, 0), "wsgi.url_scheme": "https" if settings.HTTPS else "http",
            "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": False,
            "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip
        if self.cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.page.form:
            body = urlencode({**self.page.form(self.turn), "csrfmiddlewaretoken": self.token}).encode()
            environ |= {
                "REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
            }  # fmt: skip
        response = self.handler(environ, lambda *_: lambda *_: None)
        body = b"".join(response)
        response.close()
        return response.status_code, body


def _database_time() -> int:
    """Return the nanoseconds that PostgreSQL's backend has computed for us; 0 for SQLite, which computes in here."""
    if connection.vendor != "postgresql":
        return 0
    connection.ensure_connection()
    try:
        return int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0])
    except OSError:
        return 0


def database_time_counted() -> bool:
    """Tell whether the figures hold what the database computes."""
    return connection.vendor != "postgresql" or _database_time() > 0


def _cost(visit: Visit, times: int, *, cold: bool = False) -> float:
    """Return the processor's milliseconds for one request, on average over some."""
    before, database = time.process_time_ns(), _database_time()
    for _n in range(times):
        if cold:
            drawing.forget()
        visit()
    return (time.process_time_ns() - before + _database_time() - database) / times / 1e6


def _first_figures(visit: Visit) -> Figures:
    """Ask until everything that is remembered is remembered, then count. Raises ValueError for a wrong answer."""
    for _n in range(3):
        visit()
    count = 0

    def counting(execute: Any, *args: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*args)

    with connection.execute_wrapper(counting):
        status, body = visit()
    if status != visit.page.expects:
        raise ValueError(f"{visit.page.name}: {visit.page.address} answers {status}, not {visit.page.expects}.")
    return Figures(count, len(body), len(gzip.compress(body, 6)))


@contextmanager
def _signed_in(people: set[User]) -> Iterator[dict[User, dict[str, str]]]:
    """Give the cookies of each person's session; the sessions are deleted afterwards."""
    clients = {person: Client() for person in people}
    for person, client in clients.items():
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    try:
        yield {
            person: {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
            for person, client in clients.items()
        }
    finally:
        for client in clients.values():
            client.session.flush()


def measure(
    pages: list[Page], rounds: int = ROUNDS, times: int = 4, *, cold: bool = False
) -> tuple[float, float, dict[str, Figures]]:
    """Return the milliseconds of the bare hello and of the site's, and each page's figures by name.

    In each round the hellos run just before and just after each page, so that all meet the same machine. With `cold`
    what was drawn before is forgotten before each request.
    """
    site = _handler(settings.MIDDLEWARE)
    hello_page = Page("hello", HELLO)
    bare = Visit(_handler([f"{__name__}.only_hello"]), hello_page)
    dressed = Visit(_handler([*settings.MIDDLEWARE, f"{__name__}.only_hello"]), hello_page)
    with _signed_in({page.who for page in pages if page.who}) as cookies:
        visits = [Visit(site, page, cookies[page.who] if page.who else None) for page in pages]
        found = {visit.page.name: _first_figures(visit) for visit in visits}
        hellos: list[tuple[float, float]] = []
        for _round in range(rounds):
            for visit in visits:
                each = [(_cost(bare, 10), _cost(dressed, 10))]
                cost = _cost(visit, times, cold=cold)
                each.append((_cost(bare, 10), _cost(dressed, 10)))
                hellos += each
                figures = found[visit.page.name]
                figures.milliseconds.append(cost)
                figures.bare.append(cost / statistics.mean(b for b, _d in each))
                figures.ratios.append(cost / statistics.mean(d for _b, d in each))
    return statistics.median(b for b, _d in hellos), statistics.median(d for _b, d in hellos), found
