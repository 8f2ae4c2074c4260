"""Quality checks: each by its id, with a sentence that leads to where it is put right; never a gate, never a score."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from goodhelp import content
from ideas.actions import drafting, reviewing
from ideas.checks import LEVELS, LOOK, NOTE, Step, sounds_like_the_service
from ideas.documents import FocusPart, IdeaDocument, PitfallPart, QuestionPart, RoutePart
from ideas.reading import live_document
from ideas.report import build
from ideas.templatetags.ideas import step_url
from tests.builders import an_idea, answered, chosen, planned, submitted

SLUG = "social-connections"
FINE = QuestionPart(key="a", asked="a?", text="Words", state="covered", basis=("lived",))
TEXTS = {"whose_goal": "What carers want.", "shaped_by": "Four carers."}


def document(*questions: QuestionPart, texts=None, retired: bool = False, **parts) -> IdeaDocument:
    focus = FocusPart(slug=SLUG, name="Social connections", retired=retired, questions=questions or (FINE,), **parts)
    return IdeaDocument(team="T", texts=TEXTS if texts is None else TEXTS | texts, foci=(focus,))


def question(state: str = "covered", text: str = "Words", **more) -> QuestionPart:
    return QuestionPart(key="b", asked="b?", text=text, state=state, **more)


def pitfall(could_happen: str, plan: str = "") -> tuple[PitfallPart, ...]:
    return (PitfallPart(key="p", in_short="P", text="P", could_happen=could_happen, plan=plan),)


def route(text: str, *works_by: str) -> RoutePart:
    return RoutePart(component="capability", guide="G", text=text, works_by=works_by)


FOUND = [
    ("begin", document(QuestionPart(key="a", asked="a?"))),
    ("assumption", document(FINE, question(basis=("assumption",)))),
    ("assumption", document(FINE, question("partly", basis=("assumption",)))),
    ("citation", document(FINE, question(basis=("research",)))),
    ("information", document(routes=(route("A leaflet", "information"),))),
    ("pitfall_open", document(pitfalls=pitfall("yes"))),
    ("pitfall_open", document(pitfalls=pitfall("not_sure"))),
    ("lived", document(question(basis=("practice",)))),
    ("lived", document(question(basis=("practice",)), texts={"shaped_by": ""})),
    ("aim", document(texts={"whose_goal": " "})),
    ("aim_service", document(texts={"whose_goal": "The service’s: fewer missed appointments."})),
    ("reworded", document(FINE, question(basis=("lived",), look_again=True))),
    ("retired", document(retired=True)),
]
QUIET = [
    document(),
    document(FINE, question(basis=("assumption", "lived"))),
    document(FINE, question("not_yet", basis=("assumption",))),
    document(FINE, question("not_relevant", basis=("assumption",))),
    document(FINE, question(basis=("research",), citation="Bandura 2004")),
    document(FINE, question(text="", basis=("assumption",))),
    document(FINE, question(basis=("assumption",), retired=True)),
    document(routes=(route("A leaflet", "information"), route("A walk", "people"))),
    document(pitfalls=pitfall("no")),
    document(pitfalls=pitfall("yes", "We ask")),
    document(texts={"whose_goal": "Carers: they want an hour off, and the service wants fewer missed appointments."}),
    IdeaDocument(team="T"),
]


@pytest.mark.parametrize(("kind", "idea"), FOUND)
def test_a_check_finds_what_it_is_for_and_nothing_else(kind, idea) -> None:
    assert [s.kind for s in build(idea).worth_a_look] == [kind]


@pytest.mark.parametrize("idea", QUIET)
def test_a_check_is_quiet_where_there_is_nothing_to_look_at(idea) -> None:
    assert build(idea).worth_a_look == ()


def test_nobody_with_lived_experience_leads_to_an_answer_whoever_is_said_to_have_shaped_it() -> None:
    for shaped in ("", "Five people helped us."):
        idea = document(question(basis=("practice",)), texts={"shaped_by": shaped})
        (step,) = [s for s in build(idea).steps if s.kind == "lived"]
        assert (step.slug, step.key) == (idea.foci[0].slug, idea.foci[0].questions[0].key)
        assert ("shaped_by" in [s.kind for s in build(idea).steps]) is (shaped == "")


def test_every_check_is_tried_here() -> None:
    assert {kind for kind, _idea in FOUND} == set(LEVELS)
    assert set(LEVELS.values()) == {LOOK, NOTE}


@pytest.mark.parametrize(
    ("aim", "service"),
    [
        ("The service’s: shorter waiting lists.", True),
        ("To cut demand on the surgery", True),
        ("The commissioner’s targets", True),
        ("The hospital wants fewer patients in A&E and lower costs.", True),
        ("The clinic must see more people with fewer appointments", True),
        ("The surgery wants shorter waiting lists, and patients told us that they want to talk sooner.", False),
        ("People want to need fewer appointments", False),
        ("People in the waiting room", False),
        ("Carers asked for it; the surgery agreed", False),
        ("To walk further than the gate", False),
        ("Theirs", False),
        ("Reservice the bicycles", False),
        ("", False),
    ],
)
def test_an_aim_that_speaks_of_the_service_and_nobody_else_is_asked_about(aim, service) -> None:
    assert sounds_like_the_service(aim) is service


def test_looks_come_before_notes_and_what_is_simply_next_is_apart() -> None:
    report = build(document(question(basis=("research",)), question("not_yet", basis=()), texts={"whose_goal": ""}))
    levels = [s.level for s in report.worth_a_look]
    assert levels == sorted(levels, key=(LOOK, NOTE).index)
    assert [s.kind for s in report.to_do] == ["not_yet"]
    assert set(report.worth_a_look) | set(report.to_do) == set(report.steps)


@pytest.fixture
def doubtful(guide, team, writer):
    """Return an idea that most checks find something in."""
    idea = an_idea(writer, team)
    focus = chosen(idea, writer)
    answered(focus, guide.questions[SLUG][0], writer, "Words", "covered", "assumption")
    answered(focus, guide.questions[SLUG][1], writer, "Words", "covered", "research")
    chosen(idea, writer, "enabling-environments")
    return idea


# Where on its page a step leads; "" where the whole page is meant.
ELSEWHERE = {"begin": "", "route": "", "information": "", "pitfall_open": f"{SLUG}-pitfall-1"}
OF_THE_IDEA = {"aim", "aim_service", "shaped_by", "choose", "retired"}
NEXT = ["choose", "answer", "judge", "words", "not_yet", "not_sure", "route", "shaped_by"]


@pytest.mark.parametrize("kind", [*LEVELS, *NEXT])
def test_each_step_has_a_sentence_and_leads_to_a_page_of_the_idea(kind, doubtful, writer, client_for) -> None:
    place = {} if kind in OF_THE_IDEA else {"slug": SLUG, "key": ELSEWHERE.get(kind, f"{SLUG}-q1")}
    step = Step(kind, name="NAME", text="TEXT", **place)
    html = render_to_string("ideas/_next_step.html", {"idea": doubtful, "next": step, "links": True})
    url = step_url(doubtful, step)
    assert f'<a href="{url}">' in html
    assert len(html.split(">", 1)[1]) > len("TEXT</a>") + 5
    address, _hash, anchor = url.partition("#")
    page = client_for(writer).get(address).content.decode()
    assert not anchor or f'id="{anchor}"' in page


def test_the_report_and_the_page_of_submitting_show_them_and_neither_is_a_gate(
    doubtful, writer, decider, client_for
) -> None:
    client = client_for(writer)
    report = client.get(reverse("ideas:idea_report", args=[doubtful.pk])).content.decode()
    submit = client.get(reverse("ideas:idea_submit", args=[doubtful.pk])).content.decode()
    for page in (report, submit):
        assert "Worth a look" in page
        for kind in ("begin", "assumption", "citation", "lived", "aim"):
            assert f'data-check="{kind}"' in page
    assert report.count("Rests on an assumption alone") == 1  # said once, not again under what comes next
    assert submitted(doubtful, writer).number == 1


def test_a_retired_characteristic_is_named_and_asks_for_nothing_else(doubtful, guide, writer, superuser) -> None:
    content.retire_characteristic(by=superuser, characteristic=guide.characteristics[0])
    content.retire_characteristic(by=superuser, characteristic=guide.characteristics[1])
    report = build(live_document(doubtful))
    assert [s.kind for s in report.steps if s.slug] == ["retired", "retired"]
    planned(doubtful, writer)
    assert not reviewing.submit(idea=doubtful, by=writer).findings.filter(kind="rests").exists()


def test_who_reads_along_sees_them_without_links(doubtful, writer, decider, client_for) -> None:
    drafting.share_live(idea=doubtful, by=writer, shared=True)
    page = client_for(decider).get(reverse("ideas:idea_report", args=[doubtful.pk])).content.decode()
    listed = page.split('id="look"')[1].split("</section>")[0]
    assert 'data-check="aim"' in listed
    assert "/describe/" not in listed
