"""Closing an account: the person goes, their teams' work stays."""

import re
from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from post_office.models import Email

from accounts.models import User
from ideas.actions.forgetting import forget_team_name
from ideas.models import Comment, Notice, NoticeChoice, Presence, Reviewer
from teams.actions import close_team, leave_team
from teams.actions.founding import NAME_LENGTH, lock_person, name_of_one
from teams.models import Invitation, Membership, Team, TeamEvent

# Nobody can have an address there (RFC 2606).
NOWHERE = "closed.invalid"


def kept_by(user: User) -> list[Team]:
    """Return the teams that would be left without a lead though other people are in them."""
    led = Membership.objects.filter(user=user, leads=True, team__closed_at=None).select_related("team")
    others = Membership.objects.filter(team__in=[m.team_id for m in led]).exclude(user=user)
    peopled = {m.team_id for m in others}
    led_by_others = {m.team_id for m in others if m.leads}
    return [m.team for m in led if m.team_id in peopled - led_by_others]


@transaction.atomic
def close_account(*, user: User) -> None:
    """Close the person's own account for good. Ideas, decisions and comments stay, by a “former member”.

    They leave their teams; a team of one is closed, and one that bears their name gets another. Name, addresses,
    notices, views of lists and second steps go, here and in the teams' notes of who came and went; sessions end with
    the next request. Raises LastLead, and changes nothing, while a team with other people in it would be left without
    a lead.
    """
    lock_person(user)
    address, name = user.email, str(user)
    teams = set(TeamEvent.objects.filter(by=user).values_list("team_id", flat=True))
    for membership in Membership.objects.filter(user=user, team__closed_at=None).select_related("team"):
        _leave(user, membership)
    Membership.objects.filter(user=user).delete()
    for team in named_after(user):
        _rename(team, without_name(team.name, user))
    _forget(user, name, {address, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}, teams)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Comment.objects.filter(assigned_to=user).update(assigned_to=None)
    Comment.mentions.through.objects.filter(user=user).delete()
    Notice.objects.filter(person=user).delete()
    NoticeChoice.objects.filter(person=user).delete()
    Presence.objects.filter(user=user).delete()
    user.saved_views.all().delete()
    _scramble(user)
    body = render_to_string("goodhelp/email/closed.txt", {"name": name})
    send_mail(_("Your account is closed"), body, None, [address])


def _leave(user: User, membership: Membership) -> None:
    team = membership.team
    if Membership.objects.filter(team=team).exclude(user=user).exists():
        leave_team(by=user, membership=membership)
        return
    close_team(by=user, team=team)
    # A team of one usually bears the name of the one.
    _rename(team, _("Closed team"))


def named_after(user: User) -> list[Team]:
    """Return the teams that the person founded and that bear their name, whoever is in them now."""
    return [team for team in Team.objects.filter(founder=user) if without_name(team.name, user) != team.name]


def without_name(team: str, user: User) -> str:
    """Return what a team is called once the person is gone: “Former member’s team”; the same if it bears no name.

    One word may be many things: it is taken for a name before an ’s, or where the site named the team itself.
    """
    name, owns = re.escape(user.name), "" if " " in user.name else "(?=[’']s\\b)"
    given = {_in(language, lambda: name_of_one(user)) for language, _words in settings.LANGUAGES}
    pattern = rf"(?<!\w){name}(?!\w)" + ("" if team in given else owns)
    new = re.sub(pattern, _("former member"), team) if user.name else team
    return (new[:1].upper() + new[1:])[:NAME_LENGTH] if new != team else team


def _in(language: str, say: Callable[[], str]) -> str:
    with override(language):
        return say()


def _rename(team: Team, new: str) -> None:
    forget_team_name(team=team, old=team.name, new=new)
    Team.objects.filter(pk=team.pk).update(name=new)


def _scramble(user: User) -> None:
    user.name = _("former member")
    user.email = f"closed-{user.pk}@{NOWHERE}"
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()


def _forget(user: User, name: str, addresses: set[str], teams: set[int]) -> None:
    """Take the person's name and addresses out of invitations, the teams' events and mail that was sent."""
    nobody = f"closed-{user.pk}@{NOWHERE}"
    theirs = Q(user=user) | Q(email__in=addresses)
    Reviewer.objects.filter(theirs, revoked_at=None).update(revoked_at=timezone.now())
    Reviewer.objects.filter(theirs).update(email=nobody)
    invitations = Invitation.objects.filter(Q(accepted_by=user) | Q(email__in=addresses))
    invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=timezone.now())
    invitations.update(email=nobody)
    events = TeamEvent.objects.all()
    events.filter(about__in=addresses).update(about=_("former member"))
    kinds = [TeamEvent.Kind.RIGHTS, TeamEvent.Kind.REMOVED]
    named = Q(about=name) | Q(about__startswith=f"{name} (")
    events.filter(named, team__in=teams, kind__in=kinds).update(about=_("former member"))
    for event in events.filter(kind=TeamEvent.Kind.RENAMED, team__founder=user):
        events.filter(pk=event.pk).update(about=without_name(event.about, user))
    Email.objects.filter(to__in=addresses).delete()
