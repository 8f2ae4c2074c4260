"""The flower in files, and the pictures that browsers and other sites show: they say what the screen says."""

import io
import re
import struct
import zlib

import pytest
from django.template.loader import render_to_string
from django.test import Client
from docx import Document

from characteristics.models import Question
from goodhelp.settings import BASE_DIR
from ideas.coverage import Tally
from ideas.exports import contents, pdf, picture, word
from ideas.flower import petals
from tests.builders import an_idea, answered, chosen

IMAGES = BASE_DIR / "static" / "img"
ROWS = [(slug, slug, None) for slug in picture.HUES]


def pixels(png: bytes) -> dict[int, int]:
    """Return how many pixels of a picture with a palette have each colour."""
    data, at = b"", 8
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        if kind == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, counts = zlib.decompress(data), dict.fromkeys(range(12), 0)
    for row in range(picture.SIZE):
        line = raw[row * (picture.SIZE + 1) + 1 : (row + 1) * (picture.SIZE + 1)]
        for colour in counts:
            counts[colour] += line.count(colour)
    return counts


def test_paper_has_the_hues_of_the_screen() -> None:
    tokens = (BASE_DIR / "static" / "css" / "tokens.css").read_text()
    styles = (BASE_DIR / "static" / "css" / "components.css").read_text()
    for slug, colour in picture.HUES.items():
        number = re.search(rf"\.char--{slug} {{ --hue: var\(--hue-(\d)\)", styles)[1]
        assert re.search(rf"--hue-{number}: (#\w+);", tokens)[1] == colour


def test_the_picture_for_word_is_fuller_the_more_is_covered() -> None:
    def inked(tally: Tally | None) -> int:
        return pixels(picture.png(petals([(*ROWS[0][:2], tally), *ROWS[1:]])))[3]

    none, outline, half = inked(None), inked(Tally(asked=4, open=4)), inked(Tally(asked=4, covered=2, open=2))
    striped, whole = inked(Tally(asked=4, covered=2, partly=2)), inked(Tally(asked=4, covered=4))
    assert none == 0 < outline < half < striped < whole


def test_a_petal_of_a_characteristic_that_is_new_is_drawn_too() -> None:
    flower = petals([("brand-new", "Brand new", Tally(asked=2, covered=1, open=1)), *ROWS[1:]])
    assert picture.hue(flower[0]) == picture.OTHER
    assert picture.png(flower).startswith(b"\x89PNG")
    assert [name.words for name in picture.names(flower)] == ["Brand new"]


@pytest.mark.django_db
def test_word_and_the_print_view_hold_the_flower_with_its_numbers_in_words(full_guide, team, writer) -> None:
    idea = an_idea(writer, team)
    focus = chosen(idea, writer)
    question = Question.objects.live().filter(characteristic=focus.characteristic).select_related("current")[0]
    answered(focus, question, writer, "We ask.", "covered")
    made = contents.of_live(idea)
    doc = Document(io.BytesIO(word.write(made)))
    assert len(doc.inline_shapes) == 1
    said = doc.inline_shapes[0]._inline.docPr.get("descr")
    assert said.startswith(f"Coverage flower. {focus.characteristic.name}, ")
    html = pdf.page(made)
    assert f"<title>{said}</title>" in html
    assert picture.HUES[focus.characteristic.slug] in html


@pytest.mark.django_db
def test_an_idea_without_characteristics_has_no_flower(guide, team, writer) -> None:
    made = contents.of_live(an_idea(writer, team))
    assert not Document(io.BytesIO(word.write(made))).inline_shapes
    assert "<svg" not in pdf.page(made)


@pytest.mark.django_db
def test_a_link_that_is_shared_shows_our_picture_and_only_public_pages_carry_it(guide, writer, client_for) -> None:
    html = Client().get("/").content.decode()
    shown = re.search(r'<meta property="og:image" content="(https?://[^"]+)">', html)[1]
    assert "/static/img/social" in shown
    assert "og:image" not in client_for(writer).get("/your-work/").content.decode()
    assert "og:image" not in render_to_string("errors/500.html")
    social, touch = (IMAGES / "social.png").read_bytes(), (IMAGES / "touch.png").read_bytes()
    assert struct.unpack(">II", social[16:24]) == (1200, 630)
    assert struct.unpack(">II", touch[16:24]) == (180, 180)
    assert (IMAGES / "favicon.ico").read_bytes()[:4] == b"\0\0\1\0"
