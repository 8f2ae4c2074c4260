"""The workshop pack: everything of a characteristic on paper, for everybody and for one idea."""

import io

import pikepdf
import pytest
from django.urls import reverse

from characteristics.actions import retire_pitfall, retire_question
from characteristics.models import Characteristic
from ideas.actions import drafting
from tests.browser import assert_accessible, assert_no_sideways_scroll
from tests.builders import an_idea, chosen, submitted
from tests.exported import text_on

SLUG = "social-connections"


def public(slug: str = SLUG) -> str:
    return reverse("characteristics:workshop_pack", args=[slug])


def of(idea) -> str:
    return reverse("ideas:idea_workshop", args=[idea.pk])


def test_anybody_can_print_the_pack_of_a_characteristic(full_guide, client, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):
        response = client.get(public())
    html = response.content.decode()
    assert response.status_code == 200
    characteristic = Characteristic.objects.get(slug=SLUG)
    for words in ("For whoever leads the workshop", "Answer sheet: Social connections", "Canvas for a Good Help idea",
                  "Club Soda", characteristic.in_short.split(",")[0], "Not clinical advice"):  # fmt: skip
        assert words in html
    assert html.count("question 5") == 1
    assert public() in client.get(characteristic.get_absolute_url()).content.decode()
    assert client.get(public("no-such")).status_code == 404


def test_what_is_retired_is_on_no_card(guide, client, content_admin) -> None:
    retire_question(by=content_admin, question=guide.questions[SLUG][0])
    retire_pitfall(by=content_admin, pitfall=guide.pitfalls[SLUG][0])
    html = client.get(public()).content.decode()
    assert "social-connections-q1" not in html
    assert "social-connections-q2" in html
    assert "Pitfall 1" not in html
    assert "Pitfall 2" in html


def test_an_ideas_pack_has_its_own_characteristics_and_costs_the_same_for_any_number(
    guide, team, writer, client_for, django_assert_num_queries
) -> None:
    idea, client = an_idea(writer, team, "Walks & tea"), client_for(writer)
    client.get(of(idea))
    assert "no cards yet" in client.get(of(idea)).content.decode()
    chosen(idea, writer, SLUG)
    with django_assert_num_queries(10):
        client.get(of(idea))
    chosen(idea, writer, "enabling-environments")
    with django_assert_num_queries(10):
        html = client.get(of(idea)).content.decode()
    assert "Canvas: Walks &amp; tea" in html
    assert "Answer sheet: Enabling environments" in html
    assert "Answer sheet: Working on what matters" not in html


def test_an_ideas_pack_is_for_who_reads_the_live_text(guide, team, writer, decider, outsider, client_for) -> None:
    idea = an_idea(writer, team)
    submitted(idea, writer)
    assert client_for(decider).get(of(idea)).status_code == 403
    assert client_for(outsider).get(of(idea)).status_code == 404
    assert client_for(None).get(of(idea)).status_code == 302
    drafting.share_live(idea=idea, by=writer, shared=True)
    assert client_for(decider).get(of(idea)).status_code == 200
    assert client_for(writer).post(of(idea)).status_code == 405


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_on_paper_each_sheet_is_a_page_and_the_canvas_is_a3(full_guide, team, writer, page_for) -> None:
    idea = an_idea(writer, team)
    chosen(idea, writer, SLUG)
    page = page_for(writer)
    for address in (public(), of(idea)):
        page.goto(address)
        with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
            sizes = [tuple(round(float(n) / 72 * 25.4) for n in list(sheet.MediaBox)[2:]) for sheet in pdf.pages]
        assert sizes[-1] == (420, 297)
        assert set(sizes[:-1]) == {(210, 297)}
        assert len(sizes) == 5


SOURCE = "GoodHelpPlanner,afterReimaginingHelp(2020).Notclinicaladvice."


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_card_says_its_source_and_no_sheet_holds_one_left_over_card_or_the_foot_alone(
    full_guide, team, writer, page_for
) -> None:
    idea = an_idea(writer, team)
    for slug in Characteristic.objects.values_list("slug", flat=True):
        chosen(idea, writer, slug)
    page = page_for(writer)
    page.goto(of(idea))
    cards = page.locator(".workshop-card").count()
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        sheets = [text_on(sheet) for sheet in pdf.pages]
    assert min(map(len, sheets)) > 250
    said = [sheet.count(SOURCE) for sheet in sheets if SOURCE in sheet]
    assert sum(said) == cards > 80
    assert min(said) > 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_accessible_on_a_phone(full_guide, team, writer, page_for) -> None:
    idea = an_idea(writer, team)
    chosen(idea, writer, SLUG)
    exports = reverse("ideas:idea_export", args=[idea.pk])
    page = page_for(writer, width=360)
    for address in (public(), of(idea), exports, f"{exports}print/", reverse("ideas:idea_import")):
        page.goto(address)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
