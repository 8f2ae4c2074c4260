"""Settings: development without any environment, production only as it should be."""

import os
import re
import runpy
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from goodhelp import checks

KEY = "0123456789" * 6
PRODUCTION = {
    "ALLOWED_HOSTS": "planner.example.org",
    "SECRET_KEY": KEY,
    "SITE_ADDRESS": "https://planner.example.org",
    "EMAIL_URL": "smtp+tls://mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "planner@example.org",
    "SITE_OWNER": "The Riverside Trust",
    "CONTACT": "mailto:hello@example.org",
}


@pytest.fixture
def start(monkeypatch):
    """Return a function that reads the settings anew in an environment with just these variables."""

    def read(**environment: str) -> dict:
        for name in ("DATABASE_URL", "TRUSTED_PROXY_COUNT", "DEBUG", "DEMO", *PRODUCTION):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(settings.BASE_DIR / "goodhelp" / "settings.py"))

    return read


def test_without_any_environment_it_is_a_development_copy_on_sqlite(start):
    found = start()
    assert not found["PRODUCTION"]
    assert found["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert not found["DEMO"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": "development-only-key-never-for-production"}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DEMO": "1"}, "DEMO"),
        ({"DEBUG": "1"}, "DEBUG"),
    ],
)
def test_production_refuses_to_start(change, sentence, start):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        start(**{**PRODUCTION, **change})


def test_production_refuses_the_default_key_when_none_is_named(start):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        start(ALLOWED_HOSTS="planner.example.org")


@pytest.mark.django_db
def test_a_production_server_refuses_demo_accounts(settings, outsider):
    settings.PRODUCTION = True
    checks.refuse_demo_accounts_in_production()
    type(outsider).objects.filter(pk=outsider.pk).update(is_demo=True)
    with pytest.raises(ImproperlyConfigured, match="remove_demo"):
        runpy.run_path(str(settings.BASE_DIR / "goodhelp" / "wsgi.py"))


def test_production_cookies_are_bound_to_the_host_and_to_https(start):
    found = start(**PRODUCTION)
    for cookie in ("SESSION", "CSRF"):
        assert found[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert found[f"{cookie}_COOKIE_SECURE"] is True
        assert f"{cookie}_COOKIE_DOMAIN" not in found  # the prefix forbids one
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["STAFF_NEED_SECOND_FACTOR"] is True


def test_a_forwarded_scheme_is_believed_only_behind_a_proxy_that_was_named(start):
    assert start(**PRODUCTION)["SECURE_PROXY_SSL_HEADER"] is None
    behind = start(**PRODUCTION, TRUSTED_PROXY_COUNT="1")
    assert behind["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_what_all_processes_share_lies_in_the_database(start):
    found = start(**PRODUCTION)
    assert found["CACHES"]["default"]["BACKEND"].endswith("DatabaseCache")
    assert found["SESSION_ENGINE"].endswith("backends.db")
    assert found["EMAIL_BACKEND"] == "post_office.EmailBackend"


def test_sqlite_has_the_options_under_which_twenty_writers_were_all_answered(start):
    database = start()["DATABASES"]["default"]
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] >= 20
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]
    assert "mmap_size" not in database["OPTIONS"]["init_command"]
    assert database["ATOMIC_REQUESTS"] is False


def test_postgresql_compiles_no_queries_and_keeps_what_its_address_asks_for(start):
    for address, options in (
        ("postgres://planner@127.0.0.1/planner", "-c jit=off"),
        ("postgres://planner@127.0.0.1/planner?options=-c%20work_mem%3D8MB", "-c work_mem=8MB -c jit=off"),
    ):
        assert start(DATABASE_URL=address)["DATABASES"]["default"]["OPTIONS"]["options"] == options


def test_postgresql_keeps_its_connections(start):
    database = start(DATABASE_URL="postgres://planner@127.0.0.1/planner")["DATABASES"]["default"]
    assert database["CONN_MAX_AGE"] is None
    assert database["CONN_HEALTH_CHECKS"] is True
    assert database["ATOMIC_REQUESTS"] is False


@pytest.mark.django_db
def test_the_tests_themselves_run_with_write_ahead_logging():
    if connection.vendor != "sqlite":
        pytest.skip("of SQLite alone")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/accounts/login/", "/admin/login/"])
def test_every_page_says_that_only_our_own_files_may_run(address, client):
    policy = dict(
        directive.strip().split(" ", 1)
        for directive in client.get(address)["Content-Security-Policy"].split(";")
        if " " in directive.strip()
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert not any("unsafe" in value or "data:" in value or "*" in value for value in policy.values())


@pytest.mark.django_db
def test_no_page_may_be_framed_or_guessed_or_use_the_camera(client):
    headers = client.get("/healthz").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def check_deploy(**environment: str) -> subprocess.CompletedProcess:
    """Run `manage.py check --deploy` in its own process."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env={**kept, "DATABASE_URL": "sqlite://:memory:", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_finds_nothing_in_a_production_environment():
    done = check_deploy(**PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["SITE_ADDRESS", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "SITE_OWNER", "CONTACT"])
def test_the_deployment_check_warns_where_nobody_would_be_reached(name):
    done = check_deploy(**{key: value for key, value in PRODUCTION.items() if key != name})
    assert done.returncode == 1
    assert re.search(rf"Set .*\b{name}\b", done.stderr)
