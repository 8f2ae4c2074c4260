"""What a team says to a decision: to each thing that was asked for, and in short replies."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models.review import Decision
from text.fields import CleanTextField, length_checks


class AskResponse(models.Model):
    """What the team did about one thing that a decision asked for. Shared text: a submission freezes what it says."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="responses")
    number = models.PositiveSmallIntegerField()  # which of `Decision.asks`, from 1
    text = CleanTextField(_("what you did about it"), max_length=600, blank=True, default="")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *length_checks("askresponse", text=600),
            models.UniqueConstraint(fields=["decision", "number"], name="askresponse_once"),
        ]

    def __str__(self) -> str:
        """Return the first words."""
        return self.text[:80]


class DecisionReply(models.Model):
    """A short reply to a decision, in the team's name. It stays as it was sent."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="replies")
    text = CleanTextField(_("reply"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    # Made with the form that sent it, so that a double click says it once.
    form_key = models.CharField(max_length=40, unique=True, null=True, editable=False)  # noqa: DJ001 (many have none)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints = length_checks("decisionreply", text=2000)

    def __str__(self) -> str:
        """Return the first words."""
        return self.text[:80]
