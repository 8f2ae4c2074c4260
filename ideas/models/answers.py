"""What a team answers to the check-in questions, and what it plans for the pitfalls."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from characteristics.models import Pitfall, Question, Wording
from ideas.models.choices import CouldHappen, State
from ideas.models.idea import Idea
from text.fields import CleanTextField, choice_checks, length_checks


class Answer(models.Model):
    """A team's answer to one question. It keeps the wording that it answered."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    text = CleanTextField(_("answer"), max_length=4000, blank=True, default="")
    state = models.CharField(_("how far this is covered"), max_length=12, choices=State, blank=True, default="")
    on_research = models.BooleanField(default=False)
    on_local_data = models.BooleanField(default=False)
    on_practice = models.BooleanField(default=False)
    on_lived = models.BooleanField(default=False)
    on_assumption = models.BooleanField(default=False)
    citation = CleanTextField(_("which research"), max_length=500, blank=True, default="")
    note = CleanTextField(_("note or link"), max_length=1000, blank=True, default="")
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["idea", "question"], name="answer_unsure", condition=models.Q(state="not_sure")),
        ]
        constraints: ClassVar = [
            *choice_checks("answer", state=State),
            models.UniqueConstraint(fields=["idea", "question"], name="answer_once"),
            *length_checks("answer", text=4000, citation=500, note=1000),
        ]

    def __str__(self) -> str:
        """Return the first words."""
        return self.text[:80]


class PitfallPlan(models.Model):
    """Whether a pitfall could happen here, and what the team would do."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="pitfall_plans")
    pitfall = models.ForeignKey(Pitfall, on_delete=models.PROTECT, related_name="+")
    # The pitfall's text when the team wrote: admins may reword it since.
    pitfall_text = CleanTextField(max_length=1000, editable=False, default="")
    could_happen = models.CharField(
        _("could it happen here?"), max_length=8, choices=CouldHappen, blank=True, default=""
    )
    plan = CleanTextField(_("what we will do"), max_length=2000, blank=True, default="")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints: ClassVar = [
            *choice_checks("pitfallplan", could_happen=CouldHappen),
            models.UniqueConstraint(fields=["idea", "pitfall"], name="pitfallplan_once"),
            *length_checks("pitfallplan", plan=2000, pitfall_text=1000),
        ]

    def __str__(self) -> str:
        """Return the first words."""
        return self.plan[:80]
