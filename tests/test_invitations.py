"""Invitations: what the mail says, and what the page behind its link does and does not do."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from goodhelp.logs import without_tokens
from teams.actions import (
    AddressNotConfirmed,
    InvitationUnusable,
    JustInvited,
    Refused,
    accept_invitation,
    change_rights,
    close_team,
    invite,
    revoke_invitation,
)
from teams.actions.invitations import PER_DAY
from teams.models import Invitation, Membership, Team
from teams.tokens import LIFETIME, hash_token, new_token
from tests.browser import assert_accessible, assert_no_sideways_scroll
from tests.concurrency import at_once, raised
from tests.test_signup import code_in, send_form, sign_up

LINK = re.compile(r"http://testserver(/teams/invitations/[\w-]+/)")


@pytest.fixture
def guest(person):
    """Gwen, who is invited as a practitioner."""
    return person("Gwen")


@pytest.fixture
def token(team, lead, guest) -> str:
    return invite(by=lead, team=team, email=guest.email, writes=True)[1]


def link(token: str) -> str:
    return reverse("teams:invitation_accept", args=[token])


def is_member(team: Team, user) -> bool:
    return Membership.objects.filter(team=team, user=user).exists()


# --- Sending --------------------------------------------------------------------------------------


def test_an_invitation_is_a_mail_with_a_link_that_works(client_for, team, lead, guest, sent_mail):
    form = {"email": " Gwen@Example.org ", "rights": ["writes", "decides"]}
    answer = client_for(lead).post(reverse("teams:invitation_create", args=[team.pk]), form)
    assert answer.url == reverse("teams:team_detail", args=[team.pk])
    [mail] = sent_mail()
    assert mail.to == ["gwen@example.org"]
    assert mail.html_message == ""
    assert "Lena" in mail.message
    assert "“Riverside link workers”" in mail.message
    assert "practitioner, service manager" in mail.message
    address = LINK.search(mail.message)[1]
    assert client_for(guest).post(address).status_code == 302
    held = Membership.objects.get(team=team, user=guest)
    assert (held.writes, held.decides, held.leads) == (True, True, False)


def test_only_the_hash_of_the_secret_is_stored(token):
    stored = str(list(Invitation.objects.values()))
    assert token not in stored
    assert hash_token(token) in stored
    assert len({new_token()[0] for _ in range(50)}) == 50
    assert len(token) >= 43  # 256 bits in base64


def test_names_are_not_mistaken_for_markup_in_the_mail(team, lead, guest, sent_mail):
    Team.objects.filter(pk=team.pk).update(name="Tea & <talk>")
    invite(by=lead, team=team, email=guest.email, writes=True)
    assert "Tea & <talk>" in sent_mail()[-1].message


@pytest.mark.parametrize(
    "form",
    [
        {"email": "gwen@example.org"},
        {"email": "gwen@example.org", "rights": ["owns"]},
        {"email": "not an address", "rights": ["writes"]},
        {"email": "a\x00b@example.org", "rights": ["writes"]},
        {"email": "", "rights": ["writes"]},
        {"email": f"{'x' * 250}@example.org", "rights": ["writes"]},
    ],
)
def test_an_invitation_needs_an_address_and_a_right(client_for, team, lead, form, sent_mail):
    answer = client_for(lead).post(reverse("teams:invitation_create", args=[team.pk]), form)
    assert answer.status_code == 422
    assert not Invitation.objects.exists()
    assert sent_mail() == []


def test_pressing_twice_sends_one_mail(client_for, team, lead, sent_mail):
    client = client_for(lead)
    form = {"email": "gwen@example.org", "rights": ["writes"]}
    answers = [client.post(reverse("teams:invitation_create", args=[team.pk]), form) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert len(sent_mail()) == 1


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_the_same_moment_sends_one_mail(team, lead, sent_mail):
    results = at_once(*[lambda: invite(by=lead, team=team, email="gwen@example.org", writes=True)] * 4)
    assert [type(error) for error in raised(results)] == [JustInvited] * 3
    assert len(sent_mail()) == 1


def test_a_new_invitation_replaces_the_older_one_to_the_same_address(team, lead, guest, token):
    _, newer = invite(by=lead, team=team, email=guest.email, decides=True)
    with pytest.raises(InvitationUnusable):
        accept_invitation(by=guest, token=token)
    assert accept_invitation(by=guest, token=newer).decides


def test_nobody_sends_invitations_without_end(client_for, team, lead):
    row = {"team": team, "invited_by": lead, "writes": True, "expires_at": datetime.now(UTC) + LIFETIME}
    Invitation.objects.bulk_create(
        Invitation(email=f"p{n}@example.org", token_hash=str(n), **row) for n in range(PER_DAY)
    )
    with pytest.raises(Refused):
        invite(by=lead, team=team, email="one-more@example.org", writes=True)
    form = {"email": "one-more@example.org", "rights": ["writes"]}
    answer = client_for(lead).post(reverse("teams:invitation_create", args=[team.pk]), form)
    assert answer.status_code == 409
    assert "one-more@example.org" in answer.content.decode()


# --- The page behind the link ---------------------------------------------------------------------


def everything() -> tuple:
    models = (Invitation, Membership, Team, EmailAddress)
    return tuple(sorted(map(repr, model._default_manager.values())) for model in models)


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_the_link_changes_nothing_whoever_does_it(client_for, team, lead, guest, outsider, token, method):
    before = everything()
    for user in (None, guest, outsider, lead):
        getattr(client_for(user), method)(link(token))
    assert everything() == before
    assert not is_member(team, guest)


def test_a_visitor_reads_who_invites_to_what_and_is_offered_both_ways_in(client, token):
    seen = client.get(link(token)).content.decode()
    for words in ("Riverside link workers", "Lena", "Practitioner", "gwen@example.org"):
        assert words in seen
    assert f'href="{reverse("account_signup")}?next={link(token)}"' in seen
    assert f'href="{reverse("account_login")}?next={link(token)}"' in seen
    answer = client.post(link(token))
    assert answer.url == f"{reverse('account_login')}?next={link(token)}"


def test_the_invited_person_accepts_and_a_second_press_gets_the_same_answer(client_for, team, guest, token):
    client = client_for(guest)
    assert "Accept and join" in client.get(link(token)).content.decode()
    answers = [client.post(link(token)) for _ in range(2)]
    assert [answer.url for answer in answers] == [reverse("teams:team_detail", args=[team.pk])] * 2
    assert team.events.filter(kind="joined").count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepting_twice_at_the_same_moment_joins_once(team, guest, token):
    results = at_once(*[lambda: accept_invitation(by=guest, token=token)] * 4)
    assert raised(results) == []
    assert team.membership_set.filter(user=guest).count() == 1
    assert team.events.filter(kind="joined").count() == 1


def test_accepting_adds_to_what_a_member_does_and_takes_nothing_away(team, lead, writer):
    _, token = invite(by=lead, team=team, email=writer.email, decides=True)
    held = accept_invitation(by=writer, token=token)
    assert (held.writes, held.decides, held.leads) == (True, True, False)


def test_a_used_link_does_not_bring_back_a_removed_member(client_for, team, lead, guest, token):
    accept_invitation(by=guest, token=token)
    Membership.objects.filter(team=team, user=guest).delete()
    assert client_for(guest).post(link(token)).status_code == 404
    assert not is_member(team, guest)


def test_somebody_else_is_told_which_address_was_invited_and_does_not_get_in(client_for, team, outsider, token):
    client = client_for(outsider)
    seen = client.get(link(token)).content.decode()
    assert "gwen@example.org" in seen
    assert "Accept and join" not in seen
    assert f"{reverse('account_logout')}?next={link(token)}" in seen
    answer = client.post(link(token))
    assert answer.status_code == 403
    assert "gwen@example.org" in answer.content.decode()
    assert not is_member(team, outsider)


def test_an_address_counts_only_once_it_is_confirmed(team, outsider, token):
    EmailAddress.objects.filter(email="gwen@example.org").delete()
    address = EmailAddress.objects.create(user=outsider, email="gwen@example.org", verified=False)
    with pytest.raises(AddressNotConfirmed):
        accept_invitation(by=outsider, token=token)
    address.verified = True
    address.save()
    assert accept_invitation(by=outsider, token=token).team == team


def test_one_may_confirm_the_invited_address_and_comes_back(client_for, team, lead, outsider, sent_mail):
    _, token = invite(by=lead, team=team, email="olu.at.work@example.org", writes=True)
    client = client_for(outsider)
    answer = client.post(link(token), {"confirm_address": "1"})
    assert not is_member(team, outsider)
    assert sent_mail()[-1].to == ["olu.at.work@example.org"]
    answer = send_form(client, answer.url, code=code_in(sent_mail()[-1]))
    assert answer.url == link(token)
    assert client.post(link(token)).url == reverse("teams:team_detail", args=[team.pk])
    assert EmailAddress.objects.filter(user=outsider, verified=True).count() == 2


def test_an_address_of_somebody_else_is_not_confirmed_twice(client_for, team, outsider, guest, token, sent_mail):
    client = client_for(outsider)
    answer = client.post(link(token), {"confirm_address": "1"})
    send_form(client, answer.url, code=code_in(sent_mail()[-1]))
    assert EmailAddress.objects.get(email=guest.email, verified=True).user == guest
    assert client.post(link(token)).status_code == 403


def test_a_newcomer_signs_up_from_the_link_and_lands_on_the_invitation(client, team, lead, sent_mail):
    _, token = invite(by=lead, team=team, email="new@example.org", writes=True)
    assert sign_up(client, sent_mail, "new@example.org", link(token)).url == link(token)
    assert client.post(link(token)).url == reverse("teams:team_detail", args=[team.pk])
    names = set(Team.objects.filter(membership__user__email="new@example.org").values_list("name", flat=True))
    assert names == {"new’s team", "Riverside link workers"}


# --- Links that cannot be used --------------------------------------------------------------------


def unusable_links(team: Team, lead, guest) -> dict[str, str]:
    tokens = {"unknown": "x" * 43}
    rows = {}
    for kind in ("expired", "revoked", "used", "closed"):
        home = team if kind != "closed" else Team.objects.create(name="Closed", founder=lead)
        if kind == "closed":
            Membership.objects.create(team=home, user=lead, leads=True)
        rows[kind], tokens[kind] = invite(by=lead, team=home, email=f"{kind}@example.org", writes=True)
        EmailAddress.objects.create(user=guest, email=f"{kind}@example.org", verified=True)
    Invitation.objects.filter(pk=rows["expired"].pk).update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    revoke_invitation(by=lead, invitation=rows["revoked"])
    accept_invitation(by=guest, token=tokens["used"])
    close_team(by=lead, team=rows["closed"].team)
    return tokens


def test_links_that_cannot_be_used_all_look_the_same(client_for, team, lead, guest, outsider):
    tokens = unusable_links(team, lead, guest)
    for user in (None, guest, outsider):
        answers = [client_for(user).get(link(token)) for token in tokens.values()]
        assert {answer.status_code for answer in answers} == {404}
        assert len({without_csrf(answer) for answer in answers}) == 1
        assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
    posts = {kind: client_for(outsider).post(link(token)) for kind, token in tokens.items()}
    assert {answer.status_code for answer in posts.values()} == {404}
    assert len({without_csrf(answer) for answer in posts.values()}) == 1
    assert not is_member(team, outsider)


def without_csrf(answer) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())


def test_a_link_works_for_fourteen_days(team, lead, guest):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        _, token = invite(by=lead, team=team, email=guest.email, writes=True)
        clock.shift(timedelta(days=14))
        with pytest.raises(InvitationUnusable):
            accept_invitation(by=guest, token=token)
        clock.shift(timedelta(seconds=-1))
        assert accept_invitation(by=guest, token=token)


def test_an_invitation_ends_when_its_sender_no_longer_leads(team, lead, writer, guest):
    held = Membership.objects.get(team=team, user=writer)
    change_rights(by=lead, membership=held, writes=True, decides=False, leads=True)
    _, token = invite(by=writer, team=team, email=guest.email, leads=True)
    change_rights(by=lead, membership=held, writes=True, decides=False, leads=False)
    with pytest.raises(InvitationUnusable):
        accept_invitation(by=guest, token=token)


def test_a_lead_takes_an_invitation_back_once(client_for, team, lead, writer, other_team, outsider, token):
    row = Invitation.objects.get(token_hash=hash_token(token))
    address = reverse("teams:invitation_revoke", args=[team.pk, row.pk])
    assert client_for(lead).get(address).status_code == 405
    assert client_for(writer).post(address).status_code == 403
    assert client_for(outsider).post(address).status_code == 404
    through_own_team = reverse("teams:invitation_revoke", args=[other_team.pk, row.pk])
    assert client_for(outsider).post(through_own_team).status_code == 404
    row.refresh_from_db()
    assert row.revoked_at is None
    answers = [client_for(lead).post(address) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    assert team.events.filter(kind="revoked").count() == 1


# --- The secret stays secret ----------------------------------------------------------------------


def test_the_page_is_kept_out_of_caches_search_and_other_sites(client_for, guest, outsider, token):
    client = client_for(guest)
    answers = [client.get(link(token)), client.get(link("unknown")), client_for(outsider).post(link(token))]
    answers += [client.post(link(token)), Client().post(link(token))]
    assert [answer.status_code for answer in answers] == [200, 404, 403, 302, 302]
    for answer in answers:
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("origin", "status"), [("null", 302), ("http://testserver", 302), ("https://evil.example", 403)]
)
def test_a_form_that_hides_its_origin_is_believed_for_its_token(guest, token, origin, status):
    client = Client(enforce_csrf_checks=True)
    client.force_login(guest, backend="django.contrib.auth.backends.ModelBackend")
    client.get(link(token))
    assert client.post(link(token), headers={"Origin": origin}).status_code == 403
    form = {"csrfmiddlewaretoken": client.cookies["csrf"].value}
    assert client.post(link(token), form, headers={"Origin": origin}).status_code == status


@pytest.mark.parametrize("start", ["GET /teams/invitations/", "/accounts/login/?next=%2Fteams%2Finvitations%2f"])
def test_logs_leave_the_secret_out(start, token):
    assert token not in without_tokens(f"{start}{token}/ HTTP/1.1")


# --- In a browser ---------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [True, False])
def test_the_invited_person_accepts_in_a_browser(page_for, team, guest, token, javascript):
    page = page_for(guest, width=360, javascript=javascript)
    page.goto(link(token))
    if javascript:
        assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.get_by_role("button", name="Accept and join").click()
    assert page.get_by_role("heading", level=1).inner_text() == team.name
    assert is_member(team, guest)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_a_team_are_accessible(page_for, team, lead, writer, token):
    page = page_for(lead, width=360)
    member = Membership.objects.get(team=team, user=writer)
    addresses = [reverse("teams:team_list"), reverse("teams:team_create")]
    names = ["team_detail", "team_rename", "team_leave", "team_close", "invitation_create"]
    addresses += [reverse(f"teams:{name}", args=[team.pk]) for name in names]
    addresses += [
        reverse(f"teams:{name}", args=[team.pk, member.pk]) for name in ("membership_edit", "membership_remove")
    ]
    for address in [*addresses, link(token), link("unknown")]:
        page.goto(address)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
