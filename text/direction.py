"""Which way a text runs, and signs in it that would turn round what stands beside it."""

import re
import unicodedata

# The signs that turn the direction of what follows (UAX #9): what begins an embedding or an override, an isolate, and
# what ends each. They end with their line at the latest.
OPEN, ISOLATE, CLOSE, CLOSE_ISOLATE = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068", "\u202c", "\u2069"
TURNING = re.compile(f"[{OPEN}{ISOLATE}{CLOSE}{CLOSE_ISOLATE}]")


def right_to_left(text: str) -> bool:
    """Tell whether a text runs from right to left: its first letter says so, as with `dir="auto"` in a page."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def unturned(text: str) -> str:
    """Return the text without the turning signs that have no partner in their line.

    A file's cells and paragraphs stand beside others: a sign that nobody ended would turn those round as well, or let
    words read as what they are not. Pairs stay: they are as somebody meant them.
    """
    if not TURNING.search(text):
        return text
    return "".join(_line(line) for line in text.splitlines(keepends=True))


def _line(line: str) -> str:
    waiting: list[tuple[int, str]] = []
    alone = set()
    for at, sign in enumerate(line):
        if sign in OPEN:
            waiting.append((at, CLOSE))
        elif sign in ISOLATE:
            waiting.append((at, CLOSE_ISOLATE))
        elif sign in {CLOSE, CLOSE_ISOLATE}:
            if waiting and waiting[-1][1] == sign:
                waiting.pop()
            else:
                alone.add(at)
    alone |= {at for at, _sign in waiting}
    return "".join(sign for at, sign in enumerate(line) if at not in alone)
