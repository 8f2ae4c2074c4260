"""The pages of review, history and “your work” in a browser: accessible, and no wider than a phone."""

import pytest
from django.urls import reverse

from characteristics.actions import publish_wording
from ideas.actions import inviting, reviewing
from ideas.actions.drafting import describe_idea
from ideas.models import Idea
from teams.actions import ensure_team_of_one
from tests.browser import assert_accessible, assert_no_sideways_scroll
from tests.builders import an_idea, decided, submitted, worked_out

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(guide, team, lead, writer, decider, person) -> dict[str, tuple[object, str]]:
    """Take three ideas far enough that every page has something to show; return who opens which page."""
    idea, testing = worked_out(writer, team), worked_out(writer, team, "In testing")
    decided(submitted(idea, writer), decider, "ask_changes", "Say who walks.")
    question = guide.questions["social-connections"][0]
    publish_wording(by=None, question=question, text="Reworded: who walks with whom?")
    standing = Idea.objects.get(pk=idea.pk)
    describe_idea(idea=standing, by=writer, values={"summary": "A daily walk."}, base_version=standing.version)
    submitted(idea, writer)
    decided(submitted(testing, writer), decider)
    reviewing.start_testing(idea=testing, by=writer)
    solo_team = ensure_team_of_one(person("Solveig"))
    alone = an_idea(solo_team.founder, solo_team, "Alone")
    submitted(alone, solo_team.founder)
    rae = person("Rae")
    _reviewer, token = inviting.invite_reviewer(idea=alone, by=solo_team.founder, email=rae.email)
    return {
        "queue": (decider, reverse("ideas:review_queue")),
        "submission": (decider, reverse("ideas:submission_detail", args=[idea.pk, 2])),
        "decide": (decider, reverse("ideas:submission_decide", args=[idea.pk, 2])),
        "decided": (writer, reverse("ideas:submission_detail", args=[idea.pk, 1])),
        "submit": (writer, reverse("ideas:idea_submit", args=[idea.pk])),
        "finish": (writer, reverse("ideas:idea_finish", args=[testing.pk])),
        "history": (writer, reverse("ideas:idea_history", args=[idea.pk])),
        "versions": (writer, reverse("ideas:text_history", args=[idea.pk, "idea"])),
        "alone": (solo_team.founder, reverse("ideas:idea_agree_own", args=[alone.pk])),
        "reviewers": (solo_team.founder, reverse("ideas:reviewer_invite", args=[alone.pk])),
        "accept": (rae, reverse("ideas:reviewer_accept", args=[token])),
        "work": (writer, reverse("your_work")),
        "work of a manager": (decider, reverse("your_work")),
        "work of an invited person": (rae, reverse("your_work")),
    }


def test_every_page_is_accessible_and_fits_with_all_its_folds_open(page_for, story):
    for user, address in story.values():
        page = page_for(user, width=320)
        answer = page.goto(address)
        assert answer.status == 200, address
        for fold in page.query_selector_all("main details:not([open]) > summary"):
            fold.click()
        assert_accessible(page)
        assert_no_sideways_scroll(page)
        page.context.close()


def test_a_decision_is_taken_with_the_keyboard_and_without_javascript(page_for, story):
    user, address = story["decide"]
    page = page_for(user, javascript=False)
    page.goto(address)
    page.get_by_label("Agreed to test").press("Space")
    page.get_by_label("Your reasons").press_sequentially("Small and clear.")
    page.get_by_role("button", name="Send the decision").press("Enter")
    page.wait_for_url("**/submissions/2/")
    assert page.get_by_text("Small and clear.").is_visible()


def test_a_decision_without_reasons_puts_the_focus_on_what_is_missing(page_for, story):
    user, address = story["decide"]
    page = page_for(user, width=360)
    page.goto(address)
    page.get_by_role("button", name="Send the decision").click()
    assert page.title().startswith("Error:")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert_accessible(page)
    page.get_by_role("link", name="Your reasons").click()
    assert page.evaluate("document.activeElement.id") == "id_reasons"
