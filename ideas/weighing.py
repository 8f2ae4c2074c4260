"""Which words of a text take power away from people: a thought for whoever writes, never a number or a judgement.

Notes stand on the pages on which a team writes, and nowhere else: not in reports, submissions, prints and exports.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from characteristics.models import WordToWeigh
from ideas.models import Idea, KeptWord
from text.phrases import Phrases
from text.prepared import prepared


@dataclass(frozen=True, slots=True)
class Note:
    """One word to weigh, as it was written."""

    key: str
    written: str
    reason: str
    better: str


@prepared
def _words(idea: int) -> "QuerySet[Any]":
    kept = KeptWord.objects.filter(idea=idea, word=OuterRef("pk"))
    return WordToWeigh.objects.filter(retired_at=None).annotate(is_kept=Exists(kept))


class Weigher:
    """Looks through the texts of one page, in one query for all of them."""

    def __init__(self, idea: Idea | None = None) -> None:
        """Leave out what the team keeps in this idea; without an idea nothing is kept yet."""
        self.idea = idea

    @cached_property
    def _rows(self) -> list[Any]:
        return _words(self.idea.pk if self.idea else 0)

    @cached_property
    def kept(self) -> list[str]:
        """Return the keys of the words that the team keeps in this idea."""
        return [row.key for row in self._rows if row.is_kept]

    @cached_property
    def _asked(self) -> tuple[dict[str, Any], Phrases]:
        rows = {row.key: row for row in self._rows if not row.is_kept}
        return rows, Phrases({key: row.forms for key, row in rows.items()})

    def notes(self, text: str) -> Iterator[Note]:
        """Yield a note for each word to weigh, in the order of the text."""
        rows, phrases = self._asked
        for found in phrases.find(text):
            row = rows[found.key]
            yield Note(found.key, found.written, row.reason, row.better)
