"""Sharing in a browser: a link made, read and answered without an account and without JavaScript; the library."""

import pytest
from playwright.sync_api import expect

from ideas.actions import publishing, reviewing
from ideas.models import Comment, Contribution, Idea, ShareLink
from tests.browser import assert_accessible, assert_no_sideways_scroll
from tests.builders import submitted, worked_out

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_link_is_made_answered_without_an_account_and_the_answer_let_in(
    guide, team, writer, page_for, live_server, settings
) -> None:
    settings.SITE_ADDRESS = live_server.url
    idea = worked_out(writer, team)
    submitted(idea, writer)
    page = page_for(writer)
    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="Share with people outside, by a link").click()
    page.get_by_label("Let whoever has the link say something to the team").check()
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_label("Copy it now: for safety it is shown this once.").input_value()
    assert_accessible(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    outside = page_for(None, javascript=False, width=320)
    outside.goto(address)
    assert outside.get_by_role("heading", level=1).inner_text() == "Walks from the library"
    assert "Wren" not in outside.content()
    assert_no_sideways_scroll(outside)
    # What they are asked for stands near the idea, and all that the team says of evidence behind a fold.
    assert outside.get_by_label("What would you like to say?").bounding_box()["y"] < 2500
    expect(outside.get_by_text("Rests on:").first).to_be_hidden()
    outside.get_by_role("link", name="Tell the team what you think").click()
    outside.get_by_label("What would you like to say?").fill("The path is dark at five.")
    # The page hides where the form comes from, and the form is taken all the same.
    outside.get_by_role("button", name="Send it to the team").click()
    assert outside.get_by_text("Thank you. The team has it.").is_visible()
    assert Contribution.objects.get().text == "The path is dark at five."
    assert [cookie["name"] for cookie in outside.context.cookies()] == ["csrf"]
    page.goto(f"/ideas/{idea.pk}/share-links/")
    assert page.get_by_label("Copy it now: for safety it is shown this once.").count() == 0
    page.get_by_role("button", name="Let it in").click()
    assert page.get_by_text("From outside, without an account").is_visible()
    assert Comment.objects.get().from_outside
    page.goto(f"/ideas/{idea.pk}/share-links/")
    page.locator("summary", has_text="Take it back").click()
    assert_accessible(page)
    assert ShareLink.objects.get().revoked_at is None, "the first press only asks"
    page.get_by_role("button", name="Take it back").click()
    outside.goto(address)
    assert outside.get_by_role("heading", level=1).inner_text() == "This link shows nothing"


def test_another_team_begins_a_draft_from_the_library(guide, team, writer, outsider, other_team, page_for) -> None:
    idea = worked_out(writer, team)
    reviewing.agree_own_team(snapshot=submitted(idea, writer), by=writer, reasons="Nobody is left.")
    reviewing.finish(idea=idea, by=writer, name="stop", learned="Rain keeps people at home.")
    publishing.publish(idea=idea, by=writer, names=True)
    page = page_for(outsider)
    page.goto("/library/")
    assert_accessible(page)
    page.get_by_label("Stood at").select_option(label="Stopped, with what was learned")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Walks from the library").click()
    assert_accessible(page)
    assert page.get_by_text("Rain keeps people at home.").is_visible()
    page.get_by_role("button", name="Begin a draft from this").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Walks from the library"
    made = Idea.objects.get(team=other_team)
    assert page.url.endswith(made.get_absolute_url())
    assert page.get_by_text("Begun from “Walks from the library” of Riverside link workers").is_visible()
