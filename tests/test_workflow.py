"""Every move from every status, by everybody: the table of `ideas.workflow` as the actions keep it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from ideas.actions import reviewing
from ideas.actions.drafting import bin_idea
from ideas.models import Decision, Idea, Snapshot, StatusChange
from ideas.workflow import TRANSITIONS, NotAllowedNow, Status, open_moves
from teams.actions import remove_member
from teams.models import Membership, Team
from tests.builders import an_idea, decided, submitted

# Which moves the design lets go on from where; written out once more, so that the table is held against something.
ALLOWED = {
    "draft": {"submit", "stop"},
    "in_review": {"withdraw", "ask_changes", "not_now", "agree", "agree_own_team", "stop"},
    "changes_asked": {"submit", "reopen", "stop"},
    "not_now": {"submit", "reopen", "stop"},
    "agreed": {"submit", "start_testing", "stop"},
    "testing": {"adopt", "adapt", "stop"},
    "adopted": {"stop"},
    "adapted": {"submit", "reopen", "stop"},
    "stopped": {"submit", "reopen"},
}
TARGET = {
    "submit": "in_review", "withdraw": "draft", "ask_changes": "changes_asked", "not_now": "not_now",
    "agree": "agreed", "agree_own_team": "agreed", "start_testing": "testing", "adopt": "adopted",
    "adapt": "adapted", "stop": "stopped", "reopen": "draft",
}  # fmt: skip
DECIDERS = {"ask_changes", "not_now", "agree"}


@pytest.fixture
def idea_at(guide, team, writer, decider) -> Callable[[str], Idea]:
    """Return a function that brings an idea to a status, by actions alone. Something was always submitted once."""

    def bring(status: str) -> Idea:
        idea = an_idea(writer, team)
        snapshot = submitted(idea, writer)
        if status == "draft":
            reviewing.withdraw(idea=idea, by=writer)
        elif status in {"changes_asked", "not_now"}:
            decided(snapshot, decider, "ask_changes" if status == "changes_asked" else "not_now")
        elif status in {"agreed", "testing", "adopted", "adapted"}:
            decided(snapshot, decider)
        if status in {"testing", "adopted", "adapted"}:
            reviewing.start_testing(idea=idea, by=writer)
        if status in {"adopted", "adapted", "stopped"}:
            name = {"adopted": "adopt", "adapted": "adapt", "stopped": "stop"}[status]
            reviewing.finish(idea=idea, by=writer, name=name, learned="Tea matters.")
        idea.refresh_from_db()
        assert idea.status == status
        return idea

    return bring


def take(move: str, idea: Idea, by: User) -> Any:
    """Ask for the move as a view does, with an idea read for this request."""
    idea = Idea.objects.get(pk=idea.pk)
    if move in {"adopt", "adapt", "stop"}:
        return reviewing.finish(idea=idea, by=by, name=move, learned="Tea matters.")
    if move in DECIDERS:
        return reviewing.decide(snapshot=last(idea), by=by, outcome=move, reasons="Because.")
    if move == "agree_own_team":
        return reviewing.agree_own_team(snapshot=last(idea), by=by, reasons="Because.")
    actions = {"submit": reviewing.submit, "withdraw": reviewing.withdraw, "reopen": reviewing.reopen,
               "start_testing": reviewing.start_testing}  # fmt: skip
    return actions[move](idea=idea, by=by)


def last(idea: Idea) -> Snapshot:
    return idea.snapshots.submissions().order_by("-number")[0]


def trail(idea: Idea) -> list[tuple[str, str, str]]:
    return list(StatusChange.objects.filter(idea=idea).order_by("pk").values_list("name", "old", "new"))


def leave(team: Team, person: User, lead: User) -> None:
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=person))


def test_the_table_says_what_the_design_says():
    assert {status: {t.name for t in open_moves(status)} for status in ALLOWED} == ALLOWED
    assert {name: t.target.value for name, t in TRANSITIONS.items()} == TARGET
    assert set(ALLOWED) == {s.value for s in Status}


@pytest.mark.parametrize("status", ["draft", "changes_asked", "not_now", "agreed", "adapted", "stopped"])
def test_a_submission_taken_back_leaves_the_idea_where_it_stood(idea_at, writer, status):
    idea = idea_at(status)
    take("submit", idea, writer)
    take("withdraw", idea, writer)
    assert Idea.objects.get(pk=idea.pk).status == status
    assert trail(idea)[-2:] == [("submit", status, "in_review"), ("withdraw", "in_review", status)]


@contextmanager
def undone() -> Iterator[None]:
    """Take everything back that is done inside, so that one idea serves for all cells of its status."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("status", ALLOWED)
def test_a_move_goes_through_exactly_where_the_table_lets_it(idea_at, team, lead, writer, decider, status):
    idea = idea_at(status)
    before = trail(idea)
    for move, target in TARGET.items():
        by = decider if move in DECIDERS else writer
        with undone():
            if move == "agree_own_team":
                leave(team, decider, lead)
            if move in ALLOWED[status]:
                take(move, idea, by)
                assert Idea.objects.get(pk=idea.pk).status == target, move
                assert trail(idea) == [*before, (move, status, target)]
                assert StatusChange.objects.filter(idea=idea).latest("pk").by == by, move
            else:
                with pytest.raises(NotAllowedNow):
                    take(move, idea, by)
                assert trail(idea) == before, move
                assert Idea.objects.get(pk=idea.pk).status == status, move


@pytest.mark.parametrize("status", ALLOWED)
def test_nobody_else_makes_a_move_whatever_the_status(
    idea_at, team, writer, decider, player_manager, lead, outsider, superuser, removed_member, status
):
    """Pat writes and decides: he may do either here, since no word of the idea is his."""
    idea = idea_at(status)
    before = trail(idea)
    for move in TARGET:
        wrong = {outsider, superuser, removed_member} | ({writer, lead} if move in DECIDERS else {decider})
        if move == "agree_own_team":  # Dara could decide
            wrong |= {writer, lead, player_manager}
        for by in wrong:
            with pytest.raises(PermissionDenied):
                take(move, idea, by)
    assert trail(idea) == before
    assert Idea.objects.get(pk=idea.pk).status == status


@pytest.mark.parametrize("move", sorted(DECIDERS))
def test_who_wrote_in_an_idea_does_not_decide_on_it(guide, team, writer, decider, player_manager, move):
    idea = an_idea(player_manager, team)
    submitted(idea, writer)
    with pytest.raises(PermissionDenied):
        take(move, idea, player_manager)
    take(move, idea, decider)
    assert Decision.objects.get().by == decider


def test_a_manager_who_writes_elsewhere_decides_where_they_wrote_nothing(guide, team, writer, player_manager):
    idea = an_idea(writer, team)
    submitted(idea, writer)
    take("agree", idea, player_manager)
    assert Idea.objects.get().status == "agreed"


def test_a_draft_in_the_bin_takes_no_step(guide, team, writer):
    idea = an_idea(writer, team)
    bin_idea(idea=idea, by=writer)
    for move in ("submit", "stop"):
        with pytest.raises(NotAllowedNow):
            take(move, idea, writer)
    assert Idea.objects.get().status == "draft"


def test_stopping_an_idea_in_review_takes_its_submission_back(idea_at, writer, decider):
    idea = idea_at("in_review")
    take("stop", idea, writer)
    assert last(idea).withdrawn_at is not None
    assert not Idea.objects.visible_to(decider).exists()
    assert Idea.objects.get().learned == "Tea matters."


def test_stopping_an_agreed_idea_leaves_its_submission_to_read(idea_at, writer, decider):
    idea = idea_at("agreed")
    take("stop", idea, writer)
    assert last(idea).withdrawn_at is None
    assert Idea.objects.visible_to(decider).exists()


@pytest.mark.parametrize("outcome", ["adopt", "agree_own_team", "", "nonsense"])
def test_only_the_three_outcomes_are_decisions(idea_at, decider, outcome):
    idea = idea_at("in_review")
    with pytest.raises(NotAllowedNow):
        reviewing.decide(snapshot=last(idea), by=decider, outcome=outcome, reasons="Because.")
    assert not Decision.objects.exists()
