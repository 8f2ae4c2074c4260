"""Forms that are sent by their button: leaving the page with unsent words warns first, and the counters count."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ideas.actions import commenting, reviewing
from ideas.models import Comment, Idea
from tests.builders import an_idea, chosen, decided, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def idea(guide, team, writer) -> Idea:
    idea = an_idea(writer, team)
    chosen(idea, writer)
    return idea


def opened(page: Page, url: str) -> Page:
    """Open the page, and wait until its script is at work."""
    page.goto(url)
    expect(page.locator(".counter").first).to_be_attached()
    return page


def warnings_of(page: Page) -> list[str]:
    """Return the list in which the page's questions before leaving will stand; each is answered with yes."""
    asked: list[str] = []

    def answer(dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def start(idea: Idea, request) -> tuple[str, str]:
    return "writer", reverse("ideas:idea_start")


def choose(idea: Idea, request) -> tuple[str, str]:
    return "writer", reverse("ideas:focus_choose", args=[idea.pk])


def decide(idea: Idea, request) -> tuple[str, str]:
    request.getfixturevalue("decider")
    snapshot = submitted(idea, idea.created_by)
    return "decider", reverse("ideas:submission_decide", args=[idea.pk, snapshot.number])


def agree_own(idea: Idea, request) -> tuple[str, str]:
    submitted(idea, idea.created_by)
    return "writer", reverse("ideas:idea_agree_own", args=[idea.pk])


def finish(idea: Idea, request) -> tuple[str, str]:
    decided(submitted(idea, idea.created_by), request.getfixturevalue("decider"))
    reviewing.start_testing(idea=idea, by=idea.created_by)
    return "writer", reverse("ideas:idea_finish", args=[idea.pk])


def comments(idea: Idea, request) -> tuple[str, str]:
    return "writer", reverse("ideas:comment_list", args=[idea.pk])


def thread(idea: Idea, request) -> tuple[str, str]:
    made = commenting.comment(idea=idea, by=idea.created_by, text="Tea?", audience="team")
    return "writer", made.get_absolute_url()


@pytest.mark.parametrize("form", [start, choose, decide, agree_own, finish, comments, thread])
def test_leaving_with_unsent_words_warns_first(page_for, idea, request, form: Callable[..., tuple[str, str]]) -> None:
    who, url = form(idea, request)
    page = opened(page_for(request.getfixturevalue(who)), url)
    asked = warnings_of(page)
    page.locator("main").click(position={"x": 1, "y": 1})
    page.reload()
    assert asked == []
    expect(page.locator(".counter").first).to_be_attached()
    for fold in page.locator("main form details").all():
        fold.evaluate("fold => { fold.open = true; }")
    page.locator("main form textarea").first.press_sequentially("Unsent")
    page.goto("/")
    assert asked == ["beforeunload"]


def test_sending_does_not_warn_and_words_that_came_back_with_errors_do(page_for, idea, writer) -> None:
    page = opened(page_for(writer), reverse("ideas:comment_list", args=[idea.pk]))
    asked = warnings_of(page)
    box = page.get_by_label("Your comment")
    box.press_sequentially("Who pays for the tea?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Comment by Wren"))
    assert Comment.objects.count() == 1
    opened(page, reverse("ideas:comment_list", args=[idea.pk]))
    box.fill("x" * 2001)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert asked == []
    page.locator("main").click(position={"x": 1, "y": 1})
    page.goto("/")
    assert asked == ["beforeunload"]


def test_an_open_tick_or_a_closed_one_counts_as_unsent_too(page_for, idea, writer) -> None:
    page = opened(page_for(writer), reverse("ideas:focus_choose", args=[idea.pk]))
    asked = warnings_of(page)
    tick = page.get_by_label("Enabling environments", exact=True)
    tick.check()
    tick.uncheck()
    page.reload()
    assert asked == []
    expect(page.locator(".counter").first).to_be_attached()
    tick.check()
    page.reload()
    assert asked == ["beforeunload"]


def test_the_counter_is_there_without_autosave(page_for, idea, writer) -> None:
    page = opened(page_for(writer), reverse("ideas:idea_start"))
    title = page.get_by_label("Title")
    counter = page.locator("#div_id_title .counter")
    title.fill("a" * 110)
    expect(counter).to_have_text("Characters left: 10")
    title.fill("a" * 122)
    expect(counter).to_have_text("Characters too many: 2")


def test_a_page_with_nothing_to_write_fetches_no_script_for_it(page_for, guide) -> None:
    page = page_for(None)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto("/", wait_until="networkidle")
    assert any("site" in url for url in fetched)
    assert not any("counting" in url for url in fetched)


def test_which_research_is_asked_where_research_is_named(page_for, guide, idea, writer) -> None:
    page = page_for(writer, width=360, javascript=False)
    address = reverse("ideas:answer_edit", args=[idea.pk, "social-connections"])
    page.goto(address)
    page.locator("summary", has_text="Evidence, note or link").first.click()
    which = page.get_by_label("Which research?").first
    expect(page.get_by_label("Note or link").first).to_be_visible()
    expect(which).to_be_hidden()
    page.get_by_label("Published research").first.check()
    which.fill("Bandura 2004")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(address)
    expect(which).to_have_value("Bandura 2004")
    page.get_by_label("Published research").first.uncheck()
    expect(which).to_be_visible()  # what is named is never hidden
