"""Every address, every kind of visitor, every standing of an idea: the answers of `tests.access_table` and no others."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from unittest.mock import patch

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import get_resolver, include, path, resolve, reverse

from tests.access_table import (
    ADMIN_MODELS, ADMIN_SITE, ADMIN_VERBS, IDEA, MEMBERS, SITE, STAFF, STATES, THIRD_PARTY, THIRD_PARTY_ARGUMENTS,
    UNSENT, VISITORS, admin_answer, idea_answer, known, routes, site_answer, standing, without_row,
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


# --- Outside ideas ------------------------------------------------------------------------------------


def arguments(world: World, name: str, given: dict[str, object]) -> dict[str, object]:
    """Return the arguments of `reverse` with the world's own rows in them."""
    assert world.invitation is not None
    wren = Membership.objects.get(team=world.team, user=world["writer"])
    known = {
        "team_id": world.team.pk,
        "membership_id": wren.pk,
        "invitation_id": world.invitation.pk,
        "token": world.tokens.get(name),
    }
    return {key: known.get(key, value) for key, value in given.items()}


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("access", SITE)
def test_an_address_outside_ideas_answers_as_the_table_says(world, access, visitor):
    asking, before = Ask(world, visitor), fingerprint()
    more = {TEAM_MARK, sent("in_review")} if access == "secret link" else set()
    for name, (given, words) in SITE[access].rows.items():
        address = reverse(name, kwargs=arguments(world, name, given))
        for method in ("GET", "HEAD"):
            page = asking.ask(method, address, site_answer(access, visitor, "GET"), more)
            fields = page.status_code == 200 and method == "GET" and fields_of(page.content) or {}
        expected = site_answer(access, visitor, "POST")
        signed_out = visitor == "anonymous" and access != "public"
        asking.ask("OPTIONS", address, 302 if signed_out and access != "secret link" else 405)
        with undone() if expected == 302 and not signed_out else nullcontext():
            asking.ask("POST", address, expected, more, data={**fields, **words})
        if expected == 404:
            nowhere = reverse(name, kwargs={k: v if k != "team_id" else NO_SUCH_IDEA for k, v in given.items()})
            for method in ("get", "post"):
                here, there = (getattr(world.client(visitor), method)(a, words) for a in (address, nowhere))
                assert same(here, there)
    assert asking.wrong == []
    assert fingerprint() == before, "a page that only shows, or a refusal, changed something"


@pytest.mark.parametrize("visitor", VISITORS)
def test_admin_answers_as_the_table_says(world, visitor):
    asking, before = Ask(world, visitor), fingerprint()
    sites = {name: codes[1 + STAFF.index(visitor) if visitor in STAFF else 0] for name, codes in ADMIN_SITE.items()}
    for name, expected in sites.items():
        asking.ask("GET", reverse(name), expected)
    for model in ADMIN_MODELS:
        row = apps.get_model(*model.split("_"))._default_manager.order_by("pk").first()
        for verb in ADMIN_VERBS:
            args = [] if verb in {"changelist", "add"} else [row.pk]
            address, expected = reverse(f"admin:{model}_{verb}", args=args), admin_answer(model, verb, visitor)
            asking.ask("GET", address, expected)
            if verb in {"add", "change", "delete"} and not (verb == "change" and expected == 200):
                asking.ask("POST", address, expected)
    assert asking.wrong == []
    assert fingerprint() == before


@pytest.mark.parametrize("visitor", VISITORS)
def test_the_pages_of_signing_in_answer_as_the_table_says(world, visitor):
    asking, before = Ask(world, visitor), fingerprint()
    for name, codes in THIRD_PARTY.items():
        address = reverse(name, kwargs=THIRD_PARTY_ARGUMENTS.get(name))
        get, post = codes[:2] if visitor == "anonymous" else codes[2:]
        asking.ask("GET", address, get)
        with undone():  # signing out ends a session
            asking.ask("POST", address, post)
    # Signing in and out leads to pages of ours; a visitor is not always sent to sign in.
    assert [wrong for wrong in asking.wrong if "not sent to sign in" not in wrong] == []
    assert fingerprint() == before


@pytest.mark.parametrize("visitor", VISITORS)
def test_admin_shows_the_way_to_content_only(world, visitor):
    asking = Ask(world, visitor)
    page, idea = world.guide.characteristics[0], world.ideas["in_review"]
    for row, found in ((page, 302), (idea, 404), (world.team, 404)):
        kind = ContentType.objects.get_for_model(row)
        address = reverse("admin:view_on_site", args=[kind.pk, row.pk])
        asking.ask("GET", address, found if visitor in STAFF else 302)
    asking.ask("GET", "/admin/characteristics/", 200 if visitor in STAFF else 302)
    asking.ask("GET", "/admin/accounts/", {"superuser": 200, "content_admin": 404}.get(visitor, 302))
    asking.ask("GET", "/admin/ideas/", 404 if visitor in STAFF else 302)
    asking.ask("GET", "/admin/ideas/idea/1/change/", 404 if visitor in STAFF else 302)
    asking.ask("GET", reverse("admin:login"), 302 if visitor in {"anonymous", *STAFF} else 403)
    assert asking.wrong == []


# --- A script; and the table itself --------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete"])
def test_a_script_that_is_signed_out_gets_401_from_every_page_that_asks_who_is_there(world, method):
    client, before, private = world.client("anonymous"), fingerprint(), 0
    for name, row in IDEA.items():
        for address, _nowhere in addresses(world, name, "in_review"):
            answer = getattr(client, method)(address, headers={"accept": "application/json"})
            assert answer.status_code == 401, address
            private += 1
    for access in ("signed-in", "signed-in form", "team", "team, one's own", "lead-only", "lead-only act"):
        for name, (given, _words) in SITE[access].rows.items():
            address = reverse(name, kwargs=arguments(world, name, given))
            assert getattr(client, method)(address, headers={"accept": "application/json"}).status_code == 401, address
            private += 1
    CELLS["script"] += private
    assert fingerprint() == before


def test_every_address_has_a_row():
    assert without_row(get_resolver().url_patterns) == []


def test_every_pattern_is_reached_by_a_row(world):
    reached = {resolve(address).route for name in IDEA for address, _ in addresses(world, name, "in_review")}
    for access in SITE.values():
        reached |= {resolve(reverse(n, kwargs=arguments(world, n, given))).route for n, (given, _w) in access.rows.items()}
    ours = {route for name, route in routes(get_resolver().url_patterns) if not name.startswith(("account_", "mfa_", "admin:"))}
    assert ours == reached


def test_an_address_without_a_row_would_be_noticed():
    new = path("ideas/", include(([path("<int:idea_id>/copy/", lambda request: None, name="idea_copy")], "ideas")))
    assert without_row([*get_resolver().url_patterns, new]) == ["ideas:idea_copy (ideas/<int:idea_id>/copy/)"]


def test_a_row_without_an_address_would_be_noticed():
    assert known() - {name for name, _route in routes(get_resolver().url_patterns)} == set()


def test_every_mark_is_somewhere_for_those_who_may_see_it(world):
    """Without this, words that are nowhere would count as well hidden."""
    asking = {visitor: Ask(world, visitor) for visitor in ("writer", "lead", "reviewer")}
    seen = {visitor: set() for visitor in asking}
    for visitor in asking:
        for name in ("idea_detail", "idea_history", "submission_detail", "reviewer_invite"):
            for state in STATES:
                seen[visitor] |= shown(world.client(visitor).get(next(addresses(world, name, state))[0]))
        seen[visitor] |= shown(world.client(visitor).get(reverse("teams:team_list")))
        if visitor == "lead":
            seen[visitor] |= shown(world.client(visitor).get(reverse("teams:team_detail", args=[world.team.pk])))
    unsent = {sent(state) for state in UNSENT}
    assert {visitor: asking[visitor].allowed - seen[visitor] - unsent for visitor in asking} == {
        "writer": set(), "lead": set(), "reviewer": set(),
    }  # fmt: skip
