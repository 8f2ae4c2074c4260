"""“I am looking at this”: claiming a submission, letting it go, taking it over. A claim never keeps anybody from
deciding; it only saves two colleagues from reading the same thing at the same time without knowing."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from ideas import notifications
from ideas.actions.moving import lock
from ideas.models import Claim, Snapshot
from ideas.models.claims import ClaimEnd
from ideas.permissions import require
from ideas.workflow import NotAllowedNow, Status


class ClaimedAlready(NotAllowedNow):
    """A colleague is looking at it: the person's page did not show that yet."""

    def __init__(self, claim: Claim) -> None:
        super().__init__("claim")
        self.claim = claim


@transaction.atomic
def claim(*, snapshot: Snapshot, by: User, over: int | None = None) -> Claim:
    """Note that the person is looking at a submission that waits for a decision; once more changes nothing.

    `over` is the claim of a colleague that the person has seen and takes over. Raises ClaimedAlready if another one
    stands than that, NotAllowedNow if the submission does not wait, and PermissionDenied for whoever may not decide.
    """
    lock(snapshot.idea)  # no decision, and nobody else's claim, comes between here and the commit
    require(by, snapshot.idea, "agree")
    waits = Snapshot.objects.filter(pk=snapshot.pk, decision=None, withdrawn_at=None, idea__status=Status.IN_REVIEW)
    if not waits.exists():
        raise NotAllowedNow("claim")
    before = Claim.objects.standing().filter(snapshot=snapshot).select_related("by", "snapshot__idea").first()
    if before is not None and before.by_id == by.pk:
        return before
    if before is not None and not (before.pk == over and _end(Claim.objects.filter(pk=over), Claim.End.TAKEN_OVER)):
        raise ClaimedAlready(before)
    if before is not None:
        notifications.tell_of_taking_over(before, by)
    _end(Claim.objects.filter(snapshot=snapshot), Claim.End.NO_RIGHT)  # of people whose right ended meanwhile
    return Claim.objects.create(snapshot=snapshot, by=by)


@transaction.atomic
def release(*, snapshot: Snapshot, by: User) -> bool:
    """Let go of the person's own claim; returns whether there was one."""
    return _end(Claim.objects.filter(snapshot=snapshot, by=by), Claim.End.RELEASED)


def end_claims(*, snapshot: Snapshot, end: ClaimEnd) -> None:
    """End whatever claim there is: the submission was decided or taken back, in the same transaction."""
    _end(Claim.objects.filter(snapshot=snapshot), end)


def _end(claims: QuerySet[Claim], end: ClaimEnd) -> bool:
    return bool(claims.filter(ended_at=None).update(ended_at=timezone.now(), end=end))
