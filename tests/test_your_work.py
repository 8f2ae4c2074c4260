"""What waits for somebody stands on their own page: what to look at again, to read, to see to; and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ideas.actions import commenting, drafting, feedback, inviting, reviewing
from ideas.models import Decision, Idea
from teams.actions import change_rights, remove_member
from teams.models import Membership
from tests.builders import an_idea, decided, submitted

WORK = "/your-work/"
NOTHING = "Nothing at the moment"


def waits(client) -> str:
    """Return the part of the page that says what waits."""
    return client.get(WORK).content.decode().split('aria-labelledby="waits"')[1].split("</section>")[0]


@pytest.fixture
def idea(guide, team, writer) -> Idea:
    return an_idea(writer, team, "Walks")


def thread(idea: Idea, by, to, audience: str = "managers", text: str = "Who brings the tea?"):
    made = commenting.comment(idea=idea, by=by, text=text, audience=audience)
    commenting.assign(thread=made, by=by, to=to)
    return made


# --- What a manager has to look at ---------------------------------------------------------------------------


def test_a_day_to_look_again_that_has_come_waits_for_whoever_decides(client_for, idea, writer, decider) -> None:
    decided(submitted(idea, writer), decider)
    client, address = client_for(decider), reverse("ideas:submission_detail", args=[idea.pk, 1])
    today = timezone.localdate()
    for day, words in ((today, "Look at it again today"), (today - timedelta(days=9), "Look at it again: since")):
        Decision.objects.update(review_on=day)
        assert words in waits(client)
        assert f'href="{address}"' in waits(client)
        assert "Look at it again" not in waits(client_for(writer))
    Decision.objects.update(review_on=today + timedelta(days=1))
    assert "Look at it again" not in waits(client)
    Decision.objects.update(review_on=today)
    idea.refresh_from_db()
    drafting.describe_idea(idea=idea, by=writer, values={"title": "CANARY"}, base_version=idea.version)
    assert "CANARY" not in waits(client)
    reviewing.finish(idea=idea, by=writer, name="stop", learned="Enough.")
    assert "Look at it again" not in waits(client)


def test_an_open_wish_for_feedback_waits_for_the_manager(client_for, idea, writer, decider) -> None:
    client, words = client_for(decider), "Its team asks for your thoughts"
    assert words not in client.get(WORK).content.decode()
    drafting.share_live(idea=idea, by=writer, shared=True)
    idea.refresh_from_db()
    feedback.ask_for_feedback(idea=idea, by=writer, message="What do you think?")
    assert words in waits(client)
    assert f'href="{idea.get_absolute_url()}"' in waits(client)
    assert words not in waits(client_for(writer))
    feedback.end_feedback(idea=idea, by=writer)
    assert words not in client.get(WORK).content.decode()


# --- What somebody is asked to see to -----------------------------------------------------------------------------


def test_a_thread_that_somebody_is_asked_to_see_to_waits_until_it_is_settled(
    client_for, idea, writer, second_writer
) -> None:
    asked, client = thread(idea, writer, second_writer, "team"), client_for(second_writer)
    commenting.reply(thread=asked, by=writer, text="And the cups?")
    assert "You are asked to see to: “Who brings the tea?”" in waits(client)
    assert f'href="{asked.get_absolute_url()}"' in waits(client)
    assert client.get(asked.get_absolute_url()).status_code == 200
    assert "You are asked" not in waits(client_for(writer))
    commenting.resolve(thread=asked, by=writer)
    assert NOTHING in waits(client)
    commenting.reopen(thread=asked, by=writer)
    assert "You are asked" in waits(client)
    commenting.assign(thread=asked, by=writer, to=None)
    assert NOTHING in waits(client)


def test_who_reads_the_submission_alone_is_told_by_its_title(client_for, idea, writer, decider) -> None:
    submitted(idea, writer)
    thread(idea, writer, decider)
    idea.refresh_from_db()
    drafting.describe_idea(idea=idea, by=writer, values={"title": "CANARY"}, base_version=idea.version)
    html = client_for(decider).get(WORK).content.decode()
    assert "You are asked to see to" in html
    assert ">Walks</a>" in html
    assert "CANARY" not in html
    assert "CANARY" in client_for(writer).get(WORK).content.decode()


def test_nobody_is_asked_by_a_thread_that_they_read_no_longer(
    client_for, idea, team, lead, writer, second_writer, decider
) -> None:
    submitted(idea, writer)
    thread(idea, writer, decider)
    thread(idea, writer, second_writer, "team")
    for person in (decider, second_writer):
        assert "You are asked" in client_for(person).get(WORK).content.decode()
    reviewing.withdraw(idea=idea, by=writer)
    assert "You are asked" not in client_for(decider).get(WORK).content.decode()
    member = Membership.objects.get(team=team, user=second_writer)
    change_rights(by=lead, membership=member, writes=False, decides=True, leads=False)
    drafting.share_live(idea=idea, by=writer, shared=True)
    assert "You are asked" in client_for(decider).get(WORK).content.decode()
    assert "You are asked" not in client_for(second_writer).get(WORK).content.decode()
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=decider))
    assert "You are asked" not in client_for(decider).get(WORK).content.decode()


def test_nothing_of_an_idea_in_the_bin_waits(client_for, idea, writer, second_writer) -> None:
    thread(idea, writer, second_writer)
    idea.refresh_from_db()
    drafting.bin_idea(idea=idea, by=writer)
    assert "You are asked" not in client_for(second_writer).get(WORK).content.decode()


def test_an_invited_reviewer_is_asked_too(client_for, idea, writer, person) -> None:
    olu = person("Olu")
    submitted(idea, writer)
    reviewer, _token = inviting.invite_reviewer(idea=idea, by=writer, email=olu.email)
    inviting.accept_review(reviewer=reviewer, by=olu)
    thread(idea, writer, olu)
    assert "You are asked" in client_for(olu).get(WORK).content.decode()
    inviting.remove_reviewer(reviewer=reviewer, by=writer)
    assert "You are asked" not in client_for(olu).get(WORK).content.decode()


def test_where_ten_wait_the_page_says_where_the_others_are(client_for, idea, writer, second_writer) -> None:
    for number in range(11):
        thread(idea, writer, second_writer, text=f"Number {number}")
    html = waits(client_for(second_writer))
    assert "“Number 9”" in html
    assert "“Number 10”" not in html
    assert "The first are shown; the others follow as you settle these." in html


def test_whoever_decides_is_led_to_all_that_they_may_read(client_for, guide, team, writer, decider) -> None:
    drafting.share_live(idea=an_idea(writer, team), by=writer, shared=True)
    link = f'<a href="{reverse("ideas:idea_list")}">See all ideas</a>'
    assert link in client_for(decider).get(WORK).content.decode()
    assert link not in client_for(writer).get(WORK).content.decode()
