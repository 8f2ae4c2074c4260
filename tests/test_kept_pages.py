"""The guide's pages are kept as bytes, and nothing of a person, of a language or of an older guide with them."""

import gzip
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from characteristics.models import Characteristic
from goodhelp import kept
from goodhelp.guide_index import index_guide
from goodhelp.kept import STORE
from goodhelp.models import ContentVersion
from tests.admin_forms import save

pytestmark = pytest.mark.django_db

GUIDE = (
    "/", "/characteristics/", "/characteristics/social-connections/", "/case-studies/", "/case-studies/goodgym/",
    "/programmes/", "/about/", "/about/words/", "/about/resources/", "/about/references/", "/seven-characteristics/",
    "/seven-characteristics/check/", "/workshop/social-connections/",
)  # fmt: skip
PAGE = "/characteristics/social-connections/"


@pytest.fixture(autouse=True)
def _kept(full_guide) -> Iterator[None]:
    STORE.forget()
    with override_settings(KEEP_PAGES=True):
        yield
    STORE.forget()


@pytest.fixture
def clock(monkeypatch):
    """Return a function that lets seconds pass."""
    now = [1000.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])
    return lambda seconds: now.__setitem__(0, now[0] + seconds)


def rename(name: str) -> None:
    """Change what the guide says, as admin and load_guide do."""
    Characteristic.objects.filter(slug="social-connections").update(name=name)
    index_guide()


def middle(page: bytes) -> bytes:
    """Return a page without its header."""
    return page.partition(b"<header")[0] + page.partition(b"</header>")[2]


def test_a_visitor_gets_every_page_of_the_guide_again_without_a_query(clock):
    for path in GUIDE:
        first = Client().get(path)
        with CaptureQueriesContext(connection) as captured:
            again = Client().get(path)
        assert first.status_code == 200, path
        assert again.content == first.content, path
        assert len(captured) == 0, path
        for name in ("Content-Type", "Content-Language", "X-Frame-Options", "Content-Security-Policy"):
            assert again[name] == first[name], (path, name)
        assert not again.cookies, path


def test_the_answer_says_what_it_depends_on():
    Client().get(PAGE)
    told = {part.strip() for part in Client().get(PAGE)["Vary"].split(",")}
    assert told >= {"Cookie", "Accept-Language", "Accept-Encoding"}


def test_an_edit_is_seen_within_five_seconds_in_every_process(clock):
    before = Client().get(PAGE).content
    rename("Company and friends")
    clock(4.9)
    assert Client().get(PAGE).content == before
    clock(0.2)
    assert "Company and friends" in Client().get(PAGE).content.decode()


def test_an_edit_in_admin_counts_the_version_up(client_for, superuser, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    row = Characteristic.objects.get(slug="social-connections")
    page = reverse("admin:characteristics_characteristic_change", args=[row.pk])
    version = ContentVersion.now()
    assert save(client_for(superuser), page, name="Company and friends").status_code == 302
    assert ContentVersion.now() == (version or 0) + 1


def test_an_editor_sees_the_change_at_once(client_for, superuser, clock):
    Client().get(PAGE)
    rename("Company and friends")
    assert "Company and friends" in client_for(superuser).get(PAGE).content.decode()


def test_a_page_that_was_asked_for_before_an_edit_is_not_kept_after_it():
    response = Client().get(PAGE)
    STORE.forget()
    old = STORE.current()
    rename("Company and friends")
    STORE._checked = None
    STORE.current()
    STORE.keep(("http", "en-gb", PAGE), response, old)
    assert STORE.pages == {}


def test_whoever_is_signed_in_reads_the_same_page_under_a_header_of_their_own(client_for, writer):
    own, pages = {}, [path for path in GUIDE if path != "/"]  # the first page offers them more than visitors
    with override_settings(KEEP_PAGES=False):
        for path in pages:
            own[path] = client_for(writer).get(path).content
    for path in pages:
        visitors = Client().get(path).content
        readers = client_for(writer).get(path).content
        assert middle(readers) == middle(own[path]) == middle(visitors), path
        assert b"Sign out" in readers or b"<header" not in own[path], path
        assert b"/accounts/login/" not in readers.partition(b"</header>")[0], path
    assert b"Sign in" in Client().get(PAGE).content.partition(b"</header>")[0]


def test_what_somebody_signed_in_is_shown_is_never_kept(client_for, writer, superuser):
    for person in (writer, superuser):
        for path in (*GUIDE, reverse("your_work"), reverse("ideas:idea_list")):
            client_for(person).get(path)
    assert STORE.pages == {}


def test_pages_for_people_come_no_more_than_their_answer_out_of_a_store(client_for, writer):
    Client().get(PAGE)
    answer = client_for(writer).get(PAGE)
    assert answer["Cache-Control"] == "private, no-store"
    assert writer.name.encode() not in Client().get(PAGE).content


def test_pages_with_a_form_a_query_or_another_method_are_not_kept():
    for path in (
        reverse("account_login"),
        reverse("search"),
        f"{PAGE}?from=x",
        "/programmes/?sector=health",
        "/healthz",
    ):
        Client().get(path)
    Client().post(PAGE)
    Client().head(PAGE)
    Client().get("/characteristics/there-is-none/")
    assert STORE.pages == {}


def test_a_message_that_waits_is_shown_and_not_kept():
    visitor = Client()
    visitor.cookies[CookieStorage.cookie_name] = "anything"
    visitor.get(PAGE)
    assert STORE.pages == {}


def test_each_language_has_pages_of_its_own():
    with override_settings(LANGUAGES=[("en-gb", "English"), ("cy", "Cymraeg")]):
        Client().get(PAGE)
        welsh = Client(headers={"Accept-Language": "cy"})
        assert welsh.get(PAGE)["Content-Language"] == "cy"
        assert welsh.get(PAGE)["Content-Language"] == "cy"
        by_cookie = Client()
        by_cookie.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"
        assert by_cookie.get(PAGE)["Content-Language"] == "cy"
        assert Client().get(PAGE)["Content-Language"] == "en-gb"
    assert {key[1] for key in STORE.pages} == {"en-gb", "cy"}


def test_no_page_says_which_host_was_asked_and_no_number_of_ports_fills_the_store(settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    for path in GUIDE:
        pages = {Client(headers={"host": host}).get(path).content for host in ("testserver", "testserver:81")}
        with override_settings(KEEP_PAGES=False):
            pages |= {Client(headers={"host": "other.example"}).get(path).content}
        assert len(pages) == 1, path
    assert len(STORE.pages) == len(GUIDE)
    assert Client(headers={"host": "evil.example"}).get(PAGE).status_code == 400


def test_a_kept_page_comes_compressed_to_who_takes_it():
    plain = Client().get(PAGE).content
    small = Client(headers={"Accept-Encoding": "br;q=1, gzip"}).get(PAGE)
    assert small["Content-Encoding"] == "gzip"
    assert int(small["Content-Length"]) == len(small.content) < len(plain) / 2
    assert gzip.decompress(small.content) == plain


@pytest.mark.parametrize("path", [PAGE, "/privacy/", "/there-is-none/", "/teams/"])
@pytest.mark.parametrize("accepted", ["gzip", ""])
def test_a_question_for_headers_alone_gets_those_of_the_page_and_no_body(path, accepted):
    """Asked below the test client, which would drop the body itself."""
    handler = BaseHandler()
    handler.load_middleware()
    page, kept_page, head = (
        handler.get_response(ask(path, HTTP_ACCEPT_ENCODING=accepted))
        for ask in (RequestFactory().get, RequestFactory().get, RequestFactory().head)
    )
    assert head.content == b""
    assert page.content or path == "/teams/"
    assert head.status_code == kept_page.status_code
    # A page that is not kept is compressed with a length that tells nothing.
    told = {"Content-Length"} if "Content-Encoding" in head and path != PAGE else set()
    assert {n: v for n, v in head.items() if n not in told} == {n: v for n, v in kept_page.items() if n not in told}
    assert int(head["Content-Length"]) > 0 or head.status_code == 302


def test_while_templates_are_written_nothing_is_kept():
    with override_settings(KEEP_PAGES=False):
        Client().get(PAGE)
    assert STORE.pages == {}
