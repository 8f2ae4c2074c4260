"""Three ways to begin: a worked example, a practice idea, and three short steps to a first report."""

import html
import re

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import User
from characteristics.models import Term
from ideas.models import Answer, Focus, Idea
from teams.models import Team
from tests.builders import an_idea, chosen
from tests.forms import fields_of

pytestmark = pytest.mark.django_db

SLUG = "social-connections"
KEY = "0123456789abcdef0123456789abcdef"


# --- The worked example ---------------------------------------------------------------------------


def test_a_visitor_looks_round_in_a_worked_example_that_is_no_row_of_the_database(client, full_guide) -> None:
    page = client.get(reverse("worked_example")).text
    assert "invented from end to end" in page
    assert "A carers’ café with a quiet corner" in page
    assert "Every relevant question is covered for" in page or "Partly worked out" in page
    assert "Four mornings in the hall" in page
    answers = client.get(reverse("worked_example_answers")).text
    assert "Everybody in the room looks after somebody" in answers
    assert "Everybody in the room looks after somebody" not in page
    assert all(answers.count(f'href="#focus-{slug}"') == page.count(f'answers/#focus-{slug}"') == 1
               for slug in ("social-connections", "managing-setbacks"))  # fmt: skip
    assert "What is asked for" in page
    assert not Idea.objects.exists()
    assert not Team.objects.exists()


def test_the_example_counts_as_an_idea_with_the_same_words_would(full_guide) -> None:
    from goodhelp.worked_example import worked_example
    from ideas.reading import live_document
    from ideas.report import build
    from tests.demo import load_demo_again

    load_demo_again()
    live = live_document(Idea.objects.get(title="A carers’ café with a quiet corner"))
    shown = worked_example(live.team).document
    assert build(shown) == build(live)


def test_what_an_admin_retired_is_left_out_of_the_example(client, full_guide) -> None:
    from characteristics.actions import retire_characteristic
    from characteristics.models import Characteristic

    retire_characteristic(by=None, characteristic=Characteristic.objects.get(slug="managing-setbacks"))
    for name in ("worked_example", "worked_example_answers"):
        assert "focus-managing-setbacks" not in client.get(reverse(name)).text


def test_the_example_stays_readable_without_a_guide(client) -> None:
    assert client.get(reverse("worked_example")).status_code == 200
    assert client.get(reverse("worked_example_answers")).status_code == 200


# --- A practice idea --------------------------------------------------------------------------------


def test_one_click_begins_a_practice_idea_that_counts_nowhere(client_for, writer, guide) -> None:
    client = client_for(writer)
    home = client.get("/").text
    assert f'action="{reverse("ideas:practice_start")}"' in home
    answers = [client.post(reverse("ideas:practice_start"), {"form_key": KEY}) for _click in range(2)]
    idea = Idea.objects.get()
    assert {answer.headers["Location"] for answer in answers} == {
        reverse("ideas:focus_choose", args=[idea.pk]) + "?first=yes"
    }
    assert idea.practice
    assert not Idea.objects.in_numbers().exists()
    assert "Practice: counts nowhere" in client.get(idea.get_absolute_url()).text


def test_looking_at_the_address_of_practice_begins_nothing(client_for, writer) -> None:
    assert client_for(writer).get(reverse("ideas:practice_start")).status_code == 405
    assert not Idea.objects.exists()


# --- Three steps --------------------------------------------------------------------------------------


def test_three_steps_lead_to_a_first_report_and_each_one_saves(client_for, writer, guide) -> None:
    client = client_for(writer)
    start = reverse("ideas:idea_start") + "?first=yes"
    sent = fields_of(client.get(start).content) | {"title": "Tea", "summary": "Tea for everybody."}
    first = client.post(start, sent).headers["Location"]
    idea = Idea.objects.get()
    assert first == reverse("ideas:focus_choose", args=[idea.pk]) + "?first=yes"

    second = client.post(first, fields_of(client.get(first).content) | {f"{SLUG}-chosen": "on"}).headers["Location"]
    assert second == reverse("ideas:answer_edit", args=[idea.pk, SLUG]) + "?first=yes"
    assert Focus.objects.active().filter(idea=idea).count() == 1

    sent = fields_of(client.get(second).content) | {f"{SLUG}-q1-text": "In pairs.", f"{SLUG}-q1-state": "covered"}
    third = client.post(second, sent | {"go_on": "1"}).headers["Location"]
    assert third == reverse("ideas:idea_report", args=[idea.pk]) + "?first=yes"
    assert Answer.objects.get().text == "In pairs."
    assert "Your first report" in client.get(third).text
    assert "Your first report" not in client.get(reverse("ideas:idea_report", args=[idea.pk])).text


def test_nothing_on_the_three_steps_leads_off_them_unasked(client_for, writer, team, guide) -> None:
    client, idea = client_for(writer), an_idea(writer, team)
    for slug in (SLUG, "enabling-environments"):
        chosen(idea, writer, slug)
    third = reverse("ideas:answer_edit", args=[idea.pk, SLUG]) + "?first=yes"
    words, ways = client.get(third).text, ("enabling-environments", SLUG)
    for slug in ways:
        assert f'href="{reverse("ideas:answer_edit", args=[idea.pk, slug])}?first=yes"' in words
    describe = reverse("ideas:idea_describe", args=[idea.pk]) + "?first=yes"
    assert f'href="{describe}"' in words
    page = client.get(describe)
    assert "Step 1 of 3" in page.text
    after = client.post(describe, fields_of(page.content)).headers["Location"]
    assert after == reverse("ideas:focus_choose", args=[idea.pk]) + "?first=yes"


def test_an_empty_page_of_work_begins_with_the_three_steps(client_for, writer, guide) -> None:
    for name in ("your_work", "ideas:idea_list"):
        words = client_for(writer).get(reverse(name)).text
        assert f'href="{reverse("ideas:idea_start")}?first=yes"' in words


def test_whoever_chooses_nothing_is_asked_to_choose_one(client_for, writer, team, guide) -> None:
    page = reverse("ideas:focus_choose", args=[an_idea(writer, team).pk]) + "?first=yes"
    client = client_for(writer)
    answer = client.post(page, fields_of(client.get(page).content), follow=True)
    assert answer.redirect_chain[-1][0] == page
    assert "Tick one characteristic to go on" in answer.text


def test_outside_the_three_steps_pages_lead_where_they_did(client_for, writer, team, guide) -> None:
    idea, client = an_idea(writer, team), client_for(writer)
    page = reverse("ideas:focus_choose", args=[idea.pk])
    assert client.post(page, fields_of(client.get(page).content)).headers["Location"] == idea.get_absolute_url()


def test_each_characteristic_says_when_to_choose_it(client_for, writer, team, full_guide) -> None:
    page = client_for(writer).get(reverse("ideas:focus_choose", args=[an_idea(writer, team).pk])).text
    assert page.count("<strong>Choose this if</strong>") == 8


# --- Words explained where they are first used --------------------------------------------------------


TERM_LINK = re.compile(r'{% term_url "([a-z-]+)"')


def test_every_term_that_a_page_links_to_is_explained(full_guide) -> None:
    known = set(Term.objects.values_list("slug", flat=True))
    used = {
        slug
        for file in (settings.BASE_DIR / "templates").rglob("*.html")
        for slug in TERM_LINK.findall(file.read_text())
    }
    assert used
    assert used <= known


@pytest.mark.parametrize(
    ("name", "args", "terms"),
    [
        ("idea_describe", (), ["co-design", "lived-experience"]),
        ("focus_choose", (), ["characteristic"]),
        ("route_edit", (SLUG,), ["route"]),
        ("answer_edit", (SLUG,), ["lived-experience", "assumption"]),
        ("pitfall_edit", (SLUG,), ["pitfall"]),
        ("idea_report", (), ["route", "com-b"]),
    ],
)
def test_pages_of_an_idea_link_a_term_where_they_use_it_first(
    client_for, writer, team, guide, name, args, terms
) -> None:
    idea = an_idea(writer, team)
    chosen(idea, writer)
    page = client_for(writer).get(reverse(f"ideas:{name}", args=[idea.pk, *args])).text
    for term in terms:
        assert page.count(f'href="/about/words/#{term}"') == 1, term


# --- A submission in three minutes ----------------------------------------------------------------------


def test_a_submission_says_at_its_top_what_is_asked_what_is_strong_and_what_is_open(client_for, full_guide) -> None:
    from tests.demo import load_demo_again

    load_demo_again()
    idea = Idea.objects.get(status="in_review")
    page = client_for(User.objects.get(email="manager@example.org")).get(
        reverse("ideas:submission_detail", args=[idea.pk, 2])
    )
    top = page.text.partition('aria-labelledby="in-short"')[2].partition("</section>")[0]
    assert idea.plan.smallest_try[:40] in html.unescape(top)
    for heading in ("What the team asks", "What is strong", "What is open"):
        assert heading in top
    assert len(re.sub(r"<[^>]+>", " ", top).split()) < 200, "more than a minute to read"


def test_an_idea_with_nothing_open_says_so(client_for, writer, decider, team, guide) -> None:
    from tests.builders import submitted

    idea = an_idea(writer, team)
    snapshot = submitted(idea, writer)
    page = client_for(decider).get(reverse("ideas:submission_detail", args=[idea.pk, snapshot.number])).text
    assert "Nothing is covered yet." in page


def test_an_idea_that_has_chosen_nothing_is_not_said_to_be_covered(client_for, writer, decider, team, guide) -> None:
    from ideas.models import Focus
    from tests.builders import submitted

    idea = an_idea(writer, team)
    Focus.objects.filter(idea=idea).delete()
    snapshot = submitted(idea, writer)
    page = client_for(decider).get(reverse("ideas:submission_detail", args=[idea.pk, snapshot.number])).text
    top = page.partition('aria-labelledby="in-short"')[2].partition("</section>")[0]
    assert "No characteristic is chosen yet" in top
    assert "Every relevant question is covered" not in top
