"""Exported files, opened and read back: Word, PDF, spreadsheet, CSV and JSON, with awkward text in every field."""

import csv
import io
import json
from itertools import pairwise

import openpyxl
import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from ideas.actions import replying, reviewing
from ideas.documents import from_json
from ideas.exports import contents as saying
from ideas.exports import json as json_file
from ideas.exports import pdf, table, word
from ideas.reading import live_document
from tests.exported import FORMULA, LEADS, LONG, NASTY, awkward_idea, need_pdf, tags, text_of

BLOCKS = NASTY.split("\n\n")


@pytest.fixture
def idea(guide, team, writer):
    return awkward_idea(writer, team)


@pytest.fixture
def contents(idea, writer, decider):
    """The idea as it is now, after a decision whose words are awkward too."""
    snapshot = reviewing.submit(idea=idea, by=writer)
    reviewing.decide(snapshot=snapshot, by=decider, outcome="agree", reasons=NASTY, conditions=LEADS[0])
    idea.refresh_from_db()
    return saying.of_live(idea)


# --- Word -----------------------------------------------------------------------------------------


@pytest.fixture
def doc(contents):
    return Document(io.BytesIO(word.write(contents)))


def paragraphs(doc, style: str) -> list[str]:
    return [p.text for p in doc.paragraphs if p.style.name == style]


def test_word_says_every_word_as_it_was_typed(doc) -> None:
    text = "\n".join(p.text for p in doc.paragraphs)
    for words in (FORMULA, LONG, *LEADS, *BLOCKS, "Covered", "Partly", "Published research, What people with lived",
                  "Written, not judged: counts as open", "Works by: Other people, Place, time, money or equipment",
                  "Could it happen here?: Yes, it could", "Chosen once and set aside: Working on what matters.",
                  "Reimagining Help (2020)", "Dara, ", "As written on ", "An assumption so far"):  # fmt: skip
        assert words in text
    assert text.count(BLOCKS[1]) > 10


def test_word_has_real_headings_that_never_skip_a_level(doc) -> None:
    assert paragraphs(doc, "Title") == [FORMULA]
    assert "Social connections" in paragraphs(doc, "Heading 1")
    assert {"How it works", "Check-in questions", "Pitfalls"} <= set(paragraphs(doc, "Heading 2"))
    assert "Does the idea do what social-connections-q1 asks?" in paragraphs(doc, "Heading 3")
    levels = [0 if s == "Title" else int(s[-1]) for s in (p.style.name for p in doc.paragraphs)
              if s == "Title" or s.startswith("Heading")]  # fmt: skip
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_words_tables_say_which_row_is_their_head_and_their_numbers_are_the_reports(doc, contents) -> None:
    assert len(doc.tables) == 3
    for each in doc.tables:
        marked = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in each.rows]
        assert marked[0] is True
        assert not any(marked[1:])
    first = [[cell.text for cell in row.cells] for row in doc.tables[0].rows]
    assert first[1] == ["Social connections", "3", "1", "1", "0", "0", "1", "0"]
    assert first[-1] == ["Together", "6", "2", "2", "0", "0", "2", "0"]
    assert contents.report.total.relevant == 6


def test_word_says_its_title_and_language(doc) -> None:
    assert (doc.core_properties.title, doc.core_properties.language) == (FORMULA, "en-GB")
    languages = {tag.get(qn("w:val")) for tag in doc.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_a_character_that_xml_cannot_hold_is_replaced_and_not_a_fault(idea) -> None:
    type(idea).objects.filter(pk=idea.pk).update(summary="Before \ufffe\uffff after")
    idea.refresh_from_db()
    pdfs = () if pdf.why_not() else (pdf.write,)
    for write in (word.write, table.write_xlsx, table.write_csv, json_file.write, *pdfs):
        assert write(saying.of_live(idea))
    doc = Document(io.BytesIO(word.write(saying.of_live(idea))))
    assert any("Before \ufffd\ufffd after" in p.text for p in doc.paragraphs)


# --- Tables ---------------------------------------------------------------------------------------


def test_csv_has_a_row_for_each_question_and_each_other_part(contents) -> None:
    raw = table.write_csv(contents)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    head, *body = rows
    assert {len(row) for row in rows} == {len(head)}
    questions = [row for row in body if row[0] == "Question"]
    assert [row[-1] for row in questions[:3]] == [f"social-connections-q{n}" for n in (1, 2, 3)]
    assert questions[0][3:6] == [NASTY, "Covered", "Published research, What people with lived experience said"]
    assert questions[2][3:5] == [LONG, "Written, not judged: counts as open"]
    parts = {row[0] for row in body}
    assert {"How it works", "Pitfall", "The idea", "What to try first", "Coverage", "Decision", "About"} <= parts


def test_no_cell_of_csv_becomes_a_formula_and_none_loses_a_character(contents) -> None:
    rows = list(csv.reader(io.StringIO(table.write_csv(contents).decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    for typed in (FORMULA, *LEADS):
        assert f"'{typed}" in cells


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_each_beginning_of_a_formula_is_led_by_an_apostrophe(first) -> None:
    assert table.unformulaic(f"{first}1") == f"'{first}1"
    assert table.unformulaic("1=1") == "1=1"


def test_no_cell_of_the_spreadsheet_is_a_formula(contents) -> None:
    book = openpyxl.load_workbook(io.BytesIO(table.write_xlsx(contents)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    values = [cell.value for cell in cells]
    for typed in (FORMULA, *LEADS, LONG):
        assert typed in values
    assert any(isinstance(v, str) and BLOCKS[1] in v for v in values)


def test_the_spreadsheet_has_a_sheet_for_each_part_with_its_head_kept_in_sight(contents) -> None:
    book = openpyxl.load_workbook(io.BytesIO(table.write_xlsx(contents)))
    assert book.sheetnames == ["Questions", "How it works", "Pitfalls", "The idea", "Coverage", "COM-B", "Decisions",
                               "About this file"]  # fmt: skip
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    together = [cell.value for cell in list(book["Coverage"].iter_rows())[-1]]
    assert together == ["Together", 6, 2, 2, 0, 0, 2, 0]
    assert book.properties.title == FORMULA
    assert [c.value for c in book["Decisions"][2]][1:4] == ["Agreed to test", NASTY, LEADS[0]]


# --- JSON and PDF ---------------------------------------------------------------------------------


def test_json_holds_the_very_document_with_its_schema_number(contents, idea) -> None:
    body = json.loads(json_file.write(contents))
    assert body["idea"]["schema"] == 1
    assert from_json(body["idea"]) == live_document(idea)
    assert body["coverage"]["together"]["relevant"] == 6
    assert body["decisions"][0]["reasons"] == NASTY


@pytest.fixture
def made(contents):
    need_pdf()
    with pikepdf.open(io.BytesIO(pdf.write(contents))) as file:
        yield file


def test_the_pdf_is_tagged_as_pdf_ua_asks(made) -> None:
    assert str(made.Root.Lang).lower() == "en-gb"
    assert bool(made.Root.MarkInfo.Marked)
    assert bool(made.Root.ViewerPreferences.DisplayDocTitle)
    with made.open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["dc:title"].startswith(FORMULA)
    kinds = [kind for kind, _node in tags(made)]
    assert kinds.count("/H1") == 1
    assert {"/Document", "/H2", "/H3", "/H4", "/H5", "/P", "/L", "/LI", "/Table", "/Caption", "/TH", "/TD"} <= set(
        kinds
    )
    headings = [int(kind[2]) for kind in kinds if kind in {f"/H{n}" for n in range(1, 7)}]
    assert all(after - before <= 1 for before, after in pairwise(headings))
    assert all("/Alt" in node for kind, node in tags(made) if kind == "/Figure")


def test_the_pdf_says_every_word_as_it_was_typed(made) -> None:
    text = text_of(made)
    for words in (FORMULA, "Caffi Tŷ Ŵyn, Llanrwst; smörgås", "</w:t></w:r> ]]> <script>alert(1)</script>",
                  "_x000D_ {{ 7|add:7 }} %s", "a second line", "6 relevant: 2 covered, 2 partly, 2 open"):  # fmt: skip
        assert "".join(words.split()) in text


def test_the_pdf_asks_for_nothing_and_whatever_it_might_ask_for_is_refused(contents, monkeypatch) -> None:
    need_pdf()
    from ideas.exports.refusing import Refused, Refusing

    asked = []

    def fetch(self, url, headers=None):
        asked.append(url)
        return original(self, url, headers)

    original = Refusing.fetch
    monkeypatch.setattr(Refusing, "fetch", fetch)
    assert pdf.write(contents).startswith(b"%PDF")
    assert asked == []
    wanted = ["http://127.0.0.1:9/x.png", "file:///etc/hostname"]
    html = "".join(f"<img src='{url}' alt=''>" for url in wanted)
    monkeypatch.setattr(pdf, "page", lambda *more, **named: f"<html lang=en><title>x</title>{html}")
    assert pdf.write(contents).startswith(b"%PDF")
    assert asked == wanted
    with pytest.raises(Refused):
        Refusing().fetch(wanted[1])


# --- What was asked for ---------------------------------------------------------------------------


def test_every_file_says_what_the_team_did_about_each_thing_that_was_asked_for(idea, writer, decider) -> None:
    first = reviewing.submit(idea=idea, by=writer)
    asked = reviewing.decide(
        snapshot=first, by=decider, outcome="ask_changes", reasons="Nearly.", conditions="Ask Tŷ Ŵyn.\nCost it."
    )
    replying.answer_ask(decision=asked, number=1, by=writer, text=f"{FORMULA} We asked.", base_version=0)
    idea.refresh_from_db()
    assert saying.of_live(idea).decisions[0].answers == (), "before it is submitted, it is the team's alone"
    second = reviewing.submit(idea=idea, by=writer)
    answers = (("Ask Tŷ Ŵyn.", f"{FORMULA} We asked."), ("Cost it.", ""))
    contents = saying.of_submission(second)
    assert contents.decisions[0].answers == saying.of_live(idea).decisions[0].answers == answers
    assert saying.of_submission(first).decisions[0].answers == (), "the first submission came before"
    rows = list(csv.reader(io.StringIO(table.write_csv(contents).decode("utf-8-sig"), newline="")))
    assert [row[2:4] for row in rows if row[0] == "What the team did"] == [
        [answers[0][0], f"'{answers[0][1]}"], ["Cost it.", "No answer to this point"],
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(io.BytesIO(table.write_xlsx(contents)))["Decisions"]
    assert sheet.cell(2, sheet.max_column).value == f"Ask Tŷ Ŵyn.: {answers[0][1]}\nCost it.: No answer to this point"
    told = Document(io.BytesIO(word.write(contents))).tables[-1]
    assert [[cell.text for cell in row.cells] for row in told.rows][1:] == [
        list(answers[0]), ["Cost it.", "No answer to this point"],
    ]  # fmt: skip
    assert json.loads(json_file.write(contents))["decisions"][0]["answers"] == [list(pair) for pair in answers]
    reviewing.withdraw(idea=idea, by=writer)
    idea.refresh_from_db()
    assert saying.of_live(idea).decisions[0].answers == (), "taken back, it is nobody else's to read"
