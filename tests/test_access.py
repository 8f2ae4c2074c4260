"""Every address, every visitor, every standing of an idea: the answers of `tests.access_table` and no others."""

import re
from contextlib import nullcontext

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.urls import get_resolver, include, path, resolve, reverse

from characteristics.models import Characteristic
from tests.access_site import (
    ADMIN_MODELS,
    ADMIN_SITE,
    ADMIN_VERBS,
    SITE,
    THIRD_PARTY,
    THIRD_PARTY_ARGUMENTS,
    admin_answer,
    known,
    routes,
    site_answer,
    without_row,
)
from tests.access_table import (
    EVERYWHERE,
    IDEA,
    STAFF,
    STANDINGS,
    STATES,
    UNSENT,
    VISITORS,
    idea_answer,
    standing,
    states_for,
)
from tests.access_tools import (
    CELLS,
    MARK,
    NO_SUCH_IDEA,
    addresses,
    allowed_marks,
    arguments,
    fingerprint,
    shown,
    undone,
)
from tests.access_world import TEAM_MARK, World, sent
from tests.forms import fields_of

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


class Ask:
    """Asks addresses as one visitor and remembers what was wrong."""

    def __init__(self, world: World, visitor: str) -> None:
        self.world, self.visitor, self.wrong = world, visitor, []
        self.allowed = allowed_marks(visitor)

    def ask(
        self, method: str, address: str, expected: int, more: set[str] = frozenset(), **sent_: object
    ) -> HttpResponse:
        """Send one request, compare, and return the answer."""
        response = getattr(self.world.client(self.visitor), method.lower())(address, **sent_)
        CELLS[method] += 1
        if response.status_code != expected:
            self.wrong.append(f"{method} {address}: {response.status_code}, not {expected}")
        if leaked := shown(response) - self.allowed - more:
            self.wrong.append(f"{method} {address}: shows {sorted(leaked)}")
        onward = response.headers.get("Location", "/accounts/login/")
        if self.visitor == "anonymous" and not onward.startswith(("/accounts/", "/admin/login/", "/shared/")):
            self.wrong.append(f"{method} {address}: not sent to sign in but to {onward}")
        return response


def bodies(world: World, name: str, address: str, state: str) -> dict[str, object]:
    """Return what a browser sends from this page: the fields that somebody who may do it has there, and words."""
    who = "decider" if IDEA[name].access == "decide" else "writer"
    page = world.client(who).get(address)
    fields = fields_of(page.content) if page.status_code == 200 else {}
    clean = {n: [MARK.sub("said", v) for v in values] for n, values in fields.items()}
    return {**clean, **IDEA[name].sends}


_bodies: dict[tuple[str, str], dict[str, object]] = {}


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("name", IDEA)
def test_an_address_under_an_idea_answers_as_the_table_says(world, name, visitor):
    asking, missing = Ask(world, visitor), {}
    for state in (states := states_for(name, visitor)):
        for address, nowhere in addresses(world, name, state):
            if (name, address) not in _bodies:
                _bodies[name, address] = bodies(world, name, address, state)
            body = _bodies[name, address]
            for method in ("GET", "POST") if state != states[0] else ("GET", "HEAD", "OPTIONS", "POST"):
                expected = idea_answer(name, visitor, state, "GET" if method == "HEAD" else method)
                if method == "OPTIONS":
                    expected = 302 if visitor == "anonymous" else 405
                sends = {"data": body} if method == "POST" else {}
                # A plan is kept although it could not be submitted.
                done = expected in {200, 302} or (expected == 409 and name == "idea_submit")
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
    assert fingerprint() == world.fingerprint, "a page that only shows, or a refusal, changed something"


def same(one: HttpResponse, other: HttpResponse) -> bool:
    """Tell whether two answers are the same but for the form's token."""
    clean = [TOKEN.sub(b"", r.content) for r in (one, other)]
    return clean[0] == clean[1] and one.status_code == other.status_code and one.headers == other.headers


# --- Outside ideas ------------------------------------------------------------------------------------


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("access", SITE)
def test_an_address_outside_ideas_answers_as_the_table_says(world, access, visitor):
    asking = Ask(world, visitor)
    # An invitation names the team; and its own reader, what was submitted.
    more = frozenset({TEAM_MARK} if access == "secret link" or visitor == "guest" else ())
    more |= {sent("in_review")} if access == "secret link" and visitor == "guest" else set()
    for name, (given, words) in SITE[access].rows.items():
        address = reverse(name, kwargs=arguments(world, name, given))
        fields: dict[str, list[str]] = {}
        for method in ("GET", "HEAD"):
            page = asking.ask(method, address, site_answer(access, visitor, "GET"), more)
            fields = fields_of(page.content) if method == "GET" and page.status_code == 200 else fields
        expected = site_answer(access, visitor, "POST")
        signed_out = visitor == "anonymous" and access not in {"public", "public act", "shared link"}
        asking.ask("OPTIONS", address, 302 if signed_out and access != "secret link" else 405)
        with undone() if expected in {302, 422} and not signed_out else nullcontext():
            asking.ask("POST", address, expected, more, data={**fields, **words})
        if expected == 404:
            nowhere = reverse(name, kwargs=dict.fromkeys(given, NO_SUCH_IDEA))
            for method in ("get", "post"):
                here, there = (getattr(world.client(visitor), method)(a, words) for a in (address, nowhere))
                assert same(here, there)
    assert asking.wrong == []
    assert fingerprint() == world.fingerprint, "a page that only shows, or a refusal, changed something"


@pytest.mark.parametrize("visitor", VISITORS)
def test_admin_answers_as_the_table_says(world, visitor):
    asking = Ask(world, visitor)
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
    assert fingerprint() == world.fingerprint


@pytest.mark.parametrize("visitor", VISITORS)
def test_the_pages_of_signing_in_answer_as_the_table_says(world, visitor):
    asking = Ask(world, visitor)
    for name, codes in THIRD_PARTY.items():
        address = reverse(name, kwargs=THIRD_PARTY_ARGUMENTS.get(name))
        get, post = codes[:2] if visitor == "anonymous" else codes[2:]
        asking.ask("GET", address, get)
        with undone():  # signing out ends a session
            asking.ask("POST", address, post)
    # Signing in and out leads to pages of ours; a visitor is not always sent to sign in.
    assert [wrong for wrong in asking.wrong if "not sent to sign in" not in wrong] == []
    assert fingerprint() == world.fingerprint


@pytest.mark.parametrize("visitor", VISITORS)
def test_admin_shows_the_way_to_content_only(world, visitor):
    asking = Ask(world, visitor)
    page, idea = Characteristic.objects.order_by("order").first(), world.ideas["in_review"]
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
    client, private = world.client("anonymous"), 0
    for name in IDEA:
        for address, _nowhere in addresses(world, name, "in_review"):
            answer = getattr(client, method)(address, headers={"accept": "application/json"})
            assert answer.status_code == 401, address
            private += 1
    for access in set(SITE) - {"public", "public act", "secret link", "shared link"}:
        for name, (given, _words) in SITE[access].rows.items():
            address = reverse(name, kwargs=arguments(world, name, given))
            assert getattr(client, method)(address, headers={"accept": "application/json"}).status_code == 401, address
            private += 1
    CELLS["script"] += private
    assert fingerprint() == world.fingerprint


def test_every_address_has_a_row():
    assert without_row(get_resolver().url_patterns) == []


def test_every_pattern_is_reached_by_a_row(world):
    reached = {resolve(address).route for name in IDEA for address, _ in addresses(world, name, "in_review")}
    for access in SITE.values():
        for name, (given, _words) in access.rows.items():
            reached.add(resolve(reverse(name, kwargs=arguments(world, name, given))).route)
    others = (*THIRD_PARTY, "admin:")
    assert {route for name, route in routes(get_resolver().url_patterns) if not name.startswith(others)} == reached


def test_an_address_without_a_row_would_be_noticed():
    new = path("ideas/", include(([path("<int:idea_id>/copy/", lambda request: None, name="idea_copy")], "ideas")))
    assert without_row([*get_resolver().url_patterns, new]) == ["ideas:idea_copy (ideas/<int:idea_id>/copy/)"]


def test_every_visitor_comes_to_every_address_and_in_every_state():
    for visitor in VISITORS:
        assert {state for name in IDEA for state in states_for(name, visitor)} == set(STATES)
        assert all(states_for(name, visitor) for name in IDEA)
    for kind in STANDINGS:
        for state in STATES:
            who = {v for v in VISITORS if standing(v, state) == kind}
            assert not who or kind == "both" or who & EVERYWHERE, (kind, state)


def test_a_row_without_an_address_would_be_noticed():
    assert known() - {name for name, _route in routes(get_resolver().url_patterns)} == set()


def test_every_mark_is_somewhere_for_those_who_may_see_it(world):
    """Without this, words that are nowhere would count as well hidden."""
    asking = {visitor: Ask(world, visitor) for visitor in ("writer", "lead", "reviewer")}
    seen = {visitor: set() for visitor in asking}
    for visitor in asking:
        for name in ("idea_detail", "comment_list", "idea_history", "submission_detail", "reviewer_invite"):
            for state in STATES:
                seen[visitor] |= shown(world.client(visitor).get(next(addresses(world, name, state))[0]))
        seen[visitor] |= shown(world.client(visitor).get(reverse("teams:team_list")))
        if visitor == "lead":
            seen[visitor] |= shown(world.client(visitor).get(reverse("teams:team_detail", args=[world.team.pk])))
    unsent = {sent(state) for state in UNSENT}
    assert {visitor: asking[visitor].allowed - seen[visitor] - unsent for visitor in asking} == {
        "writer": set(), "lead": set(), "reviewer": set(),
    }  # fmt: skip
