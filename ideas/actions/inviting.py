"""Inviting somebody outside the team to review one idea, for when nobody eligible is left in it."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ideas import notifications
from ideas.actions.moving import lock
from ideas.models import Idea, Reviewer, Revision
from ideas.permissions import deciders, require_writer
from teams.models import Membership
from teams.tokens import LIFETIME, hash_token, new_token

# Two identical requests within this time are one button pressed twice.
PRESSED_TWICE = timedelta(minutes=1)
# Invitations write to strangers: nobody needs more than this for one idea.
OPEN_AT_ONCE = 10


class Refused(Exception):
    """This address cannot be invited; the text says why, for the person who typed it."""


@transaction.atomic
def invite_reviewer(*, idea: Idea, by: User, email: str) -> tuple[Reviewer, str]:
    """Invite an address to decide on this one idea; returns the invitation and the secret of its link.

    Pressed twice, the second returns the first invitation, without a secret or a mail; later on, a new
    invitation replaces the older one to the same address. Raises PermissionDenied for somebody who does not
    write for the team or while somebody independent can decide, Refused for an address that could never decide.
    """
    require_writer(by, idea)
    lock(idea)
    email = email.strip().lower()
    _refuse(idea, email)
    waiting = idea.reviewers.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())
    earlier = waiting.filter(email=email)
    twice = earlier.filter(invited_by=by, created_at__gt=timezone.now() - PRESSED_TWICE).first()
    if twice is not None:
        return twice, ""
    if waiting.exclude(email=email).count() >= OPEN_AT_ONCE:
        raise Refused(_("This idea has as many open invitations as it can have. Take one back first."))
    earlier.update(revoked_at=timezone.now())
    token, hashed = new_token()
    reviewer = Reviewer.objects.create(
        idea=idea, email=email, token_hash=hashed, invited_by=by, expires_at=timezone.now() + LIFETIME
    )
    notifications.invite_reviewer(reviewer, token)
    return reviewer, token


def _refuse(idea: Idea, email: str) -> None:
    if deciders(idea).exists():
        raise PermissionDenied(_("Somebody independent can decide on this idea already, so nobody else is asked."))
    if Membership.objects.filter(team=idea.team_id, user__email__iexact=email).exists():
        raise Refused(_("This is the address of somebody in the team. Ask somebody outside it."))
    if idea.revisions.filter(by__email__iexact=email, kept=True).exists():
        raise Refused(_("This is the address of somebody who wrote in this idea. Ask somebody else."))


def open_invitation(token: str, user: User | AnonymousUser) -> Reviewer | None:
    """Return the invitation with that secret if it can still be accepted, or if this person accepted it before."""
    reviewer = (
        Reviewer.objects.select_related("idea__team", "invited_by")
        .filter(token_hash=hash_token(token), revoked_at=None, idea__team__closed_at=None, idea__binned_at=None)
        .first()
    )
    if reviewer is None or not (reviewer.is_open or (reviewer.accepted_at and reviewer.user_id == user.pk)):
        return None
    return reviewer


@transaction.atomic
def accept_review(*, reviewer: Reviewer, by: User) -> None:
    """Accept; the caller has checked that the invited address is the person's own.

    Raises PermissionDenied for somebody in the team or who wrote in the idea, or if it was accepted by somebody
    else or taken back meanwhile.
    """
    rows = Reviewer.objects.filter(pk=reviewer.pk, revoked_at=None)
    if rows.filter(user=by).exists():
        return
    if Membership.objects.filter(team=reviewer.idea.team_id, user=by).exists():
        raise PermissionDenied(_("You are in this team. A reviewer comes from outside it."))
    if Revision.objects.filter(idea=reviewer.idea, by=by, kept=True).exists():
        raise PermissionDenied(_("You wrote in this idea, so you cannot decide on it."))
    if rows.filter(accepted_at=None).update(user=by, accepted_at=timezone.now()):
        reviewer.user = by
        notifications.tell_of_reviewer(reviewer)
        return
    if not rows.filter(user=by).exists():
        raise PermissionDenied(_("This invitation was taken back or accepted by somebody else."))


@transaction.atomic
def remove_reviewer(*, reviewer: Reviewer, by: User) -> None:
    """Take back an invitation, or end what it allowed: from the next request on."""
    require_writer(by, reviewer.idea)
    Reviewer.objects.filter(pk=reviewer.pk, revoked_at=None).update(revoked_at=timezone.now())
