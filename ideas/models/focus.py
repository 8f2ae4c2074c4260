"""The characteristics that an idea works through, and by which routes."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from characteristics.models import Characteristic, Component
from ideas.coverage import Tally
from ideas.models.idea import Idea
from text.fields import CleanTextField, choice_checks, length_checks


class FocusQuerySet(models.QuerySet["Focus"]):
    """Foci of an idea."""

    def active(self) -> "FocusQuerySet":
        """Return the chosen ones that have not been set aside."""
        return self.filter(set_aside_at=None)


class Focus(models.Model):
    """A characteristic chosen for an idea, with its tally: the numbers that every screen shows."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="foci")
    characteristic = models.ForeignKey(Characteristic, on_delete=models.PROTECT, related_name="+")
    why = CleanTextField(_("why"), max_length=1000, blank=True, default="")
    version = models.PositiveIntegerField(default=1, editable=False)
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)
    # Set aside: its answers are kept, uncounted, and come back when it is chosen again.
    set_aside_at = models.DateTimeField(null=True, editable=False)

    # The columns of `ideas.coverage.Tally`, written by `ideas.actions.tallies` alone.
    asked = models.PositiveSmallIntegerField(default=0, editable=False)
    set_aside = models.PositiveSmallIntegerField(default=0, editable=False)
    covered = models.PositiveSmallIntegerField(default=0, editable=False)
    partly = models.PositiveSmallIntegerField(default=0, editable=False)
    not_yet = models.PositiveSmallIntegerField(default=0, editable=False)
    not_sure = models.PositiveSmallIntegerField(default=0, editable=False)
    open = models.PositiveSmallIntegerField(default=0, editable=False)
    assumed = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = FocusQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["characteristic__order", "pk"]
        verbose_name_plural = _("foci")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["idea", "characteristic"], name="focus_once"),
            *length_checks("focus", why=1000),
        ]

    def __str__(self) -> str:
        """Return the pair."""
        return f"{self.idea}: {self.characteristic}"

    @property
    def tally(self) -> Tally:
        """Return the stored counts."""
        return Tally(
            asked=self.asked, set_aside=self.set_aside, covered=self.covered, partly=self.partly,
            not_yet=self.not_yet, not_sure=self.not_sure, open=self.open, assumed=self.assumed,
        )  # fmt: skip


class Route(models.Model):
    """How the idea would work through one part of COM-B for one characteristic, in the team's words."""

    focus = models.ForeignKey(Focus, on_delete=models.CASCADE, related_name="routes")
    component = models.CharField(_("COM-B part"), max_length=12, choices=Component)
    text = CleanTextField(_("how this idea would work that way"), max_length=2000, blank=True, default="")
    # What the guide said there when the team wrote; empty where it says nothing: the team's own route.
    guide_text = CleanTextField(max_length=4000, blank=True, default="", editable=False)
    by_information = models.BooleanField(default=False)
    by_practice = models.BooleanField(default=False)
    by_people = models.BooleanField(default=False)
    by_means = models.BooleanField(default=False)
    by_feedback = models.BooleanField(default=False)
    by_planning = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints: ClassVar = [
            *choice_checks("route", component=Component),
            models.UniqueConstraint(fields=["focus", "component"], name="route_once"),
            *length_checks("route", text=2000, guide_text=4000),
        ]

    def __str__(self) -> str:
        """Return the part and the first words."""
        return f"{self.get_component_display()}: {self.text[:60]}"
