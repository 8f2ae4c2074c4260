"""The coverage rule, as a table and by properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideas.coverage import Answered, Basis, State, Tally, tally, total

ASSUMED = frozenset({Basis.ASSUMPTION})
BOTH = frozenset({Basis.ASSUMPTION, Basis.LIVED})

TABLE = [
    # state, words written, counts as
    (State.COVERED, True, "covered"),
    (State.COVERED, False, "open"),
    (State.PARTLY, True, "partly"),
    (State.PARTLY, False, "open"),
    (State.NOT_RELEVANT, True, "set_aside"),
    (State.NOT_RELEVANT, False, "open"),
    (State.NOT_YET, True, "not_yet"),
    (State.NOT_YET, False, "not_yet"),
    (State.NOT_SURE, True, "not_sure"),
    (State.NOT_SURE, False, "not_sure"),
    (State.NONE, True, "open"),
    (State.NONE, False, "open"),
]


@pytest.mark.parametrize(("state", "has_text", "column"), TABLE)
def test_an_answer_counts_in_one_column_only(state: State, has_text: bool, column: str) -> None:
    counted = tally(["q"], {"q": Answered(state, has_text)})
    expected = dict.fromkeys(Tally().as_dict(), 0) | {"asked": 1, column: 1}
    assert counted.as_dict() == expected


def test_the_table_names_every_state() -> None:
    assert {row[0] for row in TABLE} == set(State)


def test_a_question_without_an_answer_is_open() -> None:
    assert tally(["a", "b"], {}) == Tally(asked=2, open=2)


def test_an_answer_to_a_question_that_is_no_longer_asked_does_not_count() -> None:
    assert tally(["a"], {"b": Answered(State.COVERED, True)}) == Tally(asked=1, open=1)


def test_five_relevant_add_up_as_the_report_prints_them() -> None:
    answers = {
        "a": Answered(State.COVERED, True),
        "b": Answered(State.COVERED, True),
        "c": Answered(State.COVERED, True),
        "d": Answered(State.PARTLY, True),
        "f": Answered(State.NOT_RELEVANT, True),
    }
    counted = tally("abcdef", answers)
    assert (counted.relevant, counted.covered, counted.partly, counted.open, counted.set_aside) == (5, 3, 1, 1, 1)


def test_only_claims_that_rest_on_an_assumption_and_nothing_else_are_assumed() -> None:
    answers = {
        "a": Answered(State.COVERED, True, ASSUMED),
        "b": Answered(State.COVERED, True, BOTH),
        "c": Answered(State.COVERED, True, frozenset()),
        "d": Answered(State.NOT_YET, True, ASSUMED),
        "e": Answered(State.COVERED, False, ASSUMED),
    }
    assert tally("abcde", answers).assumed == 1


answered_questions = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.builds(Answered, st.sampled_from(State), st.booleans(), st.frozensets(st.sampled_from(Basis))),
)


@given(asked=st.sets(st.sampled_from("abcdef")), answers=answered_questions)
def test_every_tally_adds_up(asked: set[str], answers: dict[str, Answered]) -> None:
    t = tally(asked, answers)
    assert t.asked == len(asked)
    assert t.relevant == t.asked - t.set_aside == t.covered + t.partly + t.not_yet + t.not_sure + t.open
    assert t.assumed <= t.covered + t.partly
    assert t.answered == t.relevant - t.open


@given(st.lists(answered_questions, max_size=5))
def test_an_ideas_line_is_its_characteristics_added_by_state(many: list[dict[str, Answered]]) -> None:
    tallies = [tally("abcd", answers) for answers in many]
    added = total(tallies)
    for name, number in added.as_dict().items():
        assert number == sum(getattr(t, name) for t in tallies)
