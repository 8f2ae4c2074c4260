"""The list of ideas: its filters, its order, and its pages, which begin after an idea and not at a number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import User
from characteristics.models import Component
from ideas.models import Answer, Focus, Idea, Route
from ideas.models.choices import Basis, Status
from ideas.searching import in_setting, with_words
from ideas.summaries import light
from text.cleaning import clean_line, readable
from text.fulltext import terms
from text.prepared import prepared

BIN = "bin"
ONLY_ASSUMED = "assumed"
TITLE = "title"
ALLOWED: dict[str, set[str]] = {
    "status": {*Status.values, BIN},
    "part": set(Component.values),
    "rests": {*Basis.values, ONLY_ASSUMED},
    "sort": {TITLE},
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
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

    def apply(self, ideas: QuerySet[Idea]) -> QuerySet[Idea]:
        """Narrow ideas that the person may see."""
        ideas = ideas.filter(binned_at__isnull=self.status != BIN)
        if self.status in Status.values:
            ideas = ideas.filter(status=self.status)
        if self.team:
            ideas = ideas.filter(team_id=int(self.team))
        if self.q:
            looked_for = terms(self.q)
            ideas = with_words(ideas, looked_for) if looked_for.stems else ideas.none()
        if self.where:
            looked_for = terms(self.where)
            ideas = in_setting(ideas, looked_for) if looked_for.stems else ideas.none()
        if day := _day(self.since):
            start = timezone.make_aware(datetime.combine(day, time.min))
            ideas = ideas.filter(updated_at__gte=start)
        return self._by_content(ideas)

    def _by_content(self, ideas: QuerySet[Idea]) -> QuerySet[Idea]:
        chosen = Focus.objects.active()
        if self.characteristic:
            ideas = ideas.filter(pk__in=chosen.filter(characteristic__slug=self.characteristic).values("idea"))
        if self.part:
            described = Route.objects.filter(component=self.part, focus__set_aside_at=None).exclude(text="")
            if self.characteristic:
                described = described.filter(focus__characteristic__slug=self.characteristic)
            ideas = ideas.filter(pk__in=described.values("focus__idea"))
        if self.rests == ONLY_ASSUMED:
            ideas = ideas.filter(pk__in=chosen.filter(assumed__gt=0).values("idea"))
        elif self.rests:
            resting = Answer.objects.filter(**{f"on_{self.rests}": True}).exclude(text="")
            ideas = ideas.filter(pk__in=resting.values("idea"))
        return ideas


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed) if len(typed) == 10 else None
    except ValueError:
        return None
    return day if day and 2000 <= day.year < 2200 else None


@dataclass(frozen=True, slots=True)
class Page:
    """Some ideas of a list, and where the pages before and after it begin (empty if there are none)."""

    ideas: list[Idea]
    before: str
    after: str


Place = tuple[Any, int]  # of an idea in the order: the value that the order goes by, and its key


def page_for(user: User, filters: Filters, *, sent: Mapping[str, str], size: int) -> Page:
    """Return the page of the ideas whose text the person may read that `?after=` or `?before=` names, or the first.

    One query, two for a first page from behind.
    """
    if filters.q or filters.where:  # anybody's words: no query comes twice
        ideas = light(filters.apply(Idea.objects.live_for(user)))
        return page_of(ideas, sort=filters.sort, sent=sent, size=size)

    def read(place: Place | None, *, backwards: bool) -> list[Idea]:
        return _readable_by(user.pk, *(place or ()), filters=filters, backwards=backwards, number=size + 1)

    return _page(read, sort=filters.sort, sent=sent, size=size)


@prepared
def _readable_by(user: int, *place: Any, filters: Filters, backwards: bool, number: int) -> QuerySet[Idea]:
    ideas = light(filters.apply(Idea.objects.live_for(User(pk=user))))
    return _part(ideas, filters.sort, place or None, backwards=backwards)[:number]


def page_of(ideas: QuerySet[Idea], *, sort: str, sent: Mapping[str, str], size: int) -> Page:
    """Return the page of these ideas that `?after=` or `?before=` names, or the first."""

    def read(place: Place | None, *, backwards: bool) -> list[Idea]:
        return list(_part(ideas, sort, place, backwards=backwards)[: size + 1])

    return _page(read, sort=sort, sent=sent, size=size)


def _page(read: Callable[..., list[Idea]], *, sort: str, sent: Mapping[str, str], size: int) -> Page:
    """Return a page of what `read` reads: one more than is shown, from a place on.

    A page begins after an idea's place in the order, so that it costs the same however far down it is.
    """
    after, before = _place(sent.get("after", ""), sort), _place(sent.get("before", ""), sort)
    if before and not after:
        rows = read(before, backwards=True)
        if len(rows) >= size:
            shown = rows[:size][::-1]
            return Page(shown, _name(shown[0], sort) if len(rows) > size else "", _name(shown[-1], sort))
    rows = read(after, backwards=False)
    shown = rows[:size]
    return Page(
        shown,
        _name(shown[0], sort) if shown and after else "",
        _name(shown[-1], sort) if len(rows) > size else "",
    )


def _part(ideas: QuerySet[Idea], sort: str, place: Place | None, *, backwards: bool) -> QuerySet[Idea]:
    """Return the ideas in order, those beyond that place."""
    ordered = _ordered(ideas, sort, backwards=backwards)
    return ordered.filter(_beyond(place, sort, backwards=backwards)) if place else ordered


def _ordered(ideas: QuerySet[Idea], sort: str, *, backwards: bool = False) -> QuerySet[Idea]:
    if sort == TITLE:
        ideas = ideas.annotate(in_order=Lower("title"))
        return ideas.order_by("-in_order", "-pk") if backwards else ideas.order_by("in_order", "pk")
    return ideas.order_by("updated_at", "pk") if backwards else ideas.order_by("-updated_at", "-pk")


def _name(idea: Any, sort: str) -> str:
    """Return an idea's place in the order, as it stands in addresses."""
    if sort == TITLE:
        return f"{idea.pk}.{idea.in_order}"
    return f"{idea.pk}.{(idea.updated_at - EPOCH) // timedelta(microseconds=1)}"


def _place(named: str, sort: str) -> Place | None:
    """Return the place that an address names; None if it names none."""
    pk, _dot, value = readable(named[:300]).partition(".")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 16):
        return None
    if sort == TITLE:
        return clean_line(value), int(pk)
    if not (value.isascii() and value.isdigit() and len(value) < 17):
        return None
    return EPOCH + timedelta(microseconds=int(value)), int(pk)


def _beyond(place: Place, sort: str, *, backwards: bool = False) -> Q:
    value, pk = place
    column = "in_order" if sort == TITLE else "updated_at"
    way = "gt" if (sort == TITLE) != backwards else "lt"
    # The first condition says nothing new, but lets the database begin in the middle of its index.
    same = Q(**{column: value, f"pk__{way}": pk})
    return Q(**{f"{column}__{way}e": value}) & (Q(**{f"{column}__{way}": value}) | same)
