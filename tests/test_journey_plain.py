"""From signing in to the coverage report by two other ways: without JavaScript on a phone, and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from ideas.models import Answer, Idea
from tests.visiting import at, code_for, go, idea_number, sign_up, step, step_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADA = "ada@example.org"
SLUG, OTHER = "social-connections", "celebrating-success"


def assert_nothing_scrolls_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def test_without_javascript_on_a_phone_from_signing_up_to_the_report(page_for, full_guide, sent_mail) -> None:
    page: Page = page_for(None, javascript=False, width=360)
    main = page.get_by_role("main")
    page.goto("/")
    assert_nothing_scrolls_sideways(page)
    main.get_by_role("link", name="Start an idea").click()
    main.get_by_role("link", name="Sign up").click()
    sign_up(page, sent_mail, ADA, "Ada", look_at=assert_nothing_scrolls_sideways)

    page.get_by_label("Title").fill("Tea after the walk")
    main.get_by_role("button", name="Save and go on").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("Title")).to_have_value("Tea after the walk")
    assert_nothing_scrolls_sideways(page)
    page.get_by_label("The idea in a few sentences").fill("After the Tuesday walk we drink tea.")
    main.get_by_role("button", name="Save and go on").click()
    idea = idea_number(page)
    assert_nothing_scrolls_sideways(page)
    main.get_by_role("link", name="See the whole idea instead").click()
    assert_nothing_scrolls_sideways(page)

    step(page, "Describe")
    page.get_by_label("Whose goal does it serve?").fill("Their own: somebody to talk to.")
    main.get_by_role("button", name="Save", exact=True).click()
    at(page, "ideas:idea_detail", idea)
    step(page, "Choose characteristics")
    page.get_by_label("Social connections", exact=True).check()
    page.get_by_label("Celebrating success", exact=True).check()
    assert_nothing_scrolls_sideways(page)
    main.get_by_role("button", name="Save my choice").click()

    step(page, "How it works")
    page.locator("[id='opportunity'] textarea").first.fill("Nobody walks alone.")
    assert_nothing_scrolls_sideways(page)
    main.get_by_role("button", name="Save and go to the questions").click()
    at(page, "ideas:answer_edit", idea, SLUG)
    first = page.locator(f"[id='{SLUG}-q1']")
    first.get_by_label("Your answer").fill("Everybody who walks has been out of work.")
    first.get_by_label("Covered", exact=True).check()
    # What it rests on is folded away: a summary opens without any script.
    first.locator("summary", has_text="Evidence").click()
    first.get_by_label("Practice experience").check()
    assert_nothing_scrolls_sideways(page)
    main.get_by_role("button", name="Save and go to the pitfalls").click()
    page.get_by_label("Yes").first.check()
    page.get_by_role("textbox").first.fill("Somebody of us sits with whoever is new.")
    assert_nothing_scrolls_sideways(page)
    main.get_by_role("button", name="Save and go to Celebrating success").click()
    at(page, "ideas:answer_edit", idea, OTHER)
    step(page, "Report")
    expect(main).to_contain_text("1 covered")
    expect(main).to_contain_text("Partly worked out: Social connections")
    assert_nothing_scrolls_sideways(page)
    go(page, "Your work")
    expect(main).to_contain_text("Tea after the walk")
    assert_nothing_scrolls_sideways(page)


# --- By keyboard ------------------------------------------------------------------------------------------


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until the focus is there. Within one group of radio buttons, that takes the arrow keys."""
    expect(wanted).to_be_attached()
    for _press in range(250):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{page.url}: the keyboard does not reach {wanted}")


def write(page: Page, field: Locator, text: str) -> None:
    tab_to(page, field)
    page.keyboard.type(text)


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    tab_to(page, wanted)
    page.keyboard.press(key)


def answer(page: Page, key: str, text: str) -> None:
    """Answer a question and say that it is covered: its radio buttons begin at “Not judged yet”."""
    part = page.locator(f"[id='{key}']")
    write(page, part.get_by_label("Your answer"), text)
    covered = part.get_by_label("Covered", exact=True)
    tab_to(page, part.locator("input[type=radio]:checked"))
    for _press in range(10):
        if covered.is_checked():
            break
        page.keyboard.press("ArrowRight")
    expect(covered).to_be_checked()


def test_by_keyboard_alone_from_signing_in_to_the_report(page_for, full_guide, sent_mail, person) -> None:
    person("Ada")
    page: Page = page_for(None)
    main = page.get_by_role("main")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    press(page, main.get_by_role("link", name="Start an idea"))
    at(page, "account_login")
    write(page, page.get_by_label("E-mail"), ADA)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Type in the code from your e-mail")
    write(page, page.get_by_label("Code"), code_for(sent_mail, ADA))
    page.keyboard.press("Enter")

    at(page, "ideas:idea_start")
    write(page, page.get_by_label("Title"), "Tea after the walk")
    write(page, page.get_by_label("The idea in a few sentences"), "After the Tuesday walk we drink tea.")
    press(page, main.get_by_role("button", name="Save and go on"))
    press(page, main.get_by_role("link", name="See the whole idea instead"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tea after the walk")
    idea = Idea.objects.get()
    press(page, main.get_by_role("link", name="Choose what your idea works through"))
    at(page, "ideas:focus_choose", idea.pk)
    press(page, page.get_by_label("Social connections", exact=True), "Space")
    press(page, page.get_by_label("Celebrating success", exact=True), "Space")
    press(page, main.get_by_role("button", name="Save my choice"))
    at(page, "ideas:idea_detail", idea.pk)

    press(page, step_link(page, "Check in"))
    at(page, "ideas:answer_edit", idea.pk, SLUG)
    answer(page, f"{SLUG}-q1", "Everybody who walks has been out of work.")
    answer(page, f"{SLUG}-q2", "We ask whom they would like to bring.")
    press(page, main.get_by_role("button", name="Save", exact=True))
    expect(page.locator(f"[id='{SLUG}-q2']")).to_contain_text("Last saved by Ada")
    assert list(Answer.objects.values_list("state", flat=True)) == ["covered", "covered"]
    press(page, step_link(page, "Report"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Coverage report")
    expect(main).to_contain_text("2 covered")
