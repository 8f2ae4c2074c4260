"""The rail of an idea: how far each step has come, in one query, in words and as a shape."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from characteristics.models import Characteristic, Mechanism, Pitfall, Question
from ideas.actions.answering import save_pitfall_plan
from ideas.actions.choosing import save_route
from ideas.models import Idea
from ideas.progress import Amount, progress_of
from tests.builders import an_idea, answered, chosen, submitted

pytestmark = pytest.mark.django_db
SLUG = "social-connections"


def rail(client, idea: Idea, name: str = "idea_detail", *args: str) -> list[tuple[str, str, str]]:
    """Return the steps that a page shows: the class, the name and what is said of each."""
    html = client.get(reverse(f"ideas:{name}", args=[idea.pk, *args])).content.decode()
    steps = re.search(r'<ol class="steps">(.*?)</ol>', html, re.DOTALL)[1]
    found = re.findall(r'<li(?: class="([\w-]+)")?><[^>]*>(.*?)<b>:</b> <span class="step-said">(.*?)</span>', steps)
    return [(kind, unescape(name), said) for kind, name, said in found]


@pytest.mark.parametrize(
    ("amount", "state"),
    [(Amount(0, 0), "none"), (Amount(0, 3), "none"), (Amount(1, 3), "begun"), (Amount(3, 3), "done")],
)
def test_a_step_is_done_only_when_nothing_is_left_in_it(amount, state) -> None:
    assert amount.state == state


def test_an_idea_just_begun_shows_what_is_begun_and_leads_nowhere_that_is_not_there(
    guide, team, writer, client_for
) -> None:
    idea = an_idea(writer, team)
    assert rail(client_for(writer), idea) == [
        ("step-begun", "Describe", "1 of 7 done"),
        ("step-none", "Choose characteristics", "Not begun"),
        ("step-none", "How it works", "Not begun"),
        ("step-none", "Check in", "Not begun"),
        ("step-none", "Pitfalls", "Not begun"),
        ("", "Report", "Any time"),
        ("step-none", "Submit", "Not begun"),
    ]
    html = client_for(writer).get(idea.get_absolute_url()).content.decode()
    assert "/check-in/" not in re.search(r'<ol class="steps">(.*?)</ol>', html, re.DOTALL)[1]


def test_what_was_written_counts_where_it_was_written(full_guide, team, writer, client_for) -> None:
    idea = an_idea(writer, team)
    focus = chosen(idea, writer, SLUG)
    for component in Mechanism.objects.filter(characteristic__slug=SLUG).values_list("component", flat=True):
        save_route(focus=focus, component=component, by=writer, values={"text": "We ask."}, base_version=0)
    question = Question.objects.live().filter(characteristic__slug=SLUG).select_related("current")[0]
    answered(focus, question, writer, "We ask.", "not_sure")
    pitfall = Pitfall.objects.filter(characteristic__slug=SLUG, retired_at=None)[0]
    save_pitfall_plan(focus=focus, pitfall=pitfall, by=writer, could_happen="no", plan="", base_version=0)
    progress, asked = progress_of(idea), Question.objects.live().filter(characteristic__slug=SLUG).count()
    assert progress.choose == Amount(1, 1)
    assert progress.routes.state == "done"
    assert progress.check == Amount(1, asked)
    assert progress.pitfalls == Amount(1, Pitfall.objects.filter(characteristic__slug=SLUG, retired_at=None).count())
    submitted(idea, writer)
    assert rail(client_for(writer), idea)[-1] == ("step-done", "Submit", "Submitted")


def test_a_route_of_the_teams_own_does_not_stand_for_one_that_the_guide_gives(full_guide, team, writer) -> None:
    given = set(Mechanism.objects.values_list("characteristic__slug", "component"))
    slug, component = next(
        (slug, part)
        for slug in Characteristic.objects.values_list("slug", flat=True)
        for part in ("capability", "opportunity", "motivation")
        if (slug, part) not in given
    )
    focus = chosen(an_idea(writer, team), writer, slug)
    save_route(focus=focus, component=component, by=writer, values={"text": "Ours."}, base_version=0)
    offered = Mechanism.objects.filter(characteristic__slug=slug).count()
    assert progress_of(focus.idea).routes == Amount(1, offered + 1)


def test_what_left_the_guide_is_not_there_to_do(full_guide, team, writer) -> None:
    idea = an_idea(writer, team)
    chosen(idea, writer, SLUG)
    assert progress_of(idea).check.of > 0
    Characteristic.objects.filter(slug=SLUG).update(retired_at=timezone.now())
    progress = progress_of(idea)
    assert (progress.check, progress.routes, progress.pitfalls) == (Amount(), Amount(), Amount())
    assert progress.choose == Amount(1, 1)


def test_the_step_of_the_page_is_marked_and_all_of_it_costs_one_query(full_guide, team, writer, client_for) -> None:
    idea = an_idea(writer, team)
    for slug in (SLUG, "tracking-change"):
        chosen(idea, writer, slug)
    html = client_for(writer).get(reverse("ideas:answer_edit", args=[idea.pk, "tracking-change"])).content.decode()
    here = re.findall(r'<a href="([^"]+)" aria-current="step">', html)
    assert here == [reverse("ideas:answer_edit", args=[idea.pk, "tracking-change"])]
    with CaptureQueriesContext(connection) as captured:
        progress_of(idea)
    assert len(captured) == 1
