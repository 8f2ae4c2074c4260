"""The report: counted from the document alone, and the same for a live idea and a frozen one."""

import pytest
from django.urls import reverse

from ideas.actions import choosing
from ideas.actions.answering import save_pitfall_plan
from ideas.actions.choosing import ROUTE_VALUES, save_route
from ideas.comparing import changes
from ideas.coverage import Tally
from ideas.documents import (
    FocusPart,
    IdeaDocument,
    PitfallPart,
    QuestionPart,
    RoutePart,
    UnknownSchema,
    from_json,
    to_json,
)
from ideas.models import Focus
from ideas.reading import live_document
from ideas.report import build
from tests.builders import an_idea, answered, chosen


def question(key: str, state: str = "", text: str = "Words", **more) -> QuestionPart:
    return QuestionPart(key=key, asked=f"{key}?", text=text, state=state, **more)


def focus(slug: str = "social-connections", **more) -> FocusPart:
    return FocusPart(slug=slug, name=slug.capitalize(), **more)


def kinds(document: IdeaDocument) -> list[str]:
    return [s.kind for s in build(document).steps]


def test_an_idea_that_has_chosen_nothing_is_asked_to_choose_and_nothing_else() -> None:
    report = build(IdeaDocument(team="T"))
    assert [s.kind for s in report.steps] == ["choose"]
    assert (report.total, report.missing_components) == (Tally(), ())


def test_a_characteristic_that_nobody_has_begun_is_one_step_not_one_for_each_question() -> None:
    document = IdeaDocument(team="T", foci=(focus(questions=(QuestionPart(key="a", asked="?"),) * 3),))
    assert kinds(document).count("begin") == 1
    assert "answer" not in kinds(document)


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        (QuestionPart(key="b", asked="?"), "answer"),
        (question("b", ""), "judge"),
        (question("b", "covered", text=""), "words"),
        (question("b", "not_yet"), "not_yet"),
        (question("b", "not_sure"), "not_sure"),
        (question("b", "covered", basis=("assumption",)), "assumption"),
        (question("b", "covered", basis=("research",)), "citation"),
        (question("b", "covered", look_again=True), "reworded"),
    ],
)
def test_each_question_that_waits_becomes_a_step_that_leads_to_it(part, kind) -> None:
    document = IdeaDocument(
        team="T", texts={"shaped_by": "x"}, foci=(focus(questions=(question("a", "covered"), part)),)
    )
    steps = [s for s in build(document).steps if s.key == "b"]
    assert [s.kind for s in steps] == [kind]


@pytest.mark.parametrize(
    "part",
    [
        question("b", "covered", basis=("lived",)),
        question("b", "partly"),
        question("b", "not_relevant"),
        question("b", "covered", basis=("research",), citation="Bandura 2004"),
        question("b", "not_yet", retired=True),
    ],
)
def test_a_question_that_needs_nothing_is_no_step(part) -> None:
    document = IdeaDocument(team="T", foci=(focus(questions=(question("a", "covered"), part)),))
    assert not [s for s in build(document).steps if s.key == "b"]


def test_com_b_is_read_from_the_routes_described_not_from_what_was_chosen() -> None:
    routes = (
        RoutePart(component="capability", guide="Offered"),
        RoutePart(component="opportunity", guide="Offered", text="We do this", works_by=("people",)),
        RoutePart(component="motivation", guide=""),
    )
    report = build(IdeaDocument(team="T", foci=(focus(routes=routes),)))
    assert [row.cells[0].status for row in report.comb] == ["open", "described", "none"]
    assert report.missing_components == ("capability", "motivation")


def test_a_route_of_the_teams_own_is_told_from_one_of_the_guide() -> None:
    routes = (RoutePart(component="motivation", guide="", text="Our own"),)
    assert build(IdeaDocument(team="T", foci=(focus(routes=routes),))).comb[2].cells[0].status == "own"


@pytest.mark.parametrize(
    ("works_by", "remark"), [(("information",), True), (("information", "people"), False), ((), False)]
)
def test_routes_that_all_work_by_information_are_worth_a_remark(works_by, remark) -> None:
    routes = (RoutePart(component="capability", text="x", works_by=works_by),)
    report = build(IdeaDocument(team="T", foci=(focus(routes=routes),)))
    assert report.all_information is remark


def test_pitfalls_count_as_planned_open_or_not_thought_about() -> None:
    parts = (
        PitfallPart(key="a", in_short="", text="", could_happen="yes", plan="We ask"),
        PitfallPart(key="b", in_short="", text="", could_happen="yes"),
        PitfallPart(key="c", in_short="", text="", could_happen="not_sure"),
        PitfallPart(key="d", in_short="", text="", could_happen="no"),
        PitfallPart(key="e", in_short="", text=""),
        PitfallPart(key="f", in_short="", text="", retired=True),
    )
    report = build(IdeaDocument(team="T", foci=(focus(pitfalls=parts),)))
    assert (report.pitfalls_planned, report.pitfalls_open, report.pitfalls_unconsidered) == (1, 2, 1)


def test_what_answers_rest_on_is_counted_for_claims_only_and_no_basis_is_not_an_assumption() -> None:
    parts = (
        question("a", "covered", basis=("lived", "practice")),
        question("b", "partly", basis=("assumption",)),
        question("c", "covered"),
        question("d", "not_yet", basis=("research",)),
        question("e", "covered", text="", basis=("research",)),
    )
    report = build(IdeaDocument(team="T", foci=(focus(questions=parts),)))
    assert (report.claims, report.not_said, report.assumption_only) == (3, 1, 1)
    assert report.basis == {"research": 0, "local_data": 0, "practice": 1, "lived": 1, "assumption": 1}


def test_a_snapshot_of_an_unknown_form_is_refused_not_misread() -> None:
    with pytest.raises(UnknownSchema):
        from_json({"schema": 999})


@pytest.fixture
def full(guide, team, writer):
    idea = an_idea(writer, team)
    for slug in ("social-connections", "working-on-what-matters"):
        part = chosen(idea, writer, slug, why="Because.")
        for q, state in zip(guide.questions[slug], ("covered", "partly", "not_relevant"), strict=True):
            answered(part, q, writer, "Words", state, "assumption")
        values = dict.fromkeys(ROUTE_VALUES, False) | {"text": "By walking", "by_people": True}
        save_route(focus=part, component="motivation", by=writer, values=values, base_version=0)
        pitfall = guide.pitfalls[slug][0]
        save_pitfall_plan(focus=part, pitfall=pitfall, by=writer, could_happen="yes", plan="Ask", base_version=0)
    return idea


def test_a_document_frozen_as_json_reads_back_the_same(full) -> None:
    document = live_document(full)
    assert from_json(to_json(document)) == document
    assert changes(document, document) == []


def test_the_same_numbers_stand_in_the_row_the_document_and_on_every_page(full, client_for, writer) -> None:
    rows = {f.characteristic.slug: f.tally for f in Focus.objects.select_related("characteristic")}
    document = live_document(full)
    assert {f.slug: f.tally for f in document.foci} == rows
    words = "4\xa0relevant: 2\xa0covered, 2\xa0partly; 2\xa0set aside as not relevant"
    client = client_for(writer)
    for page in ("/ideas/", full.get_absolute_url(), reverse("ideas:idea_report", args=[full.pk])):
        assert words in client.get(page).content.decode()


def test_an_idea_whose_only_characteristic_has_no_relevant_question_says_so(guide, team, writer, client_for) -> None:
    part = chosen(an_idea(writer, team), writer)
    for q in guide.questions["social-connections"]:
        answered(part, q, writer, "Not here", "not_relevant")
    html = client_for(writer).get(reverse("ideas:idea_report", args=[part.idea_id])).content.decode()
    assert "no relevant questions" in html
    assert "0 of 0" not in html


def test_a_characteristic_set_aside_leaves_the_report(full, guide, writer, client_for) -> None:
    choosing.set_aside(idea=full, characteristic=guide.characteristics[0], by=writer)
    document = live_document(full)
    assert [f.slug for f in document.foci] == ["working-on-what-matters"]
    assert document.tally.relevant == 2
