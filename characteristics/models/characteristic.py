"""The eight characteristics and what hangs on each."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from characteristics.models.source import Keyed, Slugged, Sourced
from text.fields import CleanLineField, CleanTextField, choice_checks, length_checks


class Component(models.TextChoices):
    """The three parts of COM-B, in the order that its name gives."""

    CAPABILITY = "capability", _("Capability")
    OPPORTUNITY = "opportunity", _("Opportunity")
    MOTIVATION = "motivation", _("Motivation")


class Characteristic(Slugged, Sourced):
    """One of the characteristics of Good Help."""

    name = CleanLineField(_("name"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"))
    in_short = CleanLineField(_("in one sentence"), max_length=200)
    choose_if = CleanLineField(
        _("choose it if"), max_length=200, blank=True, default="",
        help_text=_("Help for choosing, written for this tool: “Choose this if …” goes on with these words."),
    )  # fmt: skip
    why = CleanTextField(_("why it matters"), max_length=4000, help_text=_("Markdown."))
    description = CleanTextField(_("what it means"), max_length=8000, help_text=_("Markdown."))
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("characteristic", name=100, in_short=200, choose_if=200, why=4000, description=8000),
        ]
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("characteristics:characteristic_detail", args=[self.slug])


class OfCharacteristic(Keyed, Sourced):
    """A numbered piece that hangs on a characteristic."""

    characteristic = models.ForeignKey(Characteristic, on_delete=models.PROTECT, verbose_name=_("characteristic"))
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        abstract = True


class Mechanism(OfCharacteristic):
    """How a characteristic changes behaviour through one part of COM-B. The guide leaves some cells empty."""

    component = models.CharField(_("COM-B part"), max_length=12, choices=Component)
    how = CleanTextField(_("how it works"), max_length=4000, help_text=_("Markdown."))

    class Meta(Sourced.Meta):
        ordering: ClassVar = ["characteristic", "order", "pk"]
        constraints: ClassVar = [
            *length_checks("mechanism", how=4000),
            *choice_checks("mechanism", component=Component),
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["characteristic", "component"], name="mechanism_once"),
        ]

    def __str__(self) -> str:
        """Return the cell that it fills."""
        return f"{self.characteristic}: {self.get_component_display()}"


class Example(OfCharacteristic):
    """The characteristic at work somewhere."""

    name = CleanLineField(_("name"), max_length=200)
    text = CleanTextField(_("text"), max_length=2000)

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("example", name=200, text=2000),
        ]
        ordering: ClassVar = ["characteristic", "order", "pk"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Pitfall(OfCharacteristic):
    """What often goes wrong. One that teams have planned for is retired, never deleted."""

    in_short = CleanLineField(_("in short"), max_length=120)
    text = CleanTextField(_("text"), max_length=1000)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("pitfall", in_short=120, text=1000),
        ]
        ordering: ClassVar = ["characteristic", "order", "pk"]

    def __str__(self) -> str:
        """Return its short form."""
        return self.in_short


class Connection(OfCharacteristic):
    """One characteristic leading to another, and why."""

    other = models.ForeignKey(
        Characteristic, on_delete=models.PROTECT, related_name="led_to_by", verbose_name=_("leads to")
    )
    reason = CleanTextField(_("reason"), max_length=1000)

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("connection", reason=1000),
        ]
        ordering: ClassVar = ["characteristic", "order", "pk"]

    def __str__(self) -> str:
        """Return the two ends."""
        return f"{self.characteristic} → {self.other}"
