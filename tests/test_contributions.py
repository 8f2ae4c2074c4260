"""What people without an account say through a link: held, let in or declined, and never a nuisance."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from ideas.actions import contributing, sharing
from ideas.models import Comment, Contribution
from tests.builders import an_idea
from tests.concurrency import at_once, raised
from tests.forms import changed

HELD, ACCEPTED, DECLINED = Contribution.State.HELD, Contribution.State.ACCEPTED, Contribution.State.DECLINED


@pytest.fixture
def idea(guide, team, writer):
    return an_idea(writer, team)


@pytest.fixture
def link(idea, writer):
    return sharing.make_link(idea=idea, by=writer, days=7, contribute=True)


@pytest.fixture
def address(link) -> str:
    return reverse("shared:shared_idea", args=[link[1]])


def say(link, text="The path is dark at five.", **more) -> Contribution:
    return contributing.contribute(link=link[0], text=text, brings="", address="192.0.2.1", **more)


def settle(client, said, accept: str):
    return client.post(reverse("ideas:contribution_settle", args=[said.idea_id, said.pk]), {"accept": accept})


def test_somebody_without_an_account_says_something_and_a_writer_lets_it_in(
    client_for, address, idea, writer, second_writer, decider
) -> None:
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(address)
    sent = changed(page, text="The path is dark at five.", brings="I walk there with my son.")
    sent["csrfmiddlewaretoken"] = visitor.cookies["csrf"].value
    # A page that hides where it was sent from says so.
    answer = visitor.post(address, sent, HTTP_ORIGIN="null")
    assert (answer.status_code, answer.url) == (302, f"{address}?sent=yes#said")
    assert "The team has it" in visitor.get(answer.url).content.decode()
    assert "dark at five" not in visitor.get(address).content.decode()
    assert list(visitor.cookies) == ["csrf"]
    said = Contribution.objects.get()
    assert (said.state, Comment.objects.count()) == (HELD, 0)
    team_page = client_for(second_writer).get(reverse("ideas:share_link_list", args=[idea.pk])).content.decode()
    assert "dark at five" in team_page
    assert "with my son" in team_page
    overview = client_for(second_writer).get(idea.get_absolute_url()).content.decode()
    assert "1 answer waits" in overview
    response = settle(client_for(second_writer), said, "yes")
    comment = Comment.objects.get()
    assert response.url == comment.get_absolute_url()
    assert (comment.audience, comment.from_outside, comment.by) == ("team", True, second_writer)
    thread = client_for(writer).get(comment.get_absolute_url()).content.decode()
    for words in ("dark at five", "with my son", "From outside, without an account", "let in by Sam"):
        assert words in thread
    assert "dark at five" not in visitor.get(address).content.decode()
    # It is for the team, not for its managers.
    assert client_for(decider).get(comment.get_absolute_url()).status_code == 404


def test_what_is_held_is_seen_by_writers_alone_and_only_they_settle_it(
    client_for, link, idea, writer, decider, outsider, other_team, removed_member
) -> None:
    said = say(link, "zxqheld")
    own = an_idea(outsider, other_team)
    forged = reverse("ideas:contribution_settle", args=[own.pk, said.pk])
    assert client_for(outsider).post(forged, {"accept": "yes"}).status_code == 404
    for who, code in ((decider, 404), (outsider, 404), (removed_member, 404), (None, 302)):
        assert settle(client_for(who), said, "yes").status_code == code
        assert settle(client_for(who), said, "no").status_code == code
    for act in (contributing.accept, contributing.decline):
        with pytest.raises(PermissionDenied):
            act(contribution=said, by=decider)
    said.refresh_from_db()
    assert said.state == HELD
    for name in ("comment_list", "idea_history", "idea_report", "idea_detail"):
        assert b"zxqheld" not in client_for(writer).get(reverse(f"ideas:{name}", args=[idea.pk])).content
    assert b"zxqheld" not in Client().get(reverse("shared:shared_idea", args=[link[1]])).content


def test_declined_words_are_gone_and_stay_gone(client_for, link, writer) -> None:
    said = say(link, "zxqrude")
    client = client_for(writer)
    assert settle(client, said, "no").status_code == 302
    said.refresh_from_db()
    assert (said.state, said.text, said.brings, said.settled_by) == (DECLINED, "", "", writer)
    assert settle(client, said, "yes").status_code == 302
    said.refresh_from_db()
    assert (said.state, Comment.objects.count()) == (DECLINED, 0)


def test_letting_in_twice_makes_one_comment_and_it_cannot_be_declined_after(client_for, link, writer) -> None:
    said, client = say(link), client_for(writer)
    assert settle(client, said, "yes").url == settle(client, said, "yes").url
    settle(client, said, "no")
    said.refresh_from_db()
    assert (said.state, said.text) == (ACCEPTED, "The path is dark at five.")
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_do_one_thing(guide, team, writer, second_writer) -> None:
    idea = an_idea(writer, team)
    link = sharing.make_link(idea=idea, by=writer, days=7, contribute=True)
    for _ in range(3):
        said = say(link)
        results = at_once(
            lambda said=said: contributing.accept(contribution=said, by=writer),
            lambda said=said: contributing.decline(contribution=said, by=second_writer),
        )
        assert raised(results) == []
        said.refresh_from_db()
        comments = Comment.objects.filter(pk=said.comment_id).count()
        assert (said.state, bool(said.text), comments) in {(ACCEPTED, True, 1), (DECLINED, False, 0)}


def test_a_double_click_says_it_once(address) -> None:
    visitor = Client()
    sent = changed(visitor.get(address), text="Once")
    assert visitor.post(address, sent).url == visitor.post(address, sent).url
    assert Contribution.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_says_it_once(guide, team, writer) -> None:
    link = sharing.make_link(idea=an_idea(writer, team), by=writer, days=7, contribute=True)
    assert raised(at_once(*[lambda: say(link, form_key="a" * 32)] * 4)) == []
    assert Contribution.objects.count() == 1


def test_the_same_key_through_another_link_is_another_thing(link, idea, writer) -> None:
    other = sharing.make_link(idea=idea, by=writer, days=7, contribute=True)
    assert say(link, form_key="a" * 32) != say(other, form_key="a" * 32)


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"text": "x" * 2001}, {"text": "a\x00b"}, {"text": "Good", "brings": "x" * 201}]
)
def test_what_cannot_be_taken_comes_back_with_its_words(address, wrong) -> None:
    response = Client().post(address, {"brings": "kept words", **wrong})
    assert response.status_code == 422
    assert "<title>Error:" in response.content.decode()
    assert (wrong.get("brings") or "kept words") in response.content.decode()
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert Contribution.objects.count() == 0


def test_too_much_in_a_short_time_is_not_taken_and_the_words_stay(address, link) -> None:
    visitor = Client()
    for number in range(contributing.PER_HOUR):
        assert visitor.post(address, {"text": f"Thought {number}"}).status_code == 302
    response = visitor.post(address, {"text": "zxqlast"})
    assert response.status_code == 429
    assert b"zxqlast" in response.content
    assert Contribution.objects.count() == contributing.PER_HOUR
    # Somebody else, elsewhere, still can.
    assert visitor.post(address, {"text": "Elsewhere"}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_no_more_is_held_than_a_team_can_read(link, monkeypatch) -> None:
    monkeypatch.setattr(contributing, "HELD_AT_ONCE", 2)
    say(link)
    say(link)
    with pytest.raises(contributing.TooMany):
        contributing.contribute(link=link[0], text="x", brings="", address="192.0.2.9")


def test_the_team_is_told_once_an_hour_and_no_words_stand_in_the_mail(link, sent_mail, writer, lead, decider) -> None:
    before = len(sent_mail())
    for _ in range(3):
        say(link, "zxqheld")
    told = sent_mail()[before:]
    assert sorted(address for mail in told for address in mail.to) == sorted([writer.email, lead.email])
    assert not [mail for mail in told if "zxqheld" in mail.message or "Walks" in mail.subject]
    assert "/share-links/#held" in told[0].message


def test_a_form_of_another_site_is_refused(address) -> None:
    visitor = Client(enforce_csrf_checks=True)
    visitor.get(address)
    assert visitor.post(address, {"text": "x"}, HTTP_ORIGIN="https://evil.example").status_code == 403
    assert visitor.post(address, {"text": "x"}).status_code == 403
    assert Contribution.objects.count() == 0


def test_an_export_says_what_came_from_outside_and_who_let_it_in(client_for, link, writer, second_writer) -> None:
    said = contributing.contribute(
        link=link[0], text="Dark at five.", brings="My son walks there.", address="192.0.2.1"
    )
    contributing.accept(contribution=said, by=second_writer)
    client = client_for(writer)
    address = reverse("ideas:export_file", args=[said.idea_id, "json"]) + "?comments=yes"
    (comment,) = json.loads(client.get(address).content)["comments"]
    assert comment["by"] == "From outside, without an account; let in by Sam"
    assert (comment["from_outside"], comment["brings"]) == (True, "My son walks there.")
    for form in ("csv", "print"):
        text = client.get(address.replace("json", form)).content.decode()
        for words in (
            "From outside, without an account; let in by Sam",
            "What brings them to this: My son walks there.",
        ):
            assert words in text, form
