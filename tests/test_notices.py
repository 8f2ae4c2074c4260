"""What people are told: on their page, by mail at once or once a day, once each, and only while they may read it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from post_office.models import Email

from accounts.models import User
from goodhelp.management.commands import deliver_mail
from ideas.actions import commenting, noticing, reviewing
from ideas.actions.drafting import bin_idea, share_live
from ideas.actions.inviting import accept_review, invite_reviewer
from ideas.inbox import notices_for, told, unread_number
from ideas.kinds import KINDS
from ideas.mailing import mail_notices
from ideas.models import Comment, Idea, Notice
from ideas.models.notices import MailWhen
from teams.actions import change_rights, close_team, remove_member
from teams.models import Membership
from tests.builders import an_idea, decided, submitted
from tests.concurrency import at_once, raised
from tests.test_running import BrokenMailServer

LIST, SETTINGS = "/your-work/notices/", "/accounts/notices/"
NOW = MailWhen.NOW


def london(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time of July 2026, when London is an hour ahead of UTC."""
    return datetime(2026, 7, day, hour, minute, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def idea(guide, team, writer, second_writer) -> Idea:
    return an_idea(writer, team, "Walks zxqtitle")


def say(idea, by, text="zxqwords", audience="team", **more) -> Comment:
    return commenting.comment(idea=idea, by=by, text=text, audience=audience, **more)


def wants(person, when, *kinds) -> None:
    noticing.choose_mail(by=person, choices=dict.fromkeys(kinds or KINDS, when))


def mails_to(person) -> list[Email]:
    """Return the mails of notices to somebody; there were others, as when they were invited."""
    return [m for m in Email.objects.order_by("pk") if m.to == [person.email] and SETTINGS in m.message]


def happened(moment: datetime) -> None:
    """Let everything that was told just now have been told then."""
    Notice.objects.update(at=moment)


# --- On the page ------------------------------------------------------------------------------------------


def in_the_header(person) -> int:
    rows = User.objects.filter(pk=person.pk).annotate(unread=unread_number(person))
    return rows.values_list("unread", flat=True).get() or 0


def test_the_number_in_the_header_counts_for_each_person_what_they_may_read(
    idea, team, lead, writer, second_writer, decider, superuser, outsider
) -> None:
    say(idea, writer)
    say(idea, writer, audience="managers")
    submitted(idea, writer)
    people = (lead, writer, second_writer, decider, superuser, outsider)
    assert [in_the_header(each) for each in people] == [2, 0, 2, 1, 0, 0]
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=second_writer))
    change_rights(
        by=lead, membership=Membership.objects.get(team=team, user=decider), writes=False, decides=False, leads=True
    )
    for each in people:
        assert in_the_header(each) == notices_for(each).filter(read_at=None).count()
    assert [in_the_header(each) for each in people] == [2, 0, 0, 0, 0, 0]


def test_a_notice_stands_on_the_page_and_leads_to_the_very_place_and_is_then_read(
    client_for, idea, writer, second_writer
) -> None:
    thread = say(idea, writer)
    answer = commenting.reply(thread=thread, by=writer, text="And more")
    client = client_for(second_writer)
    html = client.get(LIST).content.decode()
    assert "Wren commented on “Walks zxqtitle”." in html
    assert "zxqwords" not in html
    assert "<span>1</span>" in html  # the answer concerns those in the thread, and Sam is not
    notice = Notice.objects.get(person=second_writer)
    opened = client.post(reverse("notice_open", args=[notice.pk]))
    assert opened.url == thread.get_absolute_url()
    assert f'id="comment-{thread.pk}"' in client.get(opened.url).content.decode()
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert "data-unread" not in client.get(LIST).content.decode()
    assert answer.get_absolute_url().endswith(f"/{thread.pk}/#comment-{answer.pk}")


def test_looking_marks_nothing_and_nobody_opens_what_is_another_persons(
    client_for, idea, writer, second_writer, outsider
) -> None:
    say(idea, writer)
    notice = Notice.objects.get(person=second_writer)
    client_for(second_writer).get(LIST)
    open_it = reverse("notice_open", args=[notice.pk])
    assert client_for(second_writer).get(open_it).status_code == 405
    assert [client_for(who).post(open_it).status_code for who in (writer, outsider)] == [404, 404]
    client_for(writer).post(reverse("notice_read"), {"until": notice.pk})
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_are_read_at_once_but_not_what_came_after_the_page(client_for, idea, writer, second_writer) -> None:
    say(idea, writer)
    newest = Notice.objects.filter(person=second_writer).latest("pk").pk
    say(idea, writer, "Later")
    client_for(second_writer).post(reverse("notice_read"), {"until": str(newest)})
    assert notices_for(second_writer).filter(read_at=None).count() == 1
    for odd in ("", "x", "-1", "9" * 30, "٣"):
        assert client_for(second_writer).post(reverse("notice_read"), {"until": odd}).status_code == 302


def test_a_script_marks_what_is_about_the_page_that_is_open(client_for, idea, writer, second_writer) -> None:
    here, there = say(idea, writer), say(idea, writer, "Elsewhere")
    page = here.get_absolute_url().partition("#")[0]
    answer = client_for(second_writer).post(
        reverse("notice_read"), {"path": page}, headers={"accept": "application/json"}
    )
    assert answer.json() == {"unread": 1}
    assert list(notices_for(second_writer).filter(read_at=None).values_list("comment", flat=True)) == [there.pk]


def test_thirty_are_listed_and_the_rest_follow_with_the_same_number_of_queries(
    client_for, idea, writer, second_writer, django_assert_num_queries
) -> None:
    client = client_for(second_writer)
    say(idea, writer)
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    for number in range(34):
        say(idea, writer, f"Thread {number}")
    with django_assert_num_queries(4):
        html = client.get(LIST).content.decode()
    assert html.count("Wren commented") == 30
    oldest = Notice.objects.filter(person=second_writer).order_by("-pk")[29].pk
    assert f"?before={oldest}" in html
    assert client.get(f"{LIST}?before={oldest}").content.decode().count("Wren commented") == 5
    assert client.get(f"{LIST}?before=x").status_code == 200


# --- Once each --------------------------------------------------------------------------------------------


def test_every_event_tells_its_people_and_leads_to_its_place(idea, writer, second_writer, decider, lead) -> None:
    snapshot = submitted(idea, writer)
    assert set(Notice.objects.values_list("kind", "person__name")) == {("submission", "Dara")}
    decided(snapshot, decider)
    told_of = Notice.objects.filter(kind="decision")
    assert set(told_of.values_list("person__name", flat=True)) == {"Wren", "Sam", "Lena"}
    assert {n.path for n in told_of} == {reverse("ideas:submission_detail", args=[idea.pk, 1])}
    assert told(notices_for(writer))[0].words == "Dara decided on “Walks zxqtitle”: Agreed to test."


def test_a_reviewers_yes_is_told_to_the_writers(guide, idea, writer, person) -> None:
    rae = person("Rae")
    row, _token = invite_reviewer(idea=idea, by=writer, email=rae.email)
    accept_review(reviewer=row, by=rae)
    accept_review(reviewer=row, by=rae)
    [each] = told(notices_for(writer))
    assert each.words == "Rae has accepted to review “Walks zxqtitle”."
    assert each.notice.path == reverse("ideas:reviewer_invite", args=[idea.pk])


def test_asked_later_on_somebody_is_told_once_for_each_time_they_are_asked(idea, writer, second_writer, lead) -> None:
    thread = say(idea, writer)
    Notice.objects.all().delete()
    for _ in range(2):
        commenting.assign(thread=thread, by=writer, to=second_writer)
    assert list(Notice.objects.values_list("person__name", "kind")) == [("Sam", "given")]
    commenting.assign(thread=thread, by=writer, to=None)
    commenting.assign(thread=thread, by=writer, to=second_writer)
    commenting.assign(thread=thread, by=second_writer, to=second_writer)
    assert Notice.objects.filter(person=second_writer).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_once_send_one_mail(guide, team, writer, second_writer) -> None:
    idea = an_idea(writer, team)
    wants(second_writer, NOW)
    threads = [say(idea, writer, f"Thread {number}") for number in range(4)]
    Notice.objects.filter(comment=threads[0], person=second_writer).update(mail="daily", at=london(1, 12))
    results = at_once(*[lambda: mail_notices(london(2, 8))] * 4)
    assert raised(results) == []
    subjects = [m.subject for m in mails_to(second_writer)]
    assert sorted(subjects) == ["A comment on an idea of your team"] * 3 + ["One thing that happened to your ideas"]


@pytest.mark.django_db(transaction=True)
def test_one_comment_sent_twice_at_once_tells_once(guide, team, writer, second_writer) -> None:
    idea = an_idea(writer, team)
    assert raised(at_once(*[lambda: say(idea, writer, form_key="b" * 32)] * 3)) == []
    assert (Comment.objects.count(), Notice.objects.filter(person=second_writer).count()) == (1, 1)


# --- By mail ------------------------------------------------------------------------------------------------


def test_at_once_a_mail_says_what_where_and_how_to_change_it_and_no_words_of_the_idea(
    idea, writer, second_writer, settings
) -> None:
    settings.SITE_ADDRESS = "https://planner.example.org"
    thread = say(idea, writer, "zxqwords for @Sam")
    assert mails_to(second_writer) == []
    assert mail_notices() == 1
    assert mail_notices() == 0
    [sent] = mails_to(second_writer)
    assert sent.subject == "You are named in a comment"
    assert f"https://planner.example.org{thread.get_absolute_url()}\n" in sent.message
    assert f"https://planner.example.org{SETTINGS}\n" in sent.message
    assert "Wren named you in a comment on “Walks zxqtitle”" in sent.message
    assert "zxqwords" not in sent.message


def test_once_a_day_one_mail_from_seven_in_london_with_what_is_not_read(idea, writer, second_writer, lead) -> None:
    wants(second_writer, MailWhen.DAILY)
    first, read = say(idea, writer, "One"), say(idea, writer, "Two")
    happened(london(1, 9))
    noticing.mark_read(by=second_writer, notice=Notice.objects.get(person=second_writer, comment=read))
    for early in (london(1, 9, 1), london(1, 23), london(2, 6, 59)):
        assert mail_notices(early) == 0
    mail_notices(london(2, 7))
    [sent] = mails_to(second_writer)
    assert sent.subject == "One thing that happened to your ideas"
    assert first.get_absolute_url() in sent.message
    assert read.get_absolute_url() not in sent.message
    # Told after the hour, or late with a time before it: the next day.
    say(idea, writer, "Three")
    for at in (london(2, 7, 30), london(2, 6)):
        Notice.objects.filter(mailed_at=None, mail="daily").update(at=at)
        for later in (london(2, 8), london(2, 22), london(3, 6)):
            assert mail_notices(later) == 0
    mail_notices(london(3, 12))  # the program was not running at seven
    assert len(mails_to(second_writer)) == 2


def test_no_daily_mail_is_empty(idea, writer, second_writer, lead) -> None:
    thread = say(idea, writer)
    happened(london(1, 9))
    for person in (second_writer, lead):
        noticing.mark_all_read(by=person, until=Notice.objects.latest("pk").pk)
    assert mail_notices(london(2, 8)) == 0
    assert not Notice.objects.filter(comment=thread, mail="daily").exists()


def test_not_by_mail_means_none_and_what_waits_follows_a_new_choice(idea, writer, second_writer, lead) -> None:
    wants(second_writer, MailWhen.NEVER)
    say(idea, writer, "@Sam look")
    assert mail_notices() == 0
    wants(second_writer, NOW)
    assert mail_notices() == 0  # what was told while they wanted no mail stays on the page
    wants(second_writer, MailWhen.DAILY)
    say(idea, writer, "@Sam again")
    assert mail_notices() == 0
    wants(second_writer, NOW)
    assert mail_notices() == 1


@pytest.mark.parametrize("daily", [False, True])
@pytest.mark.parametrize("what", ["removed", "closed", "binned", "switched off", "no longer writes", "left to decide"])
def test_rights_are_looked_up_again_when_the_mail_is_built_and_the_page_is_shown(
    what, daily, client_for, idea, team, writer, second_writer, lead
) -> None:
    wants(second_writer, MailWhen.DAILY if daily else NOW)
    say(idea, writer, "@Sam, look")
    happened(london(1, 9))
    Email.objects.all().delete()
    member = Membership.objects.get(team=team, user=second_writer)
    match what:
        case "removed":
            remove_member(by=lead, membership=member)
        case "closed":
            close_team(by=lead, team=team)
        case "binned":
            bin_idea(idea=idea, by=writer)
        case "switched off":
            type(second_writer).objects.filter(pk=second_writer.pk).update(is_active=False)
        case "no longer writes":
            change_rights(by=lead, membership=member, writes=False, decides=False, leads=True)
        case "left to decide":  # sees the idea, but not what the team says among itself
            submitted(idea, writer)
            change_rights(by=lead, membership=member, writes=False, decides=True, leads=False)
    mail_notices(london(2, 8))
    assert [m.subject for m in mails_to(second_writer) if "zxqtitle" in m.message] == []
    second_writer.refresh_from_db()
    assert not [t for t in told(notices_for(second_writer)) if t.notice.kind == "mention"]


def test_a_submission_that_was_taken_back_is_told_to_nobody_any_more(idea, writer, decider) -> None:
    submitted(idea, writer)
    reviewing.withdraw(idea=idea, by=writer)
    assert mail_notices() == 0
    assert told(notices_for(decider)) == []


def test_who_sees_only_submissions_is_told_the_title_that_was_submitted(idea, writer, decider) -> None:
    submitted(idea, writer)
    Idea.objects.filter(pk=idea.pk).update(title="zxqlater")
    say(idea, writer, "@Dara", "managers")
    assert "Walks zxqtitle" in told(notices_for(decider))[0].words
    mail_notices()
    assert not any("zxqlater" in m.message + m.subject for m in mails_to(decider))
    share_live(idea=Idea.objects.get(pk=idea.pk), by=writer, shared=True)
    assert "zxqlater" in told(notices_for(decider).filter(kind="mention"))[0].words


@pytest.mark.django_db(transaction=True)
def test_with_the_mail_server_down_the_action_succeeds_and_the_mail_waits(
    guide, team, writer, second_writer, settings
) -> None:
    post_office = settings.POST_OFFICE
    settings.POST_OFFICE = {**post_office, "BACKENDS": {"default": "tests.test_running.BrokenMailServer"}}
    assert BrokenMailServer
    say(an_idea(writer, team), writer, "@Sam")
    deliver_mail.deliver()
    assert mail.outbox == []
    settings.POST_OFFICE = post_office
    Email.objects.update(scheduled_time=None)
    deliver_mail.deliver()
    assert [m.subject for m in mail.outbox if m.to == [second_writer.email]].count("You are named in a comment") == 1


def test_trouble_with_one_notice_holds_back_no_other(idea, writer, second_writer, lead, monkeypatch, caplog) -> None:
    say(idea, writer, "@Sam and @Lena")
    from ideas import mailing

    real = mailing._send
    monkeypatch.setattr(mailing, "_send", lambda person, *a: 1 / 0 if person == lead else real(person, *a))
    assert mail_notices() == 1
    assert "it waits" in caplog.text
    monkeypatch.setattr(mailing, "_send", real)
    assert mail_notices() == 1


# --- Choosing -------------------------------------------------------------------------------------------------


def test_a_person_chooses_for_each_kind_and_superusers_have_one_more(client_for, writer, superuser) -> None:
    client = client_for(writer)
    html = client.get(SETTINGS).content.decode()
    assert "library" not in html.split("<main")[1].split("</main")[0]
    sent = {kind: "never" if kind == "comment" else row.mail for kind, row in KINDS.items()}
    assert client.post(SETTINGS, sent).status_code == 302
    assert '<option value="never" selected>' in client.get(SETTINGS).content.decode()
    assert client.post(SETTINGS, {**sent, "comment": "hourly"}).status_code == 422
    assert "problem in the library" in client_for(superuser).get(SETTINGS).content.decode()
