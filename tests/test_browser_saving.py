"""Answers that save themselves, in a real browser: the page says only what is true and loses nothing."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from ideas.models import Answer
from tests.builders import an_idea, answered, chosen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = "#social-connections-q1"
SAVED = re.compile(r"Saved \d\d:\d\d")


@pytest.fixture
def focus(guide, team, writer, second_writer):
    return chosen(an_idea(writer, team), writer)


@pytest.fixture
def url(focus) -> str:
    return reverse("ideas:answer_edit", args=[focus.idea_id, "social-connections"])


def box(page: Page, part: str = FIRST):
    return page.locator(f"{part} textarea").first


def state(page: Page, part: str = FIRST):
    return page.locator(f"{part} [data-save-state]")


def cut_off(page: Page) -> None:
    """Let nothing that the page sends arrive, until it is unrouted; the next try comes seconds later."""
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())


def reload_when_asked(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())


def test_words_save_themselves_and_the_page_says_when(page_for, writer, url) -> None:
    page = page_for(writer)
    page.goto(url)
    box(page).fill("We walk in pairs.")
    expect(state(page)).to_have_text("Not saved yet")
    expect(state(page)).to_have_text(SAVED)
    page.get_by_label("Partly").first.check()
    expect(state(page)).to_have_text("Not saved yet")
    expect(state(page)).to_have_text(SAVED)
    answer = Answer.objects.get()
    assert (answer.text, answer.state, answer.version) == ("We walk in pairs.", "partly", 2)
    page.reload()
    assert box(page).input_value() == "We walk in pairs."


def test_two_browsers_on_one_answer_stop_and_show_both_texts(page_for, writer, second_writer, url) -> None:
    mine, theirs = page_for(writer), page_for(second_writer)
    mine.goto(url)
    theirs.goto(url)
    box(mine).fill("Wren's words")
    expect(state(mine)).to_have_text(SAVED)
    box(theirs).fill("Sam's words")
    expect(state(theirs)).to_contain_text("Wren saved this")
    assert Answer.objects.get().text == "Wren's words"
    theirs.get_by_role("button", name="See both texts").click()
    expect(theirs.get_by_role("heading", name="Two people wrote here at the same time")).to_be_visible()
    expect(theirs.locator(f"{FIRST} .conflict")).to_contain_text("Wren's words")
    assert box(theirs).input_value() == "Wren's words Sam's words"
    box(theirs).fill("Wren's words and Sam's words")
    theirs.locator("form#answers").get_by_role("button", name="Save", exact=True).click()
    expect(theirs.locator(".error-summary")).to_have_count(0)
    assert Answer.objects.get().text == "Wren's words and Sam's words"


def test_signed_out_while_typing_the_page_says_so_and_saves_after_signing_in_elsewhere(
    page_for, writer, url, client_for, live_server
) -> None:
    page = page_for(writer)
    page.goto(url)
    Session.objects.all().delete()
    box(page).fill("Typed after the session ended")
    expect(state(page)).to_contain_text("you are signed out. Your words are still here.")
    fresh = client_for(writer)
    cookie = {"name": "session", "value": fresh.cookies["session"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    box(page).press_sequentially(".")
    expect(state(page)).to_have_text(SAVED)
    assert Answer.objects.get().text == "Typed after the session ended."


def test_a_stale_token_is_made_fresh_and_the_words_are_saved(page_for, writer, url) -> None:
    page = page_for(writer)
    page.goto(url)
    page.evaluate("for (const i of document.querySelectorAll('[name=csrfmiddlewaretoken]')) i.value = 'x'.repeat(64)")
    box(page).fill("Saved with a fresh token")
    expect(state(page)).to_have_text(SAVED)
    assert Answer.objects.get().text == "Saved with a fresh token"


def test_without_a_connection_the_words_wait_and_go_when_it_is_back(page_for, writer, url) -> None:
    page = page_for(writer)
    page.goto(url)
    page.context.set_offline(True)
    box(page).fill("Typed in a lift")
    expect(state(page)).to_contain_text("no connection")
    page.context.set_offline(False)
    expect(state(page)).to_have_text(SAVED, timeout=15_000)
    assert Answer.objects.get().text == "Typed in a lift"


def test_closing_the_tab_with_unsent_words_warns_first_and_a_reload_brings_them_back(page_for, writer, url) -> None:
    page = page_for(writer)
    page.goto(url)
    asked: list[str] = []

    def answer(dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    cut_off(page)
    box(page).press_sequentially("Unsent")
    page.unroute("**/*")
    page.reload()
    assert asked == ["beforeunload"]
    assert box(page).input_value() == "Unsent"
    expect(state(page)).to_have_text(SAVED)


def test_words_kept_in_the_tab_never_overwrite_what_a_colleague_saved_since(
    page_for, writer, second_writer, url, focus, guide
) -> None:
    page = page_for(writer)
    page.goto(url)
    reload_when_asked(page)
    cut_off(page)
    box(page).press_sequentially("Mine, unsent")
    page.unroute("**/*")
    answered(focus, guide.questions["social-connections"][0], second_writer, "Sam's, saved")
    page.reload()
    expect(state(page)).to_contain_text("Sam saved this")
    assert Answer.objects.get().text == "Sam's, saved"


def test_nothing_typed_stays_in_the_tab_after_saving_or_after_signing_out(page_for, writer, url) -> None:
    page = page_for(writer)
    page.goto(url)
    box(page).fill("Words")
    expect(state(page)).to_have_text(SAVED)
    assert page.evaluate("sessionStorage.length") == 0
    page.context.set_offline(True)
    box(page).fill("Unsent words")
    assert page.evaluate("sessionStorage.length") == 1
    page.context.set_offline(False)
    page.evaluate("document.querySelector('form[data-sign-out]').requestSubmit()")
    reload_when_asked(page)
    page.wait_for_url(lambda address: not address.endswith(url))
    assert page.evaluate("sessionStorage.length") == 0


def test_without_javascript_the_same_page_saves_by_its_button(page_for, writer, url) -> None:
    page = page_for(writer, javascript=False)
    page.goto(url)
    box(page).fill("By hand")
    page.locator(FIRST).get_by_label("Covered", exact=True).check()
    page.locator("form#answers").get_by_role("button", name="Save", exact=True).click()
    answer = Answer.objects.get()
    assert (answer.text, answer.state) == ("By hand", "covered")
    assert box(page).input_value() == "By hand"


def test_the_counter_speaks_only_near_the_limit_and_counts_as_the_server_does(page_for, writer, url) -> None:
    page = page_for(writer)
    page.goto(url)
    counter = page.locator(f"{FIRST} .counter").first
    line = "a" * 99 + "\n"
    box(page).fill(line * 20)
    expect(counter).to_have_text("")
    box(page).fill(line * 39 + "a" * 98)
    expect(counter).to_have_text("Characters left: 2")
