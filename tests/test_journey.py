"""The whole story in a real browser: from a first visit to an idea that was adopted with what was learned.

Ada is a link worker with a phone, Sam her colleague, Mona their service manager at a desk, Cass edits the guide.
Each page on the way is looked at: axe finds nothing, and nothing scrolls sideways.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from ideas.models import Answer, Idea
from tests.visiting import Mails, at, go, idea_number, link_for, look, sign_up, step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADA, SAM, MONA = "ada@example.org", "sam@example.org", "mona@example.org"
TITLE = "Tea after the walk"
SLUG, OTHER = "social-connections", "managing-setbacks"
PLAN = {
    "smallest_try": "Two walks with tea for four people.",
    "with_whom": "Four people who asked for company, in March.",
    "expects": "Three of the four come a second time.",
    "how_known": "We ask each of them after the walk.",
}


@dataclass
class Story:
    """The windows of the people in it, and what they share."""

    open_window: Callable[..., Page]
    mails: Mails
    windows: dict[str, Page] = field(default_factory=dict)
    idea_id: int = 0

    def __getitem__(self, who: str) -> Page:
        return self.windows[who]

    def enter(self, who: str, user: Any = None, **options: Any) -> Page:
        self.windows[who] = self.open_window(user, **options)
        return self.windows[who]

    def by_mail(self, who: str, subject: str) -> Page:
        """Open what the last mail to this person links to, in the person's own window."""
        page = self[who]
        page.goto(link_for(self.mails, who, subject))
        return page

    def page_of(self, who: str, name: str, *args: object) -> Page:
        page = self[who]
        page.goto(reverse(f"ideas:{name}", args=[self.idea_id, *args]))
        return page


@pytest.fixture
def story(page_for, full_guide, sent_mail, settings, live_server) -> Story:
    settings.SITE_ADDRESS = live_server.url
    return Story(page_for, sent_mail)


def card(page: Page, key: str) -> Locator:
    return page.locator(f"[id='{key}']")


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def press(page: Page, name: str) -> None:
    main(page).get_by_role("button", name=name, exact=True).click()


def test_the_whole_story(story, content_admin) -> None:
    a_visitor_reads_and_signs_up(story)
    she_starts_an_idea_and_invites_two_colleagues(story)
    she_chooses_and_says_how_it_works(story)
    she_and_a_colleague_answer_and_think_of_pitfalls(story)
    the_report_says_what_is_covered(story)
    she_submits(story)
    the_manager_asks_for_changes(story)
    she_revises_and_submits_again(story)
    the_manager_sees_the_differences_and_agrees(story)
    it_is_tested_and_adopted_with_what_was_learned(story)
    an_admin_rewords_a_question(story, content_admin)
    the_team_confirms_its_answer(story)
    the_history_tells_it_all(story)


def a_visitor_reads_and_signs_up(story: Story) -> None:
    page = story.enter(ADA, width=390)
    page.goto("/")
    look(page, "Plan help that leaves people stronger")
    main(page).get_by_role("link", name="Read the guide").click()
    look(page, "characteristics")
    main(page).get_by_role("link", name="Social connections").first.click()
    look(page, "Social connections")
    page.goto("/")
    main(page).get_by_role("link", name="Start an idea").click()
    look(page, "Sign in")
    main(page).get_by_role("link", name="Sign up").click()
    sign_up(page, story.mails, ADA, "Ada")


def she_starts_an_idea_and_invites_two_colleagues(story: Story) -> None:
    page = story[ADA]
    look(page, "Start an idea")
    press(page, "Save and go on")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    look(page)
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("The idea in a few sentences").fill("After the Tuesday walk we drink tea together.")
    press(page, "Save and go on")
    look(page, "What does your idea work through?")
    main(page).get_by_role("link", name="See the whole idea instead").click()
    look(page, TITLE)
    story.idea_id = idea_number(page)
    go(page, "Teams")
    look(page, "Your teams")
    for email, right, name in ((SAM, "Practitioner", "Sam"), (MONA, "Service manager", "Mona")):
        main(page).get_by_role("link", name="Ada’s team", exact=True).click()
        look(page, "Ada’s team")
        main(page).get_by_role("link", name="Invite somebody").click()
        look(page, "Invite somebody to your team")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label(re.compile(f"^{right}")).check()
        press(page, "Send the invitation")
        expect(page.get_by_role("status")).to_be_visible()
        accept(story, email, name)
        go(page, "Teams")
    expect(main(page)).to_contain_text("3 people")


def accept(story: Story, email: str, name: str) -> None:
    """Let somebody open the link of the invitation, sign up from there, and accept."""
    page = story.enter(email)
    story.by_mail(email, "Invitation")
    look(page, "Join “Ada’s team”?")
    main(page).get_by_role("link", name="Sign up").click()
    sign_up(page, story.mails, email, name)
    look(page, "Join “Ada’s team”?")
    press(page, "Accept and join")
    look(page, "Ada’s team")


def she_chooses_and_says_how_it_works(story: Story) -> None:
    page = story.page_of(ADA, "idea_detail")
    main(page).get_by_role("link", name="Choose what your idea works through").click()
    look(page, "What does your idea work through?")
    page.get_by_label("Social connections", exact=True).check()
    card(page, SLUG).locator("summary").click()
    card(page, SLUG).get_by_label("Why this one?").fill("People come for the company.")
    page.get_by_label("Managing setbacks", exact=True).check()
    press(page, "Save my choice")
    at(page, "ideas:idea_detail", story.idea_id)
    step(page, "How it works")
    look(page, re.compile("Social connections"))
    part = card(page, "motivation")
    part.get_by_label("How would your idea work this way?").fill("Tea with others is a reason to come again.")
    part.get_by_label("Other people").check()
    page.get_by_role("button", name="Save").first.click()
    expect(part.get_by_label("How would your idea work this way?")).to_have_value(re.compile("^Tea with others"))


def answer(page: Page, key: str, text: str, state: str, *basis: str) -> None:
    part = card(page, key)
    part.get_by_label("Your answer").fill(text)
    part.get_by_label(state, exact=True).check()
    for each in basis:
        if not part.get_by_label(each).is_visible():
            part.locator("summary", has_text="Evidence").click()
        part.get_by_label(each).check()


def she_and_a_colleague_answer_and_think_of_pitfalls(story: Story) -> None:
    page, saved = story[ADA], re.compile(r"Saved \d\d:\d\d")
    step(page, "Check in")
    look(page, re.compile("Social connections"))
    expect(card(page, f"{SLUG}-q1").locator(".counter")).to_have_count(3)  # one under each text box
    answer(page, f"{SLUG}-q1", "Everybody who walks has been out of work.", "Covered", "What people with lived")
    expect(card(page, f"{SLUG}-q1").locator("[data-save-state]")).to_have_text(saved)
    answer(page, f"{SLUG}-q2", "We ask whom they would like to bring.", "Partly", "An assumption")
    expect(card(page, f"{SLUG}-q2").locator("[data-save-state]")).to_have_text(saved)

    sam = story.page_of(SAM, "answer_edit", SLUG)
    expect(card(sam, f"{SLUG}-q1").get_by_label("Your answer")).to_have_value(re.compile("^Everybody who walks"))
    answer(sam, f"{SLUG}-q3", "Each walk ends with one good thing of the week.", "Covered", "Practice experience")
    press(sam, "Save")
    expect(card(sam, f"{SLUG}-q3")).to_contain_text("Last saved by Sam")

    press(page, "Save and go to the pitfalls")
    look(page, "Social connections: what could go wrong?")
    pitfall = card(page, f"{SLUG}-pitfall-1")
    pitfall.get_by_label("Yes").check()
    pitfall.get_by_role("textbox").fill("Somebody of us sits with whoever is new.")
    press(page, "Save and go to Managing setbacks")
    look(page, re.compile("Managing setbacks"))


def the_report_says_what_is_covered(story: Story) -> None:
    page = story[ADA]
    step(page, "Report")
    look(page, "Coverage report")
    expect(main(page)).to_contain_text("2 covered, 1 partly, 6 open")
    row = page.locator(".coverage-table tr", has=page.get_by_role("rowheader", name="Social connections"))
    expect(row.locator("td")).to_have_text(["5", "2", "1", "0", "0", "2", "0"])
    expect(main(page)).to_contain_text("1 answer rests on an assumption alone")
    go(page, "Your work")
    look(page, "Your work, Ada")
    expect(main(page)).to_contain_text("2 covered, 1 partly, 6 open")
    story.page_of(ADA, "idea_report")
    main(page).get_by_role("link", name="Check in with the questions of Managing setbacks").click()
    at(page, "ideas:answer_edit", story.idea_id, OTHER)


def she_submits(story: Story) -> None:
    page = story[ADA]
    step(page, "Submit")
    look(page, "Say what you would try first, and submit")
    expect(main(page)).to_contain_text("Who can decide: Mona")
    press(page, "Submit")
    look(page)
    expect(page.locator(".error-summary li")).to_have_count(4)
    for name, words in PLAN.items():
        page.locator(f"#id_plan-{name}").fill(words)
    press(page, "Submit")
    look(page, TITLE)
    at(page, "ideas:submission_detail", story.idea_id, 1)


def decide(page: Page, outcome: str, reasons: str, asks: str = "") -> None:
    """From a submission's page, decide on it."""
    main(page).get_by_role("link", name="Decide").first.click()
    look(page)
    press(page, main(page).locator("form button").last.inner_text())
    expect(page.locator(".error-summary")).to_be_focused()
    look(page)
    page.get_by_label(outcome).check()
    page.get_by_label("Your reasons").fill(reasons)
    page.get_by_label("What you ask for").fill(asks)
    press(page, main(page).locator("form button").last.inner_text())
    expect(page.get_by_role("status")).to_contain_text("Your decision is sent to the team")
    look(page)


def the_manager_asks_for_changes(story: Story) -> None:
    page = story[MONA]
    go(page, "Your work")
    look(page, "Your work, Mona")
    go(page, "Review")
    look(page)
    expect(main(page)).to_contain_text(TITLE)
    story.by_mail(MONA, "An idea waits for your decision")
    look(page, TITLE)
    expect(main(page)).to_contain_text("not what it is writing now")
    main(page).get_by_role("link", name="How it works, the answers and the pitfalls (Social connections)").click()
    look(page, TITLE)
    expect(card(page, f"q-{SLUG}-q2")).to_contain_text("We ask whom they would like to bring.")
    main(page).get_by_role("link", name="Back to the submission").first.click()
    at(page, "ideas:submission_detail", story.idea_id, 1)
    decide(page, "Changes asked for", "What if it rains for weeks?", "Say where you go in the rain.")


def she_revises_and_submits_again(story: Story) -> None:
    page = story.by_mail(ADA, "Changes asked for")
    look(page, TITLE)
    expect(main(page)).to_contain_text("What if it rains for weeks?")
    go(page, "Your work")
    expect(main(page)).to_contain_text("Changes were asked for")
    story.page_of(ADA, "answer_edit", OTHER)
    answer(page, f"{OTHER}-q1", "In bad weather we walk round the market hall.", "Covered", "Practice experience")
    press(page, "Save")
    story.page_of(ADA, "answer_edit", SLUG)
    answer(page, f"{SLUG}-q2", "We ask whom they would like to bring, and ring them.", "Covered")
    press(page, "Save")
    step(page, "Submit")
    look(page, "Say what you would try first, and submit")
    expect(main(page)).to_contain_text("What if it rains for weeks?")
    press(page, "Submit")
    at(page, "ideas:submission_detail", story.idea_id, 2)
    look(page, TITLE)


def the_manager_sees_the_differences_and_agrees(story: Story) -> None:
    page = story.by_mail(MONA, "An idea waits for your decision")
    look(page, TITLE)
    changes = page.locator("#changes")
    expect(changes.locator("ins", has_text="and ring them")).to_have_count(1)
    expect(changes.locator("ins", has_text="market hall")).to_have_count(1)
    expect(changes.locator("del", has_text="Partly")).to_have_count(1)
    decide(page, "Agreed to test", "Small, clear, and they know what they expect.")


def it_is_tested_and_adopted_with_what_was_learned(story: Story) -> None:
    page = story.by_mail(ADA, "Agreed to test")
    look(page, TITLE)
    story.page_of(ADA, "idea_detail")
    press(page, "Start testing")
    expect(page.locator(".pill")).to_have_text("Testing")
    look(page, TITLE)
    main(page).get_by_role("link", name="Say how the test ended").click()
    look(page, "How the test ended, and what you learned")
    expect(main(page)).to_contain_text(PLAN["expects"])
    page.get_by_label("Adopted").check()
    page.get_by_label("What did you learn?").fill("All four came again, and brought two more.")
    press(page, "Record this")
    look(page, TITLE)
    expect(main(page)).to_contain_text("All four came again, and brought two more.")
    assert Idea.objects.get().status == "adopted"


def an_admin_rewords_a_question(story: Story, content_admin: Any) -> None:
    page = story.enter("cass", content_admin)
    page.goto(reverse("characteristics:characteristic_detail", args=[SLUG]))
    look(page, "Social connections")
    page.locator(".edit-link", has_text="questions").click()
    page.locator("#result_list tbody th a").first.click()
    page.locator("#id_text").fill("Who will people meet who has been through the same?")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Published as wording 2")
    page.goto(reverse("ideas:idea_detail", args=[story.idea_id]))
    look(page, re.compile("."))
    expect(main(page)).not_to_contain_text(TITLE)


def the_team_confirms_its_answer(story: Story) -> None:
    old = Answer.objects.get(question__key=f"{SLUG}-q1").wording
    page = story.page_of(ADA, "idea_report")
    main(page).get_by_role("link", name=re.compile("This question was reworded")).click()
    at(page, "ideas:answer_edit", story.idea_id, SLUG)
    part = card(page, f"{SLUG}-q1")
    expect(part).to_contain_text(f"You answered: {old.text}")
    expect(part).to_contain_text("Who will people meet who has been through the same?")
    look(page)
    part.get_by_role("button", name="It still holds").click()
    expect(part.get_by_role("button", name="It still holds")).to_have_count(0)
    given = Answer.objects.select_related("wording").get(question__key=f"{SLUG}-q1")
    assert (given.wording.number, given.text) == (2, "Everybody who walks has been out of work.")


def the_history_tells_it_all(story: Story) -> None:
    page = story.page_of(ADA, "idea_history")
    look(page, "History: what happened, and who changed what")
    steps = "\n".join(page.locator(".timeline-step").all_inner_texts())
    for words in ("What if it rains for weeks?", "Small, clear", "All four came again", "Submission 1", "Submission 2"):
        assert words in steps
    main(page).get_by_role("link", name=re.compile("See the versions")).first.click()
    look(page, re.compile("Versions of"))
