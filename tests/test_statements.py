"""What the site says about itself, to people, to robots and to whoever finds a weakness."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.contrib.staticfiles import finders
from django.test import override_settings
from django.urls import reverse

from tests.access_site import routes

pytestmark = pytest.mark.django_db


def test_every_page_links_to_the_statements(client, guide) -> None:
    page = client.get("/").text.partition("<footer")[2]
    for name in ("accessibility", "privacy", "worked_example", "characteristics:word_list"):
        assert f'href="{reverse(name)}"' in page
    assert f'href="{reverse("characteristics:page_detail", args=["how-evidence-is-used"])}"' in page


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_statements_say_who_runs_the_site_and_how_to_reach_them(client, name) -> None:
    page = client.get(reverse(name)).text
    assert "The Riverside Trust runs this site." in page
    assert '<a href="mailto:hello@example.org">hello@example.org</a>' in page


@override_settings(CONTACT="", SITE_OWNER="", SECURITY_CONTACT="")
def test_without_a_contact_the_statements_say_so_and_there_is_no_security_txt(client) -> None:
    assert "has not said here how to reach them" in client.get(reverse("privacy")).text
    assert client.get("/.well-known/security.txt").status_code == 404


def test_the_privacy_page_names_every_cookie_that_is_set(client_for, writer, client, guide) -> None:
    """Session, CSRF and messages; a further cookie has to be named on the page, and here."""
    client.get(reverse("account_login"))
    mine = client_for(writer)
    mine.post(reverse("profile"), {"name": "Wren"})
    named = {site_settings.SESSION_COOKIE_NAME, site_settings.CSRF_COOKIE_NAME, "messages"}
    named |= {site_settings.LANGUAGE_COOKIE_NAME}
    assert {*client.cookies, *mine.cookies} <= named


def test_signed_in_people_find_the_way_to_their_own_data(client_for, writer, client) -> None:
    assert reverse("your_data") in client_for(writer).get(reverse("privacy")).text
    assert reverse("your_data") not in client.get(reverse("privacy")).text


def test_security_txt_has_what_rfc_9116_asks_for(client) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    assert fields["Preferred-Languages"].startswith("en")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", fields["Expires"])
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)


def test_the_icon_is_where_programs_look_for_it_and_costs_nothing(
    client_for, writer, django_assert_num_queries
) -> None:
    mine = client_for(writer)
    with django_assert_num_queries(0):
        answer = mine.get("/favicon.ico")
    assert answer["Content-Type"] == "image/x-icon"
    assert answer.content == Path(finders.find("img/favicon.ico")).read_bytes()
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_robots_are_kept_out_of_everything_that_asks_who_is_there(client, guide) -> None:
    answer = client.get("/robots.txt")
    closed = [line.removeprefix("Disallow: ") for line in answer.text.splitlines() if line.startswith("Disallow")]
    assert "Sitemap: http://testserver/sitemap.xml" in answer.text
    from django.urls import get_resolver

    open_to_all = {f"/{pattern}" for name, pattern in routes(get_resolver().url_patterns) if name.startswith("-")}
    for name, pattern in routes(get_resolver().url_patterns):
        path = "/" + re.sub(r"[<(^\\].*", "", pattern)
        if path.startswith(tuple(closed)) or path in open_to_all or "<" in pattern or "(" in pattern:
            continue
        assert client.get(path).status_code in {200, 405}, f"{name} ({path}) is private and not in robots.txt"


@override_settings(LIBRARY_PUBLIC=True)
def test_a_public_library_is_open_to_robots(client) -> None:
    assert "/library/" not in client.get("/robots.txt").text


def test_the_sitemap_lists_public_pages_that_answer(client, full_guide) -> None:
    pages = re.findall(r"<loc>http://testserver(.*?)</loc>", client.get("/sitemap.xml").text)
    assert len(pages) == len(set(pages)) > 40
    assert {"/", "/example/", "/privacy/", "/characteristics/social-connections/"} <= set(pages)
    for page in pages:
        assert client.get(page).status_code == 200, page


@override_settings(PRODUCTION=True, CONTACT="", SITE_OWNER="")
def test_the_check_for_production_asks_for_a_contact(capsys) -> None:
    from goodhelp.checks import mail_reaches_people

    assert "goodhelp.W004" in {warning.id for warning in mail_reaches_people(None)}
