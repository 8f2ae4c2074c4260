"""Where each piece of content comes from."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from text.fields import CleanLineField, choice_checks, length_checks


class KeyManager(models.Manager[Any]):
    """Finds a row by the natural key that fixtures use: its `key`, or its `slug`."""

    def get_by_natural_key(self, key: str) -> Any:
        """Return the row with that key."""
        return self.get(**{self.model.natural_key_field: key})


class Keyed(models.Model):
    """A row with a stable key of its own."""

    natural_key_field: ClassVar[str] = "key"

    key = models.SlugField(_("key"), max_length=100, unique=True)

    objects: ClassVar[KeyManager] = KeyManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        """Return what fixtures call this row by."""
        return (getattr(self, self.natural_key_field),)


class Slugged(models.Model):
    """A row with a page of its own, keyed by that page's address."""

    natural_key_field: ClassVar[str] = "slug"

    slug = models.SlugField(_("address"), max_length=100, unique=True)

    objects: ClassVar[KeyManager] = KeyManager()

    class Meta:
        abstract = True

    natural_key = Keyed.natural_key


class Source(Keyed):
    """A document that content is written from."""

    title = CleanLineField(_("title"), max_length=250)
    short_title = CleanLineField(_("short title"), max_length=100)
    authors = CleanLineField(_("authors"), max_length=250, blank=True, default="")
    publisher = CleanLineField(_("publisher"), max_length=100, blank=True, default="")
    partners = CleanLineField(_("partners"), max_length=250, blank=True, default="")
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            *length_checks("source", title=250, short_title=100, authors=250, publisher=100, partners=250),
        ]
        ordering: ClassVar = ["-year", "key"]

    def __str__(self) -> str:
        """Return the short title with the year."""
        return f"{self.short_title} ({self.year})"


class Origin(models.TextChoices):
    """Whether a piece stands in its source or was written here."""

    GUIDE = "guide", _("from the source, in our own words")
    TOOL = "tool", _("written for this tool")


class Sourced(models.Model):
    """A piece of content that says where it comes from."""

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    page = models.PositiveSmallIntegerField(_("page in the source"), null=True, blank=True)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.GUIDE)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(origin=Origin.TOOL), name="%(app_label)s_%(class)s_has_source"
            ),
            *choice_checks("%(app_label)s_%(class)s", origin=Origin),
        ]

    @property
    def is_ours(self) -> bool:
        """Tell whether this was written for the tool, so that the page can mark it."""
        return self.origin == Origin.TOOL
