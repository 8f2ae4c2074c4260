"""Who a person is to an idea, and so what they may do. Nothing else in the project decides that."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from ideas import workflow
from ideas.models import Idea, Publication, Reviewer, Revision
from ideas.workflow import Party
from teams.models import Membership, Team
from text.prepared import prepared


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's flags towards one idea, as of this request."""

    writes: bool
    decides: bool
    leads: bool
    reviews: bool  # invited to this one idea
    wrote: bool  # a kept revision of theirs is among its texts
    shared_live: bool

    @property
    def sees_live(self) -> bool:
        """Tell whether they may read the text as it is now, not only what was submitted."""
        return self.writes or (self.decides and (self.shared_live or self.wrote))

    @property
    def may_decide(self) -> bool:
        """Tell whether they may decide: whoever wrote in an idea does not decide on it."""
        return (self.decides or self.reviews) and not self.wrote

    @property
    def first_edit_costs_the_decision(self) -> bool:
        """Tell whether the next edit would take the right to decide from them."""
        return self.writes and self.may_decide


def standing(user: User, idea: Idea) -> Standing:
    """Return the person's standing; one query."""
    return _standing(_with_flags(idea.pk, user.pk)[0])


def seen(user: User, idea_id: int) -> tuple[Idea, Standing] | None:
    """Return the idea, with its team, and the person's standing, if they may see it in any way; one query."""
    found = _seen(idea_id, user.pk)
    return (found[0], _standing(found[0])) if found else None


def _standing(flagged: Idea) -> Standing:
    return Standing(shared_live=flagged.shared_live, **{name: getattr(flagged, f"they_{name}") for name in _FLAGS})


_FLAGS = ("writes", "decides", "leads", "reviews", "wrote")


def _flagged(ideas: "QuerySet[Idea]", user: int) -> "QuerySet[Idea]":
    member = Membership.objects.filter(team=OuterRef("team"), user=user)
    return ideas.annotate(
        they_writes=Exists(member.filter(writes=True)),
        they_decides=Exists(member.filter(decides=True)),
        they_leads=Exists(member.filter(leads=True)),
        they_reviews=Exists(Reviewer.objects.active().filter(idea=OuterRef("pk"), user=user)),
        they_wrote=Exists(Revision.objects.filter(idea=OuterRef("pk"), by=user, kept=True)),
    )


@prepared
def _with_flags(idea: int, user: int) -> "QuerySet[Idea]":
    return _flagged(Idea.objects.filter(pk=idea).only("shared_live"), user)


@prepared
def _seen(idea: int, user: int) -> "QuerySet[Idea]":
    return _flagged(Idea.objects.visible_to(User(pk=user)).filter(pk=idea).select_related("team"), user)


def deciders(idea: Idea) -> QuerySet[User]:
    """Return the people who may decide on the idea: deciders of its team and its reviewers, unless they wrote in it."""
    wrote = Revision.objects.filter(idea=idea, by=OuterRef("pk"), kept=True)
    return (
        User.objects.filter(
            Q(memberships__team_id=idea.team_id, memberships__decides=True)
            | Q(pk__in=Reviewer.objects.active().filter(idea=idea).values("user"))
        )
        .filter(is_active=True)
        .exclude(Exists(wrote))
        .distinct()
        .order_by("name", "email")
    )


@prepared
def _deciders(idea: int, team: int) -> "QuerySet[User, Any]":
    return deciders(Idea(pk=idea, team_id=team)).values_list("pk", "name", "email")[:1]


def managers(idea: Idea) -> QuerySet[User]:
    """Return the people who decide for the idea's team, whether or not they wrote in this idea: whom a wish for
    feedback goes to, since they read along where the team lets them."""
    decide = Q(memberships__team_id=idea.team_id, memberships__decides=True)
    return User.objects.filter(decide, is_active=True).distinct().order_by("name", "email")


def parties(user: User, idea: Idea, at: Standing | None = None) -> set[Party]:
    """Return the parties of the workflow that the person is, for this idea; a page may give the standing it has read.

    An action gives none, so that it is asked anew.
    """
    at = at or standing(user, idea)
    found = set()
    if at.writes:
        found.add(Party.WRITER)
    if at.may_decide:
        found.add(Party.DECIDER)
    if at.writes and not at.may_decide and not _deciders(idea.pk, idea.team_id):
        found.add(Party.OWN_TEAM)
    return found


def may(user: User, idea: Idea, move: str) -> bool:
    """Tell whether the person is a party that may make this move, whatever the idea's status."""
    return workflow.TRANSITIONS[move].party in parties(user, idea)


def require(user: User, idea: Idea, move: str) -> None:
    """Raise PermissionDenied with a reason in words unless the person may make this move."""
    if may(user, idea, move):
        return
    reasons = {
        Party.WRITER: _("Only people who write for the team can do this."),
        Party.DECIDER: _("Only a service manager who wrote nothing in this idea can decide on it."),
        Party.OWN_TEAM: _("Somebody independent can still decide on this idea, so the team cannot agree it itself."),
    }
    raise PermissionDenied(reasons[workflow.TRANSITIONS[move].party])


def teams_written_for(user: User) -> QuerySet[Team]:
    """Return the open teams in which the person may begin an idea."""
    return Team.objects.written_by(user)


def require_writer(user: User, idea: Idea, *, in_bin: bool = False) -> None:
    """Raise PermissionDenied unless the person writes for the idea's team and the idea is out of the bin."""
    if not Membership.objects.filter(team=idea.team_id, user=user, writes=True).exists():
        raise PermissionDenied(_("Only people who write for the team can change this idea."))
    if idea.binned_at is not None and not in_bin:
        raise PermissionDenied(_("This idea is in the bin. Take it out first."))


def require_lead(user: User, idea: Idea) -> None:
    """Raise PermissionDenied unless the person leads the idea's team and reads the idea as it is now."""
    at = standing(user, idea)
    if not (at.leads and at.sees_live):
        raise PermissionDenied(_("Only somebody who leads the team and reads its ideas can do this."))


def may_take_back(user: User | AnonymousUser, publication: Publication) -> bool:
    """Tell whether the person may take it out of the library: who writes for its team, and superusers.

    Superusers get the reports of readers. They see what everybody sees there, and nothing else of the idea.
    """
    team = Team.objects.written_by(user).filter(ideas__snapshots__publication=publication)
    return user.is_superuser or team.exists()
