"""What a form for comments may send and show: no word is lost, nobody is named to strangers, nothing in the bin."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ideas.actions import commenting, inviting
from ideas.actions.drafting import bin_idea
from ideas.models import Comment
from tests.builders import an_idea, chosen, submitted, worked_out

KEY = "c" * 32


@pytest.fixture
def idea(guide, team, writer):
    idea = an_idea(writer, team)
    chosen(idea, writer)
    return idea


@pytest.fixture
def reviewer(idea, writer, person):
    rae = person("Rae")
    row, _token = inviting.invite_reviewer(idea=idea, by=writer, email=rae.email)
    inviting.accept_review(reviewer=row, by=rae)
    submitted(idea, writer)
    return rae


def page(idea, query: str = "") -> str:
    return reverse("ideas:comment_list", args=[idea.pk]) + query


def say(idea, by, text="A thought", audience="team", **more) -> Comment:
    return commenting.comment(idea=idea, by=by, text=text, audience=audience, **more)


# --- Form keys --------------------------------------------------------------------------------------


def test_somebody_elses_form_key_hinders_nobody_and_shows_nothing(client_for, idea, writer, second_writer) -> None:
    first = say(idea, writer, "Theirs", form_key=KEY)
    sent = {"text": "Mine", "audience": "team", "form_key": KEY}
    answer = client_for(second_writer).post(page(idea), sent)
    made = Comment.objects.get(text="Mine")
    assert (answer.status_code, answer.url) == (302, made.get_absolute_url())
    assert made.by == second_writer
    answer = client_for(second_writer).post(first.get_absolute_url(), {"text": "An answer", "form_key": KEY})
    assert answer.status_code == 302
    assert sorted(Comment.objects.values_list("text", flat=True)) == ["An answer", "Mine", "Theirs"]


def test_other_words_with_the_same_form_key_are_kept(client_for, idea, writer) -> None:
    client = client_for(writer)
    sent = {"text": "First thought", "audience": "team", "form_key": KEY}
    client.post(page(idea), sent)
    client.post(page(idea), sent)
    client.post(page(idea), {**sent, "text": "First thought, and a second"})
    root = Comment.objects.order_by("pk").first()
    for text in ("Yes", "Yes", "No"):
        client.post(root.get_absolute_url(), {"text": text, "form_key": KEY})
    texts = list(Comment.objects.order_by("pk").values_list("text", flat=True))
    assert texts == ["First thought", "First thought, and a second", "Yes", "No"]


# --- Who is named in it -----------------------------------------------------------------------------


def test_a_reviewer_from_outside_is_shown_no_names_of_the_team_that_they_have_not_met(
    client_for, idea, writer, second_writer, reviewer, lead
) -> None:
    say(idea, writer, "Ours", "team")
    html = client_for(reviewer).get(page(idea)).content.decode()
    assert second_writer.name not in html
    assert lead.name not in html


def test_nobody_is_asked_to_see_to_what_they_cannot_read(client_for, idea, writer, outsider, decider) -> None:
    """A decider does not read the team's own threads, nor anything of a draft."""
    for person in (outsider, decider):
        with pytest.raises(PermissionDenied):
            say(idea, writer, assigned_to=person)
    with pytest.raises(PermissionDenied):
        say(idea, writer, audience="managers", assigned_to=decider)
    submitted(idea, writer)
    assert say(idea, writer, audience="managers", assigned_to=decider).assigned_to == decider
    sent = {"text": "Dara, please", "audience": "team", "assigned_to": str(decider.pk)}
    answer = client_for(writer).post(page(idea), sent)
    assert answer.status_code == 422
    assert "Dara, please" in answer.content.decode()
    assert "Dara does not read" in answer.content.decode()


def test_a_decider_comments_at_the_question_and_at_the_pitfall_of_a_submission(
    client_for, guide, team, writer, decider
) -> None:
    idea = worked_out(writer, team)
    submitted(idea, writer)
    client = client_for(decider)
    submission = reverse("ideas:submission_answers", args=[idea.pk, 1])
    html = client.get(submission).content.decode()
    for about, which, anchor in (
        ("question", "social-connections-q1", "q-social-connections-q1"),
        ("pitfall", "social-connections-pitfall-1", "p-social-connections-pitfall-1"),
    ):
        here = page(idea, f"?about={about}&which={which}")
        assert f'href="{here}"'.replace("&", "&amp;") in html
        assert f'id="{anchor}"' in html
        shown = client.get(here).content.decode()
        assert f'href="{submission}#{anchor}"' in shown
        assert "The team and its managers" in shown
        assert ("We walk in pairs." if about == "question" else "We greet whoever comes alone.") in shown
        assert client.post(here, {"text": "Who pays?", "audience": "managers"}).status_code == 302
        assert Comment.objects.latest("pk").which == which


# --- In the bin -------------------------------------------------------------------------------------


def test_in_the_bin_comments_are_read_and_nothing_is_said_or_settled(client_for, idea, writer, lead) -> None:
    thread = say(idea, writer, "Before")
    bin_idea(idea=idea, by=writer)
    client = client_for(writer)
    assert "Before" in client.get(page(idea)).content.decode()
    assert "<textarea" not in client.get(page(idea)).content.decode()
    assert "<textarea" not in client.get(thread.get_absolute_url()).content.decode()
    settle = reverse("ideas:comment_settle", args=[idea.pk, thread.pk])
    posts = [(page(idea), {"text": "After", "audience": "team"}), (thread.get_absolute_url(), {"text": "After"}),
             (settle, {"settled": "yes"})]  # fmt: skip
    assert [client.post(*post).status_code for post in posts] == [403] * 3
    assert Comment.objects.get().resolved_at is None
    idea.refresh_from_db()
    for act in (lambda: say(idea, writer), lambda: commenting.reply(thread=Comment.objects.get(), by=lead, text="x")):
        with pytest.raises(PermissionDenied):
            act()


# --- Given to somebody later ----------------------------------------------------------------------------


def test_a_writer_gives_a_thread_to_somebody_later_and_takes_it_back(
    client_for, idea, writer, second_writer, decider, outsider
) -> None:
    submitted(idea, writer)
    thread = say(idea, decider, audience="managers")
    url = reverse("ideas:comment_assign", args=[idea.pk, thread.pk])
    client = client_for(writer)
    assert second_writer.name in client.get(thread.get_absolute_url()).content.decode()
    assert client.post(url, {"assigned_to": second_writer.pk}).status_code == 302
    thread.refresh_from_db()
    assert thread.assigned_to == second_writer
    assert client.post(url, {"assigned_to": outsider.pk}).status_code == 422
    assert client.post(url, {"assigned_to": ""}).status_code == 302
    thread.refresh_from_db()
    assert thread.assigned_to is None
    # The manager began it, so the manager may ask as well; not in a thread that the team began.
    manager = client_for(decider)
    assert "Save who is asked" in manager.get(thread.get_absolute_url()).content.decode()
    assert manager.post(url, {"assigned_to": decider.pk}).status_code == 302
    thread.refresh_from_db()
    assert thread.assigned_to == decider
    theirs = say(idea, writer, audience="managers")
    assert "Save who is asked" not in manager.get(theirs.get_absolute_url()).content.decode()
    url = reverse("ideas:comment_assign", args=[idea.pk, theirs.pk])
    assert manager.post(url, {"assigned_to": decider.pk}).status_code == 403
