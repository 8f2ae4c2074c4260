"""The page “Your work”: what waits for a person, their teams' ideas, and what changed."""

import pytest
from django.urls import reverse

from ideas.actions import inviting, reviewing
from ideas.actions.drafting import bin_idea, describe_idea, share_live
from ideas.models import Idea
from ideas.permissions import deciders
from ideas.queue import steps_waiting
from teams.actions import invite, remove_member
from teams.models import Membership
from tests.builders import an_idea, chosen, decided, submitted, worked_out

CANARY = "CANARY-heron-at-the-weir"
URL = "/your-work/"


def read(client) -> str:
    answer = client.get(URL)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main")[0]


def test_a_new_person_is_told_what_to_do_first(client_for, person):
    html = read(client_for(person("Nia")))
    for address in (
        reverse("ideas:idea_start") + "?first=yes", reverse("ideas:idea_start") + "?practice=yes&amp;first=yes",
        reverse("characteristics:characteristic_list"),
    ):  # fmt: skip
        assert f'href="{address}"' in html


def test_a_visitor_signs_in_first(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_a_writer_sees_the_step_that_each_idea_waits_for(client_for, guide, team, writer, decider):
    ideas = {name: an_idea(writer, team, name) for name in ("Asked", "Agreed", "Tested", "Waits", "Draft", "Rests")}
    for name, outcome in {"Asked": "ask_changes", "Agreed": "agree", "Tested": "agree", "Rests": "not_now"}.items():
        decided(submitted(ideas[name], writer), decider, outcome)
    reviewing.start_testing(idea=ideas["Tested"], by=writer)
    submitted(ideas["Waits"], writer)
    assert [i.title for i in steps_waiting(writer)] == ["Asked", "Agreed", "Tested"]
    html = read(client_for(writer))
    for words in (
        "Changes were asked for",
        "start the test when you are ready",
        "say how it ended",
        "Dara asked for changes",
    ):
        assert words in html
    assert steps_waiting(decider) == []


def test_a_decider_sees_what_waits_by_the_title_that_was_submitted(client_for, guide, team, writer, decider):
    idea = worked_out(writer, team)
    submitted(idea, writer)
    idea.refresh_from_db()
    describe_idea(idea=idea, by=writer, values={"title": CANARY, "summary": CANARY}, base_version=idea.version)
    html = read(client_for(decider))
    assert "Walks from the library" in html
    assert reverse("ideas:submission_detail", args=[idea.pk, 1]) in html
    assert CANARY not in html
    share_live(idea=idea, by=writer, shared=True)
    assert CANARY in read(client_for(decider))
    remove_member(by=team.founder, membership=Membership.objects.get(user=decider))
    assert "Walks from the library" not in read(client_for(decider))


def test_a_submission_that_nobody_can_decide_on_waits_for_its_team(
    client_for, guide, team, lead, writer, player_manager, person
):
    """The one query for many ideas says the same as `permissions.deciders` for each."""
    ideas = [
        an_idea(by, team, title) for by, title in ((writer, "Wren's"), (player_manager, "Pat's"), (lead, "Lena's"))
    ]
    for idea in ideas:
        submitted(idea, writer)
    reviewer, _token = inviting.invite_reviewer(idea=ideas[1], by=writer, email="rae@example.org")
    assert stuck(writer) == ["Pat's"] == without_deciders()
    inviting.accept_review(reviewer=reviewer, by=person("Rae"))
    assert stuck(writer) == [] == without_deciders()
    remove_member(by=lead, membership=Membership.objects.get(user=player_manager, team=team))
    assert stuck(writer) == ["Wren's", "Lena's"] == without_deciders()
    inviting.remove_reviewer(reviewer=reviewer, by=writer)
    assert stuck(writer) == ["Wren's", "Pat's", "Lena's"] == without_deciders()
    assert "nobody independent can decide" in read(client_for(writer))


def stuck(user) -> list[str]:
    ideas = [i for i in steps_waiting(user) if i.status == "in_review"]
    return [i.title for i in sorted(ideas, key=lambda i: i.pk)]


def without_deciders() -> list[str]:
    return [i.title for i in Idea.objects.order_by("pk") if not deciders(i).exists()]


def test_invitations_to_confirmed_addresses_are_shown_without_their_secret(
    client_for, guide, team, lead, writer, person, outsider, other_team
):
    nia = person("Nia")
    _invitation, token = invite(by=lead, team=team, email="NIA@example.org", writes=True)
    _reviewer, secret = inviting.invite_reviewer(idea=an_idea(writer, team, CANARY), by=writer, email="nia@example.org")
    html = read(client_for(nia))
    assert "Join “Riverside link workers”" in html
    assert "Review an idea of “Riverside link workers”" in html
    for hidden in (token, secret, CANARY):
        assert hidden not in html
    assert "Riverside" not in read(client_for(outsider))
    nia.emailaddress_set.update(verified=False)
    assert "Riverside" not in read(client_for(nia))


def test_what_others_did_is_told_and_what_i_did_is_not(client_for, guide, team, writer, second_writer):
    idea = an_idea(writer, team, "Mine")
    chosen(idea, second_writer, why="Because.")
    html = read(client_for(writer))
    assert "Sam wrote in it" in html
    assert "Wren started the idea" not in html
    assert "Wren started the idea" in read(client_for(second_writer))


def test_other_teams_and_binned_drafts_are_not_there(client_for, guide, team, other_team, outsider, writer):
    an_idea(outsider, other_team, "Foreign")
    binned = an_idea(writer, team, "Binned")
    bin_idea(idea=binned, by=writer)
    html = read(client_for(writer))
    assert "Foreign" not in html
    assert "Binned" not in html


def test_ten_ideas_are_shown_with_their_counts_and_the_rest_linked(client_for, guide, team, writer):
    for number in range(10):
        worked_out(writer, team, f"Idea {number}")
    html = read(client_for(writer))
    assert html.count("3\xa0relevant: 1\xa0covered, 2\xa0open") == html.count('<svg class="flower') == 10
    assert "See all ideas" not in html
    an_idea(writer, team, "One more")
    html = read(client_for(writer))
    assert html.count('<svg class="flower') == 10
    assert "See all ideas" in html


@pytest.mark.parametrize("number", [10, 200])
def test_it_asks_the_database_as_often_for_ten_ideas_as_for_two_hundred(
    client_for, guide, team, writer, second_writer, player_manager, django_assert_num_queries, number
):
    for each in range(number):
        submitted(an_idea(second_writer, team, f"Idea {each}"), writer)
    client = client_for(player_manager)
    with django_assert_num_queries(15):
        html = read(client)
    assert "Read it and decide." in html
