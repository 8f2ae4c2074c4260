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
