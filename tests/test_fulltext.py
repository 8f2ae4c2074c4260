"""Folding, stems and passages: the same for both engines, and never an unescaped letter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ideas.models import IdeaWords
from text import passages, scanning
from text.fulltext import Terms, fold, stem, terms
from text.passages import highlighted, snippet


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Tŷ Gŵyl, Llŷn!", "ty gwyl llyn"),
        ("CAFÉ cafe\u0301 Straße", "cafe cafe strasse"),
        ("don’t i'r GP's", "dont ir gps"),
        ("a_b-c/d 3.5", "a b c d 3 5"),
        ("Øre æ ł", "ore ae l"),
        ("'quoted' * \" AND", "quoted and"),
        ("", ""),
    ],
)
def test_words_are_folded(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [("walking", "walks"), ("planning", "plan"), ("carers", "carer"), ("happiness", "happy"), ("isolated", "isolation"),
     ("celebrate", "celebrating"), ("families", "family"), ("setbacks", "setback")],
)  # fmt: skip
def test_forms_of_a_word_find_each_other(one, other):
    assert terms(one).hit(fold(other))
    assert terms(other).hit(fold(one))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30))
def test_a_stem_is_always_a_beginning_of_its_word(word):
    assert word.startswith(stem(word))


def test_common_words_count_only_when_nothing_else_is_there():
    assert terms("the walk and the tea").stems == ("walk", "tea")
    assert terms("the").stems == ("the",)


@pytest.mark.parametrize(
    ("typed", "found", "not_found"),
    [("GP", "gp gps", "gpx"), ("GPs", "gp gps", "gpx"), ("MS", "ms", "m mst"), ("NHS", "nhs", "n"),
     ("tea", "tea teas", "team teach te"), ("teas", "tea teas", "team"),
     ("gyms", "gym gyms", "gymnast"), ("bus", "bus buses", "bu busy"), ("box", "box boxes", "boxing-day"),
     ("news", "news newspaper", "new"), ("new", "new", "news-stand newest"), ("use", "use uses used using", "user"),
     ("ask", "ask asks asked asking", "askew"), ("run", "run runs running", "rung"), ("bias", "bias biased", "bia"),
     ("this", "this", "thi"), ("a", "a", "as")],
)  # fmt: skip
def test_short_words_are_found_whole_and_in_their_own_forms(typed, found, not_found):
    assert [word for word in found.split() if not terms(typed).hit(word)] == []
    assert [word for word in not_found.split() if terms(typed).hit(word)] == []


def test_what_was_typed_is_escaped_and_what_was_found_is_marked():
    text = "<script>alert(1)</script> & a café “Tŷ” for cafés"
    assert highlighted(text, terms("cafe ty")) == (
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; a <mark>café</mark> “<mark>Tŷ</mark>” for <mark>cafés</mark>"
    )


def test_a_passage_holds_the_words_however_far_in_they_stand():
    text = "Nothing here. " * 500 + "Then a walk with tea. " + "And on. " * 500
    found = snippet(text, terms("walk tea"))
    assert "<mark>walk</mark> with <mark>tea</mark>" in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert len(found) < 320


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text(max_size=40))
def test_no_text_breaks_out_of_a_passage(text, typed):
    shown = snippet(text, terms(typed)).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in shown
    assert ">" not in shown


@given(
    st.text(alphabet="waltey’' -–.ŷéZ", max_size=60),
    st.sampled_from(["walk", "tea", "we all", "a", "lat yea", "don't"]),
)
@settings(max_examples=300, deadline=None)
def test_the_quick_way_to_the_words_of_a_text_finds_those_of_the_slow_way(text, typed):
    looked_for = terms(typed)
    slow = [m.span() for m in passages.SHOWN_WORD.finditer(text) if looked_for.hit(fold(m.group()))]
    assert [m.span() for m in passages._hits(text, looked_for)] == slow


def test_whether_a_word_is_common_is_asked_once_for_a_while(db, django_assert_num_queries, monkeypatch) -> None:
    monkeypatch.setattr(scanning, "MANY", -1)
    looked_for = terms("walks and tea")
    with django_assert_num_queries(1):
        assert scanning.common(IdeaWords, looked_for) == looked_for
    monkeypatch.setattr(scanning, "MANY", 1000)  # it would be counted otherwise now
    with django_assert_num_queries(0):
        assert scanning.common(IdeaWords, looked_for) == looked_for
    with django_assert_num_queries(1):
        assert scanning.common(IdeaWords, terms("walks and cake")) == terms("walks")
    monkeypatch.setattr(scanning, "MOST_REMEMBERED", 1)
    with django_assert_num_queries(1):  # too much to remember: all is forgotten, and what is asked is counted
        assert scanning.common(IdeaWords, terms("biscuits")) == Terms(())
