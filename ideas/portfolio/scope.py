"""Which ideas a person's portfolio counts, and how each is read: as it is now, or as it was last submitted.

What its reader may not see is not counted. A writer reads live text, and so does a decider where the team shares it
or they wrote in it; elsewhere a decider reads the latest submission, and that is what is counted (docs/adr/0008).
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from ideas.counts import Counts
from ideas.models import Answer, Focus, Idea, PitfallPlan, Snapshot, StatusChange
from ideas.workflow import PUBLISHABLE
from teams.models import Membership

# How many values one query may name.
AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Counted:
    """One idea as this reader may read it."""

    pk: int
    team_id: int
    status: str
    since: datetime  # it has stood there since then
    live: bool  # counted as it is now; else as it was submitted
    title: str
    submission: int | None  # the number of the submission read
    own_team: bool = False  # agreed by its own team, not independently reviewed


class Scope:
    """The ideas that one person's portfolio counts, all or those of one team."""

    def __init__(self, user: User, team: str = "") -> None:
        """Begin with the teams that the person writes or decides for; one query. An unknown `team` counts as none."""
        self.user = user
        rights = Membership.objects.filter(Q(writes=True) | Q(decides=True), user=user, team__closed_at=None)
        self.teams: dict[int, str] = dict(rights.order_by("team__name", "team").values_list("team", "team__name"))
        self.team = next((pk for pk in self.teams if str(pk) == team), None)
        # In a demo people who were invented with it see what was invented with it.
        self.shows_demo = settings.DEMO and user.is_demo

    @property
    def team_name(self) -> str:
        """Return the name of the one team that is shown, or nothing."""
        return self.teams[self.team] if self.team is not None else ""

    @property
    def team_text(self) -> str:
        """Return the team as an address writes it: a template would put a comma into a large number."""
        return str(self.team) if self.team is not None else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the teams to choose from, as an address writes them."""
        return [(str(pk), name) for pk, name in self.teams.items()]

    @property
    def team_ids(self) -> list[int]:
        """Return the teams that are counted."""
        return list(self.teams) if self.team is None else [self.team]

    def _narrowed(self, ideas: Any) -> Any:
        ideas = ideas.filter(team__in=self.team_ids)
        return ideas.filter(practice=False, binned_at=None) if self.shows_demo else ideas.in_numbers()

    @property
    def live(self) -> Any:
        """Return the ideas that are counted as they are now (a query, to stand inside others)."""
        return self._narrowed(Idea.objects.live_for(self.user)).order_by()

    @cached_property
    def _rows(self) -> list[Any]:
        """Return the columns of everything that is counted; one query."""
        steps = StatusChange.objects.filter(idea=OuterRef("pk")).order_by("-at", "-pk")
        sent = Snapshot.objects.submissions().filter(idea=OuterRef("pk"), withdrawn_at=None).order_by("-number")
        rows = self._narrowed(Idea.objects.visible_to(self.user)).annotate(
            since=Coalesce(Subquery(steps.values("at")[:1]), "created_at"),
            live=Exists(Idea.objects.live_for(self.user).filter(pk=OuterRef("pk"))),
            sent=Subquery(sent.values("pk")[:1]),
        )
        names = ("pk", "team_id", "status", "since", "agreed_by_itself", "live", "title", "sent")
        return list(rows.order_by().values_list(*names))

    @cached_property
    def submissions(self) -> dict[int, tuple[int, str, dict[str, Any]]]:
        """Return number, title and stored tallies of the submissions that are counted, by idea.

        One query for each ten thousand: SQLite takes no more values than some tens of thousands at once.
        """
        read = [sent for *_rest, live, _title, sent in self._rows if not live]
        found = {}
        for start in range(0, len(read), AT_ONCE):
            rows = Snapshot.objects.filter(pk__in=read[start : start + AT_ONCE]).order_by()
            for idea, *words in rows.values_list("idea_id", "number", "title", "tallies"):
                found[idea] = tuple(words)
        return found

    @cached_property
    def ideas(self) -> list[Counted]:
        """Return everything that is counted, by team and title."""
        found = []
        for pk, team, status, since, alone, live, title, _sent in self._rows:
            number, sent_title = (None, title) if live else self.submissions[pk][:2]
            own_team = alone and status in PUBLISHABLE
            found.append(Counted(pk, team, status, since, live, sent_title, number, own_team))
        return sorted(found, key=lambda idea: (self.teams[idea.team_id].casefold(), idea.title.casefold(), idea.pk))

    @cached_property
    def sent(self) -> dict[int, Counts]:
        """Return what the latest submissions count, by idea, of the ideas that are not read live."""
        return {idea: Counts.from_json(tallies) for idea, (_number, _title, tallies) in self.submissions.items()}

    def foci(self) -> QuerySet[Focus]:
        """Return what the live ideas have chosen."""
        return Focus.objects.active().filter(idea__in=self.live.values("pk")).order_by()

    def answers(self) -> QuerySet[Answer]:
        """Return the live ideas' answers to questions that are asked today, of characteristics still chosen."""
        asked = Q(question__retired_at=None, question__characteristic__retired_at=None)
        chosen = _chosen(OuterRef("question__characteristic"))
        return Answer.objects.filter(asked, Exists(chosen), idea__in=self.live.values("pk"))

    def pitfalls(self) -> QuerySet[PitfallPlan]:
        """Return what the live ideas say of pitfalls that could happen, of characteristics still chosen."""
        asked = Q(pitfall__retired_at=None, pitfall__characteristic__retired_at=None, could_happen="yes")
        chosen = _chosen(OuterRef("pitfall__characteristic"))
        return PitfallPlan.objects.filter(asked, Exists(chosen), idea__in=self.live.values("pk"))


def _chosen(characteristic: OuterRef) -> QuerySet[Focus]:
    return Focus.objects.active().filter(idea=OuterRef("idea"), characteristic=characteristic)
