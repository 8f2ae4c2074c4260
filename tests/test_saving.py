"""Two people at once never lose a word, on either database; with the guard off they would."""

import pytest

from ideas.actions import answering, saving
from ideas.actions.saving import Conflict, Saved
from ideas.models import Answer, Idea, Revision
from ideas.workflow import NotAllowedNow
from tests.builders import an_idea, answer_values, answered, chosen
from tests.concurrency import at_once, raised


@pytest.fixture
def focus(guide, team, writer):
    return chosen(an_idea(writer, team), writer)


@pytest.fixture
def question(guide):
    return guide.questions["social-connections"][0]


def save(focus, question, by, text, base):
    return answering.save_answer(focus=focus, question=question, by=by, values=answer_values(text), base_version=base)


def test_the_first_answer_becomes_version_one_with_a_revision(focus, question, writer) -> None:
    assert save(focus, question, writer, "First", 0) == Saved(1)
    revision = Revision.objects.get(what="answer")
    assert (revision.payload["text"], revision.version, revision.kept, revision.by) == ("First", 1, True, writer)


def test_a_stale_save_is_set_aside_and_both_texts_are_told(focus, question, writer, second_writer) -> None:
    save(focus, question, writer, "First", 0)
    save(focus, question, writer, "Wren's", 1)
    outcome = save(focus, question, second_writer, "Sam's", 1)
    assert isinstance(outcome, Conflict)
    assert (outcome.mine["text"], outcome.theirs["text"]) == ("Sam's", "Wren's")
    assert (outcome.by, outcome.version) == (writer, 2)
    assert Answer.objects.get().text == "Wren's"
    aside = Revision.objects.get(kept=False)
    assert (aside.payload["text"], aside.by, aside.version) == ("Sam's", second_writer, None)


def test_words_set_aside_twice_stand_in_the_history_once(focus, question, writer, second_writer) -> None:
    save(focus, question, writer, "First", 0)
    for _ in range(3):
        save(focus, question, second_writer, "Sam's", 0)
    assert Revision.objects.filter(kept=False).count() == 1


def test_the_same_words_again_are_no_new_version_whatever_they_started_from(focus, question, writer) -> None:
    save(focus, question, writer, "First", 0)
    assert save(focus, question, writer, "First", 0) == Saved(1, changed=False)
    assert Revision.objects.filter(what="answer").count() == 1


def test_an_answer_without_words_or_judgement_is_not_stored(focus, question, writer) -> None:
    empty = answer_values("", "")
    saved = answering.save_answer(focus=focus, question=question, by=writer, values=empty, base_version=0)
    assert saved == Saved(0, changed=False)
    assert not Answer.objects.exists()


def test_saving_over_somebody_after_seeing_their_words_keeps_theirs_in_the_history(
    focus, question, writer, second_writer
) -> None:
    save(focus, question, writer, "Wren's", 0)
    outcome = save(focus, question, second_writer, "Sam's", 0)
    assert save(focus, question, second_writer, "Both", outcome.version) == Saved(2)
    texts = Revision.objects.filter(what="answer").order_by("pk").values_list("payload__text", "kept")
    assert list(texts) == [("Wren's", True), ("Sam's", False), ("Both", True)]


def test_an_answer_to_a_retired_question_is_refused_and_the_old_one_stays(focus, question, writer) -> None:
    from goodhelp import content

    save(focus, question, writer, "First", 0)
    content.retire_question(by=writer, question=question)
    question.refresh_from_db()
    with pytest.raises(NotAllowedNow):
        save(focus, question, writer, "Second", 1)
    assert Answer.objects.get().text == "First"


def editors(focus, question, people):
    """Return a call per person that adds a line of their own to the answer, five times, as a careful editor would."""

    def edit(person):
        def run() -> int:
            done = 0
            while done < 5:
                row = Answer.objects.get(idea=focus.idea, question=question)
                text = f"{row.text}\n{person.name} {done}"
                if isinstance(save(focus, question, person, text, row.version), Saved):
                    done += 1
            return done

        return run

    return [edit(person) for person in people]


@pytest.mark.django_db(transaction=True)
def test_four_people_who_write_at_once_lose_no_line(focus, question, writer, second_writer, lead, player_manager):
    answered(focus, question, writer, "Begin")
    people = [writer, second_writer, lead, player_manager]
    assert raised(at_once(*editors(focus, question, people))) == []
    lines = Answer.objects.get().text.splitlines()
    assert sorted(lines) == sorted(["Begin", *(f"{p.name} {n}" for p in people for n in range(5))])
    assert Revision.objects.filter(what="answer", kept=True).count() == 21


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_the_same_people_lose_lines(
    monkeypatch, focus, question, writer, second_writer, lead, player_manager
):
    monkeypatch.setattr(saving, "still_at", lambda rows, version: rows)
    answered(focus, question, writer, "Begin")
    at_once(*editors(focus, question, [writer, second_writer, lead, player_manager]))
    assert len(Answer.objects.get().text.splitlines()) < 21


@pytest.mark.django_db(transaction=True)
def test_two_people_who_answer_first_at_once_keep_one_and_set_aside_the_other(focus, question, writer, second_writer):
    results = at_once(
        lambda: save(focus, question, writer, "Wren's", 0), lambda: save(focus, question, second_writer, "Sam's", 0)
    )
    assert sorted(type(r).__name__ for r in results) == ["Conflict", "Saved"]
    assert sorted(Revision.objects.filter(what="answer").values_list("kept", flat=True)) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_people_who_answer_different_questions_at_once_leave_a_right_tally(focus, guide, writer, second_writer, lead):
    from ideas.actions.tallies import recount

    pairs = zip(guide.questions["social-connections"], (writer, second_writer, lead), strict=True)
    calls = [lambda q=q, p=p: save(focus, q, p, "Words", 0) for q, p in pairs]
    assert raised(at_once(*calls)) == []
    assert recount(check=True) == []
    focus.refresh_from_db()
    assert focus.covered == 3


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_starts_one_idea(team, writer) -> None:
    results = at_once(*[lambda: an_idea(writer, team, form_key="a" * 32).pk] * 2)
    assert raised(results) == []
    assert results[0] == results[1] == Idea.objects.get().pk
