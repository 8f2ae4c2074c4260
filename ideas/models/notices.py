"""Notices: what happened that concerns somebody, where to look at it, and whether they have been told by mail."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models.comments import Comment
from ideas.models.idea import Idea
from ideas.models.review import Snapshot
from text.fields import CleanTextField, choice_checks, length_checks


class MailWhen(models.TextChoices):
    """When somebody is told by mail. On the page everybody is told at once."""

    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day, in one mail")
    NEVER = "never", _("Not by mail")


class Notice(models.Model):
    """One thing that one person is told. Its words are made when it is shown: see `ideas.kinds`."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # A key of `ideas.kinds.KINDS`, and of nothing else: a new kind needs a row there and no migration.
    kind = models.CharField(max_length=20)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, null=True, related_name="+")
    # Who did it; nobody for somebody without an account.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    # The very place, without the site's name: "/ideas/7/comments/3/#comment-4".
    path = models.CharField(max_length=300)
    # What somebody wrote to this very reader and what stands nowhere else, as in a report to the superusers.
    words = CleanTextField(max_length=2000, blank=True, default="")
    # What it tells of: nobody is told the same thing twice.
    key = models.CharField(max_length=100)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    # What is to be mailed: `mailed_at` says when that was done. NEVER: nothing, or nothing any more.
    mail = models.CharField(max_length=8, choices=MailWhen)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["person", "-at", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=["mail", "at"], condition=Q(mailed_at=None, mail__in=["now", "daily"]), name="notice_waiting"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once"),
            *length_checks("notice", words=2000),
            *choice_checks("notice", mail=MailWhen),
        ]

    def __str__(self) -> str:
        """Return its kind and place."""
        return f"{self.kind} {self.path}"


class NoticeChoice(models.Model):
    """When somebody wants to be mailed about one kind of notice, where they chose otherwise than its default."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    mail = models.CharField(max_length=8, choices=MailWhen)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="notice_choice_once"),
            *choice_checks("noticechoice", mail=MailWhen),
        ]

    def __str__(self) -> str:
        """Return what was chosen."""
        return f"{self.kind}: {self.get_mail_display()}"
