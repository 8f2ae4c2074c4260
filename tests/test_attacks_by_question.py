"""Nonsense after the question mark of any address: an answer or a refusal, never a fault of ours."""

import pytest
from django.db import connection

from tests.access_world import World
from tests.test_attacks import BIG, HUGE, NUL, everywhere

pytestmark = pytest.mark.django_db

_pages: dict[str, list[str]] = {}


def pages(world: World, visitor: str) -> list[str]:
    """Return the addresses that do not refuse the visitor outright, by their method or by sending them to sign in."""
    if visitor not in _pages:
        answers = {address: world.client(visitor).get(address) for address in everywhere(world)}
        _pages[visitor] = [
            address for address, answer in answers.items()
            if answer.status_code != 405 and not answer.headers.get("Location", "").startswith("/accounts/login/")
        ]  # fmt: skip
    assert len(_pages[visitor]) > 20
    return _pages[visitor]


def faults(world: World, visitors: tuple[str, ...], queries: list[str], **more: object) -> list[str]:
    """Return the addresses that answer a GET with a fault, of those where somebody gets further than the door.

    What no engine takes the same way, great numbers and NUL, is asked everywhere. Of all else one engine takes every
    other address, and the other engine the rest.
    """
    found, mine = [], connection.vendor == "sqlite"
    for visitor in visitors:
        for place, address in enumerate(pages(world, visitor)):
            for number, query in enumerate(queries):
                if (place + number) % 2 != mine and not any(each in query for each in (BIG, HUGE, NUL)):
                    continue
                answer = world.client(visitor).get(address + query, **more)
                if answer.status_code >= 500:
                    found.append(f"{visitor} {address}{query}: {answer.status_code}")
    return found


# Every name that a page of ours looks for in its address, each with five kinds of nonsense.
ASKED = (
    "page", "status", "before", "after", "sector", "next", "q", "every", "practice", "about", "which", "cursor", "team",
)  # fmt: skip
NONSENSE = [
    "?" + "&".join(f"{name}={value}" for name in ASKED)
    for value in (HUGE, BIG, NUL, "-1", "1e400", "²", "//[", "%ED%A0%80")
] + ["?status[]=draft", "?%00=%00", "?=&&=", "?a=%zz", f"?about=question&which={NUL}", f"?about=pitfall&which={HUGE}"]


@pytest.mark.parametrize("query", NONSENSE)
@pytest.mark.parametrize("visitor", ["lead", "anonymous"])
def test_nonsense_in_a_question_is_no_fault(world, visitor, query):
    assert faults(world, (visitor,), [query]) == []


def test_nonsense_in_a_question_to_admin_is_no_fault(world):
    found = []
    kinds = ("characteristics/term", "characteristics/question", "casestudies/programme", "accounts/user")
    asked = [*NONSENSE[:3], f"?id__exact={BIG}", f"?id={NUL}", "?retired=%00", "?origin=%00", "?o=99.99", "?p=x",
             f"?characteristic__id__exact={BIG}", "?password__startswith=a", "?_to_field=password"]  # fmt: skip
    for kind in kinds:
        for place in ("", "add/", "a%00b/change/", f"{BIG}/history/"):
            for query in asked:
                answer = world.client("superuser").get(f"/admin/{kind}/{place}{query}")
                if answer.status_code >= 500:
                    found.append(f"{kind}/{place}{query}")
    assert found == []
