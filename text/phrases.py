"""Finding words and phrases of a list in what somebody wrote, as whole words. `static/js/weighing.js` does the same.

Capitals, accents and apostrophes make no difference, nor does a plain ending in s: “claimant” is found in
“The Claimants’” and in “claimant's”. “Hard to reach” is found in “hard-to-reach”, not across a full stop.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from text.fulltext import fold
from text.passages import SHOWN_WORD

# What may stand between the words of one phrase.
JOINED = re.compile(r"[\s\u00a0\-\u2010-\u2015]+")


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a phrase stands: whose it is, and how it was written there."""

    key: str
    written: str


def folded_words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase as they are compared; empty if there are none."""
    return tuple(word for word in map(fold, SHOWN_WORD.findall(_composed(phrase))) if word)


class Phrases:
    """A list of phrases, made ready once to look through many texts."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """Take, by key, the forms in which each phrase is written."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for key, forms in phrases.items():
            for words in {folded_words(form) for form in forms} - {()}:
                for variant in (words, (*words[:-1], f"{words[-1]}s")):
                    self._by_first[variant[0]].append((variant, key))
        for variants in self._by_first.values():
            variants.sort(key=lambda each: -len(each[0]))  # the longest phrase wins

    def find(self, text: str) -> Iterator[Found]:
        """Yield each phrase once, in the order in which they first stand in the text."""
        text = _composed(text)
        words = [(fold(m.group()), m.start(), m.end()) for m in SHOWN_WORD.finditer(text)]
        seen, at = set(), 0
        while at < len(words):
            length, key = self._at(text, words, at)
            if length and key not in seen:
                seen.add(key)
                yield Found(key, text[words[at][1] : words[at + length - 1][2]])
            at += length or 1

    def _at(self, text: str, words: list[tuple[str, int, int]], at: int) -> tuple[int, str]:
        for variant, key in self._by_first.get(words[at][0], ()):
            here = words[at : at + len(variant)]
            gaps = (text[one[2] : other[1]] for one, other in pairwise(here))
            if tuple(word for word, _start, _end in here) == variant and all(map(JOINED.fullmatch, gaps)):
                return len(variant), key
        return 0, ""


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
