"""Prose pages, the seven of 2018, resources, references and the glossary."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from characteristics.models.characteristic import Characteristic
from characteristics.models.source import Keyed, Slugged, Sourced
from text.fields import CleanLineField, CleanTextField, choice_checks, length_checks


class PageSection(models.TextChoices):
    """Where a page stands in the list of pages."""

    ABOUT = "about", _("What Good Help is")
    EVIDENCE = "evidence", _("The evidence and ideas behind it")
    HISTORY = "history", _("How it came about")
    TOOL = "tool", _("About this tool")


class Page(Slugged, Sourced):
    """A page of prose."""

    Section = PageSection

    title = CleanLineField(_("title"), max_length=120)
    section = models.CharField(_("section"), max_length=10, choices=Section)
    order = models.PositiveSmallIntegerField(_("order"))
    in_short = CleanLineField(_("in one sentence"), max_length=200)
    body = CleanTextField(_("text"), max_length=20_000, help_text=_("Markdown."))

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("page", title=120, in_short=200, body=20000),
            *choice_checks("page", section=PageSection),
        ]
        ordering: ClassVar = ["section", "order", "pk"]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the page."""
        return reverse("characteristics:page_detail", args=[self.slug])


class Principle(Slugged, Sourced):
    """One of the seven characteristics of the 2018 report: another framework, kept apart."""

    name = CleanLineField(_("name"), max_length=100)
    also_called = CleanLineField(_("also called"), max_length=120, blank=True, default="")
    order = models.PositiveSmallIntegerField(_("order"))
    in_short = CleanLineField(_("in one line"), max_length=200)
    what = CleanTextField(_("what it is"), max_length=4000, help_text=_("Markdown."))
    example_name = CleanLineField(_("name of the example"), max_length=200)
    example = CleanTextField(_("example"), max_length=4000, help_text=_("Markdown."))
    caution = CleanTextField(_("caution"), max_length=4000, blank=True, default="", help_text=_("Markdown."))
    question = CleanTextField(_("question of its check"), max_length=400)

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks(
                "principle",
                name=100,
                also_called=120,
                in_short=200,
                what=4000,
                example_name=200,
                example=4000,
                caution=4000,
                question=400,
            ),
        ]
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("characteristics:principle_detail", args=[self.slug])


class PrinciplePoint(Keyed, Sourced):
    """One way of putting a principle of 2018 into practice."""

    principle = models.ForeignKey(Principle, on_delete=models.CASCADE, related_name="points")
    order = models.PositiveSmallIntegerField(_("order"))
    name = CleanLineField(_("name"), max_length=120)
    text = CleanTextField(_("text"), max_length=2000)

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("principlepoint", name=120, text=2000),
        ]
        ordering: ClassVar = ["principle", "order", "pk"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class ResourceTopic(models.TextChoices):
    """What a resource is listed under."""

    GENERAL = "general", _("General")
    SKILLS = "behaviour-change-skills", _("Behaviour change skills")
    CHARACTERISTIC = "characteristic", _("One characteristic")


class Resource(Keyed, Sourced):
    """Something to read or use, as the guide listed it in 2020."""

    Topic = ResourceTopic

    topic = models.CharField(_("topic"), max_length=30, choices=Topic)
    characteristic = models.ForeignKey(
        Characteristic, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("characteristic")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = CleanLineField(_("name"), max_length=250)
    what = CleanTextField(_("what it is for"), max_length=1000)
    url = models.URLField(_("address"), max_length=300, blank=True, default="")

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("resource", name=250, what=1000, url=300),
            *choice_checks("resource", topic=ResourceTopic),
        ]
        ordering: ClassVar = ["-topic", "characteristic__order", "order", "pk"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Reference(Keyed, Sourced):
    """A publication that the guide rests on."""

    order = models.PositiveSmallIntegerField(_("order"))
    citation = CleanTextField(_("citation"), max_length=1000)
    url = models.URLField(_("address"), max_length=300, blank=True, default="")

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("reference", citation=1000, url=300),
        ]
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        """Return the citation's beginning."""
        return self.citation[:100]


class Term(Slugged, Sourced):
    """A word explained once, for the glossary and wherever it is first used."""

    name = CleanLineField(_("term"), max_length=100)
    meaning = CleanTextField(_("meaning"), max_length=600)

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("term", name=100, meaning=600),
        ]
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        """Return the term."""
        return self.name
