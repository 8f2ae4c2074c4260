"""The journey of a manager with two colleagues: claim, take over, decide with asks, and what comes back."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ideas.actions.drafting import describe_idea
from ideas.models import Idea
from tests.builders import an_idea, submitted, worked_out
from tests.conftest import join
from tests.visiting import look as look_closely

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def idea(guide, team, writer, decider) -> Idea:
    idea = worked_out(writer, team)
    submitted(idea, writer)
    return idea


def look(page: Page, heading: str = "", *, javascript: bool = True) -> None:
    """Look at the page; without JavaScript only for its heading, since the rules of accessibility need it to run."""
    if javascript:
        look_closely(page, heading)
    elif heading:
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def path(name: str, *args: object) -> str:
    return reverse(f"ideas:{name}", args=args)


def claims(page: Page, idea: Idea, *, javascript: bool) -> None:
    """Read the submission from the queue and say that one is looking at it."""
    page.goto(path("review_queue"))
    look(page, "Ideas to review", javascript=javascript)
    page.get_by_role("link", name=idea.title).click()
    page.get_by_role("button", name="I am looking at this").click()
    expect(page.get_by_text("You have been looking at it since")).to_be_visible()
    look(page, idea.title, javascript=javascript)


@pytest.mark.parametrize("javascript", [True, False])
def test_three_managers_share_the_work_and_the_team_answers(
    page_for, guide, team, lead, writer, decider, player_manager, person, idea, javascript
):
    third = join(person("Tia"), team, lead, decides=True)
    options = {"javascript": javascript}
    dara, pat, wren = (page_for(who, width=360, **options) for who in (decider, player_manager, writer))
    claims(dara, idea, **options)
    # A colleague sees who is at it, and takes it over.
    pat.goto(path("review_queue"))
    expect(pat.get_by_role("heading", name="With a colleague")).to_be_visible()
    expect(pat.get_by_text("Dara has been looking at it since")).to_be_visible()
    pat.get_by_role("link", name=idea.title).click()
    pat.get_by_role("link", name="Take it over").click()
    look(pat, "Somebody is looking at it", **options)
    pat.get_by_role("button", name="Take it over from Dara").click()
    expect(pat.get_by_text("You have been looking at it since")).to_be_visible()
    wren.goto(path("submission_detail", idea.pk, 1))
    expect(wren.get_by_text("Pat has been looking at it since")).to_be_visible()
    # She decides with two things to do, and a note.
    pat.get_by_role("link", name="Decide").first.click()
    pat.get_by_label("Changes asked for").check()
    pat.get_by_label("Your reasons").fill("Nearly there.")
    pat.get_by_label("What you ask for").fill("Say who walks.\nAsk the bus company.")
    pat.get_by_text("Six things that may help").click()
    pat.get_by_label("Equity?").fill("Who is left out?")
    look(pat, **options)
    pat.get_by_role("button", name="Send the decision").click()
    expect(pat.get_by_text("Who is left out?")).to_be_visible()
    # The team replies, revises and submits again.
    wren.goto(path("idea_detail", idea.pk))
    wren.get_by_role("link", name="Reply to this decision").click()
    wren.get_by_label("Your reply").fill("Thank you, by Friday.")
    look(wren, "Reply to the decision", **options)
    wren.get_by_role("button", name="Send the reply").click()
    expect(wren.get_by_text("Thank you, by Friday.")).to_be_visible()
    wren.goto(path("idea_submit", idea.pk))
    wren.get_by_label("Say who walks.").fill("Two of us, in turns.")
    look(wren, **options)
    wren.get_by_role("button", name="Submit", exact=True).click()
    expect(wren.get_by_role("heading", name="What was asked for, and what the team did")).to_be_visible()
    # Another manager sees both side by side, and agrees.
    tia = page_for(third, **options)
    tia.goto(path("submission_detail", idea.pk, 2))
    row = tia.get_by_role("row", name="Say who walks.")
    expect(row.get_by_text("Two of us, in turns.")).to_be_visible()
    look(tia, idea.title, **options)
    tia.get_by_role("link", name="Decide").first.click()
    tia.get_by_label("Agreed to test").check()
    tia.get_by_label("Your reasons").fill("Small and clear.")
    tia.get_by_role("button", name="Send the decision").click()
    expect(tia.get_by_text("Small and clear.")).to_be_visible()
    # An edit afterwards is said to be one.
    now = Idea.objects.get(pk=idea.pk)
    describe_idea(idea=now, by=writer, values={"summary": "A daily walk with tea."}, base_version=now.version)
    wren.goto(path("idea_detail", idea.pk))
    wren.get_by_role("link", name="See the differences").click()
    look(wren, "What changed since it was agreed", **options)
    expect(wren.get_by_text("daily")).to_be_visible()


def test_a_team_asks_for_thoughts_on_a_draft_and_hears_enough(page_for, guide, team, writer, decider):
    draft = an_idea(writer, team, "Tea in the garden")
    wren, dara = page_for(writer, width=360), page_for(decider, width=360)
    wren.goto(path("idea_detail", draft.pk))
    wren.get_by_role("link", name="Ask them for feedback").click()
    look(wren, "Ask for feedback")
    wren.get_by_label("What would you like to hear about?").fill("Is it too cold?")
    wren.get_by_role("button", name="Ask for feedback").click()
    look(wren, "Tea in the garden")
    dara.goto(path("review_queue"))
    look(dara, "Ideas to review")
    dara.get_by_role("link", name="Tea in the garden").click()
    expect(dara.get_by_text("Is it too cold?")).to_be_visible()
    dara.get_by_role("link", name="Say what you think").click()
    look(dara, "Comments")
    wren.get_by_role("button", name="We have heard enough").click()
    expect(wren.get_by_text("You ask for feedback")).to_be_hidden()
    dara.goto(path("review_queue"))
    expect(dara.get_by_text("Tea in the garden")).to_be_hidden()
