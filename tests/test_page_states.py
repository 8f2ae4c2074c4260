"""Axe on pages in states that a visit by address does not show: empty, Welsh, in the middle of something, just done."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from characteristics.models import Question
from ideas.actions.reviewing import latest_submission
from ideas.models import Idea, Revision
from tests.builders import answered
from tests.conftest import make_person
from tests.demo import load_demo_again
from tests.test_pages_accessible import wrong_on
from tests.walking import MANAGER, PRACTITIONER, VISITOR, cookie, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLUG = "social-connections"


@pytest.fixture
def window(page_for, live_server, full_guide):
    """Return a function that opens the window of somebody of the demo."""
    load_demo_again()

    def open_window(who: str) -> Page:
        page: Page = page_for(None, reduced_motion="reduce")
        page.context.add_cookies(cookie(who, live_server.url))
        return page

    return open_window


def accessible(page: Page, sign: str) -> None:
    """Wait for the words that show that the page is in the state it should be in, and let axe look at it."""
    expect(page.get_by_role("main").get_by_text(sign).first).to_be_visible()
    wrong = list(wrong_on(page, thorough=True))
    assert not wrong, "\n".join(wrong)


def test_empty_pages_are_as_good_as_full_ones(window, page_for) -> None:
    page = page_for(make_person("Newcomer"), reduced_motion="reduce")
    for name, sign in (("your_work", "Start"), ("notice_list", "nothing"), ("ideas:idea_list", "idea"),
                       ("library:library_list", "library")):  # fmt: skip
        page.goto(reverse(name))
        accessible(page, sign)
    page.goto(f"{reverse('search')}?q=zzzzzz")
    accessible(page, "zzzzzz")


def test_welsh_pages_are_as_good_as_english_ones(window, live_server) -> None:
    page = window(PRACTITIONER)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "cy", "url": live_server.url}])
    agreed = Idea.objects.get(status="agreed")
    addresses = [reverse("home"), reverse("your_work"), agreed.get_absolute_url(), reverse("accessibility")]
    addresses += [reverse("ideas:answer_edit", args=[agreed.pk, SLUG]), reverse("ideas:idea_report", args=[agreed.pk])]
    for address in addresses:
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == "cy"
        wrong = list(wrong_on(page, thorough=False))
        assert not wrong, "\n".join(wrong)


def test_what_is_in_the_middle_of_something_is_accessible(window) -> None:
    agreed = Idea.objects.get(status="agreed")
    page, manager = window(PRACTITIONER), window(MANAGER)
    focus = agreed.foci.select_related("characteristic", "idea").get(characteristic__slug=SLUG)
    for text in ("We ask everybody once.", "We ask everybody twice."):
        answered(focus, Question.objects.get(key=f"{SLUG}-q1"), person(PRACTITIONER), text)
    new, old = Revision.objects.filter(idea=agreed, what="answer", which=f"{SLUG}-q1").order_by("-pk")[:2]
    page.goto(reverse("ideas:text_history", args=[agreed.pk, "answer", old.which]) + f"?old={old.pk}&new={new.pk}")
    accessible(page, "version")
    page.goto(reverse("ideas:idea_describe", args=[agreed.pk]))
    page.locator("textarea").first.fill("We empower claimants.")
    page.keyboard.press("Tab")
    accessible(page, "empower")
    page.goto(reverse("ideas:idea_redact", args=[agreed.pk]))
    page.get_by_role("main").get_by_role("textbox").first.fill("carers")
    page.get_by_role("button", name="See where they stand").click()
    accessible(page, "carers")
    sent = Idea.objects.filter(status="in_review").order_by("pk")[0]
    manager.goto(reverse("ideas:submission_detail", args=[sent.pk, latest_submission(sent).number]))
    claim = manager.locator("form[action*='/claim/'] button")
    if claim.count():  # else somebody of the demo looks at it already
        claim.first.click()
    accessible(manager, "looking at it since")


def test_a_check_that_was_answered_is_accessible(window) -> None:
    page = window(VISITOR)
    page.goto(reverse("characteristics:principle_check"))
    for box in page.get_by_role("main").get_by_role("radio").all()[::3]:
        box.check()
    page.get_by_role("main").get_by_role("button").last.click()
    accessible(page, "")
