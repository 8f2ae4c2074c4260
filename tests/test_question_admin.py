"""Rewording and retiring in admin: what teams have answered stays true, and the tallies follow."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from characteristics import actions
from characteristics.models import Question, Wording
from goodhelp import content
from ideas.actions.answering import save_answer
from ideas.actions.choosing import choose
from ideas.actions.drafting import start_idea
from ideas.actions.tallies import recount
from ideas.models import Answer, Focus, Idea
from tests.admin_forms import fields_of, save

LIST = "/admin/characteristics/question/"
SLUG = "social-connections"


def address(question: Question) -> str:
    return f"{LIST}{question.pk}/change/"


@pytest.fixture
def question(guide) -> Question:
    """Return the first question of the first characteristic."""
    return guide.questions[SLUG][0]


@pytest.fixture
def focus(guide, team, writer, question) -> Focus:
    """Return a focus on that characteristic, whose first question is answered and covered."""
    start_idea(by=writer, team=team, title="A walking group", summary="Walk together.")
    idea = Idea.objects.get()
    choose(idea=idea, characteristic=guide.characteristics[0], by=writer, why="", base_version=0)
    focus = Focus.objects.get()
    values = {"text": "We meet on Mondays.", "state": "covered"}
    save_answer(focus=focus, question=question, by=writer, values=values, base_version=0)
    focus.refresh_from_db()
    assert (focus.asked, focus.covered, focus.open) == (3, 1, 2)
    return focus


def counts(focus: Focus) -> tuple[int, int, int]:
    """Return what is asked, covered and open, as stored; and see that a recount finds nothing wrong."""
    assert recount(check=True) == []
    focus.refresh_from_db()
    return focus.asked, focus.covered, focus.open


# --- Rewording ------------------------------------------------------------------------------------


def test_saving_changed_words_publishes_a_new_wording_and_keeps_the_old(client_for, content_admin, focus, question):
    old = question.current
    answer = save(client_for(content_admin), address(question), text="Does it bring people together?")
    assert answer.status_code == 302
    question.refresh_from_db()
    assert (question.current.number, question.current.text) == (2, "Does it bring people together?")
    assert question.current.minor is False
    assert Wording.objects.get(pk=old.pk).text == old.text
    assert Answer.objects.get().wording == old
    assert counts(focus) == (3, 1, 2)


def test_a_small_correction_is_published_as_one(client_for, content_admin, question):
    save(client_for(content_admin), address(question), text="A typo, mended?", minor="on")
    question.refresh_from_db()
    assert question.current.minor is True


def test_a_changed_hint_alone_is_a_new_wording_too(client_for, content_admin, question):
    save(client_for(content_admin), address(question), hint="Think of who is not there.")
    question.refresh_from_db()
    assert (question.current.number, question.current.hint) == (2, "Think of who is not there.")


def test_saving_the_same_words_publishes_nothing(client_for, content_admin, question):
    save(client_for(content_admin), address(question), order="9", minor="on")
    question.refresh_from_db()
    assert (question.order, question.current.number, Wording.objects.filter(question=question).count()) == (9, 1, 1)


def test_the_page_shows_earlier_wordings(client_for, content_admin, question):
    client, old = client_for(content_admin), question.current.text
    save(client, address(question), text="What else?")
    page = client.get(address(question)).text
    assert "Wording 2" in page
    assert "Wording 1" in page
    assert old in page


def test_two_admins_do_not_overwrite_each_other_unseen(client_for, content_admin, superuser, question):
    mine = {**fields_of(client_for(content_admin), address(question)), "text": "My words?"}
    save(client_for(superuser), address(question), text="Their words?")
    client = client_for(content_admin)
    answer = client.post(address(question), mine)
    question.refresh_from_db()
    assert "Somebody else has reworded" in answer.text
    assert "Their words?" in answer.text
    assert "My words?" in answer.text
    assert question.current.text == "Their words?"
    again = {**mine, "based_on": answer.context["adminform"].form["based_on"].value()}
    client.post(address(question), again)
    question.refresh_from_db()
    assert (question.current.number, question.current.text) == (3, "My words?")


def test_words_that_are_missing_or_too_long_are_refused(client_for, content_admin, question):
    client = client_for(content_admin)
    for words in ("", "x" * 601):
        answer = save(client, address(question), text=words)
        assert answer.status_code == 200
        assert answer.context["errors"]
    assert Wording.objects.filter(question=question).count() == 1


@pytest.mark.parametrize("refusal", [actions.StaleWording("Reworded meanwhile."), IntegrityError("wording_once")])
def test_a_refusal_at_the_last_moment_shows_the_typed_words(client_for, content_admin, question, monkeypatch, refusal):
    def refuse(**words):
        raise refusal

    client = client_for(content_admin)
    sent = {**fields_of(client, address(question)), "text": "Words that took an hour", "order": "77"}
    monkeypatch.setattr(content, "publish_wording", refuse)
    answer = client.post(address(question), sent, headers={"Origin": "http://testserver"})
    assert answer.status_code == 409
    assert "Words that took an hour" in answer.text
    question.refresh_from_db()
    assert question.order != 77


# --- The same through the actions ------------------------------------------------------------------


def test_publishing_twice_publishes_once(content_admin, question):
    first = content.publish_wording(by=content_admin, question=question, text="New?")
    second = content.publish_wording(by=content_admin, question=question, text="New?")
    assert first == second
    assert question.wordings.count() == 2


def test_publishing_after_somebody_else_is_refused(content_admin, question):
    content.publish_wording(by=content_admin, question=question, text="Theirs?", expected=1)
    with pytest.raises(actions.StaleWording):
        content.publish_wording(by=content_admin, question=question, text="Mine?", expected=1)


def test_a_wording_must_have_words(content_admin, question):
    with pytest.raises(ValidationError):
        content.publish_wording(by=content_admin, question=question, text=" \n")
    assert question.wordings.count() == 1


# --- Adding ---------------------------------------------------------------------------------------


def test_an_added_question_is_open_in_live_ideas(client_for, content_admin, guide, focus):
    sent = {
        "characteristic": guide.characteristics[0].pk, "order": 4, "text": "And who else?", "origin": "tool",
        "hint": "", "example_answer": "",
    }  # fmt: skip
    answer = client_for(content_admin).post(f"{LIST}add/", sent)
    assert answer.status_code == 302
    added = Question.objects.get(key=f"{SLUG}-q4")
    assert (added.current.number, added.current.text) == (1, "And who else?")
    assert counts(focus) == (4, 1, 3)


def test_a_key_is_never_used_again(client_for, content_admin, guide):
    Question.objects.filter(key=f"{SLUG}-q2").update(key=f"{SLUG}-q17")
    sent = {"characteristic": guide.characteristics[0].pk, "order": 4, "text": "And who else?", "origin": "tool"}
    client_for(content_admin).post(f"{LIST}add/", sent)
    assert Question.objects.filter(key=f"{SLUG}-q18").exists()


# --- Retiring -------------------------------------------------------------------------------------


def tick(client, address, action, *rows):
    return client.post(address, {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)


def test_a_retired_question_leaves_the_counts_and_its_answer_stays(client_for, content_admin, focus, question):
    client = client_for(content_admin)
    page = tick(client, LIST, "retire", question)
    assert "Retired 1 row." in page.text
    assert counts(focus) == (2, 0, 2)
    assert Answer.objects.get().text == "We meet on Mondays."
    tick(client, LIST, "bring_back", question)
    assert counts(focus) == (3, 1, 2)


def test_retiring_again_keeps_the_date(content_admin, question):
    content.retire_question(by=content_admin, question=question)
    first = question.retired_at
    content.retire_question(by=content_admin, question=question)
    assert question.retired_at == first


def test_a_retired_characteristic_asks_nothing(client_for, content_admin, focus, guide):
    client = client_for(content_admin)
    tick(client, "/admin/characteristics/characteristic/", "retire", guide.characteristics[0])
    assert counts(focus) == (0, 0, 0)
    tick(client, "/admin/characteristics/characteristic/", "bring_back", guide.characteristics[0])
    assert counts(focus) == (3, 1, 2)


def test_a_pitfall_is_retired_and_brought_back(client_for, content_admin, guide):
    client, pitfall = client_for(content_admin), guide.pitfalls[SLUG][0]
    tick(client, "/admin/characteristics/pitfall/", "retire", pitfall)
    pitfall.refresh_from_db()
    assert pitfall.retired_at is not None
    tick(client, "/admin/characteristics/pitfall/", "bring_back", pitfall)
    pitfall.refresh_from_db()
    assert pitfall.retired_at is None


def test_the_list_can_show_what_is_retired(client_for, content_admin, guide, question):
    content.retire_question(by=content_admin, question=question)
    client = client_for(content_admin)
    assert client.get(f"{LIST}?retired=yes").context["cl"].result_count == 1
    assert client.get(f"{LIST}?retired=no").context["cl"].result_count == Question.objects.count() - 1


def test_somebody_who_may_only_look_cannot_retire(client_for, content_admin, guide, question):
    content_admin.user_permissions.set(content_admin.user_permissions.filter(codename__startswith="view_"))
    tick(client_for(content_admin), LIST, "retire", question)
    question.refresh_from_db()
    assert question.retired_at is None
