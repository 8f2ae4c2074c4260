"""Reviewers from outside the team: invited to one idea, where nobody eligible is left."""

import re

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from ideas.actions import inviting, reviewing
from ideas.actions.drafting import bin_idea, describe_idea
from ideas.models import Decision, Idea, Reviewer
from ideas.permissions import deciders
from teams.actions import close_team, remove_member
from teams.models import Membership
from tests.builders import an_idea, decided, submitted, worked_out
from tests.concurrency import at_once, raised
from tests.conftest import join
from tests.forms import changed

CANARY = "CANARY-heron-at-the-weir"


def page(name: str, idea: Idea, *more: int) -> str:
    return reverse(f"ideas:{name}", args=[idea.pk, *more])


def link(token: str) -> str:
    return reverse("ideas:reviewer_accept", args=[token])


@pytest.fixture
def idea(guide, team, writer) -> Idea:
    return worked_out(writer, team)


@pytest.fixture
def rae(person):
    """Return Rae, who is in no team of ours."""
    return person("Rae")


@pytest.fixture
def invited(idea, writer, rae) -> tuple[Reviewer, str]:
    return inviting.invite_reviewer(idea=idea, by=writer, email="Rae@Example.org")


def accepted(invited, rae) -> Reviewer:
    inviting.accept_review(reviewer=invited[0], by=rae)
    return Reviewer.objects.get(pk=invited[0].pk)


# --- Inviting -------------------------------------------------------------------------------------


def test_a_writer_invites_by_mail_and_the_mail_says_nothing_of_the_draft(client_for, idea, writer, sent_mail):
    before, client, url = len(sent_mail()), client_for(writer), page("reviewer_invite", idea)
    assert client.post(url, {"email": "Rae@Example.org"}).url == url
    reviewer = Reviewer.objects.get()
    assert (reviewer.email, reviewer.invited_by, reviewer.user) == ("rae@example.org", writer, None)
    (mail,) = sent_mail()[before:]
    assert [str(to) for to in mail.to] == ["rae@example.org"]
    token = re.search(r"review-invitations/([\w-]+)/", mail.message)[1]
    assert inviting.open_invitation(token, writer) == reviewer
    assert token not in reviewer.token_hash
    assert idea.title not in mail.subject + mail.message
    assert idea.summary not in mail.message
    assert "rae@example.org" in client.get(url).content.decode()


def test_the_mail_names_the_title_that_was_submitted_not_a_later_one(idea, writer, sent_mail):
    submitted(idea, writer)
    standing = Idea.objects.get()
    describe_idea(idea=standing, by=writer, values={"title": CANARY}, base_version=standing.version)
    inviting.invite_reviewer(idea=standing, by=writer, email="rae@example.org")
    assert "Walks from the library" in sent_mail()[-1].message
    assert CANARY not in sent_mail()[-1].message


def test_two_clicks_send_one_invitation_and_a_later_one_replaces_it(client_for, idea, writer, sent_mail):
    before, client, url = len(sent_mail()), client_for(writer), page("reviewer_invite", idea)
    for _ in range(2):
        assert client.post(url, {"email": "rae@example.org"}).status_code == 302
    assert len(sent_mail()) == before + 1
    old = Reviewer.objects.get()
    with time_machine.travel(timezone.now() + 2 * inviting.PRESSED_TWICE, tick=False):
        _new, token = inviting.invite_reviewer(idea=idea, by=writer, email="rae@example.org")
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert inviting.open_invitation(token, writer) is not None
    assert len(sent_mail()) == before + 2


@pytest.mark.parametrize("email", ["", "rae", "rae@example.org\x00", "wren@example.org"])
def test_an_address_that_could_never_decide_is_refused_with_422(client_for, idea, writer, email):
    answer = client_for(writer).post(page("reviewer_invite", idea), {"email": email})
    assert answer.status_code == 422
    assert "Error:" in answer.content.decode()
    assert not Reviewer.objects.exists()


def test_while_a_manager_can_decide_nobody_else_is_asked(client_for, idea, writer, decider):
    client, url = client_for(writer), page("reviewer_invite", idea)
    html = client.get(url).content.decode()
    assert "Who can decide on this idea: Dara." in html
    assert 'name="email"' not in html
    assert client.post(url, {"email": "rae@example.org"}).status_code == 403
    assert not Reviewer.objects.exists()


# --- Accepting ------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing_and_accepting_gives_the_review(client_for, idea, invited, rae, writer):
    submitted(idea, writer)
    client, url = client_for(rae), link(invited[1])
    assert client.get(page("submission_detail", idea, 1)).status_code == 404
    answer = client.get(url)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store, private"
    assert "Walks from the library" in answer.content.decode()
    assert Reviewer.objects.get().accepted_at is None
    assert [client.post(url).url for _ in range(2)] == [reverse("ideas:review_queue")] * 2
    assert Reviewer.objects.get().user == rae
    html = client.get(reverse("ideas:review_queue")).content.decode()
    assert "1 waits for your decision" in html
    assert client.get(page("submission_decide", idea, 1)).status_code == 200
    decided(idea.snapshots.get(), rae)
    assert Decision.objects.get().by_own_team is False


def test_a_reviewer_sees_what_is_submitted_of_this_idea_and_nothing_else(client_for, idea, invited, rae, writer, team):
    accepted(invited, rae)
    other = an_idea(writer, team, "Another")
    submitted(other, writer)
    client = client_for(rae)
    assert client.get(page("idea_detail", idea)).status_code == 404
    submitted(idea, writer)
    assert client.get(page("idea_detail", idea)).url == page("submission_detail", idea, 1)
    for name in ("idea_report", "idea_history", "idea_submit", "reviewer_invite", "idea_describe"):
        assert client.get(page(name, idea)).status_code == 403, name
    for name, *more in (("idea_detail",), ("submission_detail", 1), ("submission_decide", 1)):
        assert client.get(page(name, other, *more)).status_code == 404, name
    assert client.get(reverse("teams:team_detail", args=[team.pk])).status_code == 404


def test_a_reviewer_is_told_of_the_next_submission(idea, invited, rae, writer, sent_mail):
    accepted(invited, rae)
    before = len(sent_mail())
    submitted(idea, writer)
    assert [str(mail.to[0]) for mail in sent_mail()[before:]] == [rae.email]


def test_the_link_is_for_the_invited_address(client_for, idea, invited, outsider, writer):
    submitted(idea, writer)
    url = link(invited[1])
    html = client_for(outsider).get(url).content.decode()
    assert "not among your confirmed addresses" in html
    assert idea.title not in html
    assert client_for(outsider).post(url).status_code == 403
    assert idea.title not in client_for(None).get(url).content.decode()
    assert client_for(None).post(url).url.startswith(reverse("account_login"))
    assert Reviewer.objects.get().accepted_at is None
    assert client_for(outsider).post(url, {"confirm_address": "1"}).status_code == 302


def test_somebody_in_the_team_cannot_accept(client_for, idea, invited, rae, team, lead):
    join(rae, team, lead, writes=True)
    answer = client_for(rae).post(link(invited[1]))
    assert answer.status_code == 403
    assert "You are in this team" in answer.content.decode()
    assert answer["Referrer-Policy"] == "no-referrer"
    assert Reviewer.objects.get().accepted_at is None


def test_somebody_who_wrote_in_it_before_they_left_cannot_accept(
    idea, invited, rae, person, removed_member, team, lead
):
    join(removed_member, team, lead, writes=True)
    standing = Idea.objects.get()
    describe_idea(idea=standing, by=removed_member, values={"setting": "Outside"}, base_version=standing.version)
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=removed_member))
    with pytest.raises(PermissionDenied):
        inviting.accept_review(reviewer=invited[0], by=removed_member)


def test_links_that_cannot_be_used_look_the_same(client_for, idea, invited, rae, writer, team, lead):
    reviewer, token = invited
    _other, expired = inviting.invite_reviewer(idea=idea, by=writer, email="late@example.org")
    Reviewer.objects.filter(email="late@example.org").update(expires_at=timezone.now())
    inviting.remove_reviewer(reviewer=reviewer, by=writer)
    draft = an_idea(writer, team, "Draft")
    _r, binned = inviting.invite_reviewer(idea=draft, by=writer, email="rae@example.org")
    bin_idea(idea=draft, by=writer)
    client = client_for(rae)
    answers = [client.get(link(each)) for each in (token, expired, binned, "never", "a" * 43)]
    assert {a.status_code for a in answers} == {404}
    pages = {re.sub(r'value="\w{64}"', "", a.content.decode().replace(a.wsgi_request.path, "")) for a in answers}
    assert len(pages) == 1
    close_team(by=lead, team=team)
    assert client.post(link(binned)).status_code == 404


# --- Ending ---------------------------------------------------------------------------------------


def test_a_reviewers_rights_end_at_the_next_request(client_for, idea, invited, rae, writer):
    submitted(idea, writer)
    reviewer = accepted(invited, rae)
    client = client_for(rae)
    assert client.get(page("submission_decide", idea, 1)).status_code == 200
    assert client_for(writer).post(page("reviewer_remove", idea, reviewer.pk)).status_code == 302
    assert client.get(page("submission_detail", idea, 1)).status_code == 404
    assert client.post(page("submission_decide", idea, 1), {"outcome": "agree", "reasons": "x"}).status_code == 404
    assert client.get(link(invited[1])).status_code == 404
    assert not deciders(idea).exists()
    assert not Decision.objects.exists()


def test_a_reviewer_of_another_idea_is_not_removed_through_this_one(client_for, idea, invited, writer, team):
    other = an_idea(writer, team, "Another")
    assert client_for(writer).post(page("reviewer_remove", other, invited[0].pk)).status_code == 404
    assert Reviewer.objects.get().revoked_at is None


def test_while_a_reviewer_may_decide_the_team_does_not_agree_it_itself(idea, invited, rae, writer):
    snapshot = submitted(idea, writer)
    accepted(invited, rae)
    with pytest.raises(PermissionDenied):
        reviewing.agree_own_team(snapshot=snapshot, by=writer, reasons="We like it.")


def test_the_form_on_the_page_is_what_the_link_needs(client_for, idea, invited, rae):
    client, url = client_for(rae), link(invited[1])
    assert client.post(url, changed(client.get(url))).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_accept_once(guide, team, writer, rae):
    reviewer, _token = inviting.invite_reviewer(idea=an_idea(writer, team), by=writer, email=rae.email)
    calls = [lambda: inviting.accept_review(reviewer=Reviewer.objects.get(pk=reviewer.pk), by=rae)] * 2
    assert raised(at_once(*calls)) == []
    assert Reviewer.objects.get().user == rae
