"""Comments: who reads them, who is told, and that they cost nobody the right to decide."""

import pytest
from django.urls import reverse

from ideas.actions import commenting
from ideas.actions.drafting import share_live
from ideas.models import Comment, Notice
from ideas.permissions import standing
from teams.actions import remove_member
from teams.models import Membership
from tests.builders import an_idea, chosen, submitted
from tests.concurrency import at_once, raised
from tests.forms import changed

QUESTION = "?about=question&which=social-connections-q1"


@pytest.fixture
def idea(guide, team, writer):
    idea = an_idea(writer, team, "A title of the team's own")
    chosen(idea, writer)
    return idea


def page(idea, query: str = "") -> str:
    return reverse("ideas:comment_list", args=[idea.pk]) + query


def say(idea, by, text="A thought", audience="team", **more) -> Comment:
    return commenting.comment(idea=idea, by=by, text=text, audience=audience, **more)


def test_a_comment_on_a_question_stands_at_that_question_and_has_its_own_address(client_for, idea, writer) -> None:
    client = client_for(writer)
    sent = changed(client.get(page(idea, QUESTION)), text="Is this so?", audience="team")
    response = client.post(page(idea, QUESTION), sent)
    made = Comment.objects.get()
    assert (made.about, made.which, made.text, made.by) == ("question", "social-connections-q1", "Is this so?", writer)
    assert response.url == made.get_absolute_url()
    assert "Is this so?" in client.get(made.get_absolute_url()).content.decode()
    checkin = reverse("ideas:answer_edit", args=[idea.pk, "social-connections"])
    assert "1 open comment" in client.get(checkin).content.decode()


def told_of(comment) -> dict[str, str]:
    """Return who was told of a comment, and as what."""
    return dict(Notice.objects.filter(comment=comment).values_list("person__name", "kind"))


def test_a_double_click_says_it_once_and_tells_once(client_for, idea, writer, second_writer) -> None:
    client = client_for(writer)
    sent = changed(client.get(page(idea)), text="Once", audience="team")
    first, second = client.post(page(idea), sent), client.post(page(idea), sent)
    assert first.url == second.url
    assert Comment.objects.count() == 1
    assert Notice.objects.filter(person=second_writer).count() == 1


def test_an_empty_or_too_long_comment_is_refused_and_nothing_typed_is_lost(client_for, idea, writer) -> None:
    client = client_for(writer)
    for text in ("", "x" * 2001, "a\x00b"):
        response = client.post(page(idea), changed(client.get(page(idea)), text=text, audience="team"))
        assert response.status_code == 422
        assert text.replace("\x00", "") in response.content.decode().replace("\x00", "")
    assert not Comment.objects.exists()


def test_the_teams_own_comments_stay_with_the_team(client_for, idea, writer, decider) -> None:
    say(idea, writer, "For us alone")
    say(idea, writer, "For managers too", "managers")
    submitted(idea, writer)
    html = client_for(decider).get(page(idea)).content.decode()
    assert "For managers too" in html
    assert "For us alone" not in html


def test_a_decider_comments_unasked_and_can_still_decide(client_for, idea, writer, decider) -> None:
    submitted(idea, writer)
    client = client_for(decider)
    assert client.post(page(idea), changed(client.get(page(idea)), text="Who pays?")).status_code == 302
    assert Comment.objects.get().audience == "managers"
    assert standing(decider, idea).may_decide


def test_a_decider_cannot_write_to_the_team_alone(client_for, idea, writer, decider) -> None:
    submitted(idea, writer)
    client = client_for(decider)
    sent = changed(client.get(page(idea)), text="Hidden", audience="team")
    assert client.post(page(idea), sent).status_code == 422
    assert not Comment.objects.exists()


def test_who_sees_only_submissions_gets_no_title_of_today(client_for, idea, writer, decider) -> None:
    submitted(idea, writer)
    type(idea).objects.filter(pk=idea.pk).update(title="A title changed since")
    thread = say(idea, writer, audience="managers")
    for address in (page(idea), thread.get_absolute_url()):
        html = client_for(decider).get(address).content.decode()
        assert "A title of the team" in html
        assert "changed since" not in html


@pytest.mark.parametrize("who", ["outsider", "removed_member", "content_admin", "superuser"])
def test_nobody_else_finds_the_comments(who, request, client_for, idea, writer) -> None:
    thread = say(idea, writer, "For us alone", "managers")
    client = client_for(request.getfixturevalue(who))
    settle = reverse("ideas:comment_settle", args=[idea.pk, thread.pk])
    answers = [
        client.get(page(idea)),
        client.get(thread.get_absolute_url()),
        client.post(page(idea)),
        client.post(settle),
    ]
    assert [a.status_code for a in answers] == [404] * 4
    assert not any("For us alone" in a.content.decode() for a in answers)


def test_a_thread_of_another_idea_is_not_found_below_this_one(client_for, idea, writer, outsider, other_team) -> None:
    theirs = an_idea(outsider, other_team)
    thread = say(theirs, outsider)
    for name in ("comment_detail", "comment_settle"):
        url = reverse(f"ideas:{name}", args=[idea.pk, thread.pk])
        assert client_for(writer).post(url, {"text": "x"}).status_code == 404


def test_an_answer_reaches_those_in_the_thread_and_nobody_else(idea, writer, second_writer, lead, decider) -> None:
    submitted(idea, writer)
    thread = say(idea, writer, audience="managers", assigned_to=lead)
    assert told_of(thread) == {"Lena": "given", "Sam": "comment", "Dara": "comment"}
    answer = commenting.reply(thread=thread, by=second_writer, text="Yes")
    assert told_of(answer) == {"Lena": "comment", "Wren": "comment"}


def test_nobody_stays_named_as_asked_who_can_no_longer_read_it(client_for, idea, writer, second_writer, lead) -> None:
    thread = say(idea, writer, assigned_to=second_writer)
    page, asked = reverse("ideas:comment_list", args=[idea.pk]), "Sam is asked to see to it"
    assert asked in client_for(writer).get(page).content.decode()
    remove_member(by=lead, membership=Membership.objects.get(team=idea.team, user=second_writer))
    for address in (page, thread.get_absolute_url()):
        words = client_for(writer).get(address).content.decode()
        assert asked not in words
        assert "Sam was asked to see to it and can no longer read it. Ask somebody else." in words
    commenting.assign(thread=thread, by=writer, to=lead)
    assert "Lena is asked to see to it" in client_for(writer).get(page).content.decode()


def test_a_manager_is_not_told_of_a_draft_that_they_cannot_see(idea, writer, lead, decider) -> None:
    assert told_of(say(idea, writer, audience="managers")) == {"Lena": "comment"}
    share_live(idea=idea, by=writer, shared=True)
    idea.refresh_from_db()
    assert told_of(say(idea, writer, "Now", audience="managers")) == {"Lena": "comment", "Dara": "comment"}


def test_a_thread_is_settled_and_opened_again(client_for, idea, writer, second_writer) -> None:
    thread = say(idea, writer)
    settle = reverse("ideas:comment_settle", args=[idea.pk, thread.pk])
    client = client_for(second_writer)
    client.post(settle, {"settled": "yes"})
    thread.refresh_from_db()
    assert thread.resolved_by == second_writer
    client.post(settle, {"settled": "no"})
    thread.refresh_from_db()
    assert thread.resolved_at is None


def test_who_took_part_is_told_that_a_thread_is_settled_and_nobody_else(
    idea, writer, second_writer, lead, decider
) -> None:
    submitted(idea, writer)
    thread = say(idea, decider, audience="managers", assigned_to=lead)
    commenting.reply(thread=thread, by=writer, text="Thank you.")
    for _ in range(2):
        commenting.resolve(thread=thread, by=writer)
    notices = Notice.objects.filter(kind="settled")
    assert sorted(str(notice.person) for notice in notices) == ["Dara", "Lena"]
    assert {notice.path for notice in notices} == {thread.get_absolute_url()}
    commenting.reopen(thread=thread, by=lead)
    commenting.resolve(thread=thread, by=lead)
    assert sorted(str(n.person) for n in notices.filter(by=lead)) == ["Dara", "Wren"], (
        "told anew of what was opened anew"
    )


def test_a_manager_settles_only_what_they_began(client_for, idea, writer, decider) -> None:
    submitted(idea, writer)
    theirs, mine = say(idea, writer, audience="managers"), say(idea, decider, audience="managers")
    client = client_for(decider)
    codes = [client.post(reverse("ideas:comment_settle", args=[idea.pk, t.pk])).status_code for t in (theirs, mine)]
    assert codes == [403, 302]


def test_threads_ask_the_same_number_of_queries_however_many(
    client_for, idea, writer, second_writer, django_assert_max_num_queries
) -> None:
    client = client_for(writer)

    def asked() -> int:
        client.get(page(idea))
        with django_assert_max_num_queries(25) as queries:
            client.get(page(idea))
        return len(queries.captured_queries)

    say(idea, writer, about="question", which="social-connections-q1")
    say(idea, writer, about="pitfall", which="social-connections-pitfall-1")
    few = asked()
    for number in range(40):
        thread = say(idea, second_writer, f"Thread {number}", about="question", which="social-connections-q2")
        commenting.reply(thread=thread, by=writer, text="Yes")
    assert asked() == few


@pytest.mark.django_db(transaction=True)
def test_one_comment_sent_twice_at_once_is_one(idea, writer) -> None:
    results = at_once(*[lambda: say(idea, writer, form_key="b" * 32).pk] * 2)
    assert raised(results) == []
    assert Comment.objects.count() == 1
