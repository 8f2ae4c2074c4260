"""What the main pages cost: queries that do not grow with the rows, and bytes over the wire.

`pytest tests/test_page_budgets.py -s` prints the table.
"""

import gzip
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from characteristics.models import Question
from ideas.models import Focus, Idea
from tests.builders import an_idea, answered, chosen, submitted
from tests.demo import load_demo_again
from tests.walking import MANAGER, PRACTITIONER, VISITOR, client, person

pytestmark = pytest.mark.django_db

STYLES = ("tokens.css", "base.css", "components.css")
SLUG = "social-connections"
FEW, MANY = 10, 200
KB = 1024


@dataclass(frozen=True)
class Budget:
    """A page, who reads it, and what it may cost."""

    name: str
    who: str
    path: Callable[[int], str]
    queries: int
    html: int  # bytes of its HTML, compressed


def route(name: str, *args: object) -> Callable[[int], str]:
    return lambda _idea: reverse(name, args=args)


def of_idea(name: str, *args: object) -> Callable[[int], str]:
    return lambda idea: reverse(f"ideas:{name}", args=[idea, *args])


BUDGETS = (
    Budget("home", VISITOR, route("home"), 1, 10 * KB),
    Budget("characteristics", VISITOR, route("characteristics:characteristic_list"), 1, 10 * KB),
    Budget("a characteristic", VISITOR, route("characteristics:characteristic_detail", SLUG), 9, 10 * KB),
    Budget("a case study", VISITOR, route("casestudies:casestudy_detail", "goodgym"), 4, 10 * KB),
    Budget("ideas", PRACTITIONER, route("ideas:idea_list"), 8, 8 * KB),
    Budget("an idea", PRACTITIONER, of_idea("idea_detail"), 23, 8 * KB),
    Budget("its report", PRACTITIONER, of_idea("idea_report"), 16, 8 * KB),
    Budget("its answers", PRACTITIONER, of_idea("idea_answers"), 14, 8 * KB),
    Budget("its check-in", PRACTITIONER, of_idea("answer_edit", SLUG), 14, 10 * KB),
    Budget("its submission", MANAGER, of_idea("submission_detail", 1), 10, 7 * KB),
    Budget("the answers in it", MANAGER, of_idea("submission_answers", 1), 7, 8 * KB),
    Budget("a worked example", VISITOR, route("worked_example"), 6, 8 * KB),
    Budget("the answers in that", VISITOR, route("worked_example_answers"), 5, 8 * KB),
    Budget("your work", PRACTITIONER, route("your_work"), 13, 8 * KB),
    Budget("the manager’s work", MANAGER, route("your_work"), 18, 8 * KB),
    Budget("reviews", MANAGER, route("ideas:review_queue"), 11, 8 * KB),
)


def styles() -> int:
    """Return the bytes of the style sheets as WhiteNoise serves them: joined, and compressed with Brotli."""
    folder = Path(settings.BASE_DIR) / "static" / "css"
    return len(brotli.compress(b"".join((folder / name).read_bytes() for name in STYLES)))


@pytest.fixture
def idea(full_guide) -> Idea:
    """Return the demo's idea that is full of words, agreed, and written in since."""
    load_demo_again()
    return Idea.objects.get(status="agreed")


def grow(idea: Idea, rows: int) -> None:
    """Let the team have that many ideas, each submitted, and that many saves of one answer of this idea."""
    writer: User = person(PRACTITIONER)
    focus = Focus.objects.select_related("characteristic", "idea").get(idea=idea, characteristic__slug=SLUG)
    question = Question.objects.get(key=f"{SLUG}-q1")
    for number in range(Idea.objects.filter(team=idea.team).count(), rows):
        new = an_idea(writer, idea.team, f"Walk number {number} from the library")
        chosen(new, writer, why="People ask for company.")
        submitted(new, writer)
        answered(focus, question, writer, f"Everybody has looked after somebody ({number}).", "covered", "lived")


def cost(browser: Client, path: str) -> tuple[int, int, int]:
    """Return the queries of a page, and the bytes of its HTML as it is and compressed."""
    with CaptureQueriesContext(connection) as captured:
        response = browser.get(path)
    assert response.status_code == 200, path
    return len(captured), len(response.content), len(gzip.compress(response.content, 6))


def show(found: dict[int, dict[str, tuple[int, int, int]]]) -> None:
    """Write the table, for whoever runs this with -s."""
    lines = [f"CSS with Brotli: {styles()} bytes", f"{'page':20} {FEW} / {MANY} rows: queries, HTML, gzip -6, with CSS"]
    for each in BUDGETS:
        queries, raw, small = found[MANY][each.name]
        few = found[FEW][each.name][0]
        lines.append(f"{each.name:20} {few:3} / {queries:<3} {raw:8} {small:7} {small + styles():8}")
    sys.stdout.write("\n" + "\n".join(lines) + "\n")


def test_main_pages_keep_their_budgets_of_queries_and_bytes(idea) -> None:
    browsers = {who: client(who) for who in (VISITOR, PRACTITIONER, MANAGER)}
    for budget in BUDGETS:  # what is remembered after the first time does not count
        browsers[budget.who].get(budget.path(idea.pk))
    found = {}
    for rows in (FEW, MANY):
        grow(idea, rows)
        assert Idea.objects.filter(team=idea.team).count() == rows
        found[rows] = {each.name: cost(browsers[each.who], each.path(idea.pk)) for each in BUDGETS}
    show(found)
    for each in BUDGETS:
        assert (found[FEW][each.name][0], found[MANY][each.name][0]) == (each.queries, each.queries), each.name
        for rows in (FEW, MANY):
            assert found[rows][each.name][2] <= each.html, each.name
            assert found[rows][each.name][2] + styles() <= 14 * KB, each.name
