"""Dates for what happens in the demo.

Actions write the present moment, as they should. A history in which five people do six ideas' work within
one second would show nobody how a history reads; so each step's rows are moved back afterwards, to a
working day of the weeks before, and only here.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ideas.models import (
    Answer,
    Claim,
    Comment,
    Decision,
    DecisionReply,
    FeedbackRequest,
    Focus,
    Idea,
    Notice,
    Publication,
    Revision,
    Snapshot,
    StatusChange,
)
from teams.models import Invitation, Membership, Team, TeamEvent

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WRITING = timedelta(minutes=3)
Dated = Iterable[tuple[QuerySet[Any], str]]


class Calendar:
    """Turns the demo's times into moments, counted back from when the loading began."""

    def __init__(self) -> None:
        self.began = timezone.now()
        today = timezone.localtime(self.began).date()
        self.monday = today - timedelta(days=today.weekday())

    def at(self, when: str) -> datetime:
        """Return the moment: "8 tue 09:20" is Tuesday, eight weeks before this week, at twenty past nine."""
        weeks, day, clock = when.split()
        date = self.monday + timedelta(days=DAYS.index(day), weeks=-int(weeks))
        return datetime.combine(date, time.fromisoformat(clock), timezone.get_current_timezone())

    def date_back_idea(self, idea: Idea, when: str) -> None:
        """Move what was just written in the idea back to that time, one text a few minutes after the other."""
        texts = list(Revision.objects.filter(idea=idea, at__gte=self.began).order_by("pk"))
        for number, revision in enumerate(texts):
            revision.at = self.at(when) + number * WRITING
        Revision.objects.bulk_update(texts, ["at"])
        Idea.objects.filter(pk=idea.pk).update(updated_at=texts[-1].at if texts else self.at(when))
        rows: Dated = (
            (Idea.objects.filter(pk=idea.pk), "created_at"),
            (Idea.objects.filter(pk=idea.pk), "stands_since"),
            (Idea.objects.filter(pk=idea.pk), "sent_at"),
            (StatusChange.objects.filter(idea=idea), "at"),
            (Snapshot.objects.filter(idea=idea), "at"),
            (Publication.objects.filter(snapshot__idea=idea), "at"),
            (Decision.objects.filter(snapshot__idea=idea), "at"),
            (Claim.objects.filter(snapshot__idea=idea), "at"),
            (DecisionReply.objects.filter(decision__snapshot__idea=idea), "at"),
            (FeedbackRequest.objects.filter(idea=idea), "at"),
            (Focus.objects.filter(idea=idea), "chosen_at"),
            (Focus.objects.filter(idea=idea), "set_aside_at"),
            (Answer.objects.filter(idea=idea), "updated_at"),
            (Comment.objects.filter(idea=idea), "at"),
            (Comment.objects.filter(idea=idea), "resolved_at"),
            (Notice.objects.filter(idea=idea), "at"),
        )
        self._date_back(rows, when)

    def date_back_team(self, team: Team, when: str) -> None:
        """Move what was just done to the team back to that time."""
        rows: Dated = (
            (Team.objects.filter(pk=team.pk), "created_at"),
            (Membership.objects.filter(team=team), "joined_at"),
            (Invitation.objects.filter(team=team), "created_at"),
            (Invitation.objects.filter(team=team), "accepted_at"),
            (TeamEvent.objects.filter(team=team), "at"),
        )
        self._date_back(rows, when)

    def _date_back(self, rows: Dated, when: str) -> None:
        """What carries a moment of this run is new: everything older has been moved, or is not ours."""
        for found, column in rows:
            found.filter(**{f"{column}__gte": self.began}).update(**{column: self.at(when)})
