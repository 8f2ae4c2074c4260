"""Teams, their members and their rights."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from teams.actions import (
    LastLead,
    Refused,
    change_rights,
    close_team,
    found_team,
    invite,
    leave_team,
    remove_member,
    rename_team,
)
from teams.models import Membership, Team, TeamEvent
from tests.concurrency import at_once, raised


def page(name: str, team: Team, *more: int) -> str:
    return reverse(f"teams:{name}", args=[team.pk, *more])


def membership(team: Team, user) -> Membership:
    return Membership.objects.get(team=team, user=user)


def rights(team: Team, user) -> tuple[bool, bool, bool]:
    held = membership(team, user)
    return held.writes, held.decides, held.leads


def kinds(team: Team) -> list[str]:
    return list(team.events.order_by("pk").values_list("kind", flat=True))


# --- Founding, renaming, closing ------------------------------------------------------------------


def test_who_starts_a_team_writes_and_leads(client_for, lead):
    answer = client_for(lead).post(reverse("teams:team_create"), {"name": "  Walking \n group "})
    team = Team.objects.get(name="Walking group")
    assert answer.url == page("team_detail", team)
    assert rights(team, lead) == (True, False, True)
    assert kinds(team) == ["founded"]


def test_starting_a_team_twice_with_one_press_makes_one(client_for, lead):
    client = client_for(lead)
    answers = [client.post(reverse("teams:team_create"), {"name": "Walking group"}) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Team.objects.count() == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\x00b"])
def test_a_team_needs_a_readable_name_of_a_hundred_characters_at_most(client_for, lead, team, name):
    client = client_for(lead)
    for address in (reverse("teams:team_create"), page("team_rename", team)):
        answer = client.post(address, {"name": name})
        assert answer.status_code == 422
        assert "Error:" in answer.content.decode()
    assert Team.objects.get().name == "Riverside link workers"


def test_a_lead_renames_the_team(client_for, lead, team):
    answer = client_for(lead).post(page("team_rename", team), {"name": "Riverside"})
    assert answer.url == page("team_detail", team)
    team.refresh_from_db()
    assert team.name == "Riverside"
    assert kinds(team)[-1] == "renamed"
    rename_team(by=lead, team=team, name="Riverside")
    assert kinds(team).count("renamed") == 1


def test_a_closed_team_is_gone_for_everybody_and_its_invitations_end(client_for, lead, team, writer):
    invitation, token = invite(by=lead, team=team, email="new@example.org", writes=True)
    lead_client = client_for(lead)
    assert "nobody sees the team" in lead_client.get(page("team_close", team)).content.decode()
    answers = [lead_client.post(page("team_close", team)) for _ in range(2)]
    assert [answer.url for answer in answers] == [reverse("teams:team_list")] * 2
    for user in (lead, writer):
        assert client_for(user).get(page("team_detail", team)).status_code == 404
        assert team.name not in client_for(user).get(reverse("teams:team_list")).content.decode().split("<main")[1]
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    assert client_for(None).get(reverse("teams:invitation_accept", args=[token])).status_code == 404
    assert kinds(team).count("closed") == 1


# --- Who sees and who may -------------------------------------------------------------------------

LEAD_PAGES = ["team_rename", "team_close", "invitation_create"]


@pytest.mark.parametrize("name", ["team_detail", "team_leave", *LEAD_PAGES])
def test_a_team_is_not_there_for_others(client_for, team, outsider, removed_member, superuser, content_admin, name):
    for user in (outsider, removed_member, superuser, content_admin):
        assert client_for(user).get(page(name, team)).status_code == 404
        if name != "team_detail":
            assert client_for(user).post(page(name, team), {"name": "Taken"}).status_code == 404
    assert client_for(None).get(page(name, team)).url.startswith(reverse("account_login"))
    assert Team.objects.get(pk=team.pk, closed_at=None).name == "Riverside link workers"


@pytest.mark.parametrize("name", LEAD_PAGES)
def test_members_who_do_not_lead_see_the_team_but_do_not_change_it(client_for, team, writer, decider, name):
    for user in (writer, decider):
        client = client_for(user)
        assert client.get(page("team_detail", team)).status_code == 200
        assert client.get(page(name, team)).status_code == 403
        answer = client.post(page(name, team), {"name": "Taken", "email": "x@example.org", "rights": ["leads"]})
        assert answer.status_code == 403
        assert "Only a team lead" in answer.content.decode()
    assert Team.objects.get(closed_at=None).name == "Riverside link workers"


def test_members_who_do_not_lead_do_not_change_members(client_for, team, lead, writer, decider):
    target = membership(team, decider)
    for name in ("membership_edit", "membership_remove"):
        answer = client_for(writer).post(page(name, team, target.pk), {"rights": ["leads"]})
        assert answer.status_code == 403
    assert rights(team, decider) == (False, True, False)


def test_members_are_looked_up_from_their_own_team(client_for, team, lead, outsider, other_team):
    foreign = membership(other_team, outsider)
    for name in ("membership_edit", "membership_remove"):
        assert client_for(lead).get(page(name, team, foreign.pk)).status_code == 404
        assert client_for(lead).post(page(name, team, foreign.pk), {"rights": ["writes"]}).status_code == 404
    assert rights(other_team, outsider) == (True, False, True)


def test_the_actions_ask_for_a_lead_themselves(team, lead, writer, outsider):
    target = membership(team, lead)
    for by in (writer, outsider):
        for call in (
            lambda by=by: rename_team(by=by, team=team, name="Taken"),
            lambda by=by: close_team(by=by, team=team),
            lambda by=by: invite(by=by, team=team, email="x@example.org", leads=True),
            lambda by=by: remove_member(by=by, membership=target),
            lambda by=by: change_rights(by=by, membership=target, writes=True, decides=True, leads=True),
        ):
            with pytest.raises(PermissionDenied):
                call()
    with pytest.raises(Membership.DoesNotExist):
        leave_team(by=writer, membership=target)


def test_invited_addresses_are_shown_to_leads_only(client_for, team, lead, writer):
    invite(by=lead, team=team, email="secret-address@example.org", writes=True)
    assert "secret-address" in client_for(lead).get(page("team_detail", team)).content.decode()
    seen = client_for(writer).get(page("team_detail", team)).content.decode()
    assert "secret-address" not in seen
    assert "Lena invited somebody" in seen


def test_the_list_shows_each_team_with_ones_rights_in_words(client_for, team, lead, player_manager, other_team):
    seen = client_for(player_manager).get(reverse("teams:team_list")).content.decode()
    assert "Riverside link workers" in seen
    assert "Practitioner" in seen
    assert "2 people" in seen
    assert "Hillside" not in seen


# --- Rights ---------------------------------------------------------------------------------------


def test_a_lead_changes_rights_and_they_count_at_the_next_request(client_for, team, lead, writer):
    writer_client = client_for(writer)
    assert writer_client.get(page("team_rename", team)).status_code == 403
    address = page("membership_edit", team, membership(team, writer).pk)
    assert client_for(lead).post(address, {"rights": ["decides", "leads"]}).status_code == 302
    assert rights(team, writer) == (False, True, True)
    assert writer_client.get(page("team_rename", team)).status_code == 200
    assert team.events.first().about == "Wren (service manager, team lead)"


def test_a_member_has_at_least_one_right(client_for, team, lead, writer):
    member = membership(team, writer)
    answer = client_for(lead).post(page("membership_edit", team, member.pk), {})
    assert answer.status_code == 422
    assert "Choose at least one." in answer.content.decode()
    with pytest.raises(Refused):
        change_rights(by=lead, membership=member, writes=False, decides=False, leads=False)
    assert rights(team, writer) == (True, False, False)


def test_the_last_lead_stays_lead(client_for, team, lead, writer):
    client, own = client_for(lead), membership(team, lead)
    answer = client.post(page("membership_edit", team, own.pk), {"rights": ["writes"]})
    assert answer.status_code == 409
    assert "A team needs a lead." in answer.content.decode()
    assert client.post(page("team_leave", team)).status_code == 409
    with pytest.raises(LastLead):
        remove_member(by=lead, membership=own)
    assert rights(team, lead) == (True, False, True)


@pytest.mark.django_db(transaction=True)
def test_of_two_leads_who_leave_at_once_one_stays(team, lead, writer):
    change_rights(by=lead, membership=membership(team, writer), writes=True, decides=False, leads=True)
    results = at_once(
        lambda: leave_team(by=lead, membership=membership(team, lead)),
        lambda: leave_team(by=writer, membership=membership(team, writer)),
    )
    assert [type(error) for error in raised(results)] == [LastLead]
    assert team.membership_set.filter(leads=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_leads_who_remove_each_other_at_once_one_stays(team, lead, writer):
    change_rights(by=lead, membership=membership(team, writer), writes=True, decides=False, leads=True)
    first, second = membership(team, lead), membership(team, writer)
    results = at_once(
        lambda: remove_member(by=lead, membership=second),
        lambda: remove_member(by=writer, membership=first),
    )
    assert [type(error) for error in raised(results)] == [PermissionDenied]
    assert team.membership_set.filter(leads=True).count() == 1


# --- Leaving and removing -------------------------------------------------------------------------


def test_leaving_ends_every_right_at_the_next_request(client_for, team, writer):
    client = client_for(writer)
    answers = [client.post(page("team_leave", team)) for _ in range(2)]
    assert [answer.url for answer in answers] == [reverse("teams:team_list")] * 2
    assert client.get(page("team_detail", team)).status_code == 404
    assert kinds(team).count("left") == 1


def test_a_removed_member_is_out_at_the_next_request(client_for, team, lead, writer):
    writer_client, lead_client = client_for(writer), client_for(lead)
    address = page("membership_remove", team, membership(team, writer).pk)
    assert "Wren" in lead_client.get(address).content.decode()
    assert membership(team, writer)
    answers = [lead_client.post(address) for _ in range(2)]
    assert [answer.url for answer in answers] == [page("team_detail", team)] * 2
    assert writer_client.get(page("team_detail", team)).status_code == 404
    assert kinds(team).count("removed") == 1


def test_a_member_that_never_was_cannot_be_removed(client_for, team, lead):
    assert client_for(lead).post(page("membership_remove", team, 999_999)).status_code == 404


def test_a_lead_leaves_by_the_page_for_leaving(client_for, team, lead):
    answer = client_for(lead).post(page("membership_remove", team, membership(team, lead).pk))
    assert answer.url == page("team_leave", team)
    assert membership(team, lead)


def test_invitations_of_a_lead_end_when_the_lead_goes(client_for, team, lead, writer):
    change_rights(by=lead, membership=membership(team, writer), writes=True, decides=False, leads=True)
    invitation, _ = invite(by=writer, team=team, email="back-door@example.org", leads=True)
    kept, _ = invite(by=lead, team=team, email="kept@example.org", writes=True)
    remove_member(by=lead, membership=membership(team, writer))
    for row in (invitation, kept):
        row.refresh_from_db()
    assert invitation.revoked_at is not None
    assert kept.revoked_at is None


# --- Pages ----------------------------------------------------------------------------------------


def test_reading_changes_nothing(client_for, team, lead, writer):
    before = list(TeamEvent.objects.values()), list(Membership.objects.values()), list(Team.objects.values())
    member = membership(team, writer)
    client = client_for(lead)
    for name in ("team_detail", "team_leave", *LEAD_PAGES):
        assert client.get(page(name, team)).status_code == 200
    for name in ("membership_edit", "membership_remove"):
        assert client.get(page(name, team, member.pk)).status_code == 200
    after = list(TeamEvent.objects.values()), list(Membership.objects.values()), list(Team.objects.values())
    assert after == before


@pytest.mark.parametrize("many", [1, 30])
def test_the_pages_take_as_many_queries_for_many_as_for_few(
    client_for, team, lead, person, django_assert_num_queries, many
):
    for number in range(many):
        Membership.objects.create(team=team, user=person(f"Member{number}"), writes=True)
        found_team(by=lead, name=f"Team {number}")
        invite(by=lead, team=team, email=f"new{number}@example.org", writes=True)
    client = client_for(lead)
    with django_assert_num_queries(7):
        client.get(page("team_detail", team))
    with django_assert_num_queries(4):
        client.get(reverse("teams:team_list"))
