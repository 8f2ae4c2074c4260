"""Words to weigh that a team has weighed, and keeps."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from characteristics.models import WordToWeigh
from ideas.models.idea import Idea


class KeptWord(models.Model):
    """A team keeps a word in one idea: nobody is asked about it there again.

    It says nothing about who kept it, and stands in no document, number or export.
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="kept_words")
    word = models.ForeignKey(WordToWeigh, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["idea", "word"], name="keptword_once")]

    def __str__(self) -> str:
        """Return the word's number: the word itself would cost a query."""
        return f"word {self.word_id} in idea {self.idea_id}"
