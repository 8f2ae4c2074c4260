"""What axe does not see, on every kind of page: each check is a function of `tests.page_checks`."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page

from ideas.actions.reviewing import latest_submission
from ideas.models import Idea
from tests.demo import load_demo_again
from tests.page_checks import CHECKS, look, see
from tests.walking import MANAGER, PRACTITIONER, VISITOR, Visit, cookie, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLUG = "social-connections"


def main_pages() -> Iterator[Visit]:
    """Yield one page of each kind, filled by the demo."""
    agreed, sent = (Idea.objects.get(status=status) for status in ("agreed", "in_review"))
    for name in ("home", "characteristics:characteristic_list", "worked_example", "accessibility", "account_login",
                 "characteristics:word_list"):  # fmt: skip
        yield visit(VISITOR, name)
    yield visit(VISITOR, "characteristics:characteristic_detail", SLUG)
    yield visit(VISITOR, "casestudies:casestudy_detail", "goodgym")
    yield Visit("search", f"{reverse('search')}?q=walk", VISITOR)
    for name in ("your_work", "notice_list", "ideas:idea_list", "ideas:idea_start", "teams:team_list"):
        yield visit(PRACTITIONER, name)
    for name in ("idea_detail", "idea_describe", "focus_choose", "idea_report", "idea_submit", "idea_history",
                 "comment_list", "idea_export", "idea_examples", "idea_workshop", "idea_redact"):  # fmt: skip
        yield visit(PRACTITIONER, f"ideas:{name}", agreed.pk)
    for name in ("route_edit", "answer_edit", "pitfall_edit"):
        yield visit(PRACTITIONER, f"ideas:{name}", agreed.pk, SLUG)
    yield visit(MANAGER, "portfolio")
    yield visit(MANAGER, "ideas:review_queue")
    yield visit(MANAGER, "ideas:submission_decide", sent.pk, latest_submission(sent).number)


@pytest.fixture
def window(page_for, live_server, complaints):
    """Return a function that opens somebody's window; any error in its console is a complaint."""

    def errors(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    def open_window(who: str) -> Page:
        page: Page = page_for(None)
        page.context.add_cookies(cookie(who, live_server.url))
        page.on("console", errors)
        return page

    return open_window


def test_pages_hold_what_axe_cannot_see(window, full_guide) -> None:
    load_demo_again()
    Idea.objects.update(demo=False)  # or nothing would be counted in the portfolio
    windows: dict[str, Page] = {}
    wrong = []
    for each in main_pages():
        page = windows.setdefault(each.who, windows.get(each.who) or window(each.who))
        answer = page.goto(each.path)
        assert answer is not None
        assert answer.status == 200, each
        assert page.locator("html").get_attribute("lang") == "en-gb"
        wrong += [f"{each.path}, {check}: {found}" for check, all_of in look(page).items() for found in all_of]
    assert not wrong, "\n".join(wrong)


# One thing that each check must see, put on a page that has none.
BROKEN = {
    "landmarks": "main.append(document.createElement('h1'));",
    "live": "const p = document.createElement('p'); p.setAttribute('role', 'alert'); main.append(p);",
    "targets": "main.append(document.createElement('button'), document.createElement('button'));"
    "styled('main > button { width: 9px; min-height: 0; height: 9px; padding: 0; border: 0; font-size: 8px; }');",
    "order": "document.querySelector('main a').tabIndex = 3;",
    "legible": "styled('h1 { height: 4px; overflow: hidden; }');",
    "still": "styled('h1 { transition: color 2s; }');",
    "forced": "styled('.button { border: 0 !important; }');",
    "paper": "const b = document.createElement('button'); b.textContent = 'Press'; main.append(b);",
}


def test_each_check_sees_what_is_wrong(window, full_guide) -> None:
    page = window(VISITOR)
    for check in CHECKS:
        page.goto(reverse("home"))
        assert see(page, check) == [], check
        assert see(page, check, BROKEN[check]) != [], check
    page.emulate_media(media="screen")
    page.goto(reverse("home"))
    assert "over" in str(see(page, "legible", "styled('h1 + p { margin-top: -60px !important; }');"))
    assert "too wide" in str(see(page, "legible", "styled('h1 { width: 200vw; }');"))
