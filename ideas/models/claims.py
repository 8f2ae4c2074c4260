"""Who is looking at a submission just now: a quiet word among those who may decide, and never a lock."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models.review import Reviewer, Snapshot
from ideas.models.revision import Revision
from teams.models import Membership
from text.fields import choice_checks


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims on submissions."""

    def unended(self) -> "ClaimQuerySet":
        """Return those that nothing has ended yet, whatever became of their people's rights."""
        return self.filter(ended_at=None)

    def standing(self) -> "ClaimQuerySet":
        """Return those that count: unended, by people who may still decide (the rule is in `ideas.permissions`)."""
        member = Membership.objects.filter(team=OuterRef("snapshot__idea__team"), user=OuterRef("by"), decides=True)
        reviewer = Reviewer.objects.active().filter(idea=OuterRef("snapshot__idea"), user=OuterRef("by"))
        wrote = Revision.objects.filter(idea=OuterRef("snapshot__idea"), by=OuterRef("by"), kept=True)
        return self.unended().filter(Exists(member) | Exists(reviewer), ~Exists(wrote), by__is_active=True)


class ClaimEnd(models.TextChoices):
    """How a claim ended."""

    RELEASED = "released", _("released")
    TAKEN_OVER = "taken_over", _("taken over by a colleague")
    DECIDED = "decided", _("decided")
    WITHDRAWN = "withdrawn", _("taken back by the team")
    NO_RIGHT = "no_right", _("no longer able to decide")


class Claim(models.Model):
    """One person's “I am looking at this”, from when to when. Append-only but for its end."""

    End = ClaimEnd

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="claims")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    end = models.CharField(max_length=10, choices=End, blank=True, default="")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            *choice_checks("claim", end=ClaimEnd),
            models.UniqueConstraint(fields=["snapshot"], condition=models.Q(ended_at=None), name="claim_one_at_a_time"),
        ]

    def __str__(self) -> str:
        """Return who looks at what."""
        return f"{self.by}: {self.snapshot}"
