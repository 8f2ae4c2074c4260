"""Fixtures of the browser tests: Debian's Chromium, driven by Playwright, on a live server.

A browser test is marked `browser` and `django_db(transaction=True)`:

    pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

    def test_the_home_page_is_accessible(page_for):
        page = page_for(None)
        page.goto("/")
        assert_accessible(page)
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from accounts.models import User

expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All rules, and only those that a colour scheme can change. To gather what is right as well takes twice as long.
EVERY_RULE = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
COLOUR_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
RUN_AXE = """options => axe.run(document, options).then(
    found => found.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(" | ")))"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium. Without one: skip with the reason, or fail where CI runs the tests."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("No Chromium here: apt install chromium")
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    """Give the browser the session cookie of a person who has signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Collect what the browser complains of: breaches of the content policy and errors of scripts.

    The test fails at its end if there are any; one that provokes them clears the list.
    """
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def page_for(new_context: Any, live_server: Any, complaints: list[str]) -> Callable[..., Page]:
    """Return a function that opens a window for a person (None: a visitor), with its own cookies.

    `page_for(writer)`; `page_for(writer, width=360)`; `page_for(writer, javascript=False)`. Addresses
    given to `goto` may begin at the root. All windows are closed at the end of the test.
    """

    def complain(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def open_page(user: User | None, *, javascript: bool = True, width: int = 1280, **options: Any) -> Page:
        context = new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            **options,
        )
        context.set_default_timeout(10_000)
        if user is not None:
            sign_in(context, user, live_server.url)
        page: Page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    return open_page


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until what a page sent without showing it has arrived: the condition asks the database."""
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline, "It did not happen in fifteen seconds."
        time.sleep(0.05)


def assert_accessible(page: Page) -> None:
    """Fail if axe finds anything on the page against WCAG 2.0 to 2.2 (A, AA) or good practice."""
    found = breaches(page, EVERY_RULE)
    assert found == [], f"{page.url}: {found}"


def breaches(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe finds on the page that shows, with all of its styles: the broken rule, and where."""
    page.wait_for_load_state("load")
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE};0")
    found: list[str] = page.evaluate(RUN_AXE, options)
    return found


def assert_no_sideways_scroll(page: Page) -> None:
    """Fail if the page is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"
