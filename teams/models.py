"""Teams, who is in them with which rights, and invitations to join."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from text.fields import CleanLineField, choice_checks, length_checks


class TeamQuerySet(models.QuerySet["Team"]):
    """Teams as somebody may see them."""

    def of(self, user: User | AnonymousUser) -> "TeamQuerySet":
        """Return the open teams that the person is a member of."""
        return self.filter(membership__user_id=user.pk or 0, closed_at=None)

    def written_by(self, user: User | AnonymousUser) -> "TeamQuerySet":
        """Return the open teams that the person writes for."""
        # One filter, so that both conditions speak of the same membership.
        return self.filter(membership__user_id=user.pk or 0, membership__writes=True, closed_at=None)


class Team(models.Model):
    """A group of people who draft ideas together."""

    name = CleanLineField(_("name of the team"), max_length=100)
    # The team that each person has from the first minute.
    founder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="founded_teams"
    )
    demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints = length_checks("team", name=100)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Rights(models.Model):
    """The three flags: a person may hold any of them, and player-managers hold several."""

    writes = models.BooleanField(_("writes ideas (practitioner)"), default=False)
    decides = models.BooleanField(_("decides on ideas (service manager)"), default=False)
    leads = models.BooleanField(_("leads the team: invites, changes rights, removes, closes"), default=False)

    class Meta:
        abstract = True

    def rights_in_words(self) -> list[str]:
        """Return a word for each flag that is set."""
        words = [(self.writes, _("practitioner")), (self.decides, _("service manager")), (self.leads, _("team lead"))]
        return [str(word) for held, word in words if held]


class Membership(Rights):
    """One person in one team. Removing it ends every right at the next request."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(writes=True) | Q(decides=True) | Q(leads=True), name="membership_some_right"
            ),
        ]

    def __str__(self) -> str:
        """Return who and where."""
        return f"{self.user} – {self.team}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by what has become of them."""

    def waiting(self) -> "InvitationQuerySet":
        """Return those that can still be accepted."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(Rights):
    """A way into a team for one e-mail address. The secret of its link is stored only as a hash."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(writes=True) | Q(decides=True) | Q(leads=True), name="invitation_some_right"
            ),
            *length_checks("invitation", email=254),
        ]

    def __str__(self) -> str:
        """Return who is invited and where to."""
        return f"{self.email} – {self.team}"

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class TeamEventKind(models.TextChoices):
    """The kinds of event."""

    FOUNDED = "founded", _("founded the team")
    RENAMED = "renamed", _("renamed the team")
    INVITED = "invited", _("invited")
    REVOKED = "revoked", _("took back the invitation of")
    JOINED = "joined", _("joined")
    RIGHTS = "rights", _("changed the rights of")
    LEFT = "left", _("left")
    REMOVED = "removed", _("removed")
    CLOSED = "closed", _("closed the team")


class TeamEvent(models.Model):
    """What was done to a team: append-only."""

    Kind = TeamEventKind

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The other person it was about, by the words to show then: an address or a name.
    about = CleanLineField(max_length=254, blank=True, default="")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints = [
            *length_checks("team_event", about=254),
            *choice_checks("teamevent", kind=TeamEventKind),
        ]

    def __str__(self) -> str:
        """Return a sentence."""
        return f"{self.by} {self.get_kind_display()} {self.about}".strip()
