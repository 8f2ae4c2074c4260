"""The pages across ideas and of examples in a browser: accessible, never too wide, and usable without a script."""

import pytest
from django.urls import reverse

from characteristics.models import Question
from ideas.actions import drafting
from teams.actions import found_team
from tests.browser import assert_accessible, assert_no_sideways_scroll
from tests.builders import an_idea, answered, chosen, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page, *addresses: str) -> None:
    for address in addresses:
        assert page.goto(address).status == 200
        page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true })")
        assert_accessible(page)
        assert_no_sideways_scroll(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_portfolio_is_accessible_by_idea_and_by_team(
    page_for, full_guide, team, writer, player_manager, width
) -> None:
    question = Question.objects.live().filter(characteristic__slug="social-connections").select_related("current")[0]
    for title in ("Walks from the library", "Tea"):
        idea = an_idea(writer, team, title)
        answered(chosen(idea, writer), question, writer, "We ask.", "not_sure", "lived")
        submitted(idea, writer)
    page = page_for(player_manager, width=width)
    look(
        page, "/portfolio/", "/portfolio/ideas/?characteristic=social-connections", "/portfolio/ideas/?status=nonsense"
    )
    second = found_team(by=player_manager, name="A second team with a rather long name, to see how it wraps")
    for number in range(25):
        chosen(an_idea(player_manager, second, f"Idea {number}"), player_manager, "managing-setbacks")
    look(page, "/portfolio/", f"/portfolio/?team={second.pk}")


@pytest.mark.parametrize("width", [360, 1280])
def test_examples_and_checks_are_accessible(page_for, full_guide, team, writer, width) -> None:
    idea = an_idea(writer, team)
    for slug in ("social-connections", "tracking-change"):
        chosen(idea, writer, slug)
    drafting.describe_idea(idea=idea, by=writer, values={"whose_goal": "The service’s targets"}, base_version=1)
    page = page_for(writer, width=width)
    names = ("idea_examples", "idea_detail", "idea_report", "idea_submit")
    look(page, *(reverse(f"ideas:{name}", args=[idea.pk]) for name in names))


def test_lines_are_copied_without_a_script(page_for, full_guide, team, writer) -> None:
    idea = an_idea(writer, team)
    chosen(idea, writer, "social-connections")
    page = page_for(writer, javascript=False)
    page.goto(reverse("ideas:idea_examples", args=[idea.pk]))
    page.locator("#studies ~ form summary").first.click()
    page.locator("#studies ~ form input[type=checkbox]").first.check()
    page.get_by_role("button", name="Copy what I ticked").click()
    assert "/describe/#div_id_idea-helpers_do" in page.url
    idea.refresh_from_db()
    assert page.get_by_label("What will helpers do differently?").input_value() == idea.helpers_do != ""


def test_every_number_can_be_reached_by_keyboard_and_leads_on(page_for, full_guide, team, writer, decider) -> None:
    idea = an_idea(writer, team, "As sent")
    chosen(idea, writer, "social-connections")
    submitted(idea, writer)
    page = page_for(decider, width=360)
    page.goto("/portfolio/")
    assert page.get_by_role("row").count() >= 2
    page.locator(".portfolio td a").first.press("Enter")
    page.wait_for_url("**/submissions/1/answers/#focus-social-connections")
