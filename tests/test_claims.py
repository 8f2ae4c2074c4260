"""“I am looking at this”: claims on submissions, and what they do to the queues of two colleagues."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ideas.actions import claiming, reviewing
from ideas.actions.drafting import describe_idea
from ideas.models import Claim, Idea, Notice, Snapshot
from ideas.queue import first_waiting, waiting_for
from ideas.workflow import NotAllowedNow
from teams.actions import change_rights
from teams.models import Membership
from tests.builders import an_idea, decided, submitted
from tests.concurrency import at_once, raised
from tests.reading import read


def page(name: str, idea: Idea, *more: int) -> str:
    return reverse(f"ideas:{name}", args=[idea.pk, *more])


@pytest.fixture
def idea(guide, team, writer) -> Idea:
    return an_idea(writer, team)


@pytest.fixture
def snapshot(idea, writer, decider, player_manager) -> Snapshot:
    return submitted(idea, writer)


def queues(*people) -> list[tuple[list[str], list[str]]]:
    """Return for each person what waits for them, and what is with a colleague."""
    found = [waiting_for(person) for person in people]
    return [([s.title for s in q.mine], [s.title for s in q.others]) for q in found]


def test_a_claim_moves_the_submission_to_the_colleagues_other_list_and_the_team_sees_it(
    client_for, idea, snapshot, writer, decider, player_manager
):
    assert queues(decider, player_manager) == [([idea.title], []), ([idea.title], [])]
    client, url = client_for(decider), page("submission_claim", idea, 1)
    assert [client.post(url).url for _ in range(2)] == [page("submission_detail", idea, 1)] * 2
    assert Claim.objects.count() == 1
    assert queues(decider, player_manager) == [([idea.title], []), ([], [idea.title])]
    assert [first_waiting(person, shown=9).mine_count for person in (decider, player_manager)] == [1, 0]
    assert "You have been looking at it since" in read(client, page("submission_detail", idea, 1))
    assert "You have been looking at it since" in read(client, reverse("ideas:review_queue"))
    for person in (writer, player_manager):
        assert "Dara has been looking at it since" in read(client_for(person), page("submission_detail", idea, 1))
    assert "Dara has been looking at it since" in read(client_for(writer), page("idea_detail", idea))
    assert "Dara has been looking at it since" in read(client_for(player_manager), reverse("ideas:review_queue"))


def test_what_was_let_go_waits_for_everybody_again(client_for, idea, snapshot, decider, player_manager):
    claiming.claim(snapshot=snapshot, by=decider)
    client, url = client_for(decider), page("submission_release", idea, 1)
    assert [client.post(url).status_code for _ in range(2)] == [302, 302]
    assert queues(decider, player_manager) == [([idea.title], []), ([idea.title], [])]
    assert Claim.objects.get().end == "released"


def test_a_colleague_lets_go_of_nobody_elses_claim(client_for, idea, snapshot, decider, player_manager):
    claiming.claim(snapshot=snapshot, by=decider)
    client_for(player_manager).post(page("submission_release", idea, 1))
    assert Claim.objects.standing().get().by == decider


def test_the_second_claim_is_told_who_was_first_and_may_take_over(
    client_for, idea, snapshot, writer, decider, player_manager
):
    client, url = client_for(player_manager), page("submission_claim", idea, 1)
    claiming.claim(snapshot=snapshot, by=decider)
    answer = client.post(url)
    assert answer.status_code == 409
    assert "Dara has been looking at it since" in answer.content.decode()
    first = Claim.objects.get()
    assert first.ended_at is None
    html = read(client, url)
    assert f'name="over" value="{first.pk}"' in html
    assert "Take it over from Dara" in html
    assert client.post(url, {"over": first.pk}).status_code == 302
    first.refresh_from_db()
    assert (first.end, Claim.objects.standing().get().by) == ("taken_over", player_manager)
    assert [(n.person, n.by) for n in Notice.objects.filter(kind="taken_over")] == [(decider, player_manager)]
    assert "Pat is now looking at" in read(client_for(decider), reverse("notice_list"))
    history = read(client_for(writer), page("idea_history", idea))
    assert "Dara began to look at submission 1" in history
    assert "Pat took submission 1 over from Dara" in history


def test_taking_over_from_somebody_who_is_no_longer_there_asks_again(client_for, idea, snapshot, decider,
                                                                      player_manager, lead):  # fmt: skip
    old = claiming.claim(snapshot=snapshot, by=decider)
    claiming.claim(snapshot=snapshot, by=player_manager, over=old.pk)
    with pytest.raises(claiming.ClaimedAlready):
        claiming.claim(snapshot=snapshot, by=decider, over=old.pk)
    for forged in ("0", "x", "9" * 30):
        assert client_for(decider).post(page("submission_claim", idea, 1), {"over": forged}).status_code == 409
    assert Claim.objects.standing().get().by == player_manager


def test_a_claim_keeps_nobody_from_deciding_and_ends_with_the_decision(client_for, idea, snapshot, decider,
                                                                        player_manager):  # fmt: skip
    claiming.claim(snapshot=snapshot, by=decider)
    assert "Dara has been looking" in read(client_for(player_manager), page("submission_decide", idea, 1))
    decided(snapshot, player_manager)
    assert (Claim.objects.get().end, Claim.objects.standing().count()) == ("decided", 0)
    assert "has been looking" not in read(client_for(player_manager), page("submission_detail", idea, 1))
    with pytest.raises(NotAllowedNow):
        claiming.claim(snapshot=snapshot, by=decider)
    assert client_for(decider).post(page("submission_claim", idea, 1)).status_code == 409
    assert client_for(decider).get(page("submission_claim", idea, 1)).url == page("submission_detail", idea, 1)


def test_a_claim_ends_when_the_team_takes_the_submission_back_or_stops_the_idea(team, idea, snapshot, writer, decider):
    claiming.claim(snapshot=snapshot, by=decider)
    reviewing.withdraw(idea=idea, by=writer)
    assert Claim.objects.get().end == "withdrawn"
    second = submitted(idea, writer)
    claiming.claim(snapshot=second, by=decider)
    reviewing.finish(idea=idea, by=writer, name="stop", learned="No room.")
    assert {claim.end for claim in Claim.objects.all()} == {"withdrawn"}


def test_a_claim_ends_with_the_right_to_decide(client_for, team, lead, idea, snapshot, decider, player_manager):
    claiming.claim(snapshot=snapshot, by=decider)
    membership = Membership.objects.get(user=decider, team=team)
    change_rights(by=lead, membership=membership, writes=True, decides=False, leads=False)
    assert not Claim.objects.standing().exists()
    assert queues(player_manager) == [([idea.title], [])]
    claiming.claim(snapshot=snapshot, by=player_manager)
    assert {c.by: c.end for c in Claim.objects.all()} == {decider: "no_right", player_manager: ""}


def test_a_claim_ends_when_its_person_writes_in_the_idea(idea, snapshot, decider, player_manager):
    claiming.claim(snapshot=snapshot, by=player_manager)
    idea.refresh_from_db()
    describe_idea(idea=idea, by=player_manager, values={"missed": "People at work."}, base_version=idea.version)
    assert queues(decider, player_manager) == [([idea.title], []), ([], [idea.title])]
    with pytest.raises(PermissionDenied):
        claiming.claim(snapshot=snapshot, by=player_manager)


def test_who_may_not_decide_does_not_claim(client_for, idea, snapshot, writer, outsider):
    assert client_for(writer).post(page("submission_claim", idea, 1)).status_code == 403
    assert client_for(outsider).post(page("submission_claim", idea, 1)).status_code == 404
    assert not Claim.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_claims_at_once_one_stands_and_the_other_is_told(guide, team, writer, decider, player_manager):
    submitted(an_idea(writer, team), writer)
    results = at_once(*[
        lambda by=by: claiming.claim(snapshot=Snapshot.objects.get(), by=by) for by in (decider, player_manager)
    ])  # fmt: skip
    assert [type(error) for error in raised(results)] == [claiming.ClaimedAlready]
    assert Claim.objects.count() == 1
    [kept] = [r for r in results if isinstance(r, Claim)]
    assert raised(results)[0].claim == kept


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_over_at_once_one_does(guide, team, writer, decider, player_manager, person, lead):
    from tests.conftest import join

    third = join(person("Tia"), team, lead, decides=True)
    old = claiming.claim(snapshot=submitted(an_idea(writer, team), writer), by=decider)
    results = at_once(*[
        lambda by=by: claiming.claim(snapshot=Snapshot.objects.get(), by=by, over=old.pk)
        for by in (player_manager, third)
    ])  # fmt: skip
    assert [type(error) for error in raised(results)] == [claiming.ClaimedAlready]
    assert Claim.objects.count() == 2
    assert Claim.objects.unended().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_claim_and_a_decision_at_once_leave_no_claim_behind(guide, team, writer, decider, player_manager):
    submitted(an_idea(writer, team), writer)
    at_once(
        lambda: claiming.claim(snapshot=Snapshot.objects.get(), by=decider),
        lambda: decided(Snapshot.objects.get(), player_manager),
    )
    assert Claim.objects.unended().count() == 0
