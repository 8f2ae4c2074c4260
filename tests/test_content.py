"""The guide's files hold what the documents hold: names, counts, order, pages, COM-B cells, links, words."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import models

from casestudies.models import CaseStudy, Illustration, Need, Programme
from characteristics.models import (
    Characteristic,
    Connection,
    Example,
    Mechanism,
    Page,
    Pitfall,
    Principle,
    PrinciplePoint,
    Question,
    Reference,
    Resource,
    Source,
    Wording,
    WordToWeigh,
)
from goodhelp.guide_files import Row, guide_files, read_rows
from text.markdown import markdown

FACTS = yaml.safe_load((Path(__file__).parent / "guide_facts.yaml").read_text(encoding="utf-8"))
EIGHT = FACTS["characteristics"]
STUDIES = FACTS["case_studies"]
by_slug = pytest.mark.parametrize("fact", EIGHT, ids=lambda fact: fact["slug"])
by_study = pytest.mark.parametrize("fact", STUDIES, ids=lambda fact: fact["slug"])
PARTS = {"c": "capability", "o": "opportunity", "m": "motivation", "none": ""}


@cache
def rows() -> list[Row]:
    return read_rows(guide_files())


def of(model: type[models.Model], **fields: Any) -> list[dict[str, Any]]:
    """Return the fields of a kind's rows whose fields are these, in their order."""
    found = [row.fields for row in rows() if row.model is model]
    found = [each for each in found if all(each[name] == value for name, value in fields.items())]
    return sorted(found, key=lambda each: each.get("order", 0))


def texts() -> list[tuple[Row, Any, str]]:
    """Return each piece of text, with its row and field."""
    pairs: list[tuple[Row, Any, Any]] = [
        (row, row.model._meta.get_field(name), value) for row in rows() for name, value in row.fields.items()
    ]
    return [(row, field, value) for row, field, value in pairs if isinstance(value, str) and value]


def is_markdown(field: Any) -> bool:
    return str(field.help_text) == "Markdown."


# --- The eight ------------------------------------------------------------------------------------


def test_the_eight_stand_in_the_guides_order():
    found = [(each["order"], each["slug"], each["name"], each["page"]) for each in of(Characteristic)]
    assert found == [(fact["order"], fact["slug"], fact["name"], fact["page"]) for fact in EIGHT]


@by_slug
def test_mechanisms_fill_the_cells_that_the_guide_fills_and_no_others(fact):
    found = of(Mechanism, characteristic=[fact["slug"]])
    assert [each["component"] for each in found] == fact["comb"]
    assert {each["page"] for each in found} == {fact["page"] + 1}
    assert {each["origin"] for each in found} == {"guide"}


@by_slug
def test_every_example_is_there(fact):
    found = of(Example, characteristic=[fact["slug"]])
    assert [each["name"] for each in found] == fact["examples"]
    assert {each["page"] for each in found} == {fact["page"] + 1}


@by_slug
@pytest.mark.parametrize("model", [Pitfall, Question], ids=["pitfalls", "questions"])
def test_pitfalls_and_questions_are_the_guides_or_marked_as_ours_where_its_page_is_lost(fact, model):
    kind = "pitfalls" if model is Pitfall else "questions"
    lost = fact[kind] == "missing"
    found = of(model, characteristic=[fact["slug"]])
    assert len(found) == (fact["write"][kind] if lost else fact[kind])
    assert [each["order"] for each in found] == list(range(1, len(found) + 1))
    assert {each["origin"] for each in found} == {"tool" if lost else "guide"}
    if not lost:
        assert {each["page"] for each in found} == {fact["page"] + 2}


def test_every_question_has_words_a_hint_and_an_example_answer():
    wordings = {(*each["question"], each["number"]): each for each in of(Wording)}
    for question in of(Question):
        wording = wordings[tuple(question["current"])]
        assert all(wording[name] for name in ("text", "hint", "example_answer")), question["key"]
        assert "?" in wording["text"], question["key"]


@by_slug
def test_connections_lead_where_the_guides_text_leads(fact):
    found = of(Connection, characteristic=[fact["slug"]])
    assert {each["other"][0] for each in found} == set(fact["links_to"])
    assert len(found) == len(fact["links_to"])


# --- Case studies ---------------------------------------------------------------------------------


def test_the_case_studies_stand_in_order():
    found = [(each["order"], each["slug"], each["name"], each["page"]) for each in of(CaseStudy)]
    assert found == [(fact["order"], fact["slug"], fact["name"], fact["page"]) for fact in STUDIES]


@by_study
def test_a_case_study_shows_the_characteristics_that_it_applies(fact):
    found = of(Illustration, case_study=[fact["slug"]])
    assert [each["characteristic"][0] for each in found] == fact["applies"]
    assert {each["page"] for each in found} == {fact["page"] + 1}


@by_study
def test_a_case_study_names_every_need_and_only_the_parts_that_our_copy_shows(fact):
    found = of(Need, case_study=[fact["slug"]])
    counts: dict[str, dict[str, int]] = {}
    for each in found:
        party = counts.setdefault(each["party"], {})
        party[each["component"]] = party.get(each["component"], 0) + 1
    wanted = {party: {PARTS[part]: n for part, n in parts.items()} for party, parts in fact["needs"].items()}
    assert counts == wanted
    assert {each["page"] for each in found} == {fact["page"] + 2}


@by_study
def test_needs_are_told_of_those_whom_the_guide_names(fact):
    told = list(dict.fromkeys(each["actor"] for each in of(Need, case_study=[fact["slug"]])))
    plain = [re.sub(r"[^a-z]+", " ", actor.lower()).removeprefix("the ").strip() for actor in told]
    wanted = [re.sub(r"[^a-z]+", " ", actor.lower()).removeprefix("the ").strip() for actor in fact["actors"]]
    assert [words.split()[0] for words in plain] == [words.split()[0] for words in wanted]


def test_goodgyms_figures_carry_their_year_and_who_said_so():
    told = " ".join(f"{each['what']} {each['how']}" for each in of(CaseStudy, slug="goodgym"))
    for figure in ("58 areas", "93 per cent", "53 per cent", "2020", "self-reported"):
        assert figure in told


def test_the_examples_that_have_a_case_study_are_tied_to_it():
    tied = {each["example"][0] for each in of(Illustration) if each["example"]}
    assert tied == {"social-connections-goodgym", "tracking-change-fanfit"}


# --- Resources, references, the report of 2018 -----------------------------------------------------


def test_resources_stand_under_the_topics_of_the_guide_and_no_address_is_guessed():
    found: dict[str, int] = {}
    for each in of(Resource):
        topic = each["characteristic"][0] if each["topic"] == "characteristic" else each["topic"]
        found[topic] = found.get(topic, 0) + 1
    assert list(found.items()) == list(FACTS["resources"].items())
    assert {each["page"] for each in of(Resource)} == {FACTS["pages"]["resources"]}
    assert {each["url"] for each in of(Resource)} == {""}


def test_references_are_complete():
    found = of(Reference)
    assert len(found) == FACTS["references"]
    assert {each["page"] for each in found} == {FACTS["pages"]["references"]}
    assert sum(bool(each["url"]) for each in found) == 4


def test_the_seven_of_2018_stand_in_order_with_their_points_and_examples():
    facts = FACTS["principles_2018"]
    found = of(Principle)
    assert [(e["order"], e["name"], e["example_name"]) for e in found] == [
        (fact["order"], fact["name"], fact["example"]) for fact in facts
    ]
    assert [len(of(PrinciplePoint, principle=[each["slug"]])) for each in found] == [fact["how"] for fact in facts]
    assert all("?" in each["question"] for each in found)


def test_the_directory_lists_every_programme_of_2018():
    sectors = {str(label): value for value, label in Programme.Sector.choices}
    found = {
        label: [len(of(Programme, sector=value, described=told)) for told in (True, False)]
        for label, value in sectors.items()
    }
    assert found == FACTS["programmes_2018"]
    assert sum(map(sum, found.values())) == 85
    assert all(bool(each["what"]) == each["described"] for each in of(Programme))


def test_the_slips_of_the_2018_list_are_mended():
    assert [each["slug"] for each in of(Programme) if "Big Local" in each["name"]] == ["big-local"]
    assert of(Programme, slug="spice-time-credits")[0]["url"] == ""
    assert [each["slug"] for each in of(Programme, historic=True)] == ["backr"]


def test_the_sources_are_named_as_they_name_themselves():
    guide, report = of(Source, key="reimagining-help-2020")[0], of(Source, key="good-and-bad-help-2018")[0]
    for fact, found in ((FACTS["source"], guide), (FACTS["report_2018"], report)):
        assert (found["title"], found["authors"], found["year"]) == (fact["title"], fact["authors"], fact["year"])
    for partner in FACTS["source"]["partners"]:
        assert partner in guide["partners"]


HELD = {
    "good-help": ["60 per cent", "45 per cent", "50 per cent", "2018", "2019"],
    "com-b": ["Capability", "Opportunity", "Motivation"],
    "confidence-to-act": [*FACTS["sources_of_confidence"], "70", "Barnwood", "RNIB", "Brightside", "Access Bikes"],
    "cycle-of-action": FACTS["cycle_of_action"],
    "history": [*FACTS["earlier_wording_2019"], "Good Help Award", "2018", "2019", "2020"],
    "evidence": ["30 people"],
}


@pytest.mark.parametrize("slug", HELD)
def test_a_page_holds_what_its_source_holds(slug):
    body = " ".join(of(Page, slug=slug)[0]["body"].lower().split())
    assert [words for words in HELD[slug] if words.lower() not in body] == []


def test_the_definition_of_good_help_names_all_eight():
    body = of(Page, slug="good-help")[0]["body"]
    assert [fact["slug"] for fact in EIGHT if f"/characteristics/{fact['slug']}/" not in body] == []


# --- Every row ------------------------------------------------------------------------------------


def test_every_row_has_a_source_or_is_ours():
    kinds = {Source, Wording}
    stray = [str(r) for r in rows() if r.model not in kinds and not r.fields["source"] and r.fields["origin"] != "tool"]
    assert stray == []


def test_only_these_rows_were_written_for_this_tool():
    ours: dict[str, set[str]] = {}
    for row in rows():
        if row.fields.get("origin") == "tool":
            ours.setdefault(row.model.__name__, set()).add(row.key)
    lost = [fact["slug"] for fact in EIGHT if fact["pitfalls"] == "missing"]
    # Words to weigh are of the tool's own making, every one.
    assert ours.pop("WordToWeigh") == {each["key"] for each in of(WordToWeigh)}
    assert ours == {
        "Pitfall": {f"{slug}-pitfall-{n}" for slug in lost for n in (1, 2, 3)},
        "Question": {f"{slug}-q{n}" for slug in lost for n in (1, 2, 3, 4, 5)},
        "Term": {
            "assumption",
            "behaviour",
            "co-design",
            "coverage",
            "norm",
            "practice-idea",
            "route",
            "self-reported",
            "submission",
            "word-to-weigh",
        },
        "Page": {"attribution", "how-evidence-is-used"},
    }


def test_addresses_are_of_the_web():
    urls = [value for _row, field, value in texts() if isinstance(field, models.URLField)]
    assert len(urls) > 80
    assert [url for url in urls if not re.fullmatch(r"https?://[\w.-]+(/\S*)?", url)] == []


def test_markdown_becomes_clean_html():
    for row, field, value in texts():
        if is_markdown(field):
            html = markdown(value)
            assert html.startswith("<"), f"{row} {field.name}"
            assert not re.search(r"&lt;|\*\*|<h1|\]\(", html), f"{row} {field.name}: {html}"


def test_plain_text_is_plain_and_in_one_paragraph():
    for row, field, value in texts():
        if not is_markdown(field):
            assert not re.search(r"\n|\*\*|\]\(|^#|<\w", value), f"{row} {field.name}"


def test_text_stands_in_the_files_as_it_will_in_the_database():
    for row, field, value in texts():
        assert field.to_python(value) == value.strip() == value, f"{row} {field.name}"


def test_links_in_the_text_lead_to_pages_that_are_there(client, full_guide):
    links = {
        (href, str(row))
        for row, field, value in texts()
        if is_markdown(field)
        for href in re.findall(r'href="([^"]+)"', markdown(value))
    }
    assert len(links) > 50
    for href in sorted({href for href, _where in links}):
        assert href.startswith("/"), [where for link, where in links if link == href]
        assert client.get(href).status_code == 200, [where for link, where in links if link == href]


# Words that this house does not use of people or of how things go; and where they stand for something else.
BANNED = re.compile(
    r"\b(patients?|users?|clients?|customers?|targets?|failures?|relaps\w+|consult\w*|empower\w*|beneficiar\w+)\b",
    re.IGNORECASE,
)
ALLOWED = {
    ("right-information", "description", "failure"),  # heart failure, as an example of frightening words
    ("patients-know-best", "name", "Patients"),  # the name of a resource
    ("power-sharing-language", "text", "empower"),  # the very words that it warns of
    ("power-sharing-language", "text", "users"),
    ("power-sharing", "example_name", "User"),  # the organisation User Voice
    ("power-sharing", "example", "User"),
    ("user-voice", "name", "User"),
    ("tailoring-aligning-purpose", "text", "target"),  # a programme's figure, not a person
    ("five-enablers", "body", "targets"),
    ("transparency", "example", "consultation"),  # an appointment with a doctor
    ("coaching-for-health", "what", "consultation"),
    ("roshni-empowerment-project", "name", "Empowerment"),  # names of projects
    ("womens-empowerment-programme", "name", "Empowerment"),
    ("spice-time-credits", "note", "Empowerment"),
}


def test_no_word_stands_that_this_house_does_not_use():
    found = {
        (row.key, field.name, word[0])
        for row, field, value in texts()
        if field.name not in {"citation", "url", "key", "slug"}
        # The words that it asks people to weigh stand there as the list of them.
        and (row.model, field.name) not in {(WordToWeigh, "words"), (WordToWeigh, "other_forms")}
        for word in BANNED.finditer(value)
    }
    assert found - ALLOWED == set()
    assert ALLOWED - found == set(), "no longer needed"
