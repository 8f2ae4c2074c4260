"""The fixed lists of an idea, with the words that people read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ideas.counts import PITFALL, RESTS_ON, UNSURE
from ideas.coverage import Basis as CoverageBasis
from ideas.coverage import State as CoverageState
from ideas.workflow import Status as WorkflowStatus


class Status(models.TextChoices):
    """Where an idea stands (the table is in `ideas.workflow`)."""

    DRAFT = WorkflowStatus.DRAFT.value, _("Draft")
    IN_REVIEW = WorkflowStatus.IN_REVIEW.value, _("In review")
    CHANGES_ASKED = WorkflowStatus.CHANGES_ASKED.value, _("Changes asked for")
    NOT_NOW = WorkflowStatus.NOT_NOW.value, _("Not now")
    AGREED = WorkflowStatus.AGREED.value, _("Agreed to test")
    TESTING = WorkflowStatus.TESTING.value, _("Testing")
    ADOPTED = WorkflowStatus.ADOPTED.value, _("Adopted")
    ADAPTED = WorkflowStatus.ADAPTED.value, _("Adapted")
    STOPPED = WorkflowStatus.STOPPED.value, _("Stopped, with what was learned")


class State(models.TextChoices):
    """How a team judges its answer (the rule is in `ideas.coverage`)."""

    COVERED = CoverageState.COVERED.value, _("Covered")
    PARTLY = CoverageState.PARTLY.value, _("Partly")
    NOT_YET = CoverageState.NOT_YET.value, _("Not yet")
    NOT_SURE = CoverageState.NOT_SURE.value, _("Not sure")
    NOT_RELEVANT = CoverageState.NOT_RELEVANT.value, _("Not relevant here")


class Basis(models.TextChoices):
    """What an answer rests on."""

    RESEARCH = CoverageBasis.RESEARCH.value, _("Published research")
    LOCAL_DATA = CoverageBasis.LOCAL_DATA.value, _("Local data")
    PRACTICE = CoverageBasis.PRACTICE.value, _("Practice experience")
    LIVED = CoverageBasis.LIVED.value, _("What people with lived experience said")
    ASSUMPTION = CoverageBasis.ASSUMPTION.value, _("An assumption so far")


class WorksBy(models.TextChoices):
    """What a route works by."""

    INFORMATION = "information", _("Information")
    PRACTICE = "practice", _("Practice and skills")
    PEOPLE = "people", _("Other people")
    MEANS = "means", _("Place, time, money or equipment")
    FEEDBACK = "feedback", _("Feedback and recognition")
    PLANNING = "planning", _("Planning and reminders")


class Counted(models.TextChoices):
    """What a submission counts beside its tallies: see `ideas.counts`."""

    UNSURE = UNSURE, _("a question that it is not sure about")
    PITFALL = PITFALL, _("a pitfall that could happen")
    RESTS = RESTS_ON, _("what its claims rest on")


class CouldHappen(models.TextChoices):
    """Whether a pitfall could happen to this idea."""

    YES = "yes", _("Yes, it could")
    NO = "no", _("No")
    NOT_SURE = "not_sure", _("Not sure")
