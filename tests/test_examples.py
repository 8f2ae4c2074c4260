"""Examples for an idea: each with its reasons and its differences, what it takes, to copy, and the guide's links."""

from unittest.mock import patch

import pytest
from django.urls import reverse

from casestudies.models import CaseStudy, Illustration, Need, Programme
from characteristics.models import Characteristic, Connection
from goodhelp import content
from ideas.actions import choosing, copying, drafting
from ideas.documents import FocusPart, IdeaDocument, RoutePart
from ideas.examples import examples_for
from ideas.models import Idea
from ideas.reading import live_document
from ideas.suggestions import Example, Portrait, case_studies, programmes, subjects_of, with_lines
from tests.builders import an_idea, chosen, submitted, worked_out
from tests.forms import fields_of

SLUG = "social-connections"
SHOWN = {"a": "Anchors", "b": "Bridges", "c": "Candles"}


def idea(*slugs: str, described: tuple[str, ...] = (), **texts: str) -> Portrait:
    routes = tuple(RoutePart(component=c, guide="G", text="Words") for c in described)
    foci = tuple(FocusPart(slug=s, name=SHOWN[s], routes=routes) for s in slugs)
    return Portrait.of(IdeaDocument(team="T", texts=texts, foci=foci))


def example(key: str, *slugs: str, text: str = "", parts: tuple[str, ...] = ()) -> Example:
    return Example(
        key=key, shows={s: SHOWN[s] for s in slugs}, text=text, works_by=dict.fromkeys(slugs, frozenset(parts))
    )


# --- Plain -----------------------------------------------------------------------------------------------


def test_a_case_study_says_what_is_shared_and_what_is_not() -> None:
    portrait = idea("a", "b", described=("motivation",), setting="A café for carers")
    (why,) = case_studies(portrait, [example("x", "b", "c", text="Carers meet", parts=("capability", "motivation"))])
    assert (why.shared, why.parts, why.words) == (("Bridges",), ("motivation",), ("carers",))
    assert (why.only_there, why.only_here) == (("Candles",), ("Anchors",))


def test_no_reason_no_suggestion_and_no_more_than_three() -> None:
    assert case_studies(idea("a"), [example("x", "b", text="anything")]) == []
    assert case_studies(idea(), [example("x", "a")]) == []
    found = case_studies(idea("a", "b"), [*(example(f"one{n}", "a") for n in range(4)), example("both", "a", "b")])
    assert [why.key for why in found] == ["both", "one0", "one1"]


def test_a_retired_characteristic_is_no_reason() -> None:
    retired = FocusPart(slug="a", name="Anchors", retired=True)
    assert case_studies(Portrait.of(IdeaDocument(team="T", foci=(retired,))), [example("x", "a")]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Carers", "carer"), ("babies", "baby"), ("A CAFÉ", "cafe"), ("Walks", "exercise"), ("buses", "bus")],
)
def test_words_of_one_subject_meet_in_whatever_form_they_stand(one, other) -> None:
    assert subjects_of(one).keys() == subjects_of(other).keys() != set()


@pytest.mark.parametrize("text", ["", "What people want to do together", "=1+1", "ab cd", "\x00"])
def test_words_that_say_nothing_of_a_subject_are_passed_over(text) -> None:
    assert subjects_of(text) == {}


def test_programmes_need_two_subjects_or_one_that_few_have() -> None:
    many = [example(f"p{n}", text="A garden") for n in range(7)]
    portrait = idea(title="A garden for carers with a choir")
    assert programmes(portrait, many) == []
    few = [example("carers", text="Carers"), example("two", text="A choir in the garden")]
    found = programmes(portrait, [*many, *few])
    assert [why.key for why in found] == ["two", "carers"]
    assert [why.words_only_here for why in found] == [("carers",), ("garden", "choir")]


@pytest.mark.parametrize("word", ["village", "tea", "volunteers", "coach", "mentors", "surgery", "app"])
def test_no_programme_is_found_by_one_word_that_only_says_how_or_around_what_help_is_given(word) -> None:
    portrait = idea(title=f"{word} for carers")
    assert programmes(portrait, [example("big", text=f"A fund for every {word}")]) == []
    both = example("both", text=f"A {word} for carers")
    assert [why.key for why in programmes(portrait, [both])] == ["both"]


@pytest.mark.parametrize(
    ("text", "lines", "after"),
    [
        ("", ["One", "Two"], "- One\n- Two"),
        ("Before.", ["One"], "Before.\n- One"),
        ("Before.\n\n", ["One"], "Before.\n- One"),
        ("- One\nBefore.", ["One"], "- One\nBefore."),
        ("One", ["One", "Two", "Two"], "One\n- Two"),
        ("", ["One\n  and a half"], "- One and a half"),
        ("Before. ", [], "Before. "),
    ],
)
def test_lines_are_added_once_at_the_end(text, lines, after) -> None:
    assert with_lines(text, lines) == after
    assert with_lines(after, lines) == after


# --- The page --------------------------------------------------------------------------------------------


@pytest.fixture
def studies(guide):
    """Return two case studies of what the guide's first characteristics look like, a programme and a connection."""
    source = {"source": guide.source}
    for order, name in enumerate(("Walkers", "Talkers"), start=1):
        study = CaseStudy.objects.create(
            slug=name.lower(),
            name=name,
            order=order,
            in_short="In short.",
            setting="A park",
            what="W",
            how="H",
            **source,
        )
        for place, characteristic in enumerate(guide.characteristics[:2], start=1):
            Illustration.objects.create(
                key=f"{study.slug}-{place}",
                case_study=study,
                characteristic=characteristic,
                order=place,
                how="So.",
                **source,
            )
        for number in (1, 2):
            Need.objects.create(
                key=f"{study.slug}-need-{number}", case_study=study, party="practitioner", actor="Staff",
                component="capability", order=number, text=f"Time, and {number} of it.", **source,
            )  # fmt: skip
    Programme.objects.create(
        slug="bus",
        name="Bus pals",
        sector="community-development",
        order=1,
        described=True,
        what="Rides by bus.",
        **source,
    )
    Connection.objects.create(
        key="link", characteristic=guide.characteristics[0], other=guide.characteristics[2], order=1,
        reason="One leads to the other.", **source,
    )  # fmt: skip
    return CaseStudy.objects.all()


@pytest.fixture
def walks(studies, team, writer) -> Idea:
    return worked_out(writer, team)


def page(name: str, of: Idea) -> str:
    return reverse(f"ideas:{name}", args=[of.pk])


def test_the_page_gives_reasons_differences_needs_and_advice(walks, writer, client_for) -> None:
    html = client_for(writer).get(page("idea_examples", walks)).content.decode()
    for words in (
        "It shows what you work through: Social connections.", "for: Motivation.",
        "You have not said yet where yours does.",
        "It also shows, and you have not chosen: Enabling environments.", "Time, and 2 of it.",
        "One leads to the other.",
        "You work through Social connections: what about Working on what matters?",
    ):  # fmt: skip
        assert words in html, words
    overview = client_for(writer).get(page("idea_detail", walks)).content.decode()
    assert page("idea_examples", walks) in overview
    assert "Walkers" in overview


def test_programmes_are_found_by_what_the_idea_says(walks, writer, client_for) -> None:
    assert examples_for(live_document(walks)).programmes == []
    drafting.describe_idea(idea=walks, by=writer, values={"setting": "On the bus"}, base_version=walks.version)
    walks.refresh_from_db()
    (found,) = examples_for(live_document(walks)).programmes
    assert (found.programme.name, found.why.words) == ("Bus pals", ("bus",))
    html = client_for(writer).get(reverse("ideas:idea_examples", args=[walks.pk])).content.decode()
    different = html.split("Bus pals")[1].split("</li></ul></dd>")[0]
    assert f"The report has it under “{found.programme.get_sector_display()}”" in different
    assert "You speak of this, and it does not: walk" in different


def test_advice_ends_where_the_other_end_is_chosen_or_retired(walks, guide, writer, superuser) -> None:
    assert [link.key for link in examples_for(live_document(walks)).advice] == ["link"]
    content.retire_characteristic(by=superuser, characteristic=guide.characteristics[2])
    assert examples_for(live_document(walks)).advice == []
    content.unretire_characteristic(by=superuser, characteristic=guide.characteristics[2])
    chosen(walks, writer, "working-on-what-matters")
    assert examples_for(live_document(walks)).advice == []
    choosing.set_aside(idea=walks, characteristic=Characteristic.objects.get(slug=SLUG), by=writer)
    content.retire_characteristic(
        by=superuser, characteristic=Characteristic.objects.get(slug="working-on-what-matters")
    )
    found = examples_for(live_document(walks))
    assert (found.advice, found.studies) == ([], [])


def test_what_is_ticked_is_added_to_the_plan_once_and_shown_there(walks, writer, client_for) -> None:
    client, ticks = client_for(writer), {"need": ["walkers-need-1", "walkers-need-2"]}
    for _twice in range(2):
        answer = client.post(page("needs_copy", walks), ticks)
        assert answer.status_code == 302
        assert answer.url == page("idea_describe", walks) + "#div_id_idea-helpers_do"
    walks.refresh_from_db()
    assert walks.helpers_do == "- Time, and 1 of it. (Walkers)\n- Time, and 2 of it. (Walkers)"
    assert walks.revisions.filter(what="idea", kept=True, payload__has_key="helpers_do").count() == 2
    shown = client.get(answer.url.partition("#")[0])
    assert "2 lines are there now" in shown.content.decode()
    assert fields_of(shown.content)["idea-helpers_do"] == [walks.helpers_do]


@pytest.mark.parametrize(
    "need", [[], ["none-such"], ["walkers-need-1", "\x00"], ["x" * 9000], ["walkers-need-1' OR 1=1"]]
)
def test_what_cannot_be_copied_is_said_and_nothing_is_lost(walks, writer, client_for, need) -> None:
    answer = client_for(writer).post(page("needs_copy", walks), {"need": need})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "error-summary" in html
    assert html.count(" checked>") == need.count("walkers-need-1")
    walks.refresh_from_db()
    assert walks.helpers_do == ""


def test_a_full_box_is_said_and_its_words_stay(walks, writer, client_for) -> None:
    full = "x" * 1990
    drafting.describe_idea(idea=walks, by=writer, values={"helpers_do": full}, base_version=walks.version)
    answer = client_for(writer).post(page("needs_copy", walks), {"need": ["walkers-need-1"]})
    assert (answer.status_code, answer.content.decode().count(" checked>")) == (422, 1)
    walks.refresh_from_db()
    assert walks.helpers_do == full
    assert Idea._meta.get_field("helpers_do").max_length == copying.LIMIT


def test_who_saved_in_the_same_moment_is_not_written_over(walks, writer, second_writer, client_for) -> None:
    """The idea is read, somebody else saves, and only then the lines are added."""
    real = copying.with_lines

    def meanwhile(text, lines):
        stale = Idea.objects.get(pk=walks.pk)
        drafting.describe_idea(idea=stale, by=second_writer, values={"helpers_do": "Sam’s"}, base_version=stale.version)
        return real(text, lines)

    with patch.object(copying, "with_lines", meanwhile):
        answer = client_for(writer).post(page("needs_copy", walks), {"need": ["walkers-need-1"]})
    assert answer.status_code == 409
    assert answer.content.decode().count(" checked>") == 1
    walks.refresh_from_db()
    assert walks.helpers_do == "Sam’s"
    assert client_for(writer).post(page("needs_copy", walks), {"need": ["walkers-need-1"]}).status_code == 302
    walks.refresh_from_db()
    assert walks.helpers_do == "Sam’s\n- Time, and 1 of it. (Walkers)"


def test_who_may_read_and_who_may_copy(walks, writer, decider, outsider, content_admin, client, client_for) -> None:
    ticks = {"need": ["walkers-need-1"]}
    submitted(walks, writer)
    seen = {"outsider": (outsider, 404, 404), "admin": (content_admin, 404, 404), "decider": (decider, 403, 403)}
    for person, get, post in seen.values():
        assert client_for(person).get(page("idea_examples", walks)).status_code == get
        assert client_for(person).post(page("needs_copy", walks), ticks).status_code == post
    assert client.get(page("idea_examples", walks)).status_code == 302
    assert client_for(writer).get(page("needs_copy", walks)).status_code == 405
    drafting.share_live(idea=walks, by=writer, shared=True)
    along = client_for(decider).get(page("idea_examples", walks))
    assert along.status_code == 200
    assert "/examples/needs/" not in along.content.decode()
    assert client_for(decider).post(page("needs_copy", walks), ticks).status_code == 403
    walks.refresh_from_db()
    assert walks.helpers_do == ""


def test_a_draft_in_the_bin_takes_no_lines(studies, team, writer, client_for) -> None:
    binned = an_idea(writer, team)
    chosen(binned, writer)
    drafting.bin_idea(idea=binned, by=writer)
    assert "/examples/needs/" not in client_for(writer).get(page("idea_examples", binned)).content.decode()
    assert client_for(writer).post(page("needs_copy", binned), {"need": ["walkers-need-1"]}).status_code == 403


def test_the_pages_ask_as_often_for_one_case_study_as_for_all_of_the_guide(
    full_guide, team, writer, client_for, django_assert_num_queries
) -> None:
    idea = an_idea(writer, team)
    client = client_for(writer)
    chosen(idea, writer, "right-information")
    for slug in ("", "social-connections", "working-on-what-matters", "tracking-change"):
        if slug:
            chosen(idea, writer, slug)
        with django_assert_num_queries(19):
            assert client.get(page("idea_examples", idea)).status_code == 200
