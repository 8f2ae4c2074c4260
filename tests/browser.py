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
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from accounts.models import User

expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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


def assert_accessible(page: Page) -> None:
    """Fail with axe's report if it finds anything on the page against WCAG 2.0 to 2.2 (A, AA) or good practice."""
    result = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}})
    assert result.violations_count == 0, f"{page.url}\n{result.generate_report()}"


def assert_no_sideways_scroll(page: Page) -> None:
    """Fail if the page is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"
