"""Every address, every kind of visitor, every standing of an idea: the answers of `tests.access_table` and no others."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import get_resolver, path, resolve, reverse

from tests.access_table import (
    ADMIN_MODELS, ADMIN_SITE, ADMIN_VERBS, IDEA, MEMBERS, SITE, STAFF, STATES, THIRD_PARTY, THIRD_PARTY_ARGUMENTS,
    VISITORS, admin_answer, idea_answer, routes, site_answer, standing, without_row,
)  # fmt: skip
from tests.access_world import EXPERT_MARK, GUEST_MARK, TEAM_MARK, World, live, make_world, sent
from tests.forms import fields_of
from teams.models import Membership

pytestmark = pytest.mark.django_db

CELLS: Counter[str] = Counter()
MARK = re.compile(r"zxq(?:sent|live|team|guest|expert)[a-z_]*")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
NO_SUCH_IDEA = 10**12
# Not anybody's words: who is signed in, how often somebody tried, and what remembers pages.
NOT_COUNTED = {"django_session", "cache", "django_migrations"}


@pytest.fixture(scope="module")
def world(request, django_db_setup, django_db_blocker) -> Iterator[World]:
    """Return the world, made once for this module, in a transaction that is never committed."""
    with (
        django_db_blocker.unblock(),
        override_settings(EMAIL_BACKEND="post_office.EmailBackend"),
        transaction.atomic(),
        # Each test ends by closing the connection, which would end the world with it.
        patch.object(connection, "close"),
    ):
        yield make_world()
        transaction.set_rollback(True)
    words = ", ".join(f"{number} {kind}" for kind, number in CELLS.items())
    request.config.pluginmanager.get_plugin("terminalreporter").write_line(f"\ncells: {CELLS.total()} ({words})")


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is changed in the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fingerprint() -> int:
    """Return a number that stands for every row of the database."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - NOT_COUNTED)
        union = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (names from the database)
            union.append((table, sorted(map(repr, cursor.fetchall()))))
    return hash(repr(union))


def allowed_marks(visitor: str) -> set[str]:
    """Return the marks that may be shown to this visitor."""
    marks = set()
    for state in STATES:
        place = standing(visitor, state)
        if place != "nobody":
            marks.add(sent(state))
        if place in {"live", "writes", "both"}:
            marks |= {live(state), EXPERT_MARK + state}
    if visitor in {*MEMBERS, "reviewer"}:
        marks.add(TEAM_MARK)
    if visitor in {"lead", "only_leads"}:
        marks.add(GUEST_MARK)
    return marks


def shown(response: HttpResponse) -> set[str]:
    """Return every mark in the answer: its page, its headers and its cookies."""
    return set(MARK.findall(response.content.decode() + str(response.headers) + response.cookies.output()))


class Ask:
    """Asks addresses as one visitor and remembers what was wrong."""

    def __init__(self, world: World, visitor: str) -> None:
        self.world, self.visitor, self.wrong = world, visitor, []
        self.allowed = allowed_marks(visitor)

    def ask(self, method: str, address: str, expected: int, more: set[str] = frozenset(), **sent_: object) -> HttpResponse:
        """Send one request, compare, and return the answer."""
        response = getattr(self.world.client(self.visitor), method.lower())(address, **sent_)
        CELLS[method] += 1
        if response.status_code != expected:
            self.wrong.append(f"{method} {address}: {response.status_code}, not {expected}")
        if leaked := shown(response) - self.allowed - more:
            self.wrong.append(f"{method} {address}: shows {sorted(leaked)}")
        if self.visitor == "anonymous" and expected == 302 and "/accounts/" not in response.headers.get("Location", ""):
            self.wrong.append(f"{method} {address}: not sent to sign in but to {response.headers.get('Location')}")
        return response


def bodies(world: World, name: str, address: str, state: str) -> dict[str, object]:
    """Return what a browser sends from this page: the fields that somebody who may do it has there, and words."""
    who = "decider" if IDEA[name].access == "decide" else "writer"
    page = world.client(who).get(address)
    fields = fields_of(page.content) if page.status_code == 200 else {}
    clean = {n: [MARK.sub("said", v) for v in values] for n, values in fields.items()}
    return {**clean, **IDEA[name].sends}


_bodies: dict[tuple[str, str], dict[str, object]] = {}


def addresses(world: World, name: str, state: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses of this name for the idea in this state, and the same for an idea that never was."""
    for arguments in IDEA[name].paths:
        known = {**arguments}
        if "reviewer_id" in known:
            known["reviewer_id"] = world.reviewers[state].pk
        for idea_id in (world.ideas[state].pk,):
            yield tuple(
                reverse(f"ideas:{name}", kwargs={**known, "idea_id": i}) for i in (idea_id, NO_SUCH_IDEA)
            )


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("name", IDEA)
def test_an_address_under_an_idea_answers_as_the_table_says(world, name, visitor):
    asking, before, missing = Ask(world, visitor), fingerprint(), {}
    for state in STATES:
        for address, nowhere in addresses(world, name, state):
            if (name, address) not in _bodies:
                _bodies[name, address] = bodies(world, name, address, state)
            body = _bodies[name, address]
            for method in ("GET", "POST") if state != "draft" else ("GET", "HEAD", "OPTIONS", "POST"):
                expected = idea_answer(name, visitor, state, "GET" if method == "HEAD" else method)
                if method == "OPTIONS":
                    expected = 302 if visitor == "anonymous" else 405
                sends = {"data": body} if method == "POST" else {}
                done = expected == 302 or (expected == 409 and name == "idea_submit")  # the plan is kept all the same
                if method == "POST" and done and visitor != "anonymous":
                    with undone():
                        asking.ask(method, address, expected, **sends)
                    continue
                response = asking.ask(method, address, expected, **sends)
                if expected == 404:
                    if (method, nowhere) not in missing:
                        missing[method, nowhere] = asking.ask(method, nowhere, 404, **sends)
                    assert same(response, missing[method, nowhere]), f"{address} differs from an idea that never was"
    assert asking.wrong == []
    assert fingerprint() == before, "a page that only shows, or a refusal, changed something"


def same(one: HttpResponse, other: HttpResponse) -> bool:
    """Tell whether two answers are the same but for the form's token."""
    clean = [TOKEN.sub(b"", r.content) for r in (one, other)]
    return clean[0] == clean[1] and one.status_code == other.status_code and one.headers == other.headers
