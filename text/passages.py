"""What a search shows of a text that it found: a passage, with the words that were looked for marked."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from text.fulltext import LONGEST_TEXT, Terms, fold

SHOWN_WORD = re.compile(r"[^\W_]+(?:['’\u02bc][^\W_]+)*")
# A letter or figure that is not of plain ASCII: with an accent, or of another script.
LETTER_BEYOND = re.compile(r"[^\W_\x00-\x7f]|[\u0300-\u036f]")


def highlighted(text: str, looked_for: Terms) -> SafeString:
    """Return the text as HTML, escaped, the found words in <mark>."""
    return format_html_join("", "{}{}", _pieces(text, looked_for))


def holds_any(text: str, looked_for: Terms) -> bool:
    """Tell whether one of the words that are looked for stands in the text."""
    return next(_hits(text[:LONGEST_TEXT], looked_for), None) is not None


def snippet(text: str, looked_for: Terms, length: int = 220) -> SafeString:
    """Return the passage of the text with most of the words looked for, as HTML with <mark>; its start if none."""
    text = " ".join(text[:LONGEST_TEXT].split())
    hits = list(_hits(text, looked_for))
    start = _best_start(hits, length) if hits else 0
    start = 0 if start < 40 else max(start - 40, 0)
    end = min(start + length, len(text))
    # Whole words at both ends.
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, end) if end < len(text) and " " in text[start:end] else end
    passage = highlighted(text[start:end], looked_for)
    before, after = "… " * bool(start), " …" * (end < len(text))
    return format_html_join("", "{}", [(before,), (passage,), (after,)])


def _best_start(hits: list[re.Match[str]], length: int) -> int:
    """Return where the window begins that holds the most different words."""
    best, most = hits[0].start(), 0
    for number, hit in enumerate(hits[:200]):
        last = hit.start() + length - 41
        held = {_folded(other.group()) for other in hits[number : number + 20] if other.end() <= last}
        if len(held) > most:
            best, most = hit.start(), len(held)
    return best


def _pieces(text: str, looked_for: Terms) -> Iterator[tuple[str, str | SafeString]]:
    at = 0
    for found in _hits(text, looked_for):
        yield text[at : found.start()], format_html_join("", "<mark>{}</mark>", [(found.group(),)])
        at = found.end()
    yield text[at:], ""


def _hits(text: str, looked_for: Terms) -> Iterator[re.Match[str]]:
    """Yield the words of a text that are looked for, as they stand in it."""
    if LETTER_BEYOND.search(text):
        yield from (found for found in SHOWN_WORD.finditer(text) if looked_for.hit(_folded(found.group())))
        return
    # In plain letters the words can be gone to directly; that is ten times as quick.
    for start in _beginnings(looked_for.stems).finditer(text):
        found = SHOWN_WORD.match(text, start.start())
        if found and looked_for.hit(_folded(found.group())):
            yield found


@lru_cache(maxsize=64)
def _beginnings(stems: tuple[str, ...]) -> re.Pattern[str]:
    """Return where a word of plain letters begins as one of the stems does, an apostrophe in it or not."""
    each = "|".join("['’\u02bc]?".join(map(re.escape, stem)) for stem in stems)
    return re.compile(rf"(?<![^\W_])(?<![^\W_]['’\u02bc])(?:{each})", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return fold(word)
