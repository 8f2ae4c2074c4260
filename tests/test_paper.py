"""Paper holds all that the screen holds: nothing runs off the sheet, and no page is printed for nothing."""

import io
import re

import pikepdf
import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from characteristics.models import Characteristic
from ideas.actions import drafting, sharing
from ideas.coverage import Tally
from ideas.exports import contents, pdf, picture
from ideas.flower import petals
from ideas.models import Idea
from tests.browser import assert_no_sideways_scroll
from tests.builders import an_idea, chosen, submitted
from tests.exported import edges, need_pdf, text_of, text_on

POINTS = 72 / 25.4  # of a millimetre
IN_A_MM = 96 / 25.4  # pixels of a style sheet
# What stands further right than the sheet's text, or is wider than the box that clips it.
BEYOND = """width => [...document.querySelectorAll("main *")].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && !e.closest(".vh, svg") && box.right > width + 1;
}).map(e => `${e.tagName} ${e.className}: ${e.textContent.slice(0, 30)}`)"""


@pytest.fixture
def idea(full_guide, team, writer) -> Idea:
    """An idea that works through all eight characteristics."""
    idea = an_idea(writer, team)
    for slug in Characteristic.objects.values_list("slug", flat=True):
        chosen(idea, writer, slug)
    return idea


def names() -> list[str]:
    return list(Characteristic.objects.order_by("order").values_list("name", flat=True))


def printed(page: Page) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def between(text: str, start: str, end: str) -> str:
    """Return what stands between two titles, both without spaces."""
    start, end = ("".join(words.split()) for words in (start, end))
    return text[text.index(start) : text.index(end, text.index(start))]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "args", "wide"), [("export_file", ["print"], 174), ("idea_report", [], 178)])
def test_with_all_eight_chosen_the_com_b_table_stands_whole_on_the_sheet(idea, writer, page_for, name, args, wide):
    page = page_for(writer)
    page.goto(reverse(f"ideas:{name}", args=[idea.pk, *args]))
    with printed(page) as file:
        table = between(text_of(file), "How it would change behaviour", "What the answers rest on")
    assert [n for n in names() if "".join(n.split()) not in table] == []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": int(wide * IN_A_MM), "height": 1000})
    assert page.evaluate(BEYOND, int(wide * IN_A_MM)) == []


@pytest.mark.django_db
def test_with_all_eight_chosen_the_pdf_draws_nothing_in_its_margins(idea) -> None:
    need_pdf()
    with pikepdf.open(io.BytesIO(pdf.write(contents.of_live(idea)))) as file:
        table = between(text_of(file), "How it would change behaviour", "What the answers rest on")
        found = [edge for page in file.pages for edge in edges(page)]
    assert [n for n in names() if "".join(n.split()) not in table] == []
    assert found
    assert min(found) >= 17.5 * POINTS
    assert max(found) <= (210 - 17.5) * POINTS


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_with_all_eight_chosen_the_report_is_no_wider_than_the_window(idea, writer, page_for) -> None:
    page = page_for(writer)
    for width in (360, 800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(reverse("ideas:idea_report", args=[idea.pk]))
        assert_no_sideways_scroll(page)


@pytest.mark.django_db
def test_the_names_round_the_flower_stand_inside_the_picture(full_guide) -> None:
    flower = petals([(slug, name, Tally(asked=4, covered=4)) for slug, name in zip(picture.HUES, names(), strict=True)])
    for name in picture.names(flower):
        assert abs(float(name.x)) + len(name.words) * 9.1 < 330, name.words
        assert abs(float(name.y)) < 130
    assert " ".join(name.words for name in picture.names(flower)) == " ".join(names())


FOOT = ("Built on Reimagining Help (2020)", "is not clinical advice.")


def pages_of(idea: Idea, by: User) -> dict[str, str]:
    """Return what people print: the name and the address of a page of each kind."""
    submission = submitted(idea, by)
    _link, token = sharing.make_link(idea=idea, by=by, days=7, label="Jo")
    numbers = [idea.pk, submission.number]
    characteristics = (reverse("characteristics:characteristic_detail", args=[slug]) for slug in picture.HUES)
    return {
        "answers": reverse("ideas:submission_answers", args=numbers),
        "submission": reverse("ideas:submission_detail", args=numbers),
        "shared": reverse("shared:shared_idea", args=[token]),
        "report": reverse("ideas:idea_report", args=[idea.pk]),
        **{f"characteristic {n}": address for n, address in enumerate(characteristics)},
    }


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_sheet_holds_the_foot_alone_and_none_the_buttons_and_forms_of_the_screen(idea, writer, page_for) -> None:
    page = page_for(writer)
    foot = [re.escape("".join(words.split())) for words in FOOT]
    for name, address in pages_of(idea, writer).items():
        page.goto(address)
        with printed(page) as file:
            sheets = [text_on(sheet) for sheet in file.pages]
        beside = ["".join(re.split(f"{foot[0]}.*{foot[1]}", sheet)) for sheet in sheets]
        assert min(map(len, beside)) > 20, f"{name}: a sheet holds nothing but the foot"
        whole = "".join(sheets)
        assert len(re.findall(foot[1], whole)) == 1, f"{name} does not say where its words come from"
        for words in ("Cymraeg", "Telltheteamwhatyouthink", "Whattheguidesayshere"):
            assert words not in whole, f"{name}: {words}"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_words_in_arabic_run_from_right_to_left_on_the_shared_page_and_in_print(guide, team, writer, page_for) -> None:
    idea = an_idea(writer, team)
    values = {**{name: getattr(idea, name) for name in Idea.TEXTS}, "summary": "مرحبا بكم.\nIn English."}
    drafting.describe_idea(idea=idea, by=writer, values=values, base_version=idea.version)
    page = page_for(writer)
    _link, token = sharing.make_link(idea=idea, by=writer, days=7, label="Jo")
    for address in (reverse("shared:shared_idea", args=[token]), reverse("ideas:export_file", args=[idea.pk, "print"])):
        page.goto(address)
        box, arabic, english = page.evaluate(LINES)
        assert arabic["right"] > box["right"] - 2, "it begins at the right"
        assert english["left"] < box["left"] + 2


# The box of the idea in a few sentences, of its first letter, and of the first in English.
LINES = """() => {
    const words = document.querySelector(".lede.typed"), text = words.firstChild;
    return [0, text.data.indexOf("In")].reduce((found, at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return [...found, range];
    }, [words]).map(each => each.getBoundingClientRect().toJSON());
}"""
