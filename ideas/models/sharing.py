"""Links for people outside, and what they say there until the team has looked at it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models.comments import Comment
from ideas.models.idea import Idea
from ideas.models.review import Snapshot
from teams.models import Membership
from text.fields import CleanLineField, CleanTextField, choice_checks, length_checks


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    """Links by whether they still work."""

    def working(self) -> "ShareLinkQuerySet":
        """Return those that show something.

        A link ends when it is taken back or its time is over, when the team closes, when the idea goes into the
        bin or the submission that it shows is taken back, and when whoever made it no longer writes for the team:
        they know the address, and their rights end with their membership.
        """
        maker = Membership.objects.filter(team=OuterRef("idea__team"), user=OuterRef("made_by"), writes=True)
        return self.filter(
            Exists(maker), Q(snapshot=None) | Q(snapshot__withdrawn_at=None), made_by__is_active=True,
            revoked_at=None, expires_at__gt=timezone.now(), idea__team__closed_at=None, idea__binned_at=None,
        )  # fmt: skip


class ShareLink(models.Model):
    """A secret address that shows one idea to whoever has it. The secret itself is stored only as a hash."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="share_links")
    # What it shows: one submission, or (without) the idea as it is now.
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    label = CleanLineField(_("who it is for"), max_length=100, blank=True, default="")
    names = models.BooleanField(_("shows the names of the team and its people"), default=False)
    # What was said to managers too; what a team says among itself leaves it by no link.
    comments = models.BooleanField(_("shows what was said about it"), default=False)
    contribute = models.BooleanField(_("lets whoever has it say something to the team"), default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints = length_checks("sharelink", label=100)

    def __str__(self) -> str:
        """Return who it is for."""
        return self.label or str(_("A link"))


class ContributionState(models.TextChoices):
    """What has become of it."""

    HELD = "held", _("waits for the team")
    ACCEPTED = "accepted", _("let in")
    DECLINED = "declined", _("declined")


class Contribution(models.Model):
    """What somebody without an account said through a link. Held back until the team lets it in or declines it."""

    State = ContributionState

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="contributions")
    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="contributions")
    text = CleanTextField(_("what you would like to say"), max_length=2000, blank=True, default="")
    brings = CleanLineField(_("what brings you to this"), max_length=200, blank=True, default="")
    at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.HELD, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    comment = models.OneToOneField(Comment, on_delete=models.SET_NULL, null=True, related_name="+")
    # Made with the form that sent it, so that a double click says it once.
    form_key = models.CharField(max_length=40, unique=True, null=True, editable=False)  # noqa: DJ001 (many have none)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["idea", "state"], name="contribution_state")]
        constraints: ClassVar = [
            *length_checks("contribution", text=2000, brings=200),
            *choice_checks("contribution", state=ContributionState),
            # What was declined is not kept.
            models.CheckConstraint(
                condition=~Q(state="declined") | Q(text="", brings=""), name="contribution_declined_is_gone"
            ),
        ]

    def __str__(self) -> str:
        """Return the first words."""
        return self.text[:80]
