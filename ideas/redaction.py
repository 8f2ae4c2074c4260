"""Finding a passage in texts and taking it out, in plain Python.

A passage is found whatever its case, its line breaks and spaces, its kind of apostrophe and hyphen, and only as
whole words: “Ann” is not in “annual”. What is stored is in composed form (NFC), and so is what is looked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from text.cleaning import readable

MARK = "[redacted]"
# Where a text has no room for the mark; in what is one word long already the last always fits.
SHORTER = ("[…]", "…")
SHORTEST_PASSAGE, LONGEST_PASSAGE = 2, 200
# Apostrophes and hyphens that people type, and programs put, for one another.
ALIKE = ("'\u2019\u2018`\u00b4", "-\u2010\u2011\u2012\u2013\u2014")
LIKE = {character: f"[{same}]" for same in ALIKE for character in same}
# Between two words: spaces, or the end of a line and the mark with which the next one begins in a list.
ITEM = r"(?:[-–—*•]|\d{1,2}[.)])[^\S\n]+"
GAP = rf"(?:\s+|\s*\n\s*{ITEM})"
LINE = re.compile(rf"^(\s*(?:{ITEM})?)\S.*")
NOTHING_ELSE = re.compile(r"[\s\W]*")


class NotAPassage(Exception):
    """It is too short or too long to be looked for, holds no letter or digit, or is part of the mark itself."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to be taken out. It is never stored."""

    pattern: re.Pattern[str]

    @classmethod
    def of(cls, words: str) -> "Passage":
        """Return the passage that is meant by what somebody typed; raises NotAPassage."""
        words = " ".join(readable(words).split())
        if not SHORTEST_PASSAGE <= len(words) <= LONGEST_PASSAGE or not re.search(r"\w", words):
            raise NotAPassage
        pattern = GAP.join("".join(LIKE.get(c) or re.escape(c) for c in word) for word in words.split())
        pattern = (r"(?<!\w)" if words[0].isalnum() else "") + pattern + (r"(?!\w)" if words[-1].isalnum() else "")
        passage = cls(re.compile(pattern, re.IGNORECASE))
        if passage.count(MARK):
            raise NotAPassage
        return passage

    def count(self, text: str) -> int:
        """Return how often it stands in the text."""
        return sum(1 for _ in self.pattern.finditer(text))

    def taken_out(self, text: str, *, may_be_empty: bool, limit: int | None = None, by_line: bool = False) -> str:
        """Return the text with the mark in place of each; a shorter one where `limit` leaves no room.

        A text of which nothing else is left becomes empty where it may: a claim without words counts as open. With
        `by_line` a passage over several lines leaves a mark on each, so that every line keeps its place.
        """
        if not self.count(text):
            return text
        if may_be_empty and NOTHING_ELSE.fullmatch(self.pattern.sub("", text).replace(MARK, "")):
            return ""
        made = (self.pattern.sub(partial(_marked, mark, by_line), text) for mark in (MARK, *SHORTER))
        return next((t for t in made if limit is None or len(t) <= limit), "")


def _marked(mark: str, by_line: bool, found: re.Match[str]) -> str:
    """Return what stands in place of what was found: one mark, or one in each line that said something."""
    if not by_line:
        return mark
    return "\n".join(LINE.sub(rf"\g<1>{mark}", line) for line in found[0].splitlines())


def taken_out_of_lines(passage: Passage, lines: Sequence[str]) -> list[str]:
    """Return the lines without the passage, also where it runs on from one to the next; each stays a line."""
    return passage.taken_out("\n".join(lines), may_be_empty=False, by_line=True).split("\n") if lines else []


def document_texts(body: dict[str, Any]) -> list[tuple[dict[str, Any], str, str]]:
    """Return the team's own texts in a frozen document: where each stands, under which name, and what part it is of.

    The guide's words stand there too, by value; they are nobody's passage and stay.
    """
    places = [(body["texts"], name, "idea") for name in body["texts"]]
    places += [(body["plan"], name, "plan") for name in body["plan"]]
    for focus in body["foci"]:
        places.append((focus, "why", "focus"))
        places += [(q, name, "answer") for q in focus["questions"] for name in ("text", "citation", "note")]
        places += [(route, "text", "route") for route in focus["routes"]]
        places += [(pitfall, "plan", "pitfall") for pitfall in focus["pitfalls"]]
    return places
