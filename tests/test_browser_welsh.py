"""The planner in Welsh, in a browser: chosen in the footer, kept through sign-in, to the report of a first idea."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ideas.models import Answer, Idea
from tests.browser import assert_accessible, assert_no_sideways_scroll
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def headed(page: Page, heading: str) -> None:
    """Wait for the page with this heading; it must say that it is in Welsh."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "cy"


def welsh(page: Page, heading: str) -> None:
    """Wait for the page with this heading; it must also be accessible and not scroll sideways."""
    headed(page, heading)
    assert_accessible(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_first_idea_in_welsh(javascript, guide, team, writer, page_for) -> None:
    writer.set_password(PASSWORD)
    writer.save()
    # On a telephone; axe itself needs scripts, so the way without them is only walked.
    page = page_for(None, javascript=javascript, width=360)
    look = welsh if javascript else headed
    page.goto(reverse("account_login") + "?next=/ideas/new/")
    page.get_by_role("button", name="Cymraeg").click()
    look(page, "Mewngofnodi")
    assert page.url.endswith("?next=/ideas/new/")
    page.get_by_label("Cyfeiriad e-bost").fill(writer.email)
    page.get_by_label("Cyfrinair, os ydych wedi gosod un").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Mewngofnodi").click()
    page.goto(reverse("ideas:idea_start"))
    look(page, "Dechrau syniad")
    page.get_by_label("Teitl").fill("Te i bawb")
    page.get_by_label("Y syniad mewn ychydig frawddegau").fill("Paned a sgwrs bob dydd Gwener.")
    page.get_by_role("button", name="Cadw a mynd ymlaen").click()
    expect(page.get_by_text("Mae eich syniad wedi’i gadw.")).to_be_visible()
    idea = Idea.objects.get(title="Te i bawb")
    page.goto(reverse("ideas:focus_choose", args=[idea.pk]))
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Cadw fy newis").click()
    page.goto(reverse("ideas:answer_edit", args=[idea.pk, idea.foci.get().characteristic.slug]))
    look(page, f"{idea.foci.get().characteristic.name}: gwirio yn erbyn y dystiolaeth")
    question = page.locator(".question").first
    question.get_by_label("Eich ateb").fill("Rydym yn cerdded mewn parau.")
    question.get_by_role("radio", name="Wedi’i gwmpasu").check()
    page.get_by_role("main").get_by_role("button", name="Cadw", exact=True).first.click()
    page.goto(reverse("ideas:idea_report", args=[idea.pk]))
    look(page, "Adroddiad cwmpas")
    assert Answer.objects.get(idea=idea, text__startswith="Rydym").state == "covered"
    expect(page.get_by_role("main")).to_contain_text("1 wedi’i gwmpasu")
