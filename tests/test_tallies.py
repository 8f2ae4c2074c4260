"""Whatever people do, in whatever order, every stored tally equals a recount from the answers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from characteristics.actions import retire_question, unretire_question
from characteristics.models import Question
from goodhelp import content
from ideas.actions import choosing
from ideas.actions.saving import Saved
from ideas.actions.tallies import recount, recount_characteristic
from ideas.coverage import Basis, State
from ideas.models import Focus
from ideas.reading import live_document
from ideas.workflow import NotAllowedNow
from tests.builders import an_idea, answered, chosen

SLUGS = ("social-connections", "enabling-environments")
slug = st.sampled_from(SLUGS)
number = st.integers(0, 2)
edits = st.lists(
    st.one_of(
        st.tuples(
            st.just("answer"), slug, number, st.sampled_from([s.value for s in State]), st.sampled_from(["", "Words"]),
            st.sampled_from([(), (Basis.ASSUMPTION.value,), (Basis.LIVED.value, Basis.ASSUMPTION.value)]),
        ),
        st.tuples(st.sampled_from(["set_aside", "choose"]), slug),
        st.tuples(st.sampled_from(["retire", "bring_back"]), slug, number),
    ),
    max_size=12,
)  # fmt: skip


def do(edit, idea, guide, by) -> None:
    kind, which = edit[0], edit[1]
    focus = Focus.objects.select_related("characteristic", "idea").filter(idea=idea, characteristic__slug=which).first()
    if kind == "choose":
        chosen(idea, by, which)
    elif kind == "set_aside" and focus:
        choosing.set_aside(idea=idea, characteristic=focus.characteristic, by=by)
    elif kind == "answer" and focus:
        question = guide.questions[which][edit[2]]
        try:
            answered(focus, question, by, edit[4], edit[3], *edit[5])
        except NotAllowedNow:
            question.refresh_from_db()
            focus.refresh_from_db()
            assert question.retired_at or focus.set_aside_at
    elif kind in {"retire", "bring_back"}:
        change = content.retire_question if kind == "retire" else content.unretire_question
        change(by=by, question=Question.objects.get(pk=guide.questions[which][edit[2]].pk))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=edits)
def test_any_sequence_of_edits_leaves_every_tally_equal_to_a_recount(edits, guide, team, writer) -> None:
    idea = an_idea(writer, team)
    chosen(idea, writer, SLUGS[0])
    for edit in edits:
        do(edit, idea, guide, writer)
        assert recount(check=True) == []
    for part in live_document(idea).foci:
        assert part.tally == Focus.objects.get(idea=idea, characteristic__slug=part.slug).tally


def test_recount_finds_and_mends_a_tally_that_is_wrong(guide, team, writer) -> None:
    focus = chosen(an_idea(writer, team), writer)
    answered(focus, guide.questions["social-connections"][0], writer)
    Focus.objects.filter(pk=focus.pk).update(covered=7)
    assert [f.pk for f in recount(check=True)] == [focus.pk]
    assert Focus.objects.get(pk=focus.pk).covered == 7
    assert [f.pk for f in recount()] == [focus.pk]
    assert Focus.objects.get(pk=focus.pk).covered == 1


def test_retiring_a_question_without_recounting_would_leave_the_tally_wrong(guide, team, writer) -> None:
    focus = chosen(an_idea(writer, team), writer)
    question = guide.questions["social-connections"][0]
    answered(focus, question, writer)
    retire_question(by=writer, question=question)
    assert recount(check=True) != []
    assert recount_characteristic(characteristic=focus.characteristic) == 1
    assert Focus.objects.get(pk=focus.pk).tally.asked == 2
    unretire_question(by=writer, question=question)
    recount_characteristic(characteristic=focus.characteristic)
    assert Focus.objects.get(pk=focus.pk).tally.covered == 1


@pytest.mark.parametrize("state", [s.value for s in State])
def test_an_answers_tally_is_saved_with_it(state, guide, team, writer) -> None:
    focus = chosen(an_idea(writer, team), writer)
    outcome = answered(focus, guide.questions["social-connections"][0], writer, "Words", state)
    assert isinstance(outcome, Saved)
    assert recount(check=True) == []


def test_setting_a_characteristic_aside_and_choosing_it_again_brings_its_answers_back(guide, team, writer) -> None:
    idea = an_idea(writer, team)
    focus = chosen(idea, writer)
    answered(focus, guide.questions["social-connections"][0], writer)
    choosing.set_aside(idea=idea, characteristic=focus.characteristic, by=writer)
    assert live_document(idea).foci == ()
    assert live_document(idea).set_aside == ("Social connections",)
    chosen(idea, writer)
    assert live_document(idea).foci[0].tally.covered == 1
