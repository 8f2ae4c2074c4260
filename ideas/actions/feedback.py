"""Asking managers for their thoughts on a draft, and ending that."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from ideas import notifications
from ideas.actions.moving import lock
from ideas.models import FeedbackRequest, Idea
from ideas.permissions import require_writer
from ideas.workflow import NotAllowedNow, Status
from text.prepared import prepared


@transaction.atomic
def ask_for_feedback(*, idea: Idea, by: User, message: str = "") -> FeedbackRequest:
    """Let the team's managers read the idea as it is being written, and tell them that their thoughts are welcome.

    Asked already, it stays as it was asked and nobody is told again. Raises PermissionDenied for whoever does not
    write for the team, NotAllowedNow while the idea waits for a decision.
    """
    lock(idea)
    require_writer(by, idea)
    asked = open_feedback(idea)
    if asked is not None:
        return asked
    if idea.status == Status.IN_REVIEW:
        raise NotAllowedNow("feedback")
    began = bool(Idea.objects.filter(pk=idea.pk, shared_live=False).update(shared_live=True))
    asked = FeedbackRequest.objects.create(idea=idea, by=by, message=message, began_sharing=began)
    notifications.tell_of_feedback_request(asked)
    return asked


def open_feedback(idea: Idea) -> FeedbackRequest | None:
    """Return the wish for feedback that is open, if there is one."""
    return next(iter(_open_feedback(idea.pk)), None)


@prepared
def _open_feedback(idea: int) -> QuerySet[FeedbackRequest]:
    return FeedbackRequest.objects.filter(idea=idea, ended_at=None).select_related("by").order_by("pk")[:1]


@transaction.atomic
def end_feedback(*, idea: Idea, by: User) -> None:
    """End the wish for feedback, if there is one, and with it the reading along that it began."""
    lock(idea)
    require_writer(by, idea, in_bin=True)
    end_request(idea=idea, by=by)


def end_request(*, idea: Idea, by: User) -> None:
    """End an open wish on an idea that is locked: its team did, or submitted it for a decision."""
    asked = open_feedback(idea)
    if asked is None:
        return
    FeedbackRequest.objects.filter(pk=asked.pk).update(ended_at=timezone.now(), ended_by=by)
    if asked.began_sharing:
        Idea.objects.filter(pk=idea.pk).update(shared_live=False)
