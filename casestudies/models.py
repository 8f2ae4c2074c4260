"""Case studies of the 2020 guide, and the programmes listed by the 2018 report."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from characteristics.models import Characteristic, Component, Example
from characteristics.models.source import Keyed, Slugged, Sourced
from text.fields import CleanLineField, CleanTextField, choice_checks, length_checks


class CaseStudy(Slugged, Sourced):
    """An organisation at work: an illustration of Good Help in 2020, not proof of it."""

    name = CleanLineField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"))
    in_short = CleanLineField(_("in one sentence"), max_length=200)
    setting = CleanLineField(_("where it works"), max_length=120)
    what = CleanTextField(_("what it does"), max_length=8000, help_text=_("Markdown."))
    how = CleanTextField(_("how it does it"), max_length=8000, help_text=_("Markdown."))

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("casestudy", name=120, in_short=200, setting=120, what=8000, how=8000),
        ]
        ordering: ClassVar = ["order", "pk"]
        verbose_name_plural = _("case studies")

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("casestudies:casestudy_detail", args=[self.slug])


class Illustration(Keyed, Sourced):
    """How a case study shows a characteristic."""

    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="illustrations")
    characteristic = models.ForeignKey(Characteristic, on_delete=models.PROTECT, related_name="illustrations")
    order = models.PositiveSmallIntegerField(_("order"))
    how = CleanTextField(_("how"), max_length=4000, help_text=_("Markdown."))
    # The example of the characteristic that speaks of the same programme.
    example = models.ForeignKey(Example, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(Sourced.Meta):
        ordering: ClassVar = ["case_study", "order", "pk"]
        constraints: ClassVar = [
            *length_checks("illustration", how=4000),
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["case_study", "characteristic"], name="illustration_once"),
        ]

    def __str__(self) -> str:
        """Return the pair."""
        return f"{self.case_study}: {self.characteristic}"


class NeedParty(models.TextChoices):
    """Whose need it is."""

    PRACTITIONER = "practitioner", _("practitioners")
    ORGANISATION = "organisation", _("the organisation")
    CLUB_FOUNDATION = "club_foundation", _("the club's foundation")
    DEVELOPERS = "developers", _("the developers")


class Need(Keyed, Sourced):
    """What practitioners or the organisation need to work like this."""

    Party = NeedParty

    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="needs")
    party = models.CharField(_("whose need"), max_length=20, choices=Party)
    actor = CleanLineField(_("as the case study names them"), max_length=200)
    # Blank where our copy of the guide has lost it: then nothing is said.
    component = models.CharField(_("COM-B part"), max_length=12, choices=Component, blank=True, default="")
    order = models.PositiveSmallIntegerField(_("order"))
    text = CleanTextField(_("text"), max_length=1000)

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("need", actor=200, text=1000),
            *choice_checks("need", party=NeedParty, component=Component),
        ]
        ordering: ClassVar = ["case_study", "order", "pk"]

    def __str__(self) -> str:
        """Return the text's beginning."""
        return self.text[:80]


class ProgrammeSector(models.TextChoices):
    """The report's sectors, in its order."""

    CHILDREN = "children-and-young-people", _("Children and young people")
    HEALTH = "health-and-wellbeing", _("Health and wellbeing")
    HOMELESSNESS = "homelessness", _("Homelessness")
    DISABILITIES = "disabilities", _("Disabilities")
    EMPLOYMENT = "employment-and-poverty", _("Employment and poverty")
    JUSTICE = "justice-system", _("Justice system")
    EDUCATION = "education", _("Education")
    GROUPS = "specific-demographic-groups", _("Specific demographic groups")
    COMMUNITY = "community-development", _("Community development")
    DIGITAL = "digital", _("Digital")
    SYSTEM = "system-enablers", _("System enablers")


class Programme(Slugged, Sourced):
    """A programme that the 2018 report listed, as it was then."""

    Sector = ProgrammeSector

    name = CleanLineField(_("name"), max_length=120)
    sector = models.CharField(_("sector"), max_length=40, choices=Sector)
    order = models.PositiveSmallIntegerField(_("order within its sector"))
    described = models.BooleanField(_("described in the report, not only listed"), default=False)
    what = CleanTextField(_("what it does"), max_length=2000, blank=True, default="")
    url = models.URLField(_("address as of 2018"), max_length=300, blank=True, default="")
    note = CleanLineField(_("note"), max_length=300, blank=True, default="")
    historic = models.BooleanField(_("had ended by then"), default=False)

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("programme", name=120, what=2000, url=300, note=300),
            *choice_checks("programme", sector=ProgrammeSector),
        ]
        ordering: ClassVar = ["sector", "order", "pk"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
