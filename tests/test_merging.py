"""Joining what two people made of one text: nothing that either wrote is lost, and what is apart joins by itself."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from text.merging import Part, join_texts, joined_text, sentences

words = st.sampled_from(["walk", "tea", "bus", "rain", "Élan", "café", "we", "they"])
sentence = st.builds(lambda found, end: " ".join(found) + end, st.lists(words, min_size=1, max_size=4),
                     st.sampled_from([".", "!", "?", ""]))  # fmt: skip
texts = st.one_of(
    st.builds(lambda found, space: space.join(found), st.lists(sentence, max_size=6),
              st.sampled_from([" ", "\n", "\n\n"])),
    st.text(alphabet="ab.!? \n”)", max_size=30),
)  # fmt: skip

# A busy machine is slow, not wrong.
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def joined(base: str, theirs: str, mine: str) -> str:
    return joined_text(join_texts(base, theirs, mine))


@patiently
@given(texts)
def test_sentences_put_together_again_are_the_text(text):
    assert "".join(sentences(text)) == text


@patiently
@given(texts, texts)
def test_where_one_changed_nothing_the_other_stands(base, other):
    assert joined(base, other, base) == other
    assert joined(base, base, other) == other
    assert joined(base, other, other) == other


@patiently
@given(texts, texts, texts)
def test_nothing_that_either_added_is_ever_lost(base, theirs, mine):
    text, before = joined(base, theirs, mine), set(sentences(base))
    for wrote in (theirs, mine):
        for each in sentences(wrote):
            if each not in before and each.strip():
                assert each in text, each


@patiently
@given(texts, texts, texts)
def test_what_both_kept_is_kept_as_often(base, theirs, mine):
    kept = Counter(w for w in theirs.split()) & Counter(w for w in mine.split()) & Counter(w for w in base.split())
    text = joined(base, theirs, mine)
    for word in kept:
        assert word in text


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "result"),
    [
        ("We walk. We talk.", "We walk slowly. We talk.", "We walk. We talk a lot.", "We walk slowly. We talk a lot."),
        ("One.\n\nTwo.", "One, changed.\n\nTwo.", "One.\n\nTwo.\n\nThree.", "One, changed.\n\nTwo.\n\nThree."),
        ("One. Two. Three.", "One. Three.", "One. Two. Three. Four.", "One. Three. Four."),
        ("", "Theirs.", "", "Theirs."),
        # The same place: both stand, the one that was saved first.
        ("", "Wren's words", "Sam's words", "Wren's words Sam's words"),
        ("We walk.", "We walk. It rains.", "We walk. We sing.", "We walk. It rains. We sing."),
        ("We walk.", "We walk on Monday.", "We walk on Friday.", "We walk on Monday. We walk on Friday."),
        # Taken out by one, changed by the other: the change stays.
        ("We walk. Tea follows.", "We walk.", "We walk. Cake follows.", "We walk. Cake follows."),
    ],
)
def test_examples(base, theirs, mine, result):
    assert joined(base, theirs, mine) == result


def test_places_where_both_wrote_are_marked():
    parts = join_texts("We walk. Tea.", "We walk on Monday. Tea.", "We walk on Friday. Tea.")
    assert parts == [Part("both", "We walk on Monday.", "We walk on Friday."), Part("same", " Tea.")]


def test_a_long_text_with_a_change_at_each_end_is_joined_without_overlap():
    base = " ".join(f"Sentence number {n}." for n in range(400))
    parts = join_texts(base, base.replace("number 0.", "nought."), f"{base} The end.")
    assert "both" not in {part.kind for part in parts}
    assert joined_text(parts).startswith("Sentence nought.")
    assert joined_text(parts).endswith("399. The end.")
