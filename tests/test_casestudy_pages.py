"""Case studies of 2020 and the directory of 2018, as a visitor reads them."""

import re

import pytest
import yaml
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse

from casestudies.models import CaseStudy, Illustration, Need, Programme
from characteristics.actions import retire_characteristic
from characteristics.models import Characteristic

FACTS = yaml.safe_load((settings.BASE_DIR / "tests" / "guide_facts.yaml").read_text())
PROGRAMMES = reverse("casestudies:programme_list")
LOST = "Our copy of the guide has lost which part"


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def between(html, start, end):
    return html[html.index(start) : html.index(end, html.index(start))]


# --- Case studies ---------------------------------------------------------------------------------


def test_the_list_names_the_five_and_what_each_shows(full_guide, client, django_assert_num_queries):
    with django_assert_num_queries(2):
        html = page(client, reverse("casestudies:casestudy_list"))
    _before, *cards, onward = between(html, '<ol class="card-grid">', "</ol>").split('<li class="card">')
    assert len(cards) == 5
    assert f'href="{reverse("casestudies:programme_list")}"' in onward
    for fact, card in zip(FACTS["case_studies"], cards, strict=True):
        assert fact["name"] in card
        assert set(re.findall(r'class="meta char--([a-z-]+)"', card)) == set(fact["applies"])


@pytest.mark.parametrize("fact", FACTS["case_studies"], ids=lambda fact: fact["slug"])
def test_a_case_study_shows_what_how_characteristics_and_needs(full_guide, client, django_assert_num_queries, fact):
    with django_assert_num_queries(4):
        html = page(client, f"/case-studies/{fact['slug']}/")
    shown = between(html, "The characteristics it shows", "What is needed")
    assert re.findall(r'<section class="char--([a-z-]+)"', shown) == fact["applies"]
    needs = between(html, "<h2>What is needed", "</article>")
    counts = [sum(part.values()) for part in fact["needs"].values()]
    assert [len(re.findall("<li>", actor)) for actor in needs.split("<h3>")[1:]] == counts
    assert "What it does" in html
    assert "How it does it" in html
    assert f"(2020), page {fact['page']}" in html


def test_needs_stand_under_their_part_of_com_b_only_where_it_is_known(full_guide, client):
    mayday = page(client, "/case-studies/mayday-trust/")
    _, coaches, trust = between(mayday, "<h2>What is needed", "</article>").split("<h3>")
    assert re.findall("<h4>(.*?)</h4>", coaches) == ["Capability", "Opportunity", "Motivation"]
    assert LOST not in coaches
    assert "<h4>" not in trust
    assert LOST in trust


def test_a_need_added_without_a_part_does_not_hide_the_others(full_guide, client):
    study = CaseStudy.objects.get(slug="goodgym")
    some = Need.objects.filter(case_study=study).first()
    Need.objects.create(
        case_study=study,
        key="one-more",
        actor=some.actor,
        party=some.party,
        order=99,
        text="Extra.",
        source=some.source,
    )
    html = page(client, study.get_absolute_url())
    assert "<li>Extra.</li>" in html
    assert html.count("<h4>") == 6


def test_previous_and_next_lead_through_the_five(full_guide, client):
    html = page(client, "/case-studies/goodgym/")
    assert 'rel="prev" href="/case-studies/mayday-trust/"' in html
    assert 'rel="next" href="/case-studies/fanfit/"' in html
    assert 'rel="prev"' not in page(client, "/case-studies/mayday-trust/")


def test_an_unknown_case_study_is_not_found_and_nothing_is_posted(full_guide, client):
    assert client.get("/case-studies/nobody/").status_code == 404
    for address in ("/case-studies/", "/case-studies/goodgym/", PROGRAMMES):
        assert client.post(address).status_code == 405


def test_a_characteristic_and_a_case_study_of_the_same_programme_lead_to_each_other(full_guide, client):
    characteristic = page(client, "/characteristics/social-connections/")
    example = between(characteristic, '<li class="card" id="social-connections-goodgym">', "</li>")
    assert 'href="/case-studies/goodgym/"' in example
    other = between(characteristic, '<li class="card" id="social-connections-club-soda">', "</li>")
    assert "/case-studies/" not in other
    study = page(client, "/case-studies/goodgym/")
    assert 'href="/characteristics/social-connections/#social-connections-goodgym"' in study


def test_a_characteristic_shows_its_case_studies_and_how(full_guide, client):
    for illustration in Illustration.objects.select_related("characteristic", "case_study"):
        html = page(client, illustration.characteristic.get_absolute_url())
        part = between(html, '<section id="case-studies">', "</section>")
        assert f'<h3><a href="{illustration.case_study.get_absolute_url()}">' in part
    assert "None of the guide’s" in page(client, "/characteristics/managing-setbacks/")


def test_the_tag_reads_by_itself_what_it_is_not_given(full_guide, django_assert_num_queries):
    characteristic = Characteristic.objects.get(slug="tracking-change")
    template = Template("{% load casestudies %}{% case_studies_showing characteristic %}")
    with django_assert_num_queries(1):
        html = template.render(Context({"characteristic": characteristic}))
    assert re.findall(r"<h3><a [^>]+>([^<]+)</a>", html) == ["GoodGym", "FanFit"]


def test_a_retired_characteristic_leaves_the_cards_and_stays_in_the_case_study(full_guide, client):
    retire_characteristic(by=None, characteristic=Characteristic.objects.get(slug="tracking-change"))
    assert "tracking-change" not in page(client, "/case-studies/")
    assert 'id="tracking-change"' in page(client, "/case-studies/goodgym/")


# --- Programmes -----------------------------------------------------------------------------------


def test_the_directory_names_all_in_the_reports_order(full_guide, client, django_assert_num_queries):
    with django_assert_num_queries(1):
        html = page(client, PROGRAMMES)
    assert "85 programmes" in html
    sectors = re.findall(r'<section id="([a-z-]+)">', html)
    assert sectors == list(Programme.Sector.values)
    parts = html.split("<section id=")[1:]
    for (described, named), part in zip(FACTS["programmes_2018"].values(), parts, strict=True):
        assert part.split("</section>")[0].count("<li>") == described + named


@pytest.mark.parametrize("sector", Programme.Sector.values)
def test_a_sector_shows_those_described_first_and_then_those_only_named(full_guide, client, sector):
    html = page(client, f"{PROGRAMMES}?sector={sector}")
    described, named = FACTS["programmes_2018"][Programme.Sector(sector).label]
    assert html.count("<article id=") == described
    assert len(re.findall(r'<li id="', html)) == named
    if named:
        assert html.rindex("<article id=") < html.index("Listed by name only") < html.index('<li id="')
    assert len(re.findall(r'<section id="', html)) == 1
    assert 'aria-current="page"' in html
    assert "Source:" in html


def test_everything_fits_on_one_page_to_print(full_guide, client, django_assert_num_queries):
    with django_assert_num_queries(1):
        html = page(client, f"{PROGRAMMES}?sector=all")
    assert html.count("<article id=") + len(re.findall(r'<li id="', html)) == 85


def test_an_unknown_sector_gets_the_whole_list_and_a_sentence(full_guide, client):
    html = page(client, f"{PROGRAMMES}?sector=<script>")
    assert "There is no such sector here." in html
    assert "<script>" not in html[html.index("<main") : html.index("</main>")]
    assert html.count("<section id=") == 11
    assert "There is no such sector" not in page(client, PROGRAMMES)


def test_addresses_say_that_they_are_as_of_2018_and_notes_and_ends_are_told(full_guide, client):
    html = page(client, f"{PROGRAMMES}?sector=employment-and-poverty")
    backr = between(html, "Participle Backr", "</article>")
    assert "had ended by 2018" in backr
    assert "The source marks it as historic." in backr
    links = re.findall(r'<a href="http[^>]+rel="nofollow noopener noreferrer">[^<]+</a> <span[^>]*>([^<]+)<', html)
    assert len(links) == Programme.objects.filter(sector="employment-and-poverty").exclude(url="").count()
    assert set(links) == {"(as of 2018)"}


def test_a_programme_added_by_us_is_marked(full_guide, client):
    Programme.objects.filter(slug="user-voice").update(origin="tool")
    html = page(client, f"{PROGRAMMES}?sector=justice-system")
    assert "Written for this tool" in between(html, '<article id="user-voice">', "</article>")
