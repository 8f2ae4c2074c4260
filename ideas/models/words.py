"""The words that ideas are found by."""

from typing import ClassVar

from django.db import models

from ideas.models.idea import Idea
from ideas.models.review import Snapshot
from text.fulltext import IndexedWords


class IdeaWords(IndexedWords):
    """One text of an idea as search reads it, written in the transaction that writes the text itself."""

    class Audience(models.TextChoices):
        """Who may find it: whoever reads the idea as it is now, or whoever sees what was submitted or published."""

        LIVE = "live"
        SENT = "sent"

    # What a row is of: the kinds of `Revision.What`, and three of its own. A submission has a row of where it happens
    # beside that of all its words, as a live idea has: lists narrow by that alone.
    SETTING: ClassVar = "setting"
    SUBMISSION: ClassVar = "submission"
    # Stands, as a line, between what a submission says as a whole and its answers, which have a page of their own.
    THEN_ANSWERS: ClassVar = "\u2029"
    LIBRARY: ClassVar = "library"

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(max_length=4, choices=Audience)
    what = models.CharField(max_length=10)
    # As in `Revision.which`; of a submission and of what stands in the library, its number.
    which = models.CharField(max_length=130, default="")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, null=True, related_name="+")
    # The text as it was written, to show a passage of it.
    text = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["idea", "audience", "what", "which"], name="ideawords_once")
        ]

    def __str__(self) -> str:
        """Return what it is of."""
        return f"{self.what} {self.which}".strip()
