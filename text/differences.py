"""Differences between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\s+|\w+|[^\w\s]")
# Beyond this many words the comparison itself would keep a reader waiting: then the texts stand whole.
LONGEST = 5000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that was kept, taken out or put in."""

    kind: Literal["same", "out", "in"]
    text: str
    # A word stands right behind it that came in for it: printed with a space between, which is in neither text.
    apart: bool = False


def word_differences(old: str, new: str) -> list[Piece]:
    """Return the pieces that turn `old` into `new`, in reading order: what went out before what came in."""
    if old == new:
        return [Piece("same", old)] if old else []
    before, after = WORD.findall(old), WORD.findall(new)
    if len(before) + len(after) > LONGEST:
        return [Piece("out", old, apart=True), Piece("in", new)]
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        if b > a:
            apart = d > c and after[c][0].isalnum() and not before[b - 1].isspace()
            pieces.append(Piece("out", "".join(before[a:b]), apart))
        if d > c:
            pieces.append(Piece("in", "".join(after[c:d])))
    return pieces
