"""Everything that changes a team. Each function is one transaction and leaves an event behind."""

from teams.actions.errors import AddressNotConfirmed, Closed, InvitationUnusable, JustInvited, LastLead, Refused
from teams.actions.founding import close_team, ensure_team_of_one, found_team, rename_team
from teams.actions.invitations import accept_invitation, invite, open_invitation, revoke_invitation
from teams.actions.members import change_rights, leave_team, remove_member

__all__ = [
    "AddressNotConfirmed",
    "Closed",
    "InvitationUnusable",
    "JustInvited",
    "LastLead",
    "Refused",
    "accept_invitation",
    "change_rights",
    "close_team",
    "ensure_team_of_one",
    "found_team",
    "invite",
    "leave_team",
    "open_invitation",
    "remove_member",
    "rename_team",
    "revoke_invitation",
]
