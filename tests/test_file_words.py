"""Words in exported files: whole sentences, whole words, their language and the way they run."""

import csv
import io

import openpyxl
import pytest
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn

from characteristics.models import Characteristic, Mechanism, Question
from ideas.exports import contents, json, pdf, table, word
from ideas.exports.word_pieces import shares
from ideas.models import Idea
from tests.builders import an_idea, answered, chosen
from text.direction import unturned
from text.markdown import plain

ARABIC = "مرحبا بكم في المقهى (كل يوم)."
TURNED = "Safe \u202etxt.exe and on"


@pytest.fixture
def idea(full_guide, team, writer) -> Idea:
    """An idea that works through all eight characteristics; one of its answers is in Arabic, one has a turning sign."""
    idea = an_idea(writer, team)
    for slug in Characteristic.objects.values_list("slug", flat=True):
        focus = chosen(idea, writer, slug)
    first, second = Question.objects.live().filter(characteristic=focus.characteristic).order_by("key")[:2]
    answered(focus, first, writer, ARABIC, "covered")
    answered(focus, second, writer, TURNED, "covered")
    return idea


def document(idea: Idea):
    return Document(io.BytesIO(word.write(contents.of_live(idea))))


def test_text_without_marks_keeps_paragraphs_and_points_and_no_other_line_ends() -> None:
    source = "One **two**\nthree.\n\nFour:\n\n- five\n  six\n- seven\n\n## Eight\n\nNine  \nten"
    assert plain(source) == "One two three.\n\nFour:\n\n• five six\n• seven\n\nEight\nNine\nten"


@pytest.mark.django_db
def test_what_the_guide_says_has_no_line_end_inside_a_sentence_in_word_and_the_spreadsheet(idea) -> None:
    assert any("\n" in m.how.strip() for m in Mechanism.objects.all()), "its source is written in lines"
    said = "\n\n".join(p.text for p in document(idea).paragraphs)
    book = openpyxl.load_workbook(io.BytesIO(table.write_xlsx(contents.of_live(idea))))
    cells = [str(cell.value) for cell in book["How it works"]["C"][1:] if cell.value]
    assert cells
    for guide in cells:
        lines = guide.split("\n")
        assert [line for line in lines[1:] if line and not line.startswith("•") and line[0].islower()] == []
        assert guide.split("\n\n")[0] in said


@pytest.mark.django_db
def test_every_column_of_words_tables_has_room_for_its_longest_word(idea) -> None:
    for each in document(idea).tables:
        lines = [[cell.text for cell in row.cells] for row in each.rows]
        wide = [int(column.width) for column in each.columns]
        assert [int(cell.width) for cell in each.rows[-1].cells] == wide
        assert round(sum(wide) / 360_000) == 17
        for column, width in zip(zip(*lines, strict=True), wide, strict=True):
            letters = max(len(part) for cell in column for part in cell.split())
            assert width / 360_000 >= 0.22 * letters, column[0]


def test_a_column_that_holds_more_gets_more() -> None:
    few, many = shares([["Key", "Words"], ["a", "a " * 200]])
    assert few < many
    assert round(few + many, 6) == 1


@pytest.mark.django_db
def test_the_flower_in_word_says_which_petal_is_which(idea) -> None:
    names = Characteristic.objects.order_by("order").values_list("name", flat=True)
    key = "   ".join(f"{number} {name}" for number, name in enumerate(names, start=1))
    assert key in [p.text.replace("\u00a0", " ").strip() for p in document(idea).paragraphs]


@pytest.mark.django_db
def test_what_runs_from_right_to_left_is_marked_so_in_word_and_nothing_else(idea) -> None:
    marked = [p for p in document(idea).paragraphs if p._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None]
    assert [p.text for p in marked] == [ARABIC]
    assert marked[0].runs[0].font.rtl is True


@pytest.mark.django_db
def test_in_a_welsh_file_the_guides_english_is_marked_as_english(idea) -> None:
    with translation.override("cy"):
        doc = document(idea)
        book = openpyxl.load_workbook(io.BytesIO(table.write_xlsx(contents.of_live(idea))))
    assert (doc.core_properties.language, book.properties.language) == ("cy-GB", "cy-GB")
    runs = [run for p in doc.paragraphs for run in p.runs]
    runs += [run for each in doc.tables for cell in each.columns[0].cells for run in cell.paragraphs[0].runs]
    english = {
        run.text for run in runs if run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}[@{qn('w:val')}='en-GB']") is not None
    }
    question = Question.objects.live().select_related("current").first()
    names = set(Characteristic.objects.values_list("name", flat=True))
    assert names | {question.current.text} <= english
    assert not english & {"Gallu", "Nodwedd", ARABIC}
    assert "w:lang" not in document(idea).element.xml.split("<w:body>")[1], "an English file has nothing to mark"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain", "plain"),
        (TURNED, "Safe txt.exe and on"),
        ("a \u202eb\u202c c", "a \u202eb\u202c c"),
        ("a \u2067b\u2069 \u2069c", "a \u2067b\u2069 c"),
        ("a \u202eb\nc\u202c d", "a b\nc d"),
        ("\u202aa\u2066b\u202cc", "abc"),
        ("\u200fa\u200e", "\u200fa\u200e"),
    ],
)
def test_a_turning_sign_without_a_partner_in_its_line_is_left_out(typed, kept) -> None:
    assert unturned(typed) == kept


@pytest.mark.django_db
def test_no_file_turns_round_what_stands_beside_a_text_and_json_keeps_every_sign(idea) -> None:
    made = contents.of_live(idea)
    rows = csv.reader(io.StringIO(table.write_csv(made).decode("utf-8-sig"), newline=""))
    book = openpyxl.load_workbook(io.BytesIO(table.write_xlsx(made)))
    for words in (
        [p.text for p in document(idea).paragraphs],
        [cell for row in rows for cell in row],
        [str(cell.value) for row in book["Questions"].iter_rows() for cell in row],
        pdf.page(made, pdf=True).replace("<", ">").split(">"),
    ):
        assert unturned(TURNED) in words
        assert TURNED not in words
    assert TURNED in json.write(made).decode()
    assert TURNED in pdf.page(made), "the page of the browser keeps what was typed"


@pytest.mark.parametrize("first", ["\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_wide_beginning_of_a_formula_is_led_by_an_apostrophe_too(first) -> None:
    assert table.unformulaic(f"{first}1") == f"'{first}1"
