"""Submissions, decisions, reviewers from outside and the trail of statuses."""

import re
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models.choices import Status
from ideas.models.idea import Idea
from text.fields import CleanTextField, choice_checks, length_checks

# What people type before the things of a list: a dash, a dot, a number.
LIST_MARK = re.compile(r"^\s*(?:[-–—*•]|\d{1,2}[.)])\s+")


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Snapshots of an idea."""

    def submissions(self) -> "SnapshotQuerySet":
        """Return those that were submitted."""
        return self.filter(kind=Snapshot.Kind.SUBMISSION)


class SnapshotKind(models.TextChoices):
    """What it was frozen for."""

    SUBMISSION = "submission", _("submission")
    PUBLICATION = "publication", _("publication")


class Snapshot(models.Model):
    """An idea as it was at one moment, every word by value. It never changes, but by a redaction."""

    Kind = SnapshotKind

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="snapshots")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SUBMISSION)
    number = models.PositiveSmallIntegerField()
    # Read by `ideas.documents`; its "schema" says in which form it stands.
    body = models.JSONField()
    # The title again, so that lists need not fetch the body.
    title = CleanTextField(max_length=120, default="", editable=False)
    # What the decision before it asked for and what the team said to each: pairs, by value.
    asked = models.JSONField(default=list, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        # The words of a submission are long: both let the database look no further than the index.
        indexes: ClassVar = [
            models.Index(fields=["kind", "withdrawn_at", "-at", "-id"], name="snapshot_by_time"),
            models.Index(fields=["idea", "kind", "withdrawn_at", "-number"], name="snapshot_latest"),
        ]
        constraints: ClassVar = [
            *length_checks("snapshot", title=120),
            *choice_checks("snapshot", kind=SnapshotKind),
            models.UniqueConstraint(fields=["idea", "kind", "number"], name="snapshot_once"),
        ]

    def __str__(self) -> str:
        """Return which one it is."""
        return f"{self.get_kind_display()} {self.number}"


class DecisionOutcome(models.TextChoices):
    """The three ways a review can end."""

    AGREE = "agree", _("Agreed to test")
    ASK_CHANGES = "ask_changes", _("Changes asked for")
    NOT_NOW = "not_now", _("Not now")


class Decision(models.Model):
    """What a named person decided on a submission, and why."""

    Outcome = DecisionOutcome

    snapshot = models.OneToOneField(Snapshot, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(_("decision"), max_length=12, choices=Outcome)
    reasons = CleanTextField(_("reasons"), max_length=4000)
    # What is asked for, one thing a line: see `asks`.
    conditions = CleanTextField(_("what is asked for"), max_length=2000, blank=True, default="")
    # Prompts that may help to decide: notes in words, never scores. They follow the APEASE criteria of S. Michie,
    # L. Atkins and R. West, The Behaviour Change Wheel (Silverback, 2014).
    affordable = CleanTextField(_("affordable"), max_length=600, blank=True, default="")
    practicable = CleanTextField(_("practicable"), max_length=600, blank=True, default="")
    effective = CleanTextField(_("effective"), max_length=600, blank=True, default="")
    acceptable = CleanTextField(_("acceptable"), max_length=600, blank=True, default="")
    side_effects = CleanTextField(_("side effects and safety"), max_length=600, blank=True, default="")
    equity = CleanTextField(_("equity"), max_length=600, blank=True, default="")
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    # A word for others to learn from it, whatever the outcome. An agreement is such a word by itself.
    for_library = models.BooleanField(_("the team may put it into the library"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Nobody independent was left to ask: said wherever the idea is shown.
    by_own_team = models.BooleanField(default=False, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    PROMPTS: ClassVar = ("affordable", "practicable", "effective", "acceptable", "side_effects", "equity")

    class Meta:
        constraints = [
            *length_checks(
                "decision", reasons=4000, conditions=2000, affordable=600, practicable=600, effective=600,
                acceptable=600, side_effects=600, equity=600,
            ),
            *choice_checks("decision", outcome=DecisionOutcome),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Return the outcome."""
        return self.get_outcome_display()

    @property
    def lets_it_into_the_library(self) -> bool:
        """Tell whether the team may put the idea into the library, as far as this decision goes."""
        return self.for_library or self.outcome == DecisionOutcome.AGREE

    @property
    def asks(self) -> list[str]:
        """Return what is asked for as separate things: the lines, without the marks of a list."""
        return [line for typed in self.conditions.splitlines() if (line := LIST_MARK.sub("", typed).strip())]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return what was said to the prompts, each with its name in words; what was left empty is left out."""
        names = {field.name: str(field.verbose_name).capitalize() for field in self._meta.concrete_fields}
        return [(names[name], text) for name in self.PROMPTS if (text := getattr(self, name))]


class StatusChange(models.Model):
    """One step of an idea's way: append-only."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="status_changes")
    name = models.CharField(max_length=20)  # the transition of ideas.workflow, or "begin"
    old = models.CharField(max_length=16, choices=Status, blank=True, default="")
    new = models.CharField(max_length=16, choices=Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    note = CleanTextField(max_length=4000, blank=True, default="")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.SET_NULL, null=True, related_name="+")
    # Made with the form that asked for the step, so that a double click takes it once.
    form_key = models.CharField(max_length=40, unique=True, null=True, editable=False)  # noqa: DJ001 (many have none)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["idea", "-at", "-id"], name="statuschange_latest")]
        constraints = [
            *length_checks("statuschange", note=4000),
            *choice_checks("statuschange", old=Status, new=Status),
        ]

    def __str__(self) -> str:
        """Return the step."""
        return f"{self.old} → {self.new}"


class ReviewerQuerySet(models.QuerySet["Reviewer"]):
    """People invited to review one idea."""

    def active(self) -> "ReviewerQuerySet":
        """Return those who accepted and have not been taken off."""
        return self.filter(accepted_at__isnull=False, revoked_at=None)


class Reviewer(models.Model):
    """A person outside the team, invited by e-mail to decide on this one idea."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="reviewers")
    email = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        constraints = length_checks("reviewer", email=254)

    def __str__(self) -> str:
        """Return the address."""
        return self.email

    @property
    def is_open(self) -> bool:
        """Tell whether the invitation can still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()
