"""What was asked for and what the team did, replies to decisions, wishes for feedback, and changes after agreement."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodhelp.closing import close_account
from goodhelp.own_data import own_data
from ideas.actions import claiming, drafting, feedback, replying, reviewing
from ideas.actions.saving import Conflict
from ideas.models import AskResponse, Decision, DecisionReply, FeedbackRequest, Idea, Notice, Snapshot, TestPlan
from ideas.queue import waiting_for
from ideas.workflow import NotAllowedNow
from teams.actions import leave_team
from teams.models import Membership
from tests.builders import an_idea, decided, submitted, worked_out
from tests.concurrency import at_once, raised
from tests.forms import changed, fields_of
from tests.reading import read, seen

SAYS = {"outcome": "ask_changes", "reasons": "Nearly there.", "review_on": ""}
ASKS = "- Say who walks.\n\n2) Ask the bus company.\n"
PAIRS = [["Say who walks.", "Two of us."], ["Ask the bus company.", ""]]


def page(name: str, idea: Idea, *more: int) -> str:
    return reverse(f"ideas:{name}", args=[idea.pk, *more])


@pytest.fixture
def idea(guide, team, writer, decider) -> Idea:
    return worked_out(writer, team)


@pytest.fixture
def asked(idea, writer, decider) -> Decision:
    """Return a decision that asks for two things."""
    reviewing.decide(snapshot=submitted(idea, writer), by=decider, conditions=ASKS, equity="Who is left out?", **{
        name: value for name, value in SAYS.items() if name != "review_on"
    })  # fmt: skip
    return Decision.objects.get()


def edited(idea: Idea, by, **words: str) -> None:
    idea.refresh_from_db()
    drafting.describe_idea(idea=idea, by=by, values=words, base_version=idea.version)


# --- What is asked for ------------------------------------------------------------------------------


def test_each_line_is_one_thing_and_marks_of_lists_are_left_out():
    said = Decision(conditions="1. One walk.\n- Two\n• Three\n\n 12) Four - five\n3 walks are enough.")
    assert said.asks == ["One walk.", "Two", "Three", "Four - five", "3 walks are enough."]
    assert Decision().asks == []


def test_a_list_too_long_to_be_answered_is_refused_with_its_words(client_for, idea, writer, decider):
    submitted(idea, writer)
    answer = client_for(decider).post(page("submission_decide", idea, 1), {**SAYS, "conditions": "More.\n" * 13})
    assert answer.status_code == 422
    assert "at most 12 things" in answer.content.decode()
    assert not Decision.objects.exists()


def test_who_asks_for_changes_says_what_and_each_leads_to_where_the_team_answers(client_for, idea, writer, decider):
    submitted(idea, writer)
    client, url = client_for(decider), page("submission_decide", idea, 1)
    refused = client.post(url, {**SAYS, "conditions": ""})
    assert refused.status_code == 422
    assert "Say at least one thing that you ask for" in refused.content.decode()
    assert client.post(url, {**SAYS, "conditions": "Say who walks."}).status_code == 302
    decision = Decision.objects.get()
    place = f"{page('idea_submit', idea)}#ask-{decision.pk}-1"
    html = read(client_for(writer), page("idea_detail", idea))
    assert f'<a href="{place}">Say who walks.</a>' in html
    assert 'class="step-begun"><a href="' + page("idea_submit", idea) in html
    assert f'id="ask-{decision.pk}-1"' in read(client_for(writer), page("idea_submit", idea))
    assert place not in read(client_for(decider), page("submission_detail", idea, 1))


def test_who_submits_again_is_told_first_whether_anything_has_changed(client_for, idea, asked, writer):
    html = read(client_for(writer), page("idea_submit", idea))
    assert "Nothing that you wrote in the idea has changed since submission 1." in html
    idea.refresh_from_db()
    drafting.describe_idea(idea=idea, by=writer, values={"summary": "A walk, and tea."}, base_version=idea.version)
    html = read(client_for(writer), page("idea_submit", idea))
    assert "Nothing that you wrote" not in html
    assert f'<a href="{page("idea_changes", idea)}">What you changed since submission 1</a>' in html


def test_what_the_team_says_to_each_stands_beside_it_at_the_next_submission_and_not_before(
    client_for, idea, asked, writer, decider
):
    client, url = client_for(writer), page("idea_submit", idea)
    sent = {**changed(client.get(url)), f"ask-{asked.pk}-1-text": "Two of us.", "save": "1"}
    assert client.post(url, sent).status_code == 302
    assert AskResponse.objects.get().text == "Two of us."
    assert "Two of us." not in read(client_for(decider), page("submission_detail", idea, 1))
    assert client.post(url, {**changed(client.get(url)), "submit": "1"}).url == page("submission_detail", idea, 2)
    assert Snapshot.objects.get(number=2).asked == PAIRS
    html = read(client_for(decider), page("submission_detail", idea, 2))
    assert "Asked for by Dara on" in html
    assert html.index("Say who walks.") < html.index("Two of us.") < html.index("No answer to this point")
    assert html.count("Say who walks.") == 1
    assert "Two of us." in read(client_for(decider), page("submission_decide", idea, 2))


def test_nobody_has_to_answer_and_what_is_written_later_stays_out_of_what_was_sent(idea, asked, writer):
    second = submitted(idea, writer)
    replying.answer_ask(decision=asked, number=1, by=writer, text="Later.", base_version=0)
    second.refresh_from_db()
    assert [said for _ask, said in second.asked] == ["", ""]


def test_two_people_who_answer_the_same_point_see_both_texts(client_for, idea, asked, writer, second_writer):
    client, url = client_for(writer), page("idea_submit", idea)
    sent = {**changed(client.get(url)), f"ask-{asked.pk}-1-text": "Wren walks.", "submit": "1"}
    replying.answer_ask(decision=asked, number=1, by=second_writer, text="Sam walks.", base_version=0)
    answer = client.post(url, sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Wren walks." in html
    assert "Sam walks." in html
    assert Snapshot.objects.count() == 1
    history = reverse("ideas:text_history", args=[idea.pk, "ask", "1-1"])
    assert "Sam walks." in read(client, history)


def test_a_plan_that_two_people_changed_comes_back_joined_beside_what_was_asked_for(
    client_for, idea, asked, writer, second_writer
):
    client, url = client_for(second_writer), page("idea_submit", idea)
    sent = {**changed(client.get(url)), "plan-safeguarding": "Two of us walk.", "save": "1"}
    plan = TestPlan.objects.get()
    reviewing.save_plan(idea=idea, by=writer, values={"cost": "Ten pounds."}, base_version=plan.version)
    answer = client.post(url, sent)
    assert answer.status_code == 409
    fields = fields_of(answer.content)
    assert (fields["plan-cost"], fields["plan-safeguarding"]) == (["Ten pounds."], ["Two of us walk."])
    assert client.post(url, {**fields, "save": "1"}).status_code == 302
    plan.refresh_from_db()
    assert (plan.cost, plan.safeguarding) == ("Ten pounds.", "Two of us walk.")


@pytest.mark.parametrize("button", ["save", "submit"])
def test_words_about_a_point_of_the_decision_before_the_last_come_back_to_be_copied(
    client_for, idea, asked, writer, second_writer, decider, button
):
    client, url = client_for(second_writer), page("idea_submit", idea)
    box = f"ask-{asked.pk}-1-text"
    sent = {**changed(client.get(url)), box: "Two of us.", button: "1"}
    reviewing.decide(
        snapshot=submitted(idea, writer), by=decider, outcome="ask_changes", reasons="So.", conditions="Why?"
    )
    answer = client.post(url, sent)
    assert answer.status_code == 409
    assert "This is no longer asked" in answer.content.decode()
    fields = fields_of(answer.content)
    assert fields[box] == ["Two of us."]
    assert Snapshot.objects.count() == 2
    assert client.post(url, {**fields, box: "", button: "1"}).status_code == 302


def test_a_script_is_told_that_a_point_is_no_longer_asked(client_for, idea, asked, writer, decider):
    client, url, part = client_for(writer), page("idea_submit", idea), f"ask-{asked.pk}-1"
    sent = {n: v for n, v in changed(client.get(url)).items() if n.startswith(part)} | {f"{part}-text": "Two of us."}
    decided(submitted(idea, writer), decider)
    answer = client.post(url, sent, headers={"accept": "application/json"})
    assert (answer.status_code, list(answer.json()["conflicts"])) == (409, [part])


def test_an_answer_to_a_point_that_was_not_made_or_by_somebody_else_is_refused(asked, writer, decider, idea):
    for number in (0, 3):
        with pytest.raises(NotAllowedNow):
            replying.answer_ask(decision=asked, number=number, by=writer, text="What?", base_version=0)
    with pytest.raises(Exception, match="Only people who write"):
        replying.answer_ask(decision=asked, number=1, by=decider, text="Mine.", base_version=0)


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_kept_aside(guide, team, writer, second_writer, decider):
    idea = an_idea(writer, team)
    reviewing.decide(
        snapshot=submitted(idea, writer), by=decider, outcome="ask_changes", reasons="So.", conditions="Who?"
    )
    results = at_once(*[
        lambda by=by: replying.answer_ask(decision=Decision.objects.get(), number=1, by=by, text=by.name,
                                          base_version=0)
        for by in (writer, second_writer)
    ])  # fmt: skip
    assert raised(results) == []
    [lost] = [r for r in results if isinstance(r, Conflict)]
    assert lost.theirs["text"] == AskResponse.objects.get().text != lost.mine["text"]


# --- Notes to the decision ----------------------------------------------------------------------------


def test_notes_to_the_prompts_stand_with_the_decision_and_empty_ones_nowhere(client_for, idea, writer, decider):
    submitted(idea, writer)
    client, url = client_for(decider), page("submission_decide", idea, 1)
    html = read(client, url)
    assert "APEASE" in html
    assert "Behaviour Change Wheel" in html
    sent = {**changed(client.get(url)), **SAYS, "conditions": "Boots.", "side_effects": "Wet leaves."}
    assert client.post(url, sent).status_code == 302
    assert Decision.objects.get().notes == [("Side effects and safety", "Wet leaves.")]
    html = read(client_for(writer), page("submission_detail", idea, 1))
    assert "Wet leaves." in html
    assert "Affordable" not in html


def test_a_form_with_a_note_comes_back_unfolded(client_for, idea, writer, decider):
    submitted(idea, writer)
    url = page("submission_decide", idea, 1)
    assert '<details class="fold">' in read(client_for(decider), url)
    answer = client_for(decider).post(url, {"reasons": "", "equity": "Who is left out?"})
    assert answer.status_code == 422
    assert '<details class="fold" open>' in answer.content.decode()


# --- Replies ----------------------------------------------------------------------------------------


def test_a_reply_stands_under_the_decision_and_only_whoever_decided_is_told(
    client_for, idea, asked, writer, decider, player_manager, sent_mail
):
    before, client, url = len(sent_mail()), client_for(writer), page("decision_reply", idea, 1)
    assert client.post(url, {"text": " "}).status_code == 422
    sent = {**changed(client.get(url)), "text": "Thank you, we will."}
    assert [client.post(url, sent).url for _ in range(2)] == [page("submission_detail", idea, 1)] * 2
    assert DecisionReply.objects.count() == 1
    [mail] = sent_mail()[before:]
    assert (mail.to, "we will" in mail.message) == ([decider.email], False)
    for person in (writer, decider, player_manager):
        assert "Thank you, we will." in read(client_for(person), page("submission_detail", idea, 1))
    assert "Thank you, we will." in read(client_for(writer), page("idea_detail", idea))
    submitted(idea, writer)  # and beside what was said then, next time
    assert "Thank you, we will." in read(client_for(decider), page("submission_detail", idea, 2))


def test_whoever_decided_and_left_is_told_nothing(idea, asked, team, writer, decider, sent_mail):
    leave_team(membership=Membership.objects.get(user=decider, team=team), by=decider)
    before = len(sent_mail())
    replying.reply_to_decision(decision=asked, by=writer, text="Are you there?")
    assert len(sent_mail()) == before


def test_whoever_decided_and_closed_their_account_is_told_nothing(idea, asked, writer, decider):
    close_account(user=decider)
    replying.reply_to_decision(decision=asked, by=writer, text="Are you there?")
    assert not Notice.objects.filter(person=decider).exists()


def test_a_team_does_not_reply_to_itself_or_to_nothing(client_for, guide, person, writer, idea):
    assert client_for(writer).get(page("decision_reply", idea, 1)).status_code == 404
    submitted(idea, writer)
    assert client_for(writer).get(page("decision_reply", idea, 1)).status_code == 404


# --- Feedback -----------------------------------------------------------------------------------------


def test_asking_for_feedback_shows_the_draft_to_managers_and_ending_it_hides_it_again(
    client_for, idea, writer, decider, sent_mail
):
    manager, client, url = client_for(decider), client_for(writer), page("idea_feedback", idea)
    assert manager.get(page("idea_detail", idea)).status_code == 404
    before, sent = len(sent_mail()), {**changed(client.get(url)), "message": "Too early in the day?"}
    assert [client.post(url, sent).url for _ in range(2)] == [page("idea_detail", idea)] * 2
    [mail] = sent_mail()[before:]
    assert (mail.to, "Too early" in mail.message) == ([decider.email], False)
    assert "Too early in the day?" in read(manager, page("idea_detail", idea))
    assert "Too early in the day?" in read(manager, reverse("ideas:review_queue"))
    assert "Too early in the day?" not in read(client, reverse("ideas:review_queue"))
    for _ in range(2):
        assert client.post(page("feedback_end", idea)).status_code == 302
    assert manager.get(page("idea_detail", idea)).status_code == 404
    assert waiting_for(decider).feedback == []
    assert FeedbackRequest.objects.get().ended_by == writer


def test_ending_it_leaves_a_draft_shared_that_was_shared_before(idea, writer):
    drafting.share_live(idea=idea, by=writer, shared=True)
    feedback.ask_for_feedback(idea=idea, by=writer)
    feedback.end_feedback(idea=idea, by=writer)
    assert Idea.objects.get().shared_live


def test_submitting_or_no_longer_sharing_ends_the_wish_for_feedback(idea, writer, decider):
    feedback.ask_for_feedback(idea=idea, by=writer)
    submitted(idea, writer)
    assert (Idea.objects.get().shared_live, FeedbackRequest.objects.get().ended_by) == (False, writer)
    with pytest.raises(NotAllowedNow):
        feedback.ask_for_feedback(idea=idea, by=writer)
    reviewing.withdraw(idea=idea, by=writer)
    feedback.ask_for_feedback(idea=idea, by=writer)
    drafting.share_live(idea=idea, by=writer, shared=False)
    assert not FeedbackRequest.objects.filter(ended_at=None).exists()


def test_an_idea_that_ends_asks_for_no_more_feedback(idea, writer, decider):
    feedback.ask_for_feedback(idea=idea, by=writer)
    reviewing.finish(idea=idea, by=writer, name="stop", learned="Nobody came.")
    assert waiting_for(decider).feedback == []
    assert (Idea.objects.get().shared_live, FeedbackRequest.objects.get().ended_by) == (False, writer)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_ask_for_feedback_once(guide, team, writer, decider, sent_mail):
    an_idea(writer, team)
    before = len(sent_mail())
    results = at_once(*[lambda: feedback.ask_for_feedback(idea=Idea.objects.get(), by=writer)] * 2)
    assert raised(results) == []
    assert (FeedbackRequest.objects.count(), len(sent_mail())) == (1, before + 1)


# --- Changed since agreed -------------------------------------------------------------------------------


def test_an_edit_after_agreement_is_shown_with_its_differences_to_those_who_may_read_it(
    client_for, idea, writer, decider
):
    decided(submitted(idea, writer), decider)
    pages = [page("idea_detail", idea), page("idea_report", idea), page("submission_detail", idea, 1)]
    client, manager = client_for(writer), client_for(decider)
    assert all("Changed since it was agreed" not in read(client, address) for address in pages)
    edited(idea, writer, summary="A daily walk with tea.")
    for address in pages:
        html = read(client, address)
        assert "Changed since it was agreed, by Wren on" in html, address
        assert page("idea_changes", idea) in html
    assert "A <del>weekly</del> <ins>daily</ins> walk" in seen(read(client, page("idea_changes", idea)))
    html = read(manager, pages[2])
    assert "edited its idea since" in html
    assert "Changed since it was agreed" not in html
    assert manager.get(page("idea_changes", idea)).status_code == 403
    edited(idea, writer, summary="A weekly walk with tea.")
    assert all("Changed since it was agreed" not in read(client, address) for address in pages)


def test_what_was_learned_and_what_was_said_to_an_ask_are_no_change_of_what_was_agreed(client_for, idea, writer,
                                                                                        decider):  # fmt: skip
    reviewing.decide(
        snapshot=submitted(idea, writer), by=decider, outcome="agree", reasons="Yes.", conditions="Ask them."
    )
    replying.answer_ask(decision=Decision.objects.get(), number=1, by=writer, text="Done.", base_version=0)
    reviewing.start_testing(idea=idea, by=writer)
    reviewing.finish(idea=idea, by=writer, name="adopt", learned="Tea matters.")
    assert "Changed since it was agreed" not in read(client_for(writer), page("idea_detail", idea))


def test_the_page_of_changes_compares_with_what_was_last_sent_where_nothing_is_agreed(client_for, idea, writer):
    client, url = client_for(writer), page("idea_changes", idea)
    assert "Nothing has been submitted yet" in read(client, url)
    submitted(idea, writer)
    assert "Nothing that the team wrote has changed." in read(client, url)


# --- The queue, and one's own data ------------------------------------------------------------------------


def test_the_queue_says_what_the_team_has_to_do_and_what_to_look_at_again(client_for, guide, team, writer, decider):
    day = timezone.localdate()

    def done(title: str, outcome: str, days: int | None) -> None:
        on = None if days is None else day + timedelta(days=days)
        snapshot = submitted(an_idea(writer, team, title), writer)
        reviewing.decide(snapshot=snapshot, by=decider, outcome=outcome, reasons="So.", review_on=on)

    for title, outcome, days in (
        ("Asked", "ask_changes", None), ("Agreed", "agree", 30), ("Due", "agree", -1), ("Today", "not_now", 0),
        ("Coming", "not_now", 5), ("Rests", "not_now", None),
    ):  # fmt: skip
        done(title, outcome, days)
    queue = waiting_for(decider)
    found = [[s.title for s in rows] for rows in (queue.mine, queue.team, queue.again, queue.decided)]
    assert found == [[], ["Asked", "Agreed"], ["Due", "Today", "Coming"], ["Rests"]]
    html = read(client_for(decider), reverse("ideas:review_queue"))
    assert "Look at it again: since" in html
    assert "Look at it again today" in html


def test_what_somebody_replied_looked_at_and_asked_is_in_their_own_data(idea, asked, writer, decider):
    replying.reply_to_decision(decision=asked, by=writer, text="Thank you.")
    feedback.ask_for_feedback(idea=idea, by=writer, message="Well?")
    claiming.claim(snapshot=submitted(idea, writer), by=decider)
    theirs, managers = own_data(writer), own_data(decider)
    assert [r["text"] for r in theirs["replies"]] == ["Thank you."]
    assert [r["message"] for r in theirs["feedback_asked_for"]] == ["Well?"]
    assert [r["snapshot__number"] for r in managers["looked_at"]] == [2]
    assert managers["decisions"][0]["equity"] == "Who is left out?"
