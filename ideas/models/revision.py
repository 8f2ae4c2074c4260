"""Every version of every shared text of an idea: append-only."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models.idea import Idea
from text.fields import choice_checks

# In the payload of a revision of FOCUS: the choice itself stands in the history, beside the reason for it.
CHOSEN = "chosen"


class RevisionWhat(models.TextChoices):
    """The kinds of shared text."""

    IDEA = "idea", _("the description")
    PLAN = "plan", _("what to try first")
    FOCUS = "focus", _("the choice of")
    ROUTE = "route", _("how it works")
    ANSWER = "answer", _("the answer")
    PITFALL = "pitfall", _("the pitfall")
    ASK = "ask", _("what was done about something asked for")


class Revision(models.Model):
    """One saved version, or one that a conflict set aside. No typed word is anywhere else alone."""

    What = RevisionWhat

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="revisions")
    what = models.CharField(max_length=8, choices=What)
    # Which one of them: a question's or pitfall's key, a characteristic's slug, slug:component,
    # for something asked for the submission and its number (“2-1”); else empty.
    which = models.CharField(max_length=130, blank=True, default="")
    payload = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    # The version that the writer had before them, and the one that this became (None if set aside).
    base_version = models.PositiveIntegerField()
    version = models.PositiveIntegerField(null=True)
    kept = models.BooleanField(default=True)
    # The older version, or the words set aside, that this one brought back.
    restored_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        constraints: ClassVar = [
            *choice_checks("revision", what=RevisionWhat),
        ]
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["idea", "what", "which", "-id"], name="revision_of_text"),
            models.Index(fields=["idea", "by", "kept"], name="revision_by"),
            models.Index(fields=["idea", "-at"], name="revision_lately"),
        ]

    def __str__(self) -> str:
        """Return what it is a version of."""
        return f"{self.what} {self.which} {self.version or '–'}"
