"""A newcomer's first quarter of an hour in a real browser, on a phone: from home to a first coverage report.

What it takes is counted on the way: clicks, fields to fill in, words to read, letters to type.
"""

import re
import sys
from dataclasses import dataclass, field

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from ideas.models import Answer, Idea
from tests.builders import an_idea, chosen
from tests.visiting import code_for, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Tea after the library walk"
SUMMARY = (
    "People who come to the library alone say that they would like company. Once a week two of us would walk round "
    "the park with whoever comes, slowly, and drink tea together afterwards. Nobody has to talk about their health."
)
ANSWER = (
    "The people who come have one thing in common: they come to the library alone. We asked nine of them over two "
    "weeks. Six said that they would walk if somebody they had met before came too, so newcomers are met at the desk."
)
# Slow on purpose: every word that shows is read, at a careful reader's speed on a phone, and typed with two thumbs.
WORDS_PER_MINUTE, LETTERS_PER_MINUTE, SECONDS_PER_CLICK = 180, 110, 4
FETCHING_THE_CODE = 1  # minute
MINUTES = 15


@dataclass
class Effort:
    """What the way takes somebody."""

    page: Page = field(repr=False)
    clicks: int = 0
    fields: int = 0
    letters: int = 0
    words: int = 0

    def press(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def fill(self, label: str | Locator, text: str) -> None:
        (self.page.get_by_label(label).first if isinstance(label, str) else label).fill(text)
        self.fields += 1
        self.letters += len(text)

    def read(self, part: str = "main") -> None:
        """Count the words that show: folded parts are not read."""
        self.words += len(self.page.locator(part).first.inner_text().split())

    @property
    def minutes(self) -> float:
        clicking = self.clicks * SECONDS_PER_CLICK / 60
        return FETCHING_THE_CODE + self.words / WORDS_PER_MINUTE + self.letters / LETTERS_PER_MINUTE + clicking


def test_a_newcomer_reaches_a_first_report_within_fifteen_minutes(
    page_for, full_guide, sent_mail, settings, live_server
) -> None:
    settings.SITE_ADDRESS = live_server.url
    page = page_for(None, width=390)
    effort = Effort(page)
    she_comes_in(effort, sent_mail)
    she_takes_three_steps(effort)
    look(page, "Coverage report")
    effort.read(".report-top")
    idea = Idea.objects.get()
    assert (idea.title, Answer.objects.get().text) == (TITLE, ANSWER)
    assert "1\xa0covered" in page.locator(".coverage-line").inner_text()
    sys.stdout.write(f"\n{effort}: {effort.minutes:.1f} minutes\n")
    assert effort.clicks <= 12
    assert effort.fields <= 6
    assert effort.minutes < MINUTES


def she_comes_in(effort: Effort, mails) -> None:
    page = effort.page
    page.goto("/")
    look(page, "Plan help that leaves people stronger")
    effort.read(".hero")
    effort.read("[aria-labelledby=ways]")
    effort.press(page.locator("main").get_by_role("link", name="Start an idea"))
    effort.read()
    effort.press(page.locator("main").get_by_role("link", name="Sign up"))
    effort.read()
    effort.fill("E-mail", "ada@example.org")
    effort.fill("Name", "Ada")
    effort.press(page.get_by_role("button", name="Sign up"))
    expect(page.get_by_role("heading", level=1, name="Type in the code from your e-mail")).to_be_visible()
    effort.read()
    effort.fill("Code", code_for(mails, "ada@example.org"))
    effort.press(page.get_by_role("button", name="Go on"))


def she_takes_three_steps(effort: Effort) -> None:
    page = effort.page
    steps = page.get_by_role("navigation", name="Three steps to your first report")
    look(page, "Start an idea")
    expect(steps).to_contain_text("Step 1 of 3")
    effort.read()
    effort.fill("Title", TITLE)
    effort.fill("The idea in a few sentences", SUMMARY)
    effort.press(page.get_by_role("button", name="Save and go on"))
    look(page, "What does your idea work through?")
    expect(steps).to_contain_text("Step 2 of 3")
    effort.read()
    effort.press(page.get_by_label("Social connections"))
    effort.press(page.get_by_role("button", name="Save and go on to the questions"))
    look(page, "Social connections: check in with the evidence")
    expect(steps).to_contain_text("Step 3 of 3")
    effort.read(".idea-head")
    effort.read("#answers")  # all the questions, though one is enough
    card = page.locator("#social-connections-q1")
    effort.fill(card.get_by_label("Your answer"), ANSWER)
    effort.press(card.get_by_label("Covered", exact=True))
    effort.press(page.get_by_role("button", name="Save and see your first report"))


def test_the_three_steps_work_without_javascript(page_for, guide, writer, team) -> None:
    page = page_for(writer, width=360, javascript=False)
    page.goto("/")
    page.get_by_role("button", name="Start a practice idea").click()
    expect(page.get_by_role("heading", level=1, name="What does your idea work through?")).to_be_visible()
    page.get_by_label("Social connections").check()
    page.get_by_role("button", name="Save and go on to the questions").click()
    page.locator("#social-connections-q1").get_by_label("Your answer").fill("In pairs.")
    page.get_by_role("button", name="Save and see your first report").click()
    expect(page.get_by_text("Your first report.")).to_be_visible()
    assert Answer.objects.get().text == "In pairs."


# --- Going on and back ------------------------------------------------------------------------------------


@pytest.fixture
def check_in(guide, team, writer) -> str:
    idea = an_idea(writer, team)
    chosen(idea, writer)
    return reverse("ideas:answer_edit", args=[idea.pk, "social-connections"])


def box(page: Page) -> Locator:
    return page.locator("#social-connections-q1 textarea").first


def test_going_on_by_a_link_saves_the_words_first_and_asks_nothing(page_for, writer, check_in) -> None:
    page = page_for(writer)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(check_in)
    box(page).press_sequentially("Typed a moment ago")
    page.get_by_role("navigation", name="Steps of this idea").get_by_role("link", name="Report").click()
    expect(page.get_by_role("heading", level=1, name="Coverage report")).to_be_visible()
    assert asked == []
    assert Answer.objects.get().text == "Typed a moment ago"
    page.go_back()
    expect(box(page)).to_have_value("Typed a moment ago")


def test_the_back_button_of_the_browser_warns_and_the_words_are_there_on_return(page_for, writer, check_in) -> None:
    page = page_for(writer)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/your-work/")
    page.goto(check_in)
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    box(page).press_sequentially("Typed before going back")
    page.go_back()
    page.unroute("**/*")
    assert asked == ["beforeunload"]
    page.goto(check_in)
    expect(box(page)).to_have_value("Typed before going back")
    expect(page.locator("#social-connections-q1 [data-save-state]")).to_have_text(re.compile(r"Saved \d\d:\d\d"))


def test_without_javascript_buttons_save_on_the_way_on_and_back(page_for, writer, check_in) -> None:
    page = page_for(writer, javascript=False)
    page.goto(check_in)
    box(page).fill("By hand")
    page.get_by_role("button", name="Save and go back").click()
    expect(page.get_by_role("heading", level=1, name="how would your idea work?")).to_be_visible()
    assert Answer.objects.get().text == "By hand"
    page.get_by_role("button", name="Save and go to the questions").click()
    page.get_by_role("button", name="Save and go to the pitfalls").click()
    page.get_by_role("button", name="Save and go back").click()
    expect(box(page)).to_have_value("By hand")


def test_ctrl_and_enter_save_at_once_and_the_page_says_so(page_for, writer, check_in) -> None:
    page = page_for(writer)
    page.goto(check_in)
    expect(page.locator("#answers")).to_contain_text("Ctrl+Enter saves at once")
    box(page).fill("Saved by the keyboard")
    with page.expect_response(lambda answer: answer.request.method == "POST", timeout=1_000):
        box(page).press("Control+Enter")
    state = page.locator("#social-connections-q1 [data-save-state]")
    expect(state).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    assert Answer.objects.get().text == "Saved by the keyboard"
    box(page).press("Control+Enter")
    expect(state).to_have_text("All your words are saved.")
    box(page).press("Enter")
    expect(box(page)).to_have_value("Saved by the keyboard\n")
