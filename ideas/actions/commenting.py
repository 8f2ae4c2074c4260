"""Saying something about an idea, and settling it."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ideas import notifications
from ideas.models import Comment, Idea
from ideas.models.comments import CommentAudience
from ideas.permissions import Standing, standing


def audiences_for(at: Standing) -> list[CommentAudience]:
    """Return for whom the person may write: managers always write so that the team and managers read it."""
    if at.writes:
        return [Comment.Audience.TEAM, Comment.Audience.MANAGERS]
    return [Comment.Audience.MANAGERS] if at.decides or at.reviews else []


def comment(*, idea: Idea, by: User, text: str, audience: str, about: str = Comment.About.IDEA, which: str = "",
            assigned_to: User | None = None, form_key: str | None = None) -> Comment:  # fmt: skip
    """Begin a thread and tell those who read it. The same `form_key` again returns the first comment.

    The caller has seen that the person may see the idea. Commenting takes nobody's right to decide.
    Raises PermissionDenied for an audience that the person may not write to.
    """
    if audience not in audiences_for(standing(by, idea)):
        raise PermissionDenied(_("You cannot write to these readers. Choose others."))
    made = Comment(
        idea=idea, by=by, text=text, audience=audience, about=about, which=which, assigned_to=assigned_to,
        form_key=form_key,
    )  # fmt: skip
    return _say(made)


def reply(*, thread: Comment, by: User, text: str, form_key: str | None = None) -> Comment:
    """Answer in a thread that the person reads; its readers stay the same."""
    made = Comment(
        idea=thread.idea, parent=thread, by=by, text=text, audience=thread.audience, about=thread.about,
        which=thread.which, form_key=form_key,
    )  # fmt: skip
    return _say(made)


def _say(made: Comment) -> Comment:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            notifications.tell_of_comment(made)
    except IntegrityError:
        return Comment.objects.get(form_key=made.form_key, by=made.by, idea=made.idea)
    return made


def resolve(*, thread: Comment, by: User) -> None:
    """Settle a thread; settled already is settled still, by whoever was first."""
    Comment.objects.filter(pk=thread.pk, parent=None, resolved_at=None).update(
        resolved_at=timezone.now(), resolved_by=by
    )


def reopen(*, thread: Comment, by: User) -> None:
    """Open a settled thread again."""
    Comment.objects.filter(pk=thread.pk, parent=None).update(resolved_at=None, resolved_by=None)
