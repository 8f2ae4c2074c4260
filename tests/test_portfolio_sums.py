"""Whatever people do, a portfolio added up in SQL says what reading every idea and adding up in Python says."""

import random
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodhelp import content
from ideas.actions import choosing, drafting, redacting, reviewing
from ideas.actions.counting import recount_submissions
from ideas.models import Focus, Idea, Snapshot, SubmittedFinding, SubmittedFocus
from ideas.portfolio import findings
from ideas.portfolio.scope import Scope, counted
from ideas.portfolio.selection import select
from ideas.portfolio.table import lines_of, table_of
from ideas.redaction import Passage
from ideas.workflow import NotAllowedNow
from teams.actions import found_team
from tests.builders import an_idea, answered, chosen, submitted, worked_out
from tests.conftest import join
from tests.slow_portfolio import Slow, slow_portfolio
from tests.test_portfolio import could_happen

SLUGS = ("social-connections", "enabling-environments")
SLUG = SLUGS[0]
STATES = ("covered", "partly", "not_yet", "not_sure", "not_relevant", "")
BASES = ("research", "lived", "assumption")


def fast_portfolio(user, monkeypatch) -> Slow:
    """Return what the page's queries say, in the form of the slow reference."""
    monkeypatch.setattr("ideas.portfolio.table.MOST_IDEAS", 0)  # lines of teams
    monkeypatch.setattr(findings, "SHOWN", 1000)
    monkeypatch.setattr(findings, "RECURS", 1)
    scope, found = Scope(user), Slow()
    found.ideas = [(i.pk, i.team_id, i.status, i.since, i.title, i.submission) for i in scope.ideas]
    assert scope.total == len(found.ideas)
    assert scope.total_live == len([i for i in scope.ideas if i.live])
    for row in table_of(scope).rows:
        for cell in filter(lambda c: c.ideas, row.cells):
            found.tallies[row.team_id, cell.slug], found.works[row.team_id, cell.slug] = cell.tally, cell.ideas
    for doubt in findings.doubts(scope):
        found.unsure[doubt.key] = doubt.ideas
        assert select(scope, {"question": doubt.key}).ideas.count() == doubt.ideas
    for pitfall in findings.recurring(scope):
        found.could[pitfall.key], found.planned[pitfall.key] = pitfall.ideas, pitfall.planned
        assert select(scope, {"pitfall": pitfall.key}).ideas.count() == pitfall.ideas
        assert select(scope, {"planned": pitfall.key}).ideas.count() == pitfall.planned
    found.claims, resting = findings.rests(scope)
    for rest in resting:
        found.answers[rest.name], found.resting[rest.name] = rest.answers, rest.ideas
        assert select(scope, {"rests": rest.name}).ideas.count() == rest.ideas
    return found


def same(user, monkeypatch) -> Slow:
    """Hold that both ways say the same to this person, and return it."""
    slow, fast = slow_portfolio(user), fast_portfolio(user, monkeypatch)
    assert sorted(fast.ideas) == sorted(slow.ideas)
    fast.ideas = slow.ideas
    assert fast == slow
    return slow


def act(chance: random.Random, idea: Idea, guide, people) -> None:
    """Do one thing that somebody might do; what is not allowed just now is left undone."""
    writer, decider, lead = people
    slug, number = chance.choice(SLUGS), chance.randrange(3)
    focus = Focus.objects.select_related("characteristic", "idea").filter(idea=idea, characteristic__slug=slug).first()
    question, step = guide.questions[slug][number], chance.randrange(14)
    latest = reviewing.latest_submission(idea)
    with suppress(NotAllowedNow, PermissionDenied):
        if step < 5 and focus:
            by = decider if step == 0 and idea.shared_live else writer
            bases = chance.sample(BASES, chance.randrange(3))
            words = chance.choice(["", "Words of Gwen", "Gwen"])
            answered(focus, question, by, words, chance.choice(STATES), *bases)
        elif step < 7:
            chosen(idea, writer, slug)
        elif step == 7 and focus and focus.set_aside_at is None and not focus.characteristic.retired_at:
            pitfall = guide.pitfalls[slug][chance.randrange(len(guide.pitfalls[slug]))]
            if not idea.pitfall_plans.filter(pitfall=pitfall).exists():
                could_happen(idea, pitfall, writer, chance.choice(["", "We ask"]))
        elif step < 10:
            submitted(idea, writer)
        elif step == 10:
            withdraw_or_stop(chance, idea, writer)
        elif step == 11 and latest:
            reviewing.decide(snapshot=latest, by=decider, outcome="ask_changes", reasons="More.")
        elif step == 12:
            drafting.share_live(idea=idea, by=writer, shared=chance.random() < 0.5)
        elif step == 13:
            rare(chance, idea, focus, lead, writer)


def withdraw_or_stop(chance, idea, writer) -> None:
    if chance.random() < 0.7:
        reviewing.withdraw(idea=idea, by=writer)
    else:
        reviewing.finish(idea=idea, by=writer, name="stop", learned="Enough.")


def rare(chance, idea, focus, lead, writer) -> None:
    match chance.randrange(4):
        case 0:
            redacting.redact(idea=idea, by=lead, passage=Passage.of("Gwen"))
        case 1:
            drafting.bin_idea(idea=idea, by=writer)
        case 2 if focus:
            choosing.set_aside(idea=idea, characteristic=focus.characteristic, by=writer)
        case 3:
            drafting.describe_idea(
                idea=idea, by=writer, values={"title": f"Title {chance.random()}"}, base_version=idea.version
            )


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_in_any_world_sql_and_python_count_the_same_for_everybody(
    seed, guide, team, lead, writer, decider, player_manager, superuser, monkeypatch
) -> None:
    chance = random.Random(seed)
    second = found_team(by=writer, name=f"Second team {seed}")
    join(decider, second, writer, decides=True)
    ideas = [an_idea(writer, where, f"Idea {n}") for where in (team, second) for n in range(3)]
    for _step in range(60):
        idea = Idea.objects.get(pk=chance.choice(ideas).pk)
        act(chance, idea, guide, (writer, decider, lead if idea.team_id == team.pk else writer))
    content.retire_question(by=superuser, question=guide.questions[SLUG][2])
    for person in (writer, decider, player_manager):
        same(person, monkeypatch)
    assert recount_submissions(check=True) == []
    content.unretire_question(by=superuser, question=guide.questions[SLUG][2])


def test_recount_finds_and_mends_what_stands_beside_a_submission(guide, team, writer, decider, monkeypatch) -> None:
    idea = worked_out(writer, team)
    snapshot = submitted(idea, writer)
    wrongs = (
        lambda: SubmittedFocus.objects.update(covered=7),
        lambda: SubmittedFinding.objects.filter(kind="pitfall").delete(),
        lambda: Idea.objects.update(sent=None),
        lambda: Idea.objects.update(stands_since=idea.created_at),
    )
    for wrong in wrongs:
        assert recount_submissions(check=True) == []
        wrong()
        with pytest.raises(CommandError, match="tallies differ"):
            call_command("recount", check=True)
        assert recount_submissions() == [idea.pk]
        same(decider, monkeypatch)
    assert Idea.objects.get().sent == snapshot


def test_taking_a_submission_back_brings_the_one_before_back_into_the_numbers(guide, team, writer, decider) -> None:
    idea = worked_out(writer, team)
    first = submitted(idea, writer)
    reviewing.decide(snapshot=first, by=decider, outcome="ask_changes", reasons="More.")
    second = submitted(idea, writer)
    assert Idea.objects.get().sent == second
    reviewing.withdraw(idea=idea, by=writer)
    assert Idea.objects.get().sent == first
    assert [i.submission for i in Scope(decider).ideas] == [1]


def test_a_page_of_ideas_shows_the_same_numbers_as_the_whole_table(guide, team, writer, decider) -> None:
    for number in range(3):
        submitted(worked_out(writer, team, f"Idea {number}"), writer)
    scope = Scope(decider, str(team.pk))
    lines = list(lines_of(scope)[1:2])
    assert [i.title for i in counted(lines)] == ["Idea 1"]
    whole, part = table_of(scope), table_of(scope, lines)
    assert part.rows == whole.rows[1:2]
    assert part.columns == whole.columns
    assert Snapshot.objects.count() == 3
