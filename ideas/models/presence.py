"""Who has which page of an idea before them just now. Gone within the hour; nothing is worked out from it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from ideas.models.idea import Idea


class Presence(models.Model):
    """One person at one place of an idea: a row that is written over, never added to."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="presences")
    # The page, such as "answer_edit:social-connections"; and the part of it that they last wrote in.
    place = models.CharField(max_length=120)
    part = models.CharField(max_length=120, blank=True, default="")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["idea", "place", "user"], name="presence_once"),
        ]

    def __str__(self) -> str:
        """Return who is where."""
        return f"{self.user} {self.place}"
