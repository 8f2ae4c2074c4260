"""The public pages of the guide: complete, honest about where things come from, and cheap."""

import itertools
import re

import pytest
import yaml
from django.conf import settings
from django.urls import reverse

from characteristics.actions import retire_characteristic, retire_pitfall, retire_question
from characteristics.models import Characteristic, Mechanism, Page, Pitfall, Principle, Question, Reference, Term
from tests.factories import CharacteristicFactory, MechanismFactory, PitfallFactory, QuestionFactory

FACTS = yaml.safe_load((settings.BASE_DIR / "tests" / "guide_facts.yaml").read_text())
NO_ROUTE = "The guide gives no route here."
OURS = "Written for this tool"


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def section(html, name):
    """Return one section of a page by its id."""
    return re.search(rf'<section id="{name}".*?</section>', html, re.DOTALL).group()


def every_address():
    """Return the address of every page of the guide, with the queries that it may cost a visitor."""
    fixed = {
        "characteristic_list": 1,
        "page_list": 1,
        "principle_list": 1,
        "principle_check": 1,
        "resource_list": 1,
        "reference_list": 1,
        "term_list": 1,
    }
    return [
        *((reverse(f"characteristics:{name}"), queries) for name, queries in fixed.items()),
        *((each.get_absolute_url(), 9) for each in Characteristic.objects.all()),
        *((each.get_absolute_url(), 2) for each in Page.objects.all()),
        *((each.get_absolute_url(), 3) for each in Principle.objects.all()),
    ]


@pytest.fixture
def characteristic(full_guide):
    return Characteristic.objects.get(slug="tracking-change")


# --- All of them ----------------------------------------------------------------------------------


def test_a_visitor_reads_every_page_at_a_fixed_cost(full_guide, client, django_assert_num_queries):
    for address, queries in every_address():
        with django_assert_num_queries(queries):
            page(client, address)


def test_somebody_signed_in_costs_three_queries_more(full_guide, client_for, writer, django_assert_num_queries):
    reader = client_for(writer)
    with django_assert_num_queries(12):
        page(reader, "/characteristics/social-connections/")


def test_a_longer_guide_costs_no_more_queries(full_guide, client, django_assert_num_queries):
    characteristic = Characteristic.objects.get(slug="tracking-change")
    for number in range(100, 140):
        CharacteristicFactory(order=number, source=characteristic.source)
        QuestionFactory(characteristic=characteristic, order=number)
        PitfallFactory(characteristic=characteristic, order=number)
        Page.objects.create(slug=f"page-{number}", title=f"Page {number}", section="about", order=number, origin="tool")
    with django_assert_num_queries(9):
        page(client, characteristic.get_absolute_url())
    with django_assert_num_queries(1):
        page(client, reverse("characteristics:page_list"))


def test_every_page_has_one_main_heading_a_title_of_its_own_and_headings_in_order(full_guide, client):
    titles = []
    for address, _ in every_address():
        html = page(client, address)
        levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), address
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids)), address
        titles.append(re.search(r"<title>(.*?)</title>", html, re.DOTALL).group(1))
    assert len(titles) == len(set(titles))


def test_pages_only_answer_to_reading(full_guide, client):
    for address, _ in every_address():
        assert client.post(address).status_code == 405


def test_an_unknown_address_is_not_found(guide, client):
    for name in ("characteristic_detail", "page_detail", "principle_detail"):
        assert client.get(reverse(f"characteristics:{name}", args=["nothing-here"])).status_code == 404


def test_a_content_admin_finds_a_way_to_edit_and_a_visitor_does_not(full_guide, client, client_for, content_admin):
    admin = client_for(content_admin)
    pages = [Characteristic.objects.first(), Page.objects.first(), Principle.objects.first()]
    for item in pages:
        assert "edit-link" in page(admin, item.get_absolute_url())
        assert "edit-link" not in page(client, item.get_absolute_url())
    for name in ("term_list", "reference_list", "resource_list"):
        assert "edit-link" in page(admin, reverse(f"characteristics:{name}"))


# --- The eight ------------------------------------------------------------------------------------


def test_the_list_names_the_eight_in_the_guides_order(full_guide, client):
    html = page(client, reverse("characteristics:characteristic_list"))
    names = re.findall(r'<a href="/characteristics/[^"]+/">([^<]+)</a></h2>', html)
    assert names == [fact["name"] for fact in FACTS["characteristics"]]


@pytest.mark.parametrize("fact", FACTS["characteristics"], ids=lambda fact: fact["slug"])
def test_a_characteristic_shows_all_that_the_guide_says(full_guide, client, fact):
    html = page(client, f"/characteristics/{fact['slug']}/")
    written = fact.get("write", fact)
    assert section(html, "how").count(NO_ROUTE) == 3 - len(fact["comb"])
    assert section(html, "examples").count("<h3>") == len(fact["examples"])
    assert section(html, "pitfalls").count("<li ") == written["pitfalls"]
    assert section(html, "questions").count("<li ") == written["questions"]
    for other in fact["links_to"]:
        assert f'href="/characteristics/{other}/"' in section(html, "related")
    for name in ("why", "what", "ideas", "case-studies"):
        assert section(html, name)


def test_an_empty_cell_of_com_b_says_so_in_its_own_place(full_guide, client):
    how = section(page(client, "/characteristics/tracking-change/"), "how")
    assert re.search(rf'<dt id="opportunity">Opportunity</dt>\s*<dd><p class="hint">{NO_ROUTE}', how)
    assert [re.sub("<.*?>", "", dt) for dt in re.findall("<dt.*?</dt>", how)] == [
        "Capability",
        "Opportunity",
        "Motivation",
    ]


def test_a_filled_cell_of_com_b_shows_its_words(guide, client):
    Mechanism.objects.filter(characteristic=guide.characteristics[0], component="capability").update(how="By *doing*.")
    how = section(page(client, guide.characteristics[0].get_absolute_url()), "how")
    assert "By <em>doing</em>." in how
    assert NO_ROUTE not in how


def test_connections_show_in_both_directions_with_their_reason(characteristic, client):
    leads = characteristic.connection_set.get(other__slug="managing-setbacks")
    there = section(page(client, leads.other.get_absolute_url()), "related")
    here = section(page(client, characteristic.get_absolute_url()), "related")
    assert "This one leads to" in here
    assert "These lead here" in there
    assert str(leads.reason)[:30] in here
    assert str(leads.reason)[:30] in there


def test_help_with_a_question_is_folded_and_marked_as_ours(characteristic, client):
    questions = section(page(client, characteristic.get_absolute_url()), "questions")
    folds = re.findall(r"<details.*?</details>", questions, re.DOTALL)
    assert len(folds) == Question.objects.filter(characteristic=characteristic).count()
    assert all(OURS in fold for fold in folds)


def test_what_was_written_for_the_tool_is_marked_and_the_rest_names_its_page(full_guide, client):
    ours = page(client, "/characteristics/right-information/")
    assert OURS in section(ours, "pitfalls")
    assert "page 27" not in ours
    guides = page(client, "/characteristics/social-connections/")
    assert OURS not in section(guides, "pitfalls")
    assert "(2020), page 18" in section(guides, "pitfalls")
    assert "(2020), page 16" in section(guides, "what")


def test_a_list_from_several_places_says_so_line_by_line(guide, client):
    pitfall = guide.pitfalls["social-connections"][0]
    address = guide.characteristics[0].get_absolute_url()
    assert section(page(client, address), "pitfalls").count("page 7") == 1
    Pitfall.objects.filter(pk=pitfall.pk).update(origin="tool")
    pitfalls = section(page(client, address), "pitfalls")
    assert OURS in re.search(rf'<li id="{pitfall.key}">.*?</li>', pitfalls, re.DOTALL).group()
    assert pitfalls.count("page 7") == 1
    assert pitfalls.count(OURS) == 1


def test_previous_and_next_follow_the_guides_order(full_guide, client):
    slugs = [fact["slug"] for fact in FACTS["characteristics"]]
    for before, slug, after in zip([None, *slugs], slugs, [*slugs[1:], None], strict=False):
        html = page(client, f"/characteristics/{slug}/")
        assert bool(re.search(r'rel="prev"', html)) == bool(before)
        assert bool(re.search(r'rel="next"', html)) == bool(after)
        assert not before or re.search(rf'rel="prev" href="/characteristics/{before}/"', html)
        assert not after or re.search(rf'rel="next" href="/characteristics/{after}/"', html)


def test_an_idea_can_be_started_with_a_characteristic(characteristic, client):
    html = page(client, characteristic.get_absolute_url())
    assert f'href="{reverse("ideas:idea_start")}?characteristic=tracking-change"' in section(html, "ideas")


def test_a_retired_characteristic_stays_readable_and_leaves_the_lists(characteristic, client):
    retire_characteristic(by=None, characteristic=characteristic)
    html = page(client, characteristic.get_absolute_url())
    assert "no longer in use" in html
    assert 'id="ideas"' not in html
    assert 'rel="next"' not in html
    assert section(html, "questions")
    assert "tracking-change" not in page(client, reverse("characteristics:characteristic_list"))
    beside = page(client, "/characteristics/learning-new-skills/")
    assert 'rel="next" href="/characteristics/celebrating-success/"' in beside
    assert "5 of 7" in beside
    assert "/characteristics/tracking-change/" not in section(
        page(client, "/characteristics/managing-setbacks/"), "related"
    )


def test_retired_questions_and_pitfalls_do_not_show(characteristic, client):
    question = Question.objects.filter(characteristic=characteristic).first()
    pitfall = Pitfall.objects.filter(characteristic=characteristic).first()
    retire_question(by=None, question=question)
    retire_pitfall(by=None, pitfall=pitfall)
    html = page(client, characteristic.get_absolute_url())
    assert f'id="{question.key}"' not in html
    assert f'id="{pitfall.key}"' not in html
    assert section(html, "pitfalls").count("<li ") == 1


def test_markdown_is_rendered_and_its_scripts_are_not(guide, client):
    Characteristic.objects.filter(slug="social-connections").update(why="**Much.** <script>alert(1)</script>")
    html = page(client, "/characteristics/social-connections/")
    assert "<strong>Much.</strong>" in html
    assert "<script>alert" not in html


# --- Pages, words, references ---------------------------------------------------------------------


def test_the_list_of_pages_names_every_page_under_its_section(full_guide, client):
    html = page(client, reverse("characteristics:page_list"))
    for each in Page.objects.all():
        assert f'href="{each.get_absolute_url()}"' in html
    for label in Page.Section.labels:
        assert f"<h2>{label}</h2>" in html


def test_a_page_written_for_the_tool_says_so_and_one_of_the_guide_names_it(full_guide, client):
    assert OURS in page(client, "/about/attribution/")
    assert "(2020), page 12" in page(client, "/about/com-b/")


def test_the_two_stories_and_the_three_parts_are_told(full_guide, client):
    stories = page(client, "/about/two-stories/")
    assert "<h2>Good Help</h2>" in stories
    assert "<h2>Bad Help</h2>" in stories
    parts = page(client, "/about/com-b/")
    assert all(f"<strong>{part}</strong>" in parts for part in ("Capability", "Opportunity", "Motivation"))


def test_every_word_has_an_anchor(full_guide, client):
    html = page(client, reverse("characteristics:term_list"))
    assert all(f'<dt id="{term.slug}">' in html for term in Term.objects.all())


def test_all_references_and_resources_are_listed(full_guide, client):
    references = page(client, reverse("characteristics:reference_list"))
    assert len(re.findall(r'<li id="', references)) == FACTS["references"] == Reference.objects.count()
    resources = page(client, reverse("characteristics:resource_list"))
    assert len(re.findall(r'<li id="', resources)) == sum(FACTS["resources"].values())
    assert resources.index("General") < resources.index("Behaviour change skills") < resources.index("Social connec")


# --- The seven of 2018 ----------------------------------------------------------------------------


def test_the_seven_stand_apart_with_their_points_example_and_question(full_guide, client):
    names = re.findall(r'<li><a href="/seven-[^"]+">([^<]+)</a>', page(client, "/seven-characteristics/"))
    assert names == [fact["name"] for fact in FACTS["principles_2018"]]
    for fact, principle in zip(FACTS["principles_2018"], Principle.objects.all(), strict=True):
        html = page(client, principle.get_absolute_url())
        assert html.count(f'<li id="{principle.slug}-') == fact["how"]
        assert f"An example: {principle.example_name}" in html
        assert "only they count in a coverage report" in html


def test_the_check_asks_seven_questions_gives_room_on_paper_and_keeps_nothing(full_guide, client):
    html = page(client, reverse("characteristics:principle_check"))
    assert html.count("<strong>") == html.count('<svg class="print-only"') == 7
    assert "This sheet stores nothing." in html
    assert "no part of a coverage report" in html
    main = html[html.index("<main") : html.index("</main>")]
    assert not re.search(r"<(form|input|textarea)", main)


def test_a_part_of_com_b_belongs_to_its_own_characteristic(guide, client):
    lonely = CharacteristicFactory(slug="lonely", order=9, source=guide.source)
    MechanismFactory(characteristic=lonely, component="motivation", how="Only here.")
    assert section(page(client, lonely.get_absolute_url()), "how").count(NO_ROUTE) == 2
    assert "Only here." not in page(client, guide.characteristics[0].get_absolute_url())
