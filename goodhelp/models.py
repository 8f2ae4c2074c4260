"""What spans the rooms: the words that the guide is found by."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from text.fulltext import IndexedWords


class GuideWords(IndexedWords):
    """A piece of public content as search reads it."""

    class Kind(models.TextChoices):
        """The kinds of content, in the order in which search shows what fits equally well."""

        CHARACTERISTIC = "characteristic", _("Characteristic")
        PAGE = "page", _("Page")
        CASE_STUDY = "casestudy", _("Case study")
        PRINCIPLE = "principle", _("The seven of 2018")
        TERM = "term", _("Word explained")
        PROGRAMME = "programme", _("Programme of 2018")
        RESOURCE = "resource", _("Resource")
        REFERENCE = "reference", _("Reference")

    kind = models.CharField(max_length=14, choices=Kind)
    object_id = models.BigIntegerField()
    # Where it stands among all: by kind, then in the guide's order.
    rank = models.PositiveIntegerField()
    title = models.TextField()
    url = models.TextField()
    text = models.TextField(default="")

    class Meta:
        ordering: ClassVar = ["rank", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "object_id"], name="guidewords_once")]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class ContentVersion(models.Model):
    """One row, whose number goes up with every change of the public content: kept pages older than it are stale."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)

    @staticmethod
    def now() -> int | None:
        """Return the number, or None before the first change; one query."""
        return ContentVersion.objects.filter(pk=1).values_list("number", flat=True).first()

    @staticmethod
    def count_up() -> None:
        """Say that content has changed. Call it in the transaction that changes it."""
        if not ContentVersion.objects.filter(pk=1).update(number=models.F("number") + 1):
            ContentVersion.objects.bulk_create([ContentVersion(pk=1, number=1)], ignore_conflicts=True)
