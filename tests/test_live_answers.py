"""A manager whom a team asks for feedback reads the draft's answers and comments at the very place."""

import pytest
from django.urls import reverse

from ideas.actions import feedback
from ideas.models import Idea
from tests.builders import worked_out
from tests.reading import read


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
