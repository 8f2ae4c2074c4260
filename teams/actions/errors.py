"""Why a change to a team does not happen. The message of each is a sentence for the person who asked."""


class Refused(Exception):
    """The rules of teams do not allow it, whoever asks (409)."""


class Closed(Refused):
    """Somebody has closed the team."""


class LastLead(Refused):
    """It would leave the team without a lead."""


class JustInvited(Refused):
    """The very same invitation went out a moment ago: a button was pressed twice."""


class InvitationUnusable(Exception):
    """Unknown, expired, taken back or used: nobody is told which (404)."""


class AddressNotConfirmed(Exception):
    """The invited address is none of this person's confirmed addresses."""
