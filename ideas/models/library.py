"""What teams put into the library: one frozen idea each, for everybody who is signed in."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ideas.coverage import Tally
from ideas.models.choices import Status
from ideas.models.review import Snapshot
from text.fields import CleanTextField, choice_checks, length_checks


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications as readers of the library see them: their team's membership is not asked."""

    def published(self) -> "PublicationQuerySet":
        """Return those that stand in the library: not taken back, of an open team, the idea not in the bin."""
        # Asked of each publication: joined, the database might begin with the submissions, which are many more.
        standing = Snapshot.objects.filter(withdrawn_at=None, idea__team__closed_at=None, idea__binned_at=None)
        return self.filter(Exists(standing.filter(pk=OuterRef("snapshot"))))


class Publication(models.Model):
    """A snapshot in the library, with what the lists need to know about it. Its words are in the snapshot."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.CASCADE, related_name="publication")
    # Where the idea stood when it was published.
    status = models.CharField(max_length=16, choices=Status)
    # Agreed by its own team, not independently reviewed: said wherever it is shown.
    by_own_team = models.BooleanField(default=False)
    # Written in again after it was agreed: what stands here is not quite what was agreed.
    changed_since = models.BooleanField(default=False)
    # The names of the team and of whoever published it are shown only if they chose so.
    names = models.BooleanField(default=False)
    summary = CleanTextField(max_length=2000, default="")
    # By slug of each characteristic: the counts of `ideas.coverage.Tally`.
    tallies = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["status", "-at"], name="publication_status")]
        constraints: ClassVar = [
            *length_checks("publication", summary=2000),
            *choice_checks("publication", status=Status),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.snapshot.title

    def tally_of(self, slug: str) -> Tally | None:
        """Return the counts of one characteristic, or None if the idea did not work through it."""
        counts = self.tallies.get(slug)
        return Tally(**counts) if counts is not None else None
