"""Who else is on the page just now: said quietly, among those who may read the text, and without touching it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from goodhelp.closing import close_account
from goodhelp.own_data import own_data
from ideas.actions.drafting import share_live
from ideas.models import Answer, Idea, Presence, Revision
from teams.actions import remove_member
from teams.models import Membership
from tests.browser import assert_accessible, assert_no_sideways_scroll, wait_for
from tests.builders import an_idea, chosen, worked_out
from tests.concurrency import at_once, raised

SLUG = "social-connections"
PLACE = f"answer_edit:{SLUG}"


@pytest.fixture
def idea(guide, team, writer, second_writer, decider) -> Idea:
    return worked_out(writer, team)


def note(idea: Idea) -> str:
    return reverse("ideas:presence_note", args=[idea.pk])


def check_in(idea: Idea) -> str:
    return reverse("ideas:answer_edit", args=[idea.pk, SLUG])


def beat(client, idea: Idea, place: str = PLACE, **more: str):
    return client.post(note(idea), {"place": place, **more})


def words(response) -> list[str]:
    assert response.status_code == 200
    return [other["words"] for other in response.json()["others"]]


def test_two_on_one_page_are_told_of_each_other_and_nobody_of_themselves(client_for, idea, writer, second_writer):
    with time_machine.travel("2026-11-26 14:02:00Z", tick=False):
        assert words(beat(client_for(writer), idea)) == []
        assert words(beat(client_for(second_writer), idea)) == ["Wren is on this page too, since 14:02."]
        assert words(beat(client_for(writer), idea)) == ["Sam is on this page too, since 14:02."]
        assert words(beat(client_for(second_writer), idea, "idea_describe")) == []


def test_the_part_that_somebody_writes_in_is_told_too(client_for, idea, writer, second_writer):
    beat(client_for(writer), idea, part=f"{SLUG}-q1")
    (other,) = beat(client_for(second_writer), idea).json()["others"]
    assert (other["part"], other["here"]) == (f"{SLUG}-q1", "Wren is at this part just now.")


def test_a_page_says_it_without_a_script_and_looking_notes_nothing(client_for, idea, writer, second_writer):
    client = client_for(second_writer)
    assert "is on this page too" not in client.get(check_in(idea)).content.decode()
    assert not Presence.objects.exists()
    beat(client_for(writer), idea)
    assert "Wren is on this page too, since" in client.get(check_in(idea)).content.decode()
    assert Presence.objects.count() == 1
    assert "is on this page too" not in client.get(reverse("ideas:idea_describe", args=[idea.pk])).content.decode()


def test_one_row_is_written_over_and_old_ones_are_swept(client_for, idea, writer, second_writer):
    for _ in range(3):
        beat(client_for(writer), idea)
    first = Presence.objects.get()
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        assert words(beat(client_for(second_writer), idea)) == [], "who has not been heard of is gone"
        beat(client_for(writer), idea)
    assert Presence.objects.get(user=writer).since > first.since, "who comes back came anew"
    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=False):
        beat(client_for(second_writer), idea, "idea_submit")
    assert Presence.objects.count() == 1


def test_who_leaves_is_gone_at_once(client_for, idea, writer, second_writer):
    beat(client_for(writer), idea)
    assert beat(client_for(writer), idea, gone="on").json() == {"others": []}
    assert words(beat(client_for(second_writer), idea)) == []


def test_it_touches_no_version_and_no_time_of_change(client_for, idea, writer):
    def state():
        return (
            list(Idea.objects.values()), list(Answer.objects.values()), list(Revision.objects.values()),
        )  # fmt: skip

    before = state()
    beat(client_for(writer), idea, part=f"{SLUG}-q1")
    beat(client_for(writer), idea, gone="on")
    assert state() == before


def test_only_who_may_read_the_live_text_is_told_and_may_be_there(
    client_for, idea, writer, second_writer, decider, outsider, removed_member, team
):
    beat(client_for(writer), idea)
    assert beat(client_for(decider), idea).status_code == 404
    assert beat(client_for(outsider), idea).status_code == 404
    assert beat(client_for(removed_member), idea).status_code == 404
    assert client_for(writer).get(note(idea)).status_code == 405
    share_live(idea=idea, by=writer, shared=True)
    assert len(words(beat(client_for(decider), idea))) == 1


def test_who_is_removed_is_seen_no_more_and_sees_nobody(client_for, idea, writer, second_writer, lead, team):
    beat(client_for(writer), idea)
    beat(client_for(second_writer), idea)
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=second_writer))
    assert words(beat(client_for(writer), idea)) == []
    assert beat(client_for(second_writer), idea).status_code == 404


def test_it_is_among_a_persons_own_data_and_goes_with_their_account(client_for, idea, writer):
    beat(client_for(writer), idea)
    assert [row["place"] for row in own_data(writer)["on_pages"]] == [PLACE]
    close_account(user=writer)
    assert not Presence.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"place": "x" * 200}, {"place": "a b"}, {"place": PLACE, "part": "\x00"}])
def test_nonsense_is_422(client_for, idea, writer, sent):
    assert client_for(writer).post(note(idea), sent).status_code == 422
    assert not Presence.objects.exists()


def test_reading_who_is_there_is_one_query_on_pages_to_write_on_and_none_elsewhere(client_for, idea, writer, person):
    client = client_for(writer)

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return sum('"ideas_presence"' in query["sql"] for query in captured)

    here = [check_in(idea), *(reverse(f"ideas:{n}", args=[idea.pk]) for n in ("idea_describe", "focus_choose"))]
    elsewhere = [reverse(f"ideas:{n}", args=[idea.pk]) for n in ("idea_detail", "idea_report", "idea_history")]
    for number in range(8):
        Presence.objects.create(idea=idea, place=PLACE, user=person(f"P{number}"))
    assert [asked(address) for address in here] == [1, 1, 1]
    assert [asked(address) for address in [*elsewhere, reverse("ideas:idea_list"), "/"]] == [0] * 5


@pytest.mark.django_db(transaction=True)
def test_two_windows_of_one_person_at_once_make_one_row(idea, writer):
    from ideas.actions.being_there import be_there

    assert raised(at_once(*[lambda: be_there(idea=idea, by=writer, place=PLACE)] * 4)) == []
    assert Presence.objects.count() == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_two_browsers_see_each_other_come_write_and_go(page_for, guide, team, writer, second_writer):
    idea = chosen(an_idea(writer, team), writer).idea
    mine, theirs = page_for(writer), page_for(second_writer, width=360)
    mine.goto(check_in(idea))
    line = mine.locator("[data-presence]")
    expect(line).to_have_text("")
    theirs.goto(check_in(idea))
    expect(theirs.locator("[data-presence]")).to_contain_text("Wren is on this page too, since")
    theirs.locator(f"#{SLUG}-q2 textarea").first.focus()
    wait_for(lambda: Presence.objects.filter(part=f"{SLUG}-q2").exists())
    mine.locator(f"#{SLUG}-q1 textarea").first.focus()  # asks at once instead of in twenty seconds
    expect(line).to_contain_text("Sam is on this page too, since")
    expect(mine.locator(f"#{SLUG}-q2 [data-here]")).to_have_text("Sam is at this part just now.")
    assert line.get_attribute("role") == "status"
    assert_accessible(mine)
    assert_no_sideways_scroll(theirs)
    theirs.goto("/")
    wait_for(lambda: not Presence.objects.filter(user=second_writer).exists())
    mine.locator(f"#{SLUG}-q3 textarea").first.focus()
    expect(line).to_have_text("")
    expect(mine.locator("[data-here]")).to_have_count(0)
