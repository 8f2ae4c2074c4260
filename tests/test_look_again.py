"""The day on which a decision is to be looked at again: moved on or cleared without a new decision."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from ideas.actions import reviewing
from ideas.models import Decision, Idea
from ideas.queue import waiting_for
from tests.builders import an_idea, decided, submitted


@pytest.fixture
def decision(guide, team, writer, decider) -> Decision:
    """Agreed, and due today."""
    snapshot = submitted(an_idea(writer, team), writer)
    today = timezone.localdate()
    return reviewing.decide(snapshot=snapshot, by=decider, outcome="agree", reasons="Go on.", review_on=today)


def page(decision: Decision, name: str = "submission_look_again") -> str:
    return reverse(f"ideas:{name}", args=[decision.snapshot.idea_id, decision.snapshot.number])


def groups(person) -> tuple[int, int]:
    """Return how many submissions are due, and how many wait for their team."""
    queue = waiting_for(person)
    return len(queue.again), len(queue.team)


def test_whoever_may_decide_moves_the_day_on_and_it_is_no_longer_due(client_for, decision, decider, writer):
    client, later = client_for(decider), timezone.localdate() + timedelta(days=60)
    assert groups(decider) == (1, 0)
    assert page(decision) in client.get(page(decision, "submission_detail")).content.decode()
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in client.get(page(decision)).content.decode()
    answers = [client.post(page(decision), {"review_on": later.isoformat()}) for _time in range(2)]
    assert [answer.url for answer in answers] == [page(decision, "submission_detail")] * 2
    decision.refresh_from_db()
    assert (decision.review_on, decision.reasons) == (later, "Go on.")
    assert groups(decider) == (0, 1)
    assert page(decision) not in client_for(writer).get(page(decision, "submission_detail")).content.decode()


def test_what_waits_for_the_team_stands_with_the_longest_waiting_first_and_says_since_when(
    client_for, team, writer, decision, decider
) -> None:
    reviewing.look_again(decision=decision, by=decider, on=None)
    for title, days in (("Since spring", 200), ("Since summer", 100)):
        made = decided(submitted(an_idea(writer, team, title), writer), decider)
        Idea.objects.filter(pk=made.snapshot.idea_id).update(stands_since=timezone.now() - timedelta(days=days))
    titles = ["Since spring", "Since summer", decision.snapshot.title]
    assert [each.title for each in waiting_for(decider).team] == titles
    html = client_for(decider).get(reverse("ideas:review_queue")).content.decode()
    since = timezone.localdate() - timedelta(days=200)
    assert f"since {since.day} {since:%B %Y}" in html.split('id="team"')[1]
    for name in ("Since spring", "Since summer"):
        idea = Idea.objects.get(title=name)
        reviewing.finish(idea=idea, by=writer, name="stop", learned="Enough.")
    assert [each.title for each in waiting_for(decider).decided] == ["Since summer", "Since spring"]


def test_the_day_can_be_cleared_and_chosen_again(client_for, decision, decider):
    client = client_for(decider)
    assert client.post(page(decision), {"review_on": ""}).status_code == 302
    decision.refresh_from_db()
    assert decision.review_on is None
    assert "Choose a day to look at it again" in client.get(page(decision, "submission_detail")).content.decode()


@pytest.mark.parametrize("typed", ["1999-01-01", "soon"])
def test_a_day_that_is_over_or_none_at_all_is_refused_in_words(client_for, decision, decider, typed):
    answer = client_for(decider).post(page(decision), {"review_on": typed})
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    assert Decision.objects.get().review_on == timezone.localdate()


def test_nobody_moves_the_day_of_an_idea_that_they_wrote_in(decision, writer, player_manager):
    for person in (writer, player_manager):
        Idea.objects.get().revisions.create(what="idea", payload={}, by=person, base_version=9, version=10)
        with pytest.raises(PermissionDenied):
            reviewing.look_again(decision=decision, by=person, on=None)
    assert Decision.objects.get().review_on == timezone.localdate()


def test_an_idea_that_has_ended_is_not_to_be_looked_at_again(client_for, decision, decider, writer):
    idea = Idea.objects.get()
    reviewing.finish(idea=idea, by=writer, name="stop", learned="Too far to walk.")
    words = client_for(decider).get(page(decision, "submission_detail")).content.decode()
    assert page(decision) not in words


def test_a_decision_cannot_be_due_before_it_is_made(client_for, guide, team, writer, decider):
    snapshot = submitted(an_idea(writer, team), writer)
    url = reverse("ideas:submission_decide", args=[snapshot.idea_id, snapshot.number])
    said = {"outcome": "agree", "reasons": "Go on."}
    client, today = client_for(decider), timezone.localdate()
    response = client.post(url, {**said, "review_on": (today - timedelta(days=1)).isoformat()})
    assert response.status_code == 422
    assert "still to come" in response.content.decode()
    assert client.post(url, {**said, "review_on": today.isoformat()}).status_code == 302
