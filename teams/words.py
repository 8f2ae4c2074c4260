"""What rights mean and what happened, in sentences."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teams.models import TeamEvent

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of the three flags, for somebody who has never seen it."""

    flag: str
    name: Words
    meaning: Words


MEANINGS = (
    Meaning(
        "writes",
        gettext_lazy("Practitioner"),
        gettext_lazy("starts ideas, writes in all of the team’s ideas and submits them for review"),
    ),
    Meaning(
        "decides",
        gettext_lazy("Service manager"),
        gettext_lazy("reads what the team submits or shares, comments, and decides with reasons"),
    ),
    Meaning(
        "leads",
        gettext_lazy("Team lead"),
        gettext_lazy("invites people, changes what they may do, renames and closes the team"),
    ),
)


def sentence(event: TeamEvent, *, with_addresses: bool) -> str:
    """Return what happened, without a full stop; invited addresses only where the reader may see them."""
    kind = TeamEvent.Kind
    hides = event.kind in {kind.INVITED, kind.REVOKED} and not with_addresses
    pattern = {
        kind.FOUNDED: _("%(who)s started the team"),
        kind.RENAMED: _("%(who)s gave the team a new name; it was “%(about)s”"),
        kind.INVITED: _("%(who)s invited somebody") if hides else _("%(who)s invited %(about)s"),
        kind.REVOKED: _("%(who)s took back an invitation")
        if hides
        else _("%(who)s took back the invitation of %(about)s"),
        kind.JOINED: _("%(who)s joined: %(about)s"),
        kind.RIGHTS: _("%(who)s changed the rights of %(about)s"),
        kind.LEFT: _("%(who)s left"),
        kind.REMOVED: _("%(who)s removed %(about)s"),
        kind.CLOSED: _("%(who)s closed the team"),
    }[kind(event.kind)]
    return pattern % {"who": event.by, "about": event.about}
