"""Differences between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\s+|\w+|[^\w\s]")
ENDS = re.compile(r"[.!?…\n]")
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
    """Return the pieces that turn `old` into `new`, in reading order: what went out before what came in.

    Where words were replaced on both sides of a few that stayed, by chance, these go out and come in again with them:
    they would only cut both texts to shreds.
    """
    if old == new:
        return [Piece("same", old)] if old else []
    before, after = WORD.findall(old), WORD.findall(new)
    if len(before) + len(after) > LONGEST:
        return [Piece("out", old, apart=True), Piece("in", new)]
    pieces: list[Piece] = []
    for same, a, b, c, d in _readable(before, after):
        if same:
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        if b > a:
            apart = d > c and after[c][0].isalnum() and not before[b - 1].isspace()
            pieces.append(Piece("out", "".join(before[a:b]), apart))
        if d > c:
            pieces.append(Piece("in", "".join(after[c:d])))
    return pieces


# Whether it stayed, and where it begins and ends in the words before and after.
Run = tuple[bool, int, int, int, int]
# No more words than these stay by chance between two changes.
BY_CHANCE = 4


def _readable(before: list[str], after: list[str]) -> list[Run]:
    """Return the runs that stayed and that changed. Where words on both sides of a short run were replaced by others,
    the run goes and comes with them; never over the end of a sentence or of a line.
    """

    def words(parts: list[str]) -> int:
        return sum(part[0].isalnum() for part in parts)

    def joins(left: Run, here: Run, right: Run) -> bool:
        kept = before[here[1] : here[2]]
        sides = [(words(before[a:b]), words(after[c:d])) for _same, a, b, c, d in (left, right)]
        least = min(BY_CHANCE, *(max(side) for side in sides))
        return here[0] and all(map(all, sides)) and words(kept) <= least and not any(map(ENDS.search, kept))

    # A space is no word to begin from: each is like every other, and to compare them all takes very long.
    codes = SequenceMatcher(str.isspace, before, after, autojunk=False).get_opcodes()
    runs: list[Run] = [(tag == "equal", a, b, c, d) for tag, a, b, c, d in codes]
    at = 1
    while at < len(runs) - 1:
        left, here, right = runs[at - 1 : at + 2]
        if joins(left, here, right):
            runs[at - 1 : at + 2] = [(False, left[1], right[2], left[3], right[4])]
            at = max(1, at - 2)  # the change has grown: what stayed before it may now be the shorter
        else:
            at += 1
    return runs
