"""The filters of the list of ideas, and what each means: for a live text, and for what was last submitted.

Where somebody may read an idea only as it was submitted, every filter judges by the submission: by its words and by
the rows of what it counts (`ideas.counts`), never by the live text. `tests/test_idea_list_sent.py` holds that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from characteristics.models import Component
from ideas.by_words import in_setting, sent_in_setting, sent_with_words, with_words
from ideas.counts import NOT_SAID, RESTS_ON
from ideas.models import Focus, Idea, Route, SubmittedFinding, SubmittedFocus
from ideas.models.choices import Basis, Status
from ideas.portfolio.findings import claims_resting_on
from ideas.portfolio.scope import asked_answers
from text.cleaning import readable
from text.fulltext import Terms, terms

BIN = "bin"
ONLY_ASSUMED = "assumed"
TITLE, WAITING = "title", "waiting"
ALLOWED: dict[str, set[str]] = {
    "status": {*Status.values, BIN},
    "part": set(Component.values),
    "rests": {*Basis.values, ONLY_ASSUMED, NOT_SAID},
    "sort": {TITLE, WAITING},
}
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody wants to see of the list; empty means anything. Every value is known to be sound."""

    q: str = ""
    team: str = ""
    status: str = ""
    characteristic: str = ""
    part: str = ""
    rests: str = ""
    where: str = ""
    since: str = ""
    sort: str = ""

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> "Filters":
        """Return the filters of an address; what makes no sense there is left out, never an error."""
        values = {f.name: readable(sent.get(f.name) or "")[:LONGEST].strip() for f in fields(cls)}
        for name, allowed in ALLOWED.items():
            values[name] = values[name] if values[name] in allowed else ""
        team = values["team"]
        values["team"] = team if team.isascii() and team.isdigit() and len(team) < 16 else ""
        values["since"] = values["since"] if _day(values["since"]) else ""
        return cls(**values)

    def query(self, **more: str) -> str:
        """Return the filters as the part of an address after the question mark."""
        set_ones = {f.name: getattr(self, f.name) for f in fields(self)} | more
        return urlencode({name: value for name, value in set_ones.items() if value})

    @property
    def narrow(self) -> bool:
        """Tell whether anything is left out."""
        return self != Filters(sort=self.sort)

    @property
    def further(self) -> bool:
        """Tell whether one of those is set that are folded away."""
        return any((self.team, self.characteristic, self.part, self.rests, self.where, self.since, self.sort))

    @property
    def words(self) -> Terms:
        """Return all the words that are looked for, wherever they are to stand."""
        return Terms((*terms(self.q).stems, *terms(self.where).stems))

    @property
    def start(self) -> datetime | None:
        """Return since when ideas must have changed, or have been submitted."""
        day = _day(self.since)
        return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def fit_live(ideas: QuerySet[Idea], filters: Filters, usual: Terms) -> QuerySet[Idea]:
    """Narrow ideas whose text the person may read to those whose text fits. `usual`: see `ideas.by_words`."""
    ideas = _anyway(ideas, filters)
    if filters.q:
        ideas = with_words(ideas, terms(filters.q), usual)
    if filters.where:
        ideas = in_setting(ideas, terms(filters.where), usual)
    if start := filters.start:
        ideas = ideas.filter(updated_at__gte=start)
    # Asked of each idea that they may read: looked up at once, the rows of everybody's ideas would be gone through.
    chosen = Focus.objects.active().filter(_characteristic(filters, "characteristic__slug")).order_by()
    if filters.characteristic:
        ideas = ideas.filter(Exists(chosen.filter(idea=OuterRef("pk"))))
    if filters.part:
        described = Route.objects.filter(component=filters.part, focus__set_aside_at=None).exclude(text="")
        described = described.filter(_characteristic(filters, "focus__characteristic__slug"))
        ideas = ideas.filter(Exists(described.filter(focus__idea=OuterRef("pk"))))
    if filters.rests == ONLY_ASSUMED:
        assumed = Focus.objects.active().filter(assumed__gt=0).order_by()
        ideas = ideas.filter(Exists(assumed.filter(idea=OuterRef("pk"))))
    elif filters.rests:
        resting = asked_answers().filter(claims_resting_on(filters.rests))
        ideas = ideas.filter(Exists(resting.filter(idea=OuterRef("pk"))))
    return ideas


def fit_sent(ideas: QuerySet[Idea], filters: Filters, usual: Terms) -> QuerySet[Idea]:
    """Narrow ideas of which the person may read the latest submission to those where that fits."""
    ideas = _anyway(ideas, filters)
    if filters.q:
        ideas = sent_with_words(ideas, terms(filters.q), usual)
    if filters.where:
        ideas = sent_in_setting(ideas, terms(filters.where), usual)
    if start := filters.start:
        ideas = ideas.filter(sent_at__gte=start)
    chosen = _of_latest(SubmittedFocus)
    if filters.characteristic or filters.part:
        described = Q(**{filters.part: True}) if filters.part else Q()
        ideas = ideas.filter(Exists(chosen.filter(_characteristic(filters, "slug"), described)))
    if filters.rests == ONLY_ASSUMED:
        ideas = ideas.filter(Exists(chosen.filter(assumed__gt=0)))
    elif filters.rests:
        ideas = ideas.filter(Exists(_of_latest(SubmittedFinding).filter(kind=RESTS_ON, key=filters.rests)))
    return ideas


def _anyway(ideas: QuerySet[Idea], filters: Filters) -> QuerySet[Idea]:
    """Narrow ideas by what everybody knows of them who knows them in any way."""
    ideas = ideas.filter(binned_at__isnull=filters.status != BIN)
    if filters.status in Status.values:
        ideas = ideas.filter(status=filters.status)
    return ideas.filter(team_id=int(filters.team)) if filters.team else ideas


def _characteristic(filters: Filters, column: str) -> Q:
    return Q(**{column: filters.characteristic}) if filters.characteristic else Q()


def _of_latest(model: Any) -> Any:
    """Return rows of SubmittedFocus or SubmittedFinding: those of the latest submission of the idea around it."""
    return model.objects.filter(snapshot=OuterRef("sent")).order_by()


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed) if len(typed) == 10 else None
    except ValueError:
        return None
    return day if day and 2000 <= day.year < 2200 else None
