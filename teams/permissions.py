"""Who may do what in a team. Members see its page; only leads change it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from teams.models import Membership


def may_lead(membership: Membership | None) -> bool:
    """Tell whether this member may rename, invite, change rights, remove and close, and see invited addresses."""
    return membership is not None and membership.leads


def require_lead(membership: Membership | None) -> None:
    """Raise PermissionDenied, with a sentence for the page, unless this member leads the team."""
    if not may_lead(membership):
        raise PermissionDenied(_("Only a team lead can do this. Ask one of the team leads."))
