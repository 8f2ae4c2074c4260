"""Joins what two people made of one text, sentence by sentence.

The way of diff3: sentences that both kept hold the texts together; between them, whatever one person alone
changed is taken over, and where both changed something both stand. See docs/adr/0012.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

# A sentence with the marks that end it; or the space between two. Line ends end a sentence too.
SENTENCE = re.compile(r"\s+|\S[^\n]*?(?:[.!?…]+[\"'”’)\]]*(?=\s)|(?=\n)|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the joined text: what both have, what one of them changed, or two texts for the same place."""

    kind: Literal["same", "theirs", "mine", "both"]
    text: str
    mine: str = ""  # of `both`: `text` is theirs then

    @property
    def joined(self) -> str:
        """Return what stands in the joined text: of `both` first theirs, then mine, with a space between them."""
        if not (self.text.strip() and self.mine.strip()):
            return self.text if self.text.strip() else self.mine or self.text
        if self.text[-1].isspace() or self.mine[0].isspace():
            return self.text + self.mine
        return f"{self.text}{chr(10) if chr(10) in self.text + self.mine else ' '}{self.mine}"


def sentences(text: str) -> list[str]:
    """Return the text in pieces that can be put together again: sentences and the space between them."""
    return SENTENCE.findall(text)


def join_texts(base: str, theirs: str, mine: str) -> list[Part]:
    """Return the parts of the text that holds what both made of `base`.

    Whatever either of them added is in it. What one took out is gone unless the other changed it.
    """
    return list(_tidy(_parts(sentences(base), sentences(theirs), sentences(mine))))


def joined_text(parts: Sequence[Part]) -> str:
    """Return the joined text."""
    return "".join(part.joined for part in parts)


def _parts(base: list[str], theirs: list[str], mine: list[str]) -> Iterator[Part]:
    z = a = b = 0
    for zs, as_, bs, size in _held(base, theirs, mine):
        yield from _between(base[z:zs], theirs[a:as_], mine[b:bs])
        yield Part("same", "".join(base[zs : zs + size]))
        z, a, b = zs + size, as_ + size, bs + size


def _held(base: list[str], theirs: list[str], mine: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of the base that both kept: where they begin in each of the three, and how long they are."""
    ours = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    for x in SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks():
        for y in ours:
            start, end = max(x.a, y.a), min(x.a + x.size, y.a + y.size)
            if start < end:
                yield start, x.b + start - x.a, y.b + start - y.a, end - start
    yield len(base), len(theirs), len(mine), 0


def _between(base: list[str], theirs: list[str], mine: list[str]) -> Iterator[Part]:
    if theirs == mine or mine == base:
        yield Part("same" if theirs == mine else "theirs", "".join(theirs))
    elif theirs == base:
        yield Part("mine", "".join(mine))
    else:
        before = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(theirs, mine, strict=False)))
        yield Part("same", "".join(theirs[:before]))
        yield Part("both", "".join(theirs[before:]), "".join(mine[before:]))


def _tidy(parts: Iterator[Part]) -> Iterator[Part]:
    """Leave out empty parts; two texts of which one is empty are the other's alone."""
    for part in parts:
        if part.kind == "both" and not part.text.strip():
            yield Part("mine", part.joined)
        elif part.kind == "both" and not part.mine.strip():
            yield Part("theirs", part.joined)
        elif part.text:
            yield part
