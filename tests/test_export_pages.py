"""Pages and addresses of exports: who gets which version, what the responses say, and what they cost."""

import io
import json

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from ideas.actions import commenting, drafting, replying, reviewing
from ideas.exports import pdf
from ideas.models import Idea, Revision
from tests.builders import an_idea, decided, submitted, worked_out
from tests.exported import FORMULA, NASTY, awkward_idea, need_pdf

FORMATS = {
    "word": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK", "docx"),
    "pdf": ("application/pdf", b"%PDF", "pdf"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK", "xlsx"),
    "csv": ("text/csv; charset=utf-8", b"\xef\xbb\xbf", "csv"),
    "json": ("application/json", b"{", "json"),
}
KINDS = (*FORMATS, "print")
SECRET = "Only the team knows this."


@pytest.fixture
def idea(guide, team, writer):
    return worked_out(writer, team, title="Gŵyl y Plant: tea & “walks” / 2026")


def page(idea, query="") -> str:
    return reverse("ideas:idea_export", args=[idea.pk]) + query


def file(idea, form, query="") -> str:
    return reverse("ideas:export_file", args=[idea.pk, form]) + query


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_comes_as_what_it_is_with_a_safe_name_and_is_kept_by_nobody(idea, client_for, writer, form) -> None:
    if form == "pdf":
        need_pdf()
    response = client_for(writer).get(file(idea, form))
    kind, begins, extension = FORMATS[form]
    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert response.content.startswith(begins)
    name = response["Content-Disposition"].removeprefix('attachment; filename="').removesuffix('"')
    assert name.startswith("gwyl-y-plant-tea-walks-2026-20")
    assert name.endswith(f".{extension}")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_title_without_a_letter_for_a_file_name_still_gets_one(guide, team, writer, client_for) -> None:
    idea = an_idea(writer, team, '../../مرحبا"; filename=x.exe')
    response = client_for(writer).get(file(idea, "json"))
    assert response["Content-Disposition"].startswith('attachment; filename="filenamexexe-20')
    Idea.objects.filter(pk=idea.pk).update(title="مرحبا")
    assert 'filename="idea-20' in client_for(writer).get(file(idea, "json"))["Content-Disposition"]


def test_the_print_view_is_a_page_that_names_everything_and_runs_nothing(guide, team, writer, client_for) -> None:
    idea = awkward_idea(writer, team)
    response = client_for(writer).get(file(idea, "print"))
    html = response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert "<script" not in html.lower()
    assert "&lt;/w:t&gt;" in html
    assert html.count("<h1") == 1
    for words in (
        "Llanrwst",
        "6\xa0relevant: 2\xa0covered, 2\xa0partly, 2\xa0open",
        "Chosen once and set aside",
        "Reimagining Help",
    ):
        assert words in html


def test_the_page_offers_every_format_and_every_version(idea, client_for, writer, decider) -> None:
    decided(submitted(idea, writer), decider, "ask_changes")
    client = client_for(writer)
    html = client.get(page(idea)).content.decode()
    for form in KINDS:
        assert f'href="{file(idea, form)}"' in html
    assert f'href="{page(idea, "?submission=1")}"' in html
    html = client.get(page(idea, "?submission=1")).content.decode()
    for form in KINDS:
        assert f'href="{file(idea, form, "?submission=1")}"' in html
    for address in (reverse("ideas:idea_report", args=[idea.pk]), idea.get_absolute_url()):
        assert f'href="{page(idea)}"' in client.get(address).content.decode()


# --- Who gets what ----------------------------------------------------------------------------------


@pytest.fixture
def submitted_and_edited(idea, writer):
    """An idea of which others may see submission 1; the live title and text hold a secret."""
    submitted(idea, writer)
    texts = {name: getattr(idea, name) for name in Idea.TEXTS}
    drafting.describe_idea(idea=idea, by=writer, values={**texts, "title": f"T {SECRET}", "summary": SECRET},
                           base_version=idea.version)  # fmt: skip
    return idea


def test_who_sees_submissions_only_exports_those_and_never_the_live_text(
    submitted_and_edited, client_for, decider
) -> None:
    idea, client = submitted_and_edited, client_for(decider)
    for form in KINDS:
        assert client.get(file(idea, form)).status_code == 403
    for form in ("json", "csv", "print"):
        response = client.get(file(idea, form, "?submission=1"))
        assert response.status_code == 200
        assert SECRET not in response.content.decode()
    assert json.loads(client.get(file(idea, "json", "?submission=1")).content)["submission"] == 1
    html = client.get(page(idea)).content.decode()
    assert SECRET not in html
    assert file(idea, "word", "?submission=1") in html
    assert f'href="{file(idea, "word")}"' not in html
    assert SECRET in client_for(idea.created_by).get(file(idea, "csv")).content.decode()


@pytest.mark.parametrize("who", ["outsider", "removed_member", "content_admin", "superuser"])
def test_everybody_else_gets_what_a_missing_idea_gets(who, request, submitted_and_edited, client_for) -> None:
    client, idea = client_for(request.getfixturevalue(who)), submitted_and_edited
    addresses = [page(idea), page(idea, "?submission=1"), reverse("ideas:idea_workshop", args=[idea.pk])]
    addresses += [file(idea, form, query) for form in KINDS for query in ("", "?submission=1")]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 404
        assert SECRET not in response.content.decode()


def test_visitors_are_asked_to_sign_in_and_nothing_takes_a_post(submitted_and_edited, client_for, writer) -> None:
    for address in (page(submitted_and_edited), *(file(submitted_and_edited, form) for form in KINDS)):
        assert client_for(None).get(address).status_code == 302
        assert client_for(writer).post(address).status_code == 405


def test_a_submission_taken_back_is_for_writers_alone(idea, client_for, writer, decider) -> None:
    submitted(idea, writer)
    reviewing.withdraw(idea=idea, by=writer)
    decided(submitted(idea, writer), decider)
    assert client_for(writer).get(file(idea, "csv", "?submission=1")).status_code == 200
    for address in (file(idea, "csv", "?submission=1"), page(idea, "?submission=1")):
        assert client_for(decider).get(address).status_code == 404
    assert "submission=1" not in client_for(decider).get(page(idea)).content.decode()


@pytest.mark.parametrize("asked", ["9", "0", "-1", "x", "", "1%00", "99999999999999999999", "१"])
def test_a_submission_that_is_not_there_is_missing_and_no_fault(idea, client_for, writer, asked) -> None:
    submitted(idea, writer)
    client = client_for(writer)
    assert client.get(page(idea, f"?submission={asked}")).status_code == 404
    assert client.get(file(idea, "json", f"?submission={asked}")).status_code == 404
    assert client.get(file(idea, "docm")).status_code == 404


def test_a_submission_carries_the_decisions_up_to_it_and_no_later_ones(idea, client_for, writer, decider) -> None:
    decided(submitted(idea, writer), decider, "ask_changes", "Say more.")
    decided(submitted(idea, writer), decider, "agree", "Now it is clear.")
    client = client_for(writer)
    reasons = [[d["reasons"] for d in json.loads(client.get(file(idea, "json", q)).content)["decisions"]]
               for q in ("?submission=1", "?submission=2", "")]  # fmt: skip
    assert reasons == [["Say more."], ["Say more.", "Now it is clear."], ["Say more.", "Now it is clear."]]


def test_what_must_stand_wherever_the_idea_is_shown_stands_in_every_file(guide, team, lead, client_for) -> None:
    idea = an_idea(lead, team, practice=True)
    snapshot = submitted(idea, lead)
    reviewing.agree_own_team(snapshot=snapshot, by=lead, reasons="We agree.")
    idea.refresh_from_db()
    drafting.describe_idea(idea=idea, by=lead, values={"summary": NASTY}, base_version=idea.version)
    for form in ("csv", "json", "print"):
        text = client_for(lead).get(file(idea, form)).content.decode()
        assert "Agreed by its own team, not independently reviewed." in text
        assert "Changed since it was agreed, by Lena on " in text
        assert "A practice idea: it counts nowhere." in text


# --- Comments ---------------------------------------------------------------------------------------


def test_comments_come_along_only_if_asked_for_and_only_those_that_the_reader_reads(
    submitted_and_edited, client_for, writer, decider
) -> None:
    idea, q = submitted_and_edited, "social-connections-q1"
    commenting.comment(idea=idea, by=writer, text="Among us: =1+1", audience="team", about="question", which=q)
    thread = commenting.comment(idea=idea, by=decider, text="For all of us.", audience="managers")
    commenting.reply(thread=thread, by=writer, text="An answer to it.")
    for who, live in ((writer, ""), (decider, "submission=1&")):
        client = client_for(who)
        for form in ("csv", "json", "print"):
            assert "of us" not in client.get(file(idea, form, f"?{live}".rstrip("&?"))).content.decode()
            text = client.get(file(idea, form, f"?{live}comments=yes")).content.decode()
            assert "For all of us." in text
            assert "An answer to it." in text
            assert ("Among us" in text) is (who == writer)
        for form in ("word", "xlsx"):
            assert client.get(file(idea, form, f"?{live}comments=yes")).status_code == 200
        html = client.get(page(idea, "?comments=yes")).content.decode()
        assert f"{file(idea, 'word')}?{live.replace('&', '&amp;')}comments=yes" in html


def test_comments_stand_in_word_and_in_the_spreadsheet_as_they_were_typed(idea, client_for, writer) -> None:
    commenting.comment(idea=idea, by=writer, text=NASTY, audience="team")
    client = client_for(writer)
    doc = Document(io.BytesIO(client.get(file(idea, "word", "?comments=yes")).content))
    assert any(p.text.endswith(NASTY.split("\n\n")[0]) for p in doc.paragraphs)
    book = openpyxl.load_workbook(io.BytesIO(client.get(file(idea, "xlsx", "?comments=yes")).content))
    assert book["Comments"]["B2"].value == NASTY


# --- Without a part, and costs --------------------------------------------------------------------


def test_where_no_pdf_can_be_made_the_page_says_why_and_offers_print(idea, client_for, writer, monkeypatch) -> None:
    monkeypatch.setattr(pdf, "why_not", lambda: "The part that makes PDFs is not installed on this server.")
    client = client_for(writer)
    html = client.get(page(idea)).content.decode()
    assert f'href="{file(idea, "pdf")}"' not in html
    assert "not installed on this server. Choose “Print” instead" in html
    response = client.get(file(idea, "pdf"))
    assert (response.status_code, response.url) == (302, page(idea))


@pytest.mark.parametrize(("fault", "words"), [(ImportError, "not installed"), (OSError, "system library")])
def test_a_missing_library_is_a_reason_and_not_a_fault(monkeypatch, fault, words) -> None:
    def missing(name, *more):
        if name == "weasyprint":
            raise fault("cannot load library 'libpango-1.0-0'")
        return real(name, *more)

    real = __import__
    monkeypatch.setattr("builtins.__import__", missing)
    assert words in pdf.why_not.__wrapped__()


@pytest.mark.parametrize("form", ["word", "csv", "json", "print"])
def test_a_file_costs_the_same_queries_however_much_there_is(guide, team, writer, decider, client_for, form) -> None:
    small, large = worked_out(writer, team), awkward_idea(writer, team, FORMULA)
    Revision.objects.bulk_create(
        Revision(idea=large, what="idea", payload={}, by=writer, base_version=n, version=n) for n in range(200)
    )
    costs = []
    for idea, times in ((small, 1), (large, 4)):
        for _time in range(times):
            decided(submitted(idea, writer), decider, "ask_changes")
        client = client_for(writer)
        client.get(file(idea, form))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(file(idea, form)).status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1]
    assert costs[1] <= 20


def test_the_print_view_says_what_the_team_did_about_what_was_asked_for(guide, team, writer, decider, client_for):
    idea = worked_out(writer, team)
    asked = reviewing.decide(
        snapshot=submitted(idea, writer), by=decider, outcome="ask_changes", reasons="Nearly.", conditions="Cost it."
    )
    replying.answer_ask(decision=asked, number=1, by=writer, text="Forty pounds.", base_version=0)
    submitted(idea, writer)
    words = client_for(decider).get(file(idea, "print") + "?submission=2").content.decode()
    assert words.index("Asked for: Cost it.") < words.index("Forty pounds.")
