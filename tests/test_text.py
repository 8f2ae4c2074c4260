"""Typed text: cleaned once, limited everywhere; Markdown that cannot harm; differences word by word."""

import re
import time
import unicodedata

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from characteristics.models import Term, Wording
from tests.reading import seen
from text.cleaning import clean_line, clean_text, normalise
from text.differences import LONGEST, word_differences
from text.fields import CleanFormField, CleanLineField, CleanTextField, length_checks
from text.markdown import markdown

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


# --- Cleaning -------------------------------------------------------------------------------------


def test_line_ends_become_line_feeds():
    assert clean_text("one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


def test_letters_are_composed():
    assert clean_text("cafe\u0301") == "caf\u00e9"


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x7f", "\ud83d"])
def test_what_cannot_be_stored_is_refused_with_what_to_do(bad):
    with pytest.raises(ValidationError, match="Delete what you pasted last"):
        clean_text(f"before{bad}after")


def test_tabs_and_emoji_and_other_scripts_stay():
    text = "a\tb 👩🏽‍⚕️ ಕನ್ನಡ \u200f עברית"
    assert clean_text(text) == text


def test_a_line_is_one_line():
    assert clean_line("  one\r\n two\tthree  ") == "one two three"


@given(ANY_TEXT)
def test_cleaned_text_is_stored_by_every_database_and_cleaning_again_changes_nothing(text):
    try:
        cleaned = clean_text(text)
    except ValidationError:
        return
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert "\r" not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean_text(cleaned) == cleaned
    assert not re.search(r"[\n\t]", clean_line(text))


@given(ANY_TEXT)
def test_browser_and_server_count_the_same_characters(text):
    as_sent = text.replace("\r", "").replace("\n", "\r\n")
    assert normalise(as_sent) == normalise(text.replace("\r", ""))


# --- Fields ---------------------------------------------------------------------------------------


def test_a_forms_limit_counts_what_will_be_stored():
    field = CleanFormField(max_length=5)
    assert field.clean("ab\r\ncd") == "ab\ncd"
    with pytest.raises(ValidationError):
        field.clean("ab\r\ncde")


def test_a_form_refuses_nul_in_our_words():
    with pytest.raises(ValidationError) as refusal:
        CleanFormField().clean("a\x00b")
    assert "Delete what you pasted last" in str(refusal.value)


def test_an_optional_text_left_out_is_empty():
    assert CleanFormField(required=False).clean(None) == ""


def test_a_model_field_brings_the_right_box():
    long, short = CleanTextField(max_length=9).formfield(), CleanLineField(max_length=9).formfield()
    assert isinstance(long, CleanFormField)
    assert isinstance(long.widget, forms.Textarea)
    assert isinstance(short.widget, forms.TextInput)
    assert short.clean("a\nb") == "a b"


def test_a_model_field_checks_its_length():
    with pytest.raises(ValidationError):
        CleanTextField(max_length=3).clean("four", None)


def test_text_written_past_every_form_is_cleaned_too(db):
    Term.objects.create(slug="x", name="two\nlines", meaning="one\r\ntwo", origin="tool")
    term = Term.objects.get()
    assert (term.name, term.meaning) == ("two lines", "one\ntwo")
    Term.objects.update(meaning="three\r\nfour")
    assert Term.objects.get().meaning == "three\nfour"
    with pytest.raises(ValidationError):
        Term.objects.update(meaning="a\x00b")


def test_the_database_itself_refuses_text_that_is_too_long(guide):
    wording = Wording.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.filter(pk=wording.pk).update(text="x" * 601)
    Wording.objects.filter(pk=wording.pk).update(text="é" * 600)


def test_a_length_check_is_made_for_each_column():
    checks = length_checks("thing", why=10, note=20)
    assert [check.name for check in checks] == ["thing_why_length", "thing_note_length"]
    assert all(isinstance(check, models.CheckConstraint) for check in checks)


def test_every_engine_counts_characters_and_not_bytes(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT LENGTH(%s)", ["ééé👩"])
        assert cursor.fetchone() == (4,)


# --- Markdown -------------------------------------------------------------------------------------


def test_markdown_becomes_html():
    html = markdown("## What\n\nSome **bold**, *soft*, a [link](/about/com-b/).\n\n- one\n- two\n")
    assert html == (
        '<h2>What</h2>\n<p>Some <strong>bold</strong>, <em>soft</em>, a <a href="/about/com-b/" '
        'rel="noopener noreferrer">link</a>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n'
    )


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://elsewhere.example/spy.png)",
    '[x](/a "onmouseover=alert(1)")',
    '<a href="/" onclick="alert(1)">x</a>',
    "<svg/onload=alert(1)>",
    "<iframe src=//elsewhere.example></iframe>",
    "<style>*{display:none}</style>",
    '<p style="position:fixed">x</p>',
    "```html\n<script>alert(1)</script>\n```",
    "[x]: javascript:alert(1)\n\n[x]",
]
TAG = re.compile(r"<(/?)([a-zA-Z0-9]+)((?:\s[^>]*)?)>")
SAFE = {
    "a", "blockquote", "br", "em", "h2", "h3", "h4", "li", "ol", "p", "strong", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
}  # fmt: skip


def assert_harmless(html: str) -> None:
    """Fail if a tag or an attribute stands that may not, or a link to anything but a page or an address."""
    for _closing, name, attributes in TAG.findall(html):
        assert name in SAFE, html
        for attribute, value in re.findall(r'([\w-]+)="([^"]*)"', attributes):
            assert attribute in ({"href", "rel", "title"} if name == "a" else set()), html
            if attribute == "href":
                scheme = re.match(r"\s*([\w+.-]*):", value)
                assert scheme is None or scheme[1].lower() in {"http", "https", "mailto"}, html
    assert "<" not in TAG.sub("", html), html


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_cannot_run_or_fetch_anything(attack):
    assert_harmless(markdown(attack))


@given(st.lists(st.sampled_from([*ATTACKS, "<", ">", "](", "[", "`", "\n", "&", '"', "'", "|", "x"]), max_size=8))
def test_no_mix_of_attacks_gets_through(parts):
    assert_harmless(markdown("".join(parts)))


def test_html_is_shown_as_text():
    assert "&lt;b&gt;" in markdown("<b>not bold</b>")


# --- Differences ----------------------------------------------------------------------------------


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in word_differences(old, new)]


def test_what_went_out_stands_before_what_came_in():
    assert told("We meet on Mondays.", "We meet on Fridays.") == [
        ("same", "We meet on "), ("out", "Mondays"), ("in", "Fridays"), ("same", "."),
    ]  # fmt: skip


def printed(old: str, new: str) -> str:
    """Return the two as a page prints them: what went out in brackets, what came in within braces."""
    shown = seen(Template("{% load text %}{{ old|differences_to:new }}").render(Context({"old": old, "new": new})))
    for tag, sign in {"<del>": "[", "</del>": "]", "<ins>": "{", "</ins>": "}"}.items():
        shown = shown.replace(tag, sign)
    return shown


def test_no_space_comes_before_a_comma_or_a_full_stop():
    assert printed("We bring words, and tea.", "We bring cake, and tea.") == "We bring [words] {cake}, and tea."
    assert printed("Tea and words, always.", "Tea, always.") == "Tea[ and words], always."
    assert printed("Six walks.", "Six walks, each short.") == "Six walks{, each short}."
    assert printed("Tea; cake.", "Tea, cake.") == "Tea[;]{,} cake."


def test_words_that_stay_by_chance_between_others_do_not_cut_a_sentence_to_shreds():
    assert printed("People come back, and like it.", "Six come once and tell us why.") == (
        "[People come back, and like it] {Six come once and tell us why}."
    )
    old, new = "Everybody is welcome. Ring us on Monday or on Friday.", "All may come. Ring us on Monday or on Sunday."
    assert printed(old, new) == "[Everybody is welcome] {All may come}. Ring us on Monday or on [Friday] {Sunday}."
    assert printed("We walk from now on.", "We walk after today on.") == "We walk [from now] {after today} on."


def test_what_nobody_touched_stays_whatever_is_written_around_it():
    assert printed("we walk daily", "Every single week we walk daily whatever the weather") == (
        "{Every single week }we walk daily{ whatever the weather}"
    )
    kept = "A lead reads notes."
    one, other = "Six people meet on the green hill daily.", "A dozen of us run along some canal each week."
    assert f"\n{kept}\n" in printed(f"{one}\n{kept}\n{one}", f"{other}\n{kept}\n{other}")
    assert f"; {kept}" in printed(f"{one}; {kept} {one}", f"{other}; {kept} {other}")


def test_no_text_keeps_a_reader_waiting():
    one, other = (" ".join(x if n % 2 else chr(0x4E00 + n) for n in range(1000)) for x in "ab")
    began = time.process_time()
    pieces = word_differences(one, other)
    assert time.process_time() - began < 3
    assert "".join(p.text for p in pieces if p.kind != "in") == one


def test_equal_texts_are_one_piece_and_empty_ones_none():
    assert told("same", "same") == [("same", "same")]
    assert told("", "") == []
    assert told("", "new") == [("in", "new")]
    assert told("old", "") == [("out", "old")]


def test_a_text_too_long_to_compare_quickly_stands_whole():
    old, new = "word " * LONGEST, "word " * LONGEST + "more"
    assert told(old, new) == [("out", old), ("in", new)]


@given(st.text("ab .\né", max_size=60), st.text("ab .\né", max_size=60))
def test_the_pieces_put_together_are_the_two_texts(old, new):
    pieces = word_differences(old, new)
    assert "".join(p.text for p in pieces if p.kind != "in") == old
    assert "".join(p.text for p in pieces if p.kind != "out") == new
    assert all(p.text for p in pieces)
