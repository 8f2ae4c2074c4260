"""What people do in the browser in every journey: sign up with the code from the mail, open the mail's links."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from post_office.models import Email

from tests.browser import assert_accessible, assert_no_sideways_scroll

CODE = re.compile(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)$", re.MULTILINE)
LINK = re.compile(r"http\S+")
Mails = Callable[[], list[Email]]


def look(page: Page, heading: str | re.Pattern[str] = "") -> None:
    """Wait until the page with this main heading shows, and fail if it is not accessible or scrolls sideways."""
    if heading:
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def mail_to(mails: Mails, email: str) -> Email:
    """Return the last mail to that address."""
    found = [mail for mail in mails() if mail.to == [email]]
    assert found, f"no mail to {email}"
    return found[-1]


def code_for(mails: Mails, email: str) -> str:
    """Return the code in the last mail to that address."""
    mail = mail_to(mails, email)
    code = CODE.search(mail.message)
    assert code, mail.message
    return code[1]


def link_for(mails: Mails, email: str, subject: str) -> str:
    """Return the path that the last mail to that address leads to; its subject must hold these words."""
    mail = mail_to(mails, email)
    assert subject in mail.subject
    link = LINK.search(mail.message)
    assert link, mail.message
    return urlsplit(link[0]).path


def sign_up(page: Page, mails: Mails, email: str, name: str, look_at: Callable[[Page], None] = look) -> None:
    """Fill in the sign-up page that shows, and type the code from the mail."""
    expect(page.get_by_role("heading", level=1, name="Sign up")).to_be_visible()
    look_at(page)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1, name="Type in the code from your e-mail")).to_be_visible()
    look_at(page)
    page.get_by_label("Code").fill(code_for(mails, email))
    page.get_by_role("button", name="Go on").click()


def go(page: Page, name: str) -> None:
    """Choose a link of the navigation, behind its button where there is one."""
    menu = page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        menu.click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()


def step_link(page: Page, name: str) -> Locator:
    """Return the link of a step of the idea's rail; it also says how far that step has come."""
    rail = page.get_by_role("navigation", name="Steps of this idea")
    return rail.get_by_role("link", name=re.compile(f"^{name}"))


def step(page: Page, name: str) -> None:
    """Choose a step of the idea's rail."""
    step_link(page, name).click()


def idea_number(page: Page) -> int:
    """Return the number of the idea whose page shows."""
    found = re.search(r"/ideas/(\d+)/", page.url)
    assert found, page.url
    return int(found[1])


def at(page: Page, name: str, *args: object) -> None:
    """Wait until the page of that route shows."""
    expect(page).to_have_url(re.compile(re.escape(reverse(name, args=args)) + r"($|[?#])"))
