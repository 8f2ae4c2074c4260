"""What looking at the pages has mended, held in a browser: folds, tables that turn into cards, headings with room."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, assert_no_sideways_scroll
from tests.builders import chosen, decided, submitted, worked_out

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUESTION = "#q-social-connections-q1"
TOUCHING = """() => [...document.querySelectorAll('.coverage-table thead th')].flatMap((th, i, all) => {
    const words = (e) => {
        const range = document.createRange();
        range.selectNodeContents(e);
        return range.getBoundingClientRect();
    };
    return i && words(all[i - 1]).right + 2 > words(th).left ? [th.textContent] : [];
})"""


@pytest.fixture
def submission(full_guide, team, writer) -> str:
    idea = worked_out(writer, team)
    submitted(idea, writer)
    return reverse("ideas:submission_detail", args=[idea.pk, 1])


def open_folds(page: Page) -> int:
    return page.locator("details[data-fold][open]").count()


def test_the_answers_of_a_submission_stand_open_on_a_page_of_their_own(page_for, decider, submission) -> None:
    page = page_for(decider, width=360, javascript=False)
    page.goto(submission)
    expect(page.locator(QUESTION)).to_have_count(0)
    page.get_by_role("link", name="How it works, the answers and the pitfalls (Social connections)").click()
    expect(page.locator("#focus-social-connections")).to_be_in_viewport()
    expect(page.locator(QUESTION)).to_be_visible()
    page.get_by_role("link", name="Decide").click()
    expect(page.get_by_label("Agreed to test")).to_be_visible()


@pytest.fixture
def folded(full_guide, team, writer, decider) -> str:
    """Return the address of a page that shows a whole idea, folded."""
    idea = worked_out(writer, team)
    chosen(idea, writer, "managing-setbacks")
    decided(submitted(idea, writer), decider)
    return reverse("ideas:idea_publish", args=[idea.pk])


def test_a_whole_idea_is_folded_and_opens_at_a_link_at_a_button_and_in_print(page_for, writer, folded) -> None:
    page = page_for(writer, width=360)
    page.goto(folded)
    expect(page.locator(QUESTION)).not_to_be_visible()
    page.get_by_role("button", name="Open all the answers").click()
    expect(page.locator(QUESTION)).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)

    for place in (QUESTION, "#focus-social-connections"):
        page.goto("about:blank")
        page.goto(folded + place)
        expect(page.locator(place)).to_be_in_viewport()
        expect(page.locator("#focus-social-connections details[data-fold]")).to_have_attribute("open", "")
        assert open_folds(page) == 1
    page.goto("about:blank")
    page.goto(folded)
    assert open_folds(page) == 0
    page.evaluate("location.hash = '#focus-managing-setbacks'")
    expect(page.locator("#focus-managing-setbacks details[data-fold]")).to_have_attribute("open", "")
    assert open_folds(page) == 1
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert open_folds(page) == page.locator("details[data-fold]").count() == 2


def test_without_javascript_every_fold_opens_and_no_button_promises_more(page_for, writer, folded) -> None:
    page = page_for(writer, javascript=False)
    page.goto(folded)
    expect(page.get_by_role("button", name="Open all the answers")).not_to_be_visible()
    page.locator("details[data-fold] > summary").first.click()
    expect(page.locator(QUESTION)).to_be_visible()


def test_on_a_phone_the_portfolio_shows_what_was_chosen_two_in_a_row_and_nothing_else(
    page_for, decider, submission
) -> None:
    for width in (360, 768):
        page = page_for(decider, width=width)
        page.goto(reverse("portfolio"))
        row = page.locator(".portfolio tbody tr").first
        assert row.evaluate("row => getComputedStyle(row).display") == "grid", width
        assert row.evaluate("row => getComputedStyle(row).gridTemplateColumns.split(' ').length") >= 2, width
        assert row.locator(".not-chosen").evaluate_all("all => all.every(e => e.offsetParent === null)"), width
        assert_no_sideways_scroll(page)


def test_headings_of_the_coverage_table_keep_apart_where_it_is_narrow(page_for, submission) -> None:
    for width in (700, 768, 1000, 1280):
        page = page_for(None, width=width)
        page.goto(reverse("worked_example"))
        assert page.evaluate(TOUCHING) == [], width
