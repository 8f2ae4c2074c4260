"""Submitting and deciding, as people do it on the pages."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ideas.actions import reviewing
from ideas.actions.drafting import describe_idea
from ideas.models import Decision, Idea, Snapshot, StatusChange, TestPlan
from ideas.permissions import deciders
from ideas.workflow import NotAllowedNow
from teams.actions import change_rights, leave_team, remove_member
from teams.models import Membership
from tests.builders import PLAN, an_idea, decided, planned, submitted, worked_out
from tests.concurrency import at_once, raised
from tests.forms import changed, fields_of

SAYS = {"outcome": "agree", "reasons": "Small and clear.", "conditions": "", "review_on": ""}


def page(name: str, idea: Idea, *more: int) -> str:
    return reverse(f"ideas:{name}", args=[idea.pk, *more])


@pytest.fixture
def idea(guide, team, writer) -> Idea:
    return worked_out(writer, team)


@pytest.fixture
def snapshot(idea, writer, decider) -> Snapshot:
    return submitted(idea, writer)


def filled_in(client, url: str, button: str, **more: str) -> dict[str, object]:
    """Return the page of submitting as a browser sends it, with the plan written."""
    values = {f"plan-{name}": text for name, text in {**PLAN, **more}.items()}
    return {**changed(client.get(url)), **values, button: "1"}


def without_tokens(answer) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def reworded(idea: Idea, by, **words: str) -> None:
    idea.refresh_from_db()
    describe_idea(idea=idea, by=by, values=words, base_version=idea.version)


# --- Submitting -----------------------------------------------------------------------------------


def test_saving_for_later_keeps_the_words_and_submits_nothing(client_for, writer, idea, decider, sent_mail):
    client, url, mails = client_for(writer), page("idea_submit", idea), len(sent_mail())
    sent = {**changed(client.get(url)), "plan-smallest_try": "One walk.", "save": "1"}
    assert client.post(url, sent).url == url
    assert TestPlan.objects.get(idea=idea).smallest_try == "One walk."
    assert "Nothing has been submitted yet" in client.get(url).content.decode()
    assert not Snapshot.objects.exists()
    assert len(sent_mail()) == mails


def test_submitting_asks_for_four_fields_and_loses_nothing(client_for, writer, idea):
    client, url = client_for(writer), page("idea_submit", idea)
    answer = client.post(url, filled_in(client, url, "submit", expects="  "))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "<title>Error:" in html
    assert 'href="#id_plan-expects"' in html
    assert fields_of(html)["plan-smallest_try"] == [PLAN["smallest_try"]]
    assert not Snapshot.objects.exists()
    assert not TestPlan.objects.exists()


def test_submitting_freezes_the_idea_and_tells_only_who_may_decide(
    client_for, idea, lead, writer, second_writer, decider, player_manager, outsider, sent_mail
):
    before, client, url = len(sent_mail()), client_for(writer), page("idea_submit", idea)
    answer = client.post(url, filled_in(client, url, "submit"))
    snapshot = Snapshot.objects.get()
    assert answer.url == page("submission_detail", idea, 1)
    assert (snapshot.number, snapshot.title, snapshot.by) == (1, idea.title, writer)
    assert snapshot.body["plan"]["expects"] == PLAN["expects"]
    assert snapshot.body["foci"][0]["questions"][0]["text"] == "We walk in pairs."
    mails = sent_mail()[before:]
    assert sorted(str(mail.to[0]) for mail in mails) == [decider.email, player_manager.email]
    for mail in mails:
        assert idea.title in mail.subject
        assert page("submission_detail", idea, 1) in mail.message
        assert "We walk" not in mail.message + mail.subject
        assert idea.summary not in mail.message


def test_two_clicks_make_one_submission_and_one_mail(client_for, writer, idea, decider, sent_mail):
    before, client, url = len(sent_mail()), client_for(writer), page("idea_submit", idea)
    sent = filled_in(client, url, "submit")
    answers = [client.post(url, sent) for _ in range(2)]
    assert [a.url for a in answers] == [page("submission_detail", idea, 1)] * 2
    assert Snapshot.objects.count() == StatusChange.objects.filter(name="submit").count() == 1
    assert len(sent_mail()) == before + 1


def test_an_old_page_sent_again_after_taking_back_submits_anew(client_for, writer, idea, decider):
    client, url = client_for(writer), page("idea_submit", idea)
    sent = filled_in(client, url, "submit")
    client.post(url, sent)
    reviewing.withdraw(idea=Idea.objects.get(), by=writer)
    assert client.post(url, sent).url == page("submission_detail", idea, 2)
    assert Snapshot.objects.count() == 2


def test_a_forged_key_of_another_idea_or_step_does_no_harm(client_for, writer, idea, team, decider):
    client, url = client_for(writer), page("idea_submit", idea)
    sent = {**filled_in(client, url, "submit"), "form_key": "a" * 32}
    client.post(url, sent)
    other = an_idea(writer, team)
    url = page("idea_submit", other)
    client.post(url, {**filled_in(client, url, "submit"), "form_key": "a" * 32})
    assert Snapshot.objects.filter(idea=other).count() == 1
    answer = client_for(decider).post(page("submission_decide", idea, 1), {**SAYS, "form_key": "a" * 32})
    assert answer.status_code == 302
    assert Decision.objects.get().snapshot.idea == idea


def test_submitting_what_is_in_review_is_409_and_gives_the_words_back(client_for, writer, idea, snapshot):
    client, url = client_for(writer), page("idea_submit", idea)
    answer = client.post(url, filled_in(client, url, "submit", expects="Something else."))
    assert answer.status_code == 409
    assert "In review" in answer.content.decode()
    assert "Something else." in answer.content.decode()
    assert Snapshot.objects.count() == 1


def test_two_people_planning_at_once_see_both_texts_and_submit_nothing(client_for, writer, second_writer, idea):
    client, url = client_for(writer), page("idea_submit", idea)
    sent = filled_in(client, url, "submit", expects="Wren's guess.")
    reviewing.save_plan(idea=idea, by=second_writer, values={**PLAN, "expects": "Sam's guess."}, base_version=0)
    answer = client.post(url, sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Wren&#x27;s guess." in html
    assert "Sam&#x27;s guess." in html
    assert not Snapshot.objects.exists()


def test_the_page_of_submitting_says_who_will_decide(client_for, writer, idea, decider, player_manager):
    html = client_for(writer).get(page("idea_submit", idea)).content.decode()
    assert "Who can decide: Dara, Pat." in html
    assert "Nobody can decide" not in html


def test_it_says_that_nobody_can_with_the_ways_out(client_for, idea, writer, player_manager):
    reworded(idea, player_manager, missed="People at work.")
    html = client_for(writer).get(page("idea_submit", idea)).content.decode()
    assert "Nobody can decide on this idea" in html
    assert page("reviewer_invite", idea) in html


@pytest.mark.parametrize("who", ["decider", "outsider", "removed_member", "superuser", "content_admin"])
def test_only_writers_of_the_team_see_the_page_of_submitting(client_for, idea, snapshot, request, who):
    client = client_for(request.getfixturevalue(who))
    for answer in (client.get(page("idea_submit", idea)), client.post(page("idea_submit", idea), {"submit": "1"})):
        assert answer.status_code == (403 if who == "decider" else 404)


# --- Deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "status"), [("agree", "agreed"), ("ask_changes", "changes_asked"), ("not_now", "not_now")]
)
def test_a_decision_is_kept_with_its_reasons_and_told_to_the_writers(
    client_for, idea, snapshot, lead, writer, decider, sent_mail, outcome, status
):
    before, client, url = len(sent_mail()), client_for(decider), page("submission_decide", idea, 1)
    sent = {**changed(client.get(url)), **SAYS, "outcome": outcome, "conditions": "Six.", "review_on": "2027-03-01"}
    assert client.post(url, sent).url == page("submission_detail", idea, 1)
    decision = Decision.objects.get()
    assert (decision.by, decision.outcome, decision.reasons) == (decider, outcome, "Small and clear.")
    assert (decision.conditions, str(decision.review_on), decision.by_own_team) == ("Six.", "2027-03-01", False)
    assert Idea.objects.get().status == status
    mails = sent_mail()[before:]
    assert sorted(str(mail.to[0]) for mail in mails) == [lead.email, writer.email]
    assert all("Small and clear" not in mail.message and "Six." not in mail.message for mail in mails)
    for person in (writer, decider):
        html = client_for(person).get(page("submission_detail", idea, 1)).content.decode()
        assert "Small and clear." in html
        assert "1 March 2027" in html


@pytest.mark.parametrize("missing", ["outcome", "reasons"])
def test_a_decision_needs_an_outcome_and_reasons(client_for, idea, snapshot, decider, missing):
    client, url = client_for(decider), page("submission_decide", idea, 1)
    answer = client.post(url, {**SAYS, missing: "", "conditions": "Six walks."})
    assert answer.status_code == 422
    assert "<title>Error:" in answer.content.decode()
    assert "Six walks." in answer.content.decode()
    assert not Decision.objects.exists()


def test_two_clicks_make_one_decision_and_one_mail_each(client_for, idea, snapshot, lead, writer, decider, sent_mail):
    before, client, url = len(sent_mail()), client_for(decider), page("submission_decide", idea, 1)
    sent = {**changed(client.get(url)), **SAYS}
    assert [client.post(url, sent).url for _ in range(2)] == [page("submission_detail", idea, 1)] * 2
    assert Decision.objects.count() == 1
    assert len(sent_mail()) == before + 2


def test_the_second_of_two_deciders_gets_409_with_the_words_back(client_for, idea, snapshot, decider, player_manager):
    client, url = client_for(player_manager), page("submission_decide", idea, 1)
    sent = {**changed(client.get(url)), **SAYS, "outcome": "not_now", "reasons": "Too soon.", "conditions": "Ask me."}
    decided(snapshot, decider)
    answer = client.post(url, sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Too soon." in html
    assert "Ask me." in html
    assert "Agreed to test" in html
    assert "Dara agreed to test it" in html
    assert Decision.objects.get().by == decider


def test_a_decision_on_a_submission_that_was_replaced_is_409(client_for, idea, snapshot, writer, decider):
    decided(snapshot, decider, "ask_changes")
    second = submitted(idea, writer)
    answer = client_for(decider).post(page("submission_decide", idea, 1), SAYS)
    assert answer.status_code == 409
    assert "Small and clear." in answer.content.decode()
    assert not Decision.objects.filter(snapshot=second).exists()
    assert Idea.objects.get().status == "in_review"
    with pytest.raises(NotAllowedNow):
        reviewing.decide(snapshot=Snapshot.objects.get(number=1), by=decider, outcome="agree", reasons="Old.")


def test_the_form_of_a_decided_submission_leads_to_the_submission(client_for, idea, snapshot, decider):
    decided(snapshot, decider)
    assert client_for(decider).get(page("submission_decide", idea, 1)).url == page("submission_detail", idea, 1)


def test_a_submission_taken_back_while_somebody_decides_is_gone_and_the_words_come_back(
    client_for, idea, snapshot, writer, decider
):
    reviewing.withdraw(idea=idea, by=writer)
    client = client_for(decider)
    answer = client.post(page("submission_decide", idea, 1), SAYS)
    never = client.post(page("submission_decide", idea, 99), SAYS)
    assert (answer.status_code, never.status_code) == (404, 404)
    assert without_tokens(answer) == without_tokens(never)
    assert "Small and clear." in answer.content.decode()
    assert idea.title not in answer.content.decode()
    assert client.get(page("submission_decide", idea, 1)).status_code == 404


def test_who_wrote_sees_the_submission_and_why_they_do_not_decide(client_for, idea, writer, player_manager, decider):
    reworded(idea, player_manager, missed="People at work.")
    submitted(idea, writer)
    client = client_for(player_manager)
    html = client.get(page("submission_detail", idea, 1)).content.decode()
    assert "You wrote in this idea, so somebody else decides" in html
    assert page("submission_decide", idea, 1) not in html
    for answer in (
        client.get(page("submission_decide", idea, 1)),
        client.post(page("submission_decide", idea, 1), SAYS),
    ):
        assert answer.status_code == 403
    assert not Decision.objects.exists()


def test_a_decider_who_is_removed_loses_the_submission_at_the_next_request(client_for, idea, snapshot, lead, decider):
    client = client_for(decider)
    assert client.get(page("submission_decide", idea, 1)).status_code == 200
    remove_member(by=lead, membership=Membership.objects.get(user=decider, team=idea.team))
    assert client.get(page("submission_detail", idea, 1)).status_code == 404
    assert client.post(page("submission_decide", idea, 1), SAYS).status_code == 404
    assert not Decision.objects.exists()


def test_a_decider_whose_right_ends_no_longer_decides(idea, snapshot, lead, decider):
    membership = Membership.objects.get(user=decider, team=idea.team)
    change_rights(by=lead, membership=membership, writes=True, decides=False, leads=False)
    with pytest.raises(PermissionDenied):
        decided(snapshot, decider)


# --- Where nobody can decide ----------------------------------------------------------------------


def test_while_somebody_can_decide_a_team_does_not_agree_its_own_idea(client_for, idea, snapshot, writer):
    client, url = client_for(writer), page("idea_agree_own", idea)
    for answer in (client.get(url), client.post(url, {"reasons": "We like it."})):
        assert answer.status_code == 403
        assert "Somebody independent can still decide" in answer.content.decode()
    assert not Decision.objects.exists()


def test_when_the_last_decider_leaves_the_team_may_agree_its_own_idea_and_it_is_said(
    client_for, idea, snapshot, team, writer, decider
):
    leave_team(membership=Membership.objects.get(user=decider, team=team), by=decider)
    assert not deciders(idea).exists()
    client, url = client_for(writer), page("idea_agree_own", idea)
    html = client.get(page("submission_detail", idea, 1)).content.decode()
    assert "Nobody independent can decide" in html
    assert client.post(url, {**changed(client.get(url)), "reasons": ""}).status_code == 422
    sent = {**changed(client.get(url)), "reasons": "We like it."}
    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    decision = Decision.objects.get()
    assert (decision.by, decision.by_own_team, Idea.objects.get().status) == (writer, True, "agreed")
    for address in (page("submission_detail", idea, 1), page("idea_detail", idea), page("idea_history", idea)):
        assert "not independently reviewed" in client.get(address).content.decode(), address


def test_a_team_does_not_agree_to_a_submission_that_was_replaced_meanwhile(client_for, idea, team, writer):
    submitted(idea, writer)
    client, url = client_for(writer), page("idea_agree_own", idea)
    sent = {**changed(client.get(url)), "reasons": "We like it."}
    reviewing.withdraw(idea=idea, by=writer)
    submitted(idea, writer)
    answer = client.post(url, sent)
    assert answer.status_code == 409
    assert "We like it." in answer.content.decode()
    assert not Decision.objects.exists()
    assert client.post(url, {**sent, "number": "two"}).status_code == 409


# --- All at once ----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_deciders_at_once_make_one_decision(guide, team, writer, decider, player_manager):
    idea = an_idea(writer, team)
    snapshot = submitted(idea, writer)
    results = at_once(
        lambda: decided(Snapshot.objects.get(), decider, "agree"),
        lambda: decided(Snapshot.objects.get(), player_manager, "not_now"),
    )
    assert [type(error) for error in raised(results)] == [NotAllowedNow]
    assert Decision.objects.get().snapshot == snapshot
    assert StatusChange.objects.filter(idea=idea).count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_take_each_step_once(guide, team, writer, decider, sent_mail):
    idea, key, before = an_idea(writer, team), "b" * 32, len(sent_mail())
    planned(idea, writer)
    results = at_once(*[lambda: reviewing.submit(idea=Idea.objects.get(), by=writer, form_key=key)] * 2)
    assert raised(results) == []
    assert results[0] == results[1] == Snapshot.objects.get()
    says = {"by": decider, "outcome": "agree", "reasons": "Small.", "form_key": key}
    results = at_once(*[lambda: reviewing.decide(snapshot=Snapshot.objects.get(), **says)] * 2)
    assert raised(results) == []
    assert results[0] == results[1] == Decision.objects.get()
    assert len(sent_mail()) == before + 3  # to Dara; to Lena and Wren
    results = at_once(*[lambda: reviewing.start_testing(idea=Idea.objects.get(), by=writer, form_key=key)] * 2)
    assert raised(results) == []
    assert StatusChange.objects.filter(idea=idea).count() == 4


# --- How it ends ----------------------------------------------------------------------------------


def test_an_end_is_recorded_beside_what_was_predicted_and_only_once(client_for, idea, snapshot, writer, decider):
    decided(snapshot, decider)
    client, url = client_for(writer), page("idea_finish", idea)
    assert 'value="adopt"' not in client.get(url).content.decode()
    client.post(page("idea_test", idea))
    reviewing.save_plan(idea=idea, by=writer, values={**PLAN, "expects": "Wiser after the event."}, base_version=1)
    html = client.get(url).content.decode()
    assert PLAN["expects"] in html
    assert "Wiser after the event." not in html
    assert client.post(url, {**changed(client.get(url)), "name": "adopt", "learned": ""}).status_code == 422
    sent = {**changed(client.get(url)), "name": "adopt", "learned": "Tea matters."}
    assert [client.post(url, sent).url for _ in range(2)] == [page("idea_detail", idea)] * 2
    assert Idea.objects.get().status == "adopted"
    late = client.post(url, {"name": "adapt", "learned": "Another view."})
    assert late.status_code == 409
    assert "Another view." in late.content.decode()
    assert Idea.objects.get().learned == "Tea matters."
