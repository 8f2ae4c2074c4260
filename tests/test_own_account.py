"""A person's own data, and closing the account: they go, the team's work stays."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from post_office.models import Email

from accounts.models import User
from goodhelp.closing import close_account, kept_by, without_name
from goodhelp.own_data import own_data
from ideas.actions import commenting, deriving, inviting, publishing, sharing
from ideas.actions.noticing import choose_mail
from ideas.models import Comment, Idea, Notice, NoticeChoice, Reviewer, SavedView, ShareLink, Snapshot
from ideas.models.notices import MailWhen
from teams.actions import LastLead, change_rights, ensure_team_of_one, found_team, remove_member, rename_team
from teams.models import Invitation, Membership, Team, TeamEvent
from tests.builders import an_idea, decided, submitted, worked_out
from tests.concurrency import at_once, raised
from tests.conftest import join, make_person


def download(client) -> tuple[dict, str]:
    response = client.get(reverse("your_data"))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"].startswith("no-store")
    text = response.content.decode()
    return json.loads(text), text


# --- Own data -------------------------------------------------------------------------------------------


def test_a_person_downloads_what_the_site_holds_about_them_and_nobody_elses(
    client_for, guide, team, writer, decider, lead, second_writer
) -> None:
    idea = worked_out(writer, team, "Walks – “with tea”")
    commenting.comment(idea=idea, by=writer, text="zxqmine", audience="managers")
    commenting.comment(idea=idea, by=second_writer, text="zxqtheirs", audience="team")
    decided(submitted(idea, writer), decider, reasons="zxqreasons")
    data, text = download(client_for(writer))
    assert data["profile"]["email"] == writer.email
    assert [m["team__name"] for m in data["memberships"]] == [team.name]
    assert "Walks – “with tea”" in text
    assert "We walk in pairs." in text
    assert "zxqmine" in text
    for other in ("zxqtheirs", "zxqreasons", lead.email, decider.email, decider.name, second_writer.name):
        assert other not in text
    theirs, text = download(client_for(decider))
    assert [d["reasons"] for d in theirs["decisions"]] == ["zxqreasons"]
    assert "We walk in pairs." not in text


def test_where_rights_have_ended_the_words_of_the_team_stay_there(client_for, guide, team, writer, lead) -> None:
    idea = an_idea(writer, team, "zxqteamwork")
    commenting.comment(idea=idea, by=writer, text="zxqsaid", audience="team")
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=writer))
    data, text = download(client_for(writer))
    assert "zxqteamwork" not in text
    assert team.name not in text
    assert [(row["idea_id"], row["payload"]) for row in data["saved_texts"]] == [(idea.pk, None)]
    assert "zxqsaid" in text


def test_what_was_let_in_from_outside_is_not_the_writers_own(guide, team, writer) -> None:
    idea = an_idea(writer, team)
    Comment.objects.create(idea=idea, by=writer, text="zxqoutside", from_outside=True)
    assert "zxqoutside" not in str(own_data(writer))


def test_what_the_person_was_told_and_chose_is_theirs_and_goes_with_the_account(
    client_for, guide, team, writer, second_writer
) -> None:
    idea = an_idea(writer, team, "zxqtitle")
    said = commenting.comment(idea=idea, by=second_writer, text="zxqtheirs, @Wren", audience="team")
    choose_mail(by=writer, choices={"comment": MailWhen.NEVER})
    data, text = download(client_for(writer))
    assert [(n["kind"], n["path"]) for n in data["notices"]] == [("mention", said.get_absolute_url())]
    assert data["mail_choices"] == [{"kind": "comment", "mail": "never"}]
    assert [row["idea_id"] for row in data["named_in_comments"]] == [idea.pk]
    assert "zxqtheirs" not in text
    close_account(user=writer)
    assert not Notice.objects.filter(person=writer).exists()
    assert not NoticeChoice.objects.filter(person=writer).exists()
    assert not said.mentions.exists()


# Wherever a row names a person: under which key it is in what they take along.
TAKEN_ALONG = {
    "ideas.Idea.created_by": "ideas_begun", "ideas.Snapshot.by": "frozen", "ideas.Decision.by": "decisions",
    "ideas.StatusChange.by": "steps", "ideas.Reviewer.invited_by": "invited",
    "ideas.Reviewer.user": "invited_by_others", "ideas.Revision.by": "saved_texts", "ideas.Claim.by": "looked_at",
    "ideas.Comment.by": "comments", "ideas.Comment.assigned_to": "asked_to_see_to",
    "ideas.Comment.resolved_by": "settled", "ideas.Comment.mentions": "named_in_comments",
    "ideas.DecisionReply.by": "replies", "ideas.FeedbackRequest.by": "feedback_asked_for",
    "ideas.Notice.person": "notices", "ideas.NoticeChoice.person": "mail_choices", "ideas.Presence.user": "on_pages",
    "ideas.Redaction.by": "redactions", "ideas.SavedView.user": "saved_views", "ideas.ShareLink.made_by": "links_made",
    "ideas.Contribution.settled_by": "settled", "teams.Team.founder": "in_teams",
    "teams.Membership.user": "memberships", "teams.Invitation.invited_by": "invited",
    "teams.Invitation.accepted_by": "invited_by_others", "teams.TeamEvent.by": "in_teams",
    "account.EmailAddress.user": "profile", "mfa.Authenticator.user": "profile",
}  # fmt: skip
NOT_TAKEN_ALONG = {
    "ideas.Idea.updated_by": "each of their saves is among saved_texts",
    "ideas.Answer.updated_by": "each of their saves is among saved_texts",
    "ideas.FeedbackRequest.ended_by": "the end of a wish of the team",
    "ideas.ShareLink.revoked_by": "the end of a link of the team",
    "ideas.Notice.by": "it is told to somebody else",
    "admin.LogEntry.user": "the guide's own history, by content admins",
}


def test_every_row_that_names_a_person_is_theirs_to_take_along_or_has_a_reason(guide, team, writer) -> None:
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model is User
    }
    assert named == {*TAKEN_ALONG, *NOT_TAKEN_ALONG}
    assert set(TAKEN_ALONG.values()) <= set(own_data(writer))


def test_what_somebody_did_and_kept_for_themselves_is_there_without_other_peoples_names(
    client_for, guide, team, writer, decider, lead, second_writer
) -> None:
    idea = worked_out(writer, team)
    SavedView.objects.create(user=writer, name="zxqview", query="status=draft")
    sharing.make_link(idea=idea, by=writer, days=7, contribute=False, label="zxqlabel")
    thread = commenting.comment(idea=idea, by=second_writer, text="Please", audience="team", assigned_to=writer)
    commenting.resolve(thread=thread, by=writer)
    submitted(idea, writer)
    data, text = download(client_for(writer))
    assert data["saved_views"] == [{"name": "zxqview", "query": "status=draft"}]
    assert [row["label"] for row in data["links_made"]] == ["zxqlabel"]
    assert [row["idea_id"] for row in data["asked_to_see_to"]] == [idea.pk]
    assert [row["idea_id"] for row in data["settled"]] == [idea.pk]
    assert [(row["kind"], row["number"]) for row in data["frozen"]] == [("submission", 1)]
    assert [row["id"] for row in data["ideas_begun"]] == [idea.pk]
    assert [row["email"] for row in data["invited_by_others"]] == [writer.email]
    for other in (lead.email, decider.email, second_writer.email, second_writer.name):
        assert other not in text
    close_account(user=writer)
    assert not SavedView.objects.exists()


def test_visitors_have_no_data_and_no_account_to_close(client_for, db) -> None:
    for name in ("your_data", "account_close"):
        assert client_for(None).get(reverse(name)).status_code == 302
    assert client_for(None).post(reverse("account_close")).status_code == 302


# --- Closing --------------------------------------------------------------------------------------------


@pytest.fixture
def idea(guide, team, writer, decider):
    made = worked_out(writer, team)
    commenting.comment(idea=made, by=writer, text="Said by Wren", audience="team", assigned_to=writer)
    decided(submitted(made, writer), decider)
    return made


def everything_stored() -> str:
    rows = [Invitation, Reviewer, TeamEvent, User, EmailAddress, Membership, Email]
    return " ".join(str(value) for model in rows for row in model.objects.values() for value in row.values())


def test_a_person_closes_their_account_and_the_work_stays(client_for, idea, team, writer, lead, decider) -> None:
    # Wren's rights were changed once: the team's notes say so by name.
    membership = Membership.objects.get(team=team, user=writer)
    change_rights(by=lead, membership=membership, writes=True, decides=False, leads=True)
    _link, token = sharing.make_link(idea=idea, by=writer, days=7)
    shared = reverse("shared:shared_idea", args=[token])
    client, elsewhere = client_for(writer), client_for(writer)
    assert client.get(reverse("account_close")).status_code == 200
    assert elsewhere.get(reverse("profile")).status_code == 200
    response = client.post(reverse("account_close"), {"sure": "on"})
    assert (response.status_code, response.url) == (302, "/")
    assert "account is closed" in client.get("/").content.decode()
    for each in (client, elsewhere):
        assert each.get(reverse("profile")).status_code == 302
    gone = User.objects.get(pk=writer.pk)
    assert (gone.name, gone.is_active, gone.has_usable_password()) == ("former member", False, False)
    assert not Membership.objects.filter(user=gone).exists()
    assert client_for(None).get(shared).status_code == 404
    Email.objects.all().delete()  # the mail that says so
    stored = everything_stored()
    assert "wren@example.org" not in stored
    assert "Wren" not in stored
    html = client_for(lead).get(reverse("ideas:idea_history", args=[idea.pk])).content.decode()
    assert "former member" in html
    assert "Wren" not in html
    page = client_for(lead).get(reverse("ideas:comment_list", args=[idea.pk])).content.decode()
    assert "Said by Wren" in page  # what people typed stays as they typed it
    assert "is asked to see to it" not in page
    assert client_for(lead).get(reverse("teams:team_detail", args=[team.pk])).status_code == 200


def test_one_mail_says_so_and_older_ones_are_gone(idea, writer, sent_mail) -> None:
    assert [m for m in sent_mail() if m.to == [writer.email]]
    address = writer.email
    close_account(user=writer)
    [mail] = [m for m in sent_mail() if m.to == [address]]
    assert mail.subject == "Your account is closed"


def test_the_address_is_free_again(writer) -> None:
    address = writer.email
    close_account(user=writer)
    assert User.objects.create_user(address).email == address


def test_the_last_lead_of_others_is_told_the_way_out_and_nothing_changes(client_for, team, lead, writer) -> None:
    client = client_for(lead)
    page = client.get(reverse("account_close")).content.decode()
    assert "Close my account for good" not in page
    response = client.post(reverse("account_close"), {"sure": "on"})
    assert response.status_code == 409
    assert reverse("teams:team_detail", args=[team.pk]) in response.content.decode()
    assert reverse("teams:team_close", args=[team.pk]) in response.content.decode()
    lead.refresh_from_db()
    assert (lead.name, lead.is_active) == ("Lena", True)
    membership = Membership.objects.get(team=team, user=writer)
    change_rights(by=lead, membership=membership, writes=True, decides=False, leads=True)
    assert client.post(reverse("account_close"), {"sure": "on"}).status_code == 302
    assert kept_by(writer) == []
    assert Membership.objects.filter(team=team, leads=True).count() == 1


def test_being_refused_for_one_team_leaves_every_other_as_it_was(team, lead, writer, other_team, outsider) -> None:
    join(lead, other_team, outsider, writes=True)
    own = found_team(by=lead, name="Lena alone")
    with pytest.raises(LastLead):
        close_account(user=lead)
    assert Membership.objects.filter(user=lead).count() == 3
    own.refresh_from_db()
    assert (own.name, own.closed_at) == ("Lena alone", None)


def test_a_team_of_one_is_closed_and_no_longer_bears_the_name(person) -> None:
    amina = person("Amina")
    own = ensure_team_of_one(amina)
    idea = an_idea(amina, own)
    close_account(user=amina)
    own.refresh_from_db()
    assert own.closed_at is not None
    assert "Amina" not in own.name
    assert Idea.objects.filter(pk=idea.pk).exists()


def test_a_name_in_a_teams_name_goes_from_all_that_keeps_it(client_for, guide, person, writer, decider, team) -> None:
    amina, bela = person("Amina"), person("Bela")
    own = ensure_team_of_one(amina)
    shared = found_team(by=amina, name="Amina’s walkers")
    join(bela, shared, amina, writes=True, leads=True)
    join(decider, own, amina, decides=True)
    idea = worked_out(amina, own)
    decided(submitted(idea, amina), decider)
    book = publishing.publish(idea=Idea.objects.get(pk=idea.pk), by=amina, names=True)
    rename_team(by=amina, team=found_team(by=amina, name="Friends of Amina’s"), name="Friends")
    begun = deriving.start_from(publication=book, by=writer, team=team)
    membership = Membership.objects.get(team=own, user=decider)
    remove_member(by=amina, membership=membership)
    page = client_for(amina).get(reverse("account_close")).content.decode()
    assert "Former member’s walkers" in page
    assert client_for(amina).post(reverse("account_close")).status_code == 422
    close_account(user=amina)
    columns = ((Snapshot, "body"), (Idea, "source_note"), (Team, "name"), (TeamEvent, "about"))
    kept = [value for model, name in columns for value in model.objects.values_list(name, flat=True)]
    assert "Amina" not in str(kept)
    begun.refresh_from_db()
    assert begun.source_note.startswith("“Walks from the library” of Closed team, put into the library on")
    shared.refresh_from_db()
    assert shared.name == "Former member’s walkers"


@pytest.mark.parametrize(("name", "team", "then"), [
    ("Al", "Mental Health Alliance", "Mental Health Alliance"),
    ("Rose", "Rose Street walkers", "Rose Street walkers"),
    ("Rose", "Rose’s walkers", "Former member’s walkers"),
    ("Rose", "Friends of Rose's café", "Friends of former member's café"),
    ("Rose", "Tîm Rose", "Tîm former member"),
    ("Rose Hip", "Walkers (Rose Hip)", "Walkers (former member)"),
    ("Rose Hip", "Rose Hipster", "Rose Hipster"),
    ("R. (x)", "R. (x)’s team", "Former member’s team"),
    ("", "The walkers", "The walkers"),
])  # fmt: skip
def test_a_word_in_a_teams_name_is_taken_for_a_name_only_where_it_is_one(person, name, team, then) -> None:
    founder = person("Somebody")
    founder.name = name
    assert without_name(team, founder) == then


def test_a_reviewer_from_outside_no_longer_reviews(guide, team, writer, person) -> None:
    idea = an_idea(writer, team)
    expert = person("Expert")
    reviewer, _token = inviting.invite_reviewer(idea=idea, by=writer, email=expert.email)
    inviting.accept_review(reviewer=reviewer, by=expert)
    close_account(user=expert)
    reviewer.refresh_from_db()
    assert reviewer.revoked_at is not None
    assert "expert" not in reviewer.email


def test_people_of_the_same_name_elsewhere_keep_theirs(team, lead, writer, other_team, outsider) -> None:
    other_wren = User.objects.create_user("other.wren@example.org", name="Wren")
    EmailAddress.objects.create(user=other_wren, email=other_wren.email, verified=True)
    join(other_wren, other_team, outsider, writes=True)
    remove_member(by=outsider, membership=Membership.objects.get(team=other_team, user=other_wren))
    close_account(user=writer)
    assert TeamEvent.objects.filter(team=other_team, kind="removed", about="Wren").exists()
    assert ShareLink.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_leads_closing_at_once_never_leave_a_team_without_one() -> None:
    first, second, third = (make_person(name) for name in ("One", "Two", "Three"))
    team = found_team(by=first, name="Shared")
    join(second, team, first, writes=True, leads=True)
    join(third, team, first, writes=True)
    results = at_once(*[lambda u=u: close_account(user=u) for u in (first, second)])
    assert [type(e) for e in raised(results)] == [LastLead]
    assert Membership.objects.filter(team=team, leads=True).count() == 1


def test_a_closed_account_can_do_nothing_more(guide, team, writer, lead) -> None:
    close_account(user=writer)
    with pytest.raises(PermissionDenied):
        an_idea(writer, team)
