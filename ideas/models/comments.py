"""Comments: threads on an idea, on one of its questions or on one of its pitfalls."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models.idea import Idea
from text.fields import CleanLineField, CleanTextField, choice_checks, length_checks


class CommentAbout(models.TextChoices):
    """What a thread is about."""

    IDEA = "idea", _("the idea")
    QUESTION = "question", _("a question")
    PITFALL = "pitfall", _("a pitfall")


class CommentAudience(models.TextChoices):
    """Who reads a thread."""

    TEAM = "team", _("The people who write for the team")
    MANAGERS = "managers", _("The team and its managers")


class Comment(models.Model):
    """One comment. Those without a parent begin a thread and say what it is about and who reads it."""

    About = CommentAbout

    Audience = CommentAudience

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    about = models.CharField(max_length=8, choices=About, default=About.IDEA)
    # The key of the question or pitfall; empty for the idea as a whole.
    which = models.CharField(max_length=100, blank=True, default="")
    audience = models.CharField(_("who reads this?"), max_length=8, choices=Audience, default=Audience.TEAM)
    text = CleanTextField(_("comment"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Said through a link by somebody without an account, and let in by `by`; with what brings them to it.
    from_outside = models.BooleanField(default=False, editable=False)
    brings = CleanLineField(max_length=200, blank=True, default="", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # People named in it, or ticked beside it: they are told by name.
    mentions: models.ManyToManyField = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    resolved_at = models.DateTimeField(null=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    # Of the form that sent it, its sender and its words, so that a double click says it once.
    form_key = models.CharField(max_length=40, unique=True, null=True, editable=False)  # noqa: DJ001 (many have none)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["idea", "about", "which"], name="comment_about")]
        constraints: ClassVar = [
            *choice_checks("comment", about=CommentAbout, audience=CommentAudience),
            *length_checks("comment", text=2000, brings=200),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(resolved_at=None, assigned_to=None), name="comment_threads_resolve"
            ),
        ]

    def __str__(self) -> str:
        """Return the first words."""
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """Return the comment's own address: its thread, at this comment."""
        page = reverse("ideas:comment_detail", args=[self.idea_id, self.parent_id or self.pk])
        return f"{page}#comment-{self.pk}"
