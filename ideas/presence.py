"""Reading who else is on a page of an idea just now, in one query."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from ideas.models import Idea, Presence
from teams.models import Membership

# A page that is looked at says so every twenty seconds (static/js/presence.js); three times missed is gone.
FRESH = timedelta(seconds=70)
# Beyond this many the page would be about who is there, and not about the work.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else on the page: what is said of them, and by the part of it that they wrote in last."""

    words: str
    part: str
    here: str


def fresh_since() -> datetime:
    """Return when somebody who is still there was heard of at the latest."""
    return timezone.now() - FRESH


def others(*, idea: Idea, user: User, place: str) -> list[Other]:
    """Return who else is at that place, the first to come first; nobody whose rights in the team have ended."""
    member = Membership.objects.filter(Q(writes=True) | Q(decides=True), team=idea.team_id, user=OuterRef("user"))
    rows = Presence.objects.filter(Exists(member), idea=idea, place=place, seen_at__gt=fresh_since())
    rows = rows.exclude(user=user).select_related("user").order_by("since", "pk")
    return [_other(row) for row in rows[:SHOWN]]


def _other(row: Presence) -> Other:
    names = {"name": row.user, "time": date_format(timezone.localtime(row.since), "H:i")}
    return Other(
        words=_("%(name)s is on this page too, since %(time)s.") % names,
        part=row.part,
        here=_("%(name)s is at this part just now.") % names,
    )
