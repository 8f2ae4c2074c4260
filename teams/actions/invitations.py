"""Ways into a team."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import has_confirmed
from accounts.models import User
from teams.actions.errors import AddressNotConfirmed, Closed, InvitationUnusable, JustInvited, Refused
from teams.actions.founding import PRESSED_TWICE
from teams.actions.members import in_words, require_some
from teams.actions.shared import NOTHING_OPEN, lock, lock_as_lead, record
from teams.models import Invitation, Membership, Team, TeamEvent
from teams.tokens import LIFETIME, hash_token, new_token

# Invitations write to strangers: nobody needs more than this in a day.
PER_DAY = 50


@transaction.atomic
def invite(
    *, by: User, team: Team, email: str, writes: bool = False, decides: bool = False, leads: bool = False
) -> tuple[Invitation, str]:
    """Return the new invitation and the secret of its link, and put the mail into the queue.

    An older open invitation of the same address stops working. Raises PermissionDenied unless `by`
    leads the team, Refused without any right or after too many today, JustInvited when pressed twice.
    """
    team = lock_as_lead(by, team)
    require_some(writes, decides, leads)
    email = Invitation._meta.get_field("email").clean(email.strip().lower(), None)
    rights = {"writes": writes, "decides": decides, "leads": leads}
    earlier = team.invitations.waiting().filter(email=email)
    if earlier.filter(created_at__gt=timezone.now() - PRESSED_TWICE, invited_by=by, **rights).exists():
        raise JustInvited(_("This invitation is on its way already."))
    if Invitation.objects.filter(invited_by=by, created_at__gt=timezone.now() - timedelta(days=1)).count() >= PER_DAY:
        raise Refused(_("You have sent many invitations today. Please send the others tomorrow."))
    earlier.update(revoked_at=timezone.now())
    token, token_hash = new_token()
    invitation = Invitation.objects.create(
        team=team,
        email=email,
        token_hash=token_hash,
        invited_by=by,
        expires_at=timezone.now() + LIFETIME,
        **rights,
    )
    record(team, TeamEvent.Kind.INVITED, by, about=invitation.email)
    _send(invitation, token)
    return invitation, token


@transaction.atomic
def revoke_invitation(*, by: User, invitation: Invitation) -> None:
    """Take the invitation back; a second time changes nothing. Raises PermissionDenied unless `by` leads the team."""
    team = lock_as_lead(by, invitation.team)
    if team.invitations.filter(NOTHING_OPEN, pk=invitation.pk).update(revoked_at=timezone.now()):
        record(team, TeamEvent.Kind.REVOKED, by, about=invitation.email)


def open_invitation(token: str) -> Invitation:
    """Return the invitation of this link while it can be accepted. Raises InvitationUnusable, without saying why."""
    invitation = (
        Invitation.objects.select_related("team", "invited_by")
        .filter(token_hash=hash_token(token), team__closed_at=None)
        .first()
    )
    if invitation is None or not invitation.is_open:
        raise InvitationUnusable
    return invitation


@transaction.atomic
def accept_invitation(*, by: User, token: str) -> Membership:
    """Return the membership that the invitation gives; who is a member already gains its rights beside their own.

    Whoever accepted it and presses again gets the same membership. Raises InvitationUnusable for
    anything else that cannot be accepted, AddressNotConfirmed unless the invited address is theirs.
    """
    found = Invitation.objects.filter(token_hash=hash_token(token)).first()
    if found is None:
        raise InvitationUnusable
    try:
        team = lock(found.team)
    except Closed:
        raise InvitationUnusable from None
    invitation = Invitation.objects.get(pk=found.pk)
    if invitation.accepted_by_id == by.pk:
        mine = Membership.objects.filter(team=team, user=by).first()
        if mine:
            return mine
    if not invitation.is_open:
        raise InvitationUnusable
    if not has_confirmed(by, invitation.email):
        raise AddressNotConfirmed
    return _join(by, team, invitation)


def _join(by: User, team: Team, invitation: Invitation) -> Membership:
    membership = Membership.objects.filter(team=team, user=by).first() or Membership(team=team, user=by)
    membership.writes |= invitation.writes
    membership.decides |= invitation.decides
    membership.leads |= invitation.leads
    membership.save()
    invitation.accepted_at, invitation.accepted_by = timezone.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(team, TeamEvent.Kind.JOINED, by, about=in_words(membership))
    return membership


def _send(invitation: Invitation, token: str) -> None:
    context = {
        "invitation": invitation,
        "rights": invitation.rights_in_words(),
        "link": settings.SITE_ADDRESS + reverse("teams:invitation_accept", args=[token]),
        "site": settings.SITE_ADDRESS,
    }
    send_mail(
        subject=render_to_string("teams/email/invitation_subject.txt", context).strip(),
        message=render_to_string("teams/email/invitation_message.txt", context).strip() + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[invitation.email],
    )
