"""Finding a passage in texts and taking it out, in plain Python.

A passage is found whatever its case, its line breaks and spaces, its kind of apostrophe and hyphen, and only as
whole words: “Ann” is not in “annual”. What is stored is in composed form (NFC), and so is what is looked for.
"""

import re
from dataclasses import dataclass
from typing import Any

from text.cleaning import readable

MARK = "[redacted]"
# Where a text has no room for the mark; in what is one word long already the last always fits.
SHORTER = ("[…]", "…")
SHORTEST_PASSAGE, LONGEST_PASSAGE = 2, 200
# Apostrophes and hyphens that people type, and programs put, for one another.
ALIKE = ("'\u2019\u2018`\u00b4", "-\u2010\u2011\u2012\u2013\u2014")
LIKE = {character: f"[{same}]" for same in ALIKE for character in same}
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
        pattern = r"\s+".join("".join(LIKE.get(c) or re.escape(c) for c in word) for word in words.split())
        pattern = (r"(?<!\w)" if words[0].isalnum() else "") + pattern + (r"(?!\w)" if words[-1].isalnum() else "")
        passage = cls(re.compile(pattern, re.IGNORECASE))
        if passage.count(MARK):
            raise NotAPassage
        return passage

    def count(self, text: str) -> int:
        """Return how often it stands in the text."""
        return sum(1 for _ in self.pattern.finditer(text))

    def taken_out(self, text: str, *, may_be_empty: bool, limit: int | None = None) -> str:
        """Return the text with the mark in place of each; a shorter one where `limit` leaves no room.

        A text of which nothing else is left becomes empty where it may: a claim without words counts as open.
        """
        if not self.count(text):
            return text
        if may_be_empty and NOTHING_ELSE.fullmatch(self.pattern.sub("", text).replace(MARK, "")):
            return ""
        made = (self.pattern.sub(mark, text) for mark in (MARK, *SHORTER))
        return next((t for t in made if limit is None or len(t) <= limit), "")


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
