"""An idea, and the plan for trying it out."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ideas.models.choices import Status
from ideas.workflow import PUBLISHABLE
from teams.models import Membership, Team
from text.fields import CleanLineField, CleanTextField, choice_checks, length_checks


class IdeaQuerySet(models.QuerySet["Idea"]):
    """Ideas as somebody may see them. Every view starts here."""

    def visible_to(self, user: User | AnonymousUser) -> "IdeaQuerySet":
        """Return the ideas that the person may see, wholly or only their submissions.

        Writers see all of their team's. Deciders see those that were submitted or are shared live, and
        those that they wrote in; an invited reviewer sees what was submitted of that one idea.
        """
        from ideas.models.review import Reviewer

        submitted = Q(sent__isnull=False)
        reviewer = Q(pk__in=Reviewer.objects.active().filter(user_id=user.pk or 0).values("idea"))
        return self.filter(team__closed_at=None).filter(
            Q(team__in=self._teams(user, writes=True))
            | (Q(team__in=self._teams(user, decides=True)) & (self._live_for_decider(user) | submitted)
               & Q(binned_at=None))
            | (reviewer & submitted & Q(binned_at=None))
        )  # fmt: skip

    def live_for(self, user: User | AnonymousUser) -> "IdeaQuerySet":
        """Return the ideas whose text as it is now the person may read, not only what was submitted."""
        return self.filter(team__closed_at=None).filter(
            Q(team__in=self._teams(user, writes=True))
            # One by one, so that the database finds the shared ones of those teams by its index.
            | Q(team__in=self._teams(user, decides=True), shared_live=True, binned_at=None)
            | Q(team__in=self._teams(user, decides=True), pk__in=self._written_by(user), binned_at=None)
        )

    def only_sent_to(self, user: User | AnonymousUser) -> "IdeaQuerySet":
        """Return the ideas of which the person may read what was submitted, if anything, and nothing else."""
        from ideas.models.review import Reviewer

        decides = Q(team__in=self._teams(user, decides=True))
        reviews = Q(pk__in=Reviewer.objects.active().filter(user_id=user.pk or 0).values("idea"))
        live = Q(team__in=self._teams(user, writes=True)) | (decides & self._live_for_decider(user))
        return self.filter(decides | reviews, team__closed_at=None, binned_at=None).exclude(live)

    def as_sent_to(self, user: User | AnonymousUser) -> "IdeaQuerySet":
        """Return the ideas of which the person may read the latest submission and nothing else.

        With `live_for` that is everything that they may read, and each idea once.
        """
        return self.only_sent_to(user).filter(sent__isnull=False)

    def submitted_to(self, user: User | AnonymousUser) -> "IdeaQuerySet":
        """Return the submitted ideas that the person may decide on or review, by their right and whoever wrote them."""
        from ideas.models.review import Reviewer

        reviews = Reviewer.objects.active().filter(user_id=user.pk or 0).values("idea")
        return self.filter(
            Q(team__in=self._teams(user, decides=True)) | Q(pk__in=reviews),
            team__closed_at=None, binned_at=None, sent__isnull=False,
        )  # fmt: skip

    def read_as_sent(self, user: User | AnonymousUser) -> "IdeaQuerySet":
        """Return the submitted ideas of teams in which the person decides, of which they read only the submissions."""
        decides = self.filter(team__in=self._teams(user, decides=True, writes=False), team__closed_at=None)
        return decides.filter(shared_live=False, binned_at=None, sent__isnull=False).exclude(
            pk__in=self._written_by(user)
        )

    @staticmethod
    def _teams(user: User | AnonymousUser, **right: bool) -> "models.QuerySet[Membership, int]":
        """Return the teams in which the person has a right: looked up once, not for every idea."""
        return Membership.objects.filter(user_id=user.pk or 0, **right).values_list("team", flat=True)

    @classmethod
    def _live_for_decider(cls, user: User | AnonymousUser) -> Q:
        return Q(shared_live=True) | Q(pk__in=cls._written_by(user))

    @staticmethod
    def _written_by(user: User | AnonymousUser) -> models.QuerySet[Any, Any]:
        from ideas.models.revision import Revision

        return Revision.objects.filter(by_id=user.pk or 0, kept=True).values("idea")

    def in_numbers(self) -> "IdeaQuerySet":
        """Return the ideas that count: not practice, not the demo, not in the bin."""
        return self.filter(practice=False, demo=False, binned_at=None)


READING = [
    "team", "shared_live", "binned_at", "sent", "status", "stands_since", "practice", "demo", "sent_at", "updated_at",
    "id",
]  # fmt: skip


class Idea(models.Model):
    """Something that a team would like to try. A title and a few sentences are enough to begin."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="ideas")
    title = CleanLineField(_("title"), max_length=120)
    summary = CleanTextField(_("the idea in a few sentences"), max_length=2000)
    whose_goal = CleanTextField(_("whose goal it serves"), max_length=2000, blank=True, default="")
    able_to = CleanTextField(_("what those people want to be able to do"), max_length=2000, blank=True, default="")
    helpers_do = CleanTextField(_("what helpers will do differently"), max_length=2000, blank=True, default="")
    setting = CleanLineField(_("where"), max_length=200, blank=True, default="")
    shaped_by = CleanTextField(_("who helped to shape it, and how"), max_length=2000, blank=True, default="")
    missed = CleanTextField(_("who might be missed or made worse off"), max_length=2000, blank=True, default="")

    status = models.CharField(max_length=16, choices=Status, default=Status.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    shared_live = models.BooleanField(_("managers may read it while it is being written"), default=False)
    practice = models.BooleanField(_("just for practice: counts nowhere"), default=False)
    demo = models.BooleanField(default=False, editable=False)
    # The last decision on it was its own team's, with nobody independent left to ask: said wherever it is shown.
    agreed_by_itself = models.BooleanField(default=False, editable=False)
    learned = CleanTextField(_("what was learned"), max_length=4000, blank=True, default="")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # The last change to any of its shared texts.
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    binned_at = models.DateTimeField(null=True, editable=False)
    # The latest submission that was not taken back, its time, and since when the idea has stood where it stands: so
    # that nobody who looks at thousands of ideas has to look for them. Written by `ideas.actions.counting` and `moving`
    # alone.
    sent = models.ForeignKey("Snapshot", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    stands_since = models.DateTimeField(default=timezone.now, editable=False)
    # Begun from an idea of the library: which one, and where it came from in words, should it be taken back.
    derived_from = models.ForeignKey("Snapshot", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    source_note = CleanLineField(max_length=300, blank=True, default="", editable=False)
    # Made with the form that asked for it, so that a double click makes one idea.
    form_key = models.CharField(max_length=40, unique=True, null=True, editable=False)  # noqa: DJ001 (many have none)

    objects = IdeaQuerySet.as_manager()

    TEXTS: ClassVar = (
        "title", "summary", "whose_goal", "able_to", "helpers_do", "setting", "shaped_by", "missed",
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-updated_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["team", "status", "-updated_at"], name="idea_by_team"),
            models.Index(fields=["-updated_at", "-id"], name="idea_by_change"),
            # All that decides who may read an idea, where it counts and where it stands in a list: its words need not
            # be fetched to know.
            models.Index(fields=READING, name="idea_reading"),
        ]
        constraints = [*length_checks(
            "idea", title=120, summary=2000, whose_goal=2000, able_to=2000, helpers_do=2000, setting=200,
            shaped_by=2000, missed=2000, learned=4000, source_note=300,
        ),
            *choice_checks("idea", status=Status),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its overview."""
        return reverse("ideas:idea_detail", args=[self.pk])

    @property
    def agreed_alone(self) -> bool:
        """Tell whether it stands where it does because its own team agreed it: said wherever it is shown."""
        return self.agreed_by_itself and self.status in PUBLISHABLE


class TestPlan(models.Model):
    """What the team would try first: asked for when it submits."""

    __test__ = False  # not a test, whatever pytest makes of its name

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="plan")
    smallest_try = CleanTextField(_("the smallest try"), max_length=1000)
    with_whom = CleanTextField(_("with whom and when"), max_length=1000)
    expects = CleanTextField(_("what we expect to see"), max_length=1000)
    how_known = CleanTextField(_("how we would know"), max_length=1000)
    cost = CleanTextField(_("what it costs in time and money"), max_length=1000, blank=True, default="")
    safeguarding = CleanTextField(_("keeping people safe"), max_length=1000, blank=True, default="")
    data_care = CleanTextField(_("looking after people's information"), max_length=1000, blank=True, default="")
    version = models.PositiveIntegerField(default=1, editable=False)

    TEXTS: ClassVar = ("smallest_try", "with_whom", "expects", "how_known", "cost", "safeguarding", "data_care")
    REQUIRED: ClassVar = ("smallest_try", "with_whom", "expects", "how_known")

    class Meta:
        constraints = length_checks(
            "plan", smallest_try=1000, with_whom=1000, expects=1000, how_known=1000, cost=1000, safeguarding=1000,
            data_care=1000,
        )  # fmt: skip

    def __str__(self) -> str:
        """Return the plan's first words."""
        return self.smallest_try[:80]
