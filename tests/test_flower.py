"""The coverage flower: its areas are the shares it speaks of, and its words are the numbers."""

import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from goodhelp.templatetags.goodhelp import flower_words, tally_words
from ideas import words as words_of_ideas
from ideas.coverage import Tally
from ideas.flower import OUTLINE, Petal, petals

ROWS = [(f"slug-{n}", f"Name {n}", None) for n in range(8)]


def one(tally: Tally | None) -> Petal:
    """Return the first petal of a flower in which only it may be chosen."""
    return petals([("first", "First", tally), *ROWS[1:]])[0]


def area(path: str) -> float:
    """Return the area within a path of lines and cubic curves, by walking along it in small steps."""
    if not path:
        return 0.0
    points: list[tuple[float, float]] = []
    for kind, numbers in re.findall(r"([MLC])([^MLCZ]*)", path):
        values = [float(n) for n in numbers.split()]
        given_points = list(zip(values[::2], values[1::2], strict=True))
        if kind == "C":
            a, (b, c, d) = points[-1], given_points
            for n in range(1, 101):
                t, u = n / 100, 1 - n / 100
                w = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
                points.append(tuple(sum(k * p[i] for k, p in zip(w, (a, b, c, d), strict=True)) for i in (0, 1)))
        else:
            points += given_points
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*points, points[0]]))) / 2


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_the_filled_areas_are_the_shares_of_the_relevant_questions(covered: int, partly: int, rest: int) -> None:
    tally = Tally(asked=covered + partly + rest, covered=covered, partly=partly, open=rest)
    petal, whole = one(tally), area(OUTLINE)
    relevant = max(tally.relevant, 1)
    assert area(petal.covered_path) / whole == pytest.approx(covered / relevant, abs=0.012)
    assert area(petal.partly_path) / whole == pytest.approx(partly / relevant, abs=0.012)


def test_petals_stand_in_the_order_given_and_go_once_round() -> None:
    flower = petals(ROWS)
    assert [p.slug for p in flower] == [slug for slug, _, _ in ROWS]
    assert [p.transform for p in flower] == [f"rotate({45 * n})" for n in range(8)]
    assert (flower[2].mark_x, flower[2].mark_y) == ("103.0", "-13.0")


def test_what_was_not_chosen_is_neither_filled_nor_called_missing() -> None:
    petal = one(None)
    assert not petal.chosen
    assert petal.covered_path == petal.partly_path == petal.ticks == ""


def test_a_characteristic_whose_questions_are_all_set_aside_is_chosen_and_empty() -> None:
    petal = one(Tally(asked=5, set_aside=5))
    assert petal.chosen
    assert petal.covered_path == petal.partly_path == ""


def test_questions_set_aside_do_not_make_a_petal_less_full() -> None:
    assert one(Tally(asked=5, set_aside=2, covered=3)).covered_path == OUTLINE


def test_more_than_eight_petals_become_narrower_and_none_is_no_error() -> None:
    assert petals([]) == []
    assert petals([*ROWS, ("ninth", "Ninth", None)])[0].transform == "rotate(0) scale(0.89 1)"


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (
            Tally(asked=6, covered=3, partly=1, open=1, set_aside=1),
            "5 relevant: 3 covered, 1 partly, 1 open; 1 set aside as not relevant",
        ),
        (Tally(asked=4, not_yet=1, not_sure=3), "4 relevant: 1 not yet, 3 not sure"),
        (Tally(asked=5, set_aside=5), "no relevant questions; 5 set aside as not relevant"),
        (Tally(), "no relevant questions"),
    ],
)
def test_a_tally_in_words_adds_up(tally: Tally, words: str) -> None:
    assert tally_words(tally) == words


def test_translators_get_whole_phrases_with_their_numbers(monkeypatch) -> None:
    """Other languages put the number elsewhere, or bend the word to it."""
    frames = {"%(count)d covered": "covered of %(count)d", "%(first)s; %(last)s": "%(last)s | %(first)s"}
    monkeypatch.setattr(words_of_ideas, "ngettext", lambda one, many, number: frames.get(one, one))
    monkeypatch.setattr(words_of_ideas, "_", lambda words: frames.get(words, words))
    tally = Tally(asked=6, covered=3, open=2, set_aside=1)
    assert tally_words(tally) == "1 set aside as not relevant | 5 relevant: covered of 3, 2 open"


def test_a_flower_alone_says_its_numbers_and_one_beside_words_is_hidden() -> None:
    flower = petals([("first", "First", Tally(asked=5, covered=5)), *ROWS[1:]])
    assert flower_words(flower) == "Coverage flower. First, 5 relevant: 5 covered."
    alone = render_to_string("components/flower.html", {"petals": flower, "alone": True, "prefix": "7"})
    assert 'role="img"' in alone
    assert "<title>Coverage flower. First, 5 relevant: 5 covered.</title>" in alone
    beside = render_to_string("components/flower.html", {"petals": flower, "prefix": "8"})
    assert 'aria-hidden="true"' in beside
    assert "<title>" not in beside
    assert not set(re.findall(r'id="([^"]+)"', alone)) & set(re.findall(r'id="([^"]+)"', beside))
    assert flower_words(petals(ROWS)) == "Coverage flower: no characteristic chosen yet."


def test_every_chosen_petal_carries_its_hue_and_the_others_do_not() -> None:
    flower = petals([("social-connections", "Social connections", Tally(asked=5, partly=2, open=3)), *ROWS[1:]])
    html = render_to_string("components/flower.html", {"petals": flower, "prefix": "9"})
    assert html.count("petal--chosen") == 1
    assert "petal--chosen char--social-connections" in html
    assert html.count("petal-edge") == 1
    assert html.count("url(#hatch-9)") == 1
