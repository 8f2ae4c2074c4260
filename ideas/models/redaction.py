"""The record of a redaction: who took a passage out of an idea, when, where and how often. Never the words."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from ideas.models.idea import Idea


class Redaction(models.Model):
    """One redaction: append-only."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="redactions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    # How often, by kind of place (`ideas.actions.redacting`).
    counts = models.JSONField(default=dict)
    # Made with the form that confirmed it, so that a double click records it once.
    form_key = models.CharField(max_length=40, unique=True, null=True, editable=False)  # noqa: DJ001 (many have none)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        """Return how often."""
        return str(self.total)

    @property
    def total(self) -> int:
        """Return in how many passages."""
        return sum(self.counts.values())
