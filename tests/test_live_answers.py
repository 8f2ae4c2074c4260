"""What a manager reads of an idea that goes on: a draft's answers where asked for feedback, and what was agreed."""

import pytest
from django.urls import reverse

from ideas.actions import feedback, reviewing
from ideas.actions.drafting import describe_idea
from ideas.models import Idea
from tests.builders import decided, submitted, worked_out
from tests.reading import read, seen


@pytest.fixture
def idea(guide, team, writer) -> Idea:
    return worked_out(writer, team)


def page(name: str, idea: Idea) -> str:
    return reverse(f"ideas:{name}", args=[idea.pk])


def test_whoever_is_asked_for_feedback_reads_the_answers_and_comments_at_each(client_for, idea, writer, decider):
    feedback.ask_for_feedback(idea=idea, by=writer)
    manager, answers = client_for(decider), page("idea_answers", idea)
    overview = read(manager, page("idea_detail", idea))
    assert f'href="{answers}"' in overview
    assert f'href="{answers}#focus-social-connections"' in overview
    html = read(manager, answers)
    assert "We walk in pairs." in html
    about = f"{page('comment_list', idea)}?about=question&amp;which=social-connections-q1"
    assert about in html
    asked = read(manager, about.replace("&amp;", "&"))
    assert f'href="{answers}#q-social-connections-q1"' in asked
    feedback.end_feedback(idea=idea, by=writer)
    assert manager.get(answers).status_code == 404


def test_what_was_changed_after_it_was_agreed_can_be_submitted_again_and_whoever_agreed_it_is_told_so(
    client_for, idea, writer, decider
):
    snapshot = submitted(idea, writer)
    decided(snapshot, decider)
    agreed = Idea.objects.get(pk=idea.pk)
    again = "Submit it again as it is now"
    manager, team = client_for(decider), client_for(writer)
    sent = reverse("ideas:submission_detail", args=[idea.pk, 1])
    assert again not in read(team, page("idea_detail", idea))
    assert "Edited since it was agreed" not in read(manager, reverse("ideas:review_queue"))
    describe_idea(idea=agreed, by=writer, values={"summary": "A daily walk with tea."}, base_version=agreed.version)
    html = read(manager, sent)
    assert "The team has edited its idea since. What was agreed is what stands here." in html
    assert "if the team submits again or shares its draft with you" in html
    assert "Edited since it was agreed" in read(manager, reverse("ideas:review_queue"))
    assert again in read(team, page("idea_detail", idea))
    reviewing.submit(idea=Idea.objects.get(pk=idea.pk), by=writer)
    assert "A <del>weekly</del> <ins>daily</ins> walk" in seen(
        read(manager, sent.replace("submissions/1", "submissions/2"))
    )
    reviewing.withdraw(idea=Idea.objects.get(pk=idea.pk), by=writer)
    assert Idea.objects.get(pk=idea.pk).status == "agreed"
