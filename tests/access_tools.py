"""What the tests of access share: the world as a fixture, its marks on a page, and its addresses."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse

from ideas.models import Notice, Publication, SavedView
from teams.models import Membership
from tests.access_table import IDEA, LEADS, MEMBERS, STATES, standing
from tests.access_world import EXPERT_MARK, GUEST_MARK, TEAM_MARK, World, live, make_world, ours, said, sent

CELLS: Counter[str] = Counter()
MARK = re.compile(r"zxq(?:sent|live|said|ours|team|guest|expert)[a-z_]*")
NO_SUCH_IDEA = 10**12
# Not anybody's words: who is signed in, how often somebody tried, and what remembers pages.
NOT_COUNTED = {"django_session", "cache", "django_migrations"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Return the world, made once for each module of tests, in a transaction that is never committed.

    Tests change its rows as they like: each is undone. The objects here are shared, so change rows by `world.idea`.
    """
    with (
        django_db_blocker.unblock(),
        override_settings(EMAIL_BACKEND="post_office.EmailBackend"),
        transaction.atomic(),
        # Each test ends by closing the connection, which would end the world with it.
        patch.object(connection, "close"),
    ):
        made = make_world()
        made.fingerprint = fingerprint()
        yield made
        transaction.set_rollback(True)


def pytest_sessionfinish(session) -> None:
    """Where several processes run the tests, hand this one's number to the one that reports."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["cells"] = dict(CELLS)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    """Add what a process tried."""
    CELLS.update(getattr(node, "workeroutput", {}).get("cells", {}))


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how many cells of the access table were tried."""
    if CELLS:
        words = ", ".join(f"{number} {kind}" for kind, number in CELLS.items())
        terminalreporter.write_line(f"Cells of the access table: {CELLS.total()} ({words})")


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is changed in the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fingerprint() -> int:
    """Return a number that stands for every row of the database."""
    rows = []
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - NOT_COUNTED):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows.append((table, sorted(map(repr, cursor.fetchall()))))
    return hash(repr(rows))


def allowed_marks(visitor: str) -> set[str]:
    """Return the marks that may be shown to this visitor."""
    marks = set()
    for state in STATES:
        place = standing(visitor, state)
        if place != "nobody":
            marks |= {sent(state), said(state)}
        if place in {"writes", "both"}:
            marks.add(ours(state))
        if place in {"live", "writes", "both"}:
            marks |= {live(state), EXPERT_MARK + state}
    if visitor in {*MEMBERS, "reviewer"}:
        marks.add(TEAM_MARK)
    if visitor in LEADS:
        marks.add(GUEST_MARK)
    return marks


def shown(response: HttpResponse) -> set[str]:
    """Return every mark in the answer: in its page or file, its headers and its cookies."""
    parts = [response.content]
    if response.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
            parts = [packed.read(name) for name in packed.namelist()]
    text = "".join(part.decode(errors="replace") for part in parts)
    return set(MARK.findall(text + str(response.headers) + response.cookies.output()))


def addresses(world: World, name: str, state: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses of this name for the idea in this state, and the same for an idea that never was."""
    for given in IDEA[name].paths:
        known = dict(given)
        if "reviewer_id" in given:
            known["reviewer_id"] = world.reviewers[state].pk
        if "comment_id" in given:
            known["comment_id"] = world.threads[state][given["comment_id"]].pk
        if "revision_id" in given:
            known["revision_id"] = world.idea(state).revisions.earliest("pk").pk
        if "link_id" in given:
            known["link_id"] = world.contributions[state].link_id
        if "contribution_id" in given:
            known["contribution_id"] = world.contributions[state].pk
        here, nowhere = (
            reverse(f"ideas:{name.replace('team_thread', 'comment_detail')}", kwargs={**known, "idea_id": number})
            for number in (world.ideas[state].pk, NO_SUCH_IDEA)
        )
        yield here, nowhere


def arguments(world: World, name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of `reverse` with the world's own rows in them."""
    assert world.invitation is not None
    known = {
        "team_id": world.team.pk,
        "membership_id": Membership.objects.get(team=world.team, user=world["writer"]).pk,
        "invitation_id": world.invitation.pk,
        "publication_id": Publication.objects.get().pk,
        "notice_id": Notice.objects.filter(person=world["writer"], kind="decision").latest("pk").pk,
        "view_id": SavedView.objects.get().pk,
        "token": world.tokens.get(name) or world.tokens.get(f"{name} in_review"),
    }
    return {key: known.get(key, value) for key, value in given.items()}
