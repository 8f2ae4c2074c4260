"""What a screen reader says: the names and the order that Chromium's accessibility tree gives to assistive software."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from characteristics.models import Question
from ideas.actions.choosing import save_route
from ideas.actions.drafting import describe_idea
from tests.builders import an_idea, answered, chosen, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLUG = "social-connections"


def heard(page: Page, *roles: str) -> list[tuple[str, str]]:
    """Return the role and the name of everything on the page that has one of the roles, in the order of reading."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}

    def walk(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
        role = node.get("role", {}).get("value")
        if role in roles and not node.get("ignored"):
            yield role, " ".join(node.get("name", {}).get("value", "").split())
        for child in node.get("childIds", []):
            if child in nodes:
                yield from walk(nodes[child])

    return list(walk(next(iter(nodes.values()))))


def test_flower_rail_grid_and_heat_map_read_well(page_for, full_guide, team, writer, player_manager) -> None:
    idea = an_idea(writer, team, "Walks from the library")
    focus = chosen(idea, writer, SLUG)
    chosen(idea, writer, "managing-setbacks")
    first, second = Question.objects.live().filter(characteristic__slug=SLUG).order_by("key")[:2]
    answered(focus, first, writer, "In pairs.", "covered", "lived")
    answered(focus, second, writer, "We are not sure yet.", "partly")
    save_route(focus=focus, component="motivation", by=writer, values={"text": "Company."}, base_version=0)
    page = page_for(writer, width=360)
    page.goto(reverse("ideas:idea_report", args=[idea.pk]))
    assert ("image", FLOWER) in heard(page, "image")
    steps = [name for _role, name in heard(page, "link", "StaticText") if name in RAIL]
    assert sorted(set(steps)) == sorted(RAIL)
    tables = heard(page, "table", "columnheader", "rowheader", "cell")
    grid = tables[tables.index(("table", GRID[0])) :]
    assert [name for _role, name in grid] == GRID
    assert [role for role, _name in grid] == [
        "table", *["columnheader"] * 4, *["rowheader", "cell", "cell", "cell"] * 2,
    ]  # fmt: skip

    submitted(idea, writer)
    page = page_for(player_manager)
    page.goto(reverse("portfolio"))
    table = heard(page, "table", "columnheader", "rowheader", "cell")
    assert [name for _role, name in table[: len(HEAT_MAP)]] == HEAT_MAP
    assert ("link", "1 of 5 covered, 1 partly") in heard(page, "link")


FLOWER = (
    "Coverage flower. Social connections, 5 relevant: 1 covered, 1 partly, 3 open. "
    "Managing setbacks, 4 relevant: 4 open."
)
RAIL = [
    "Describe: 1 of 7 done", "Choose characteristics: 2 chosen", "How it works: 1 of 5 done", "Check in: 2 of 9 done",
    "Pitfalls: Not begun", "Report: Any time", "Submit: Not begun",
]  # fmt: skip
GRID = [
    "How the idea is meant to change what people can do, are able to do around them, and want to do",
    "Characteristic", "Capability", "Opportunity", "Motivation",
    "Social connections", "Capability Not described", "Opportunity Not described", "Motivation Described",
    "Managing setbacks", "Capability Not described", "Opportunity The guide gives no route here",
    "Motivation Not described",
]  # fmt: skip
HEAT_MAP = [
    "By idea: the questions of each characteristic that it works through",
    "Idea", "Social connections", "Enabling environments",
]  # fmt: skip


def test_differences_say_what_was_taken_out_and_put_in(page_for, guide, team, writer) -> None:
    idea = an_idea(writer, team, "Walks from the library")
    describe_idea(idea=idea, by=writer, values={"summary": "A daily walk with tea."}, base_version=idea.version)
    page = page_for(writer, width=360)
    page.goto(reverse("ideas:text_history", args=[idea.pk, "idea"]))
    said = " ".join(" ".join(name for _role, name in heard(page, "StaticText")).split())
    assert "A (taken out: weekly ) (put in: daily ) walk" in said
