"""Asking managers what they think of a draft, without asking them to decide."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models.idea import Idea
from text.fields import CleanTextField, length_checks


class FeedbackRequest(models.Model):
    """A team's wish for its managers' thoughts on what it is writing. While it is open they may read along."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="feedback_requests")
    message = CleanTextField(_("what you would like to hear about"), max_length=600, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    # Whether it was this wish that let managers read along: then its end ends that too.
    began_sharing = models.BooleanField(default=False, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            *length_checks("feedbackrequest", message=600),
            models.UniqueConstraint(fields=["idea"], condition=models.Q(ended_at=None), name="feedback_one_at_a_time"),
        ]

    def __str__(self) -> str:
        """Return the first words."""
        return self.message[:80]
