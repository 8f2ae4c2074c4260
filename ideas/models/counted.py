"""What a submission counts, in rows that SQL adds up: numbers and keys of the guide, never words of people."""

from typing import ClassVar

from django.db import models

from ideas.models.choices import Counted
from ideas.models.idea import Idea
from ideas.models.review import Snapshot
from text.fields import choice_checks


class SubmittedFocus(models.Model):
    """A characteristic that a submission works through, with its tally and the parts of COM-B that it describes.

    Written by `ideas.actions.counting` alone.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="counted_foci", db_index=False)
    # The snapshot's, again: from the idea to these rows without the submission's long words in between.
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=100, db_index=False)

    # The columns of `ideas.coverage.Tally`.
    asked = models.PositiveSmallIntegerField()
    set_aside = models.PositiveSmallIntegerField()
    covered = models.PositiveSmallIntegerField()
    partly = models.PositiveSmallIntegerField()
    not_yet = models.PositiveSmallIntegerField()
    not_sure = models.PositiveSmallIntegerField()
    open = models.PositiveSmallIntegerField()
    assumed = models.PositiveSmallIntegerField()

    # By the names of `characteristics.models.Component`: does it say how it works this way?
    capability = models.BooleanField(default=False)
    opportunity = models.BooleanField(default=False)
    motivation = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["snapshot", "slug"], name="submittedfocus_once")]

    def __str__(self) -> str:
        """Return which it is."""
        return self.slug


class SubmittedFinding(models.Model):
    """One thing that a submission says and a portfolio counts (see `ideas.counts`), and how often."""

    Kind = Counted

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="findings", db_index=False)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Counted)
    key = models.SlugField(max_length=100, db_index=False)  # of a question or pitfall, or one of `ideas.counts.RESTS`
    number = models.PositiveSmallIntegerField()

    class Meta:
        # With the number: an index that is all that adding up needs.
        indexes: ClassVar = [models.Index(fields=["snapshot", "kind", "key", "number"], name="submittedfinding_sums")]
        constraints: ClassVar = [
            *choice_checks("submittedfinding", kind=Counted),
            models.UniqueConstraint(fields=["snapshot", "kind", "key"], name="submittedfinding_once"),
        ]

    def __str__(self) -> str:
        """Return which it is."""
        return f"{self.kind}: {self.key}"
