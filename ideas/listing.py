"""The list of ideas: each as this person may read it, as it is now or as it was last submitted, in one order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Lower

from accounts.models import User
from ideas.by_words import usual_words
from ideas.filtering import TITLE, WAITING, Filters, fit_live, fit_sent
from ideas.models import Idea
from ideas.paging import Order, Page, Place, page_of
from ideas.summaries import Line, TeamName, filled_up
from text.fulltext import Terms
from text.prepared import prepared

# The time of the last change, or of submitting, with the latest first; the title; where it has stood for longest.
ORDERS = {"": Order(rising=False), TITLE: Order(rising=True, text=True), WAITING: Order(rising=True)}


class _Key(NamedTuple):
    """An idea in its place in the order."""

    pk: int
    in_order: Any
    as_sent: bool


class _Row(NamedTuple):
    """What is shown of an idea."""

    pk: int
    status: str
    agreed_by_itself: bool
    practice: bool
    demo: bool
    stands_since: datetime
    team__name: str
    words: str  # the title
    number: int | None  # of the submission
    at: datetime
    in_order: Any = None


def page_for(user: User, filters: Filters, *, sent: Mapping[str, str], size: int, reads_sent: bool) -> Page:
    """Return the page that `?after=` or `?before=` names, or the first, of the ideas that the person may read.

    `reads_sent`: they decide or review somewhere, so that some ideas may be theirs to read only as submitted. One
    query, or two for them; one more for a first page from behind, and where words are looked for.
    """
    usual, kind = usual_words(filters.words), _Key if reads_sent else _Row

    def read(place: Place | None, *, backwards: bool, number: int) -> list[Any]:
        way: dict[str, Any] = {"both": reads_sent, "backwards": backwards, "number": number}
        if filters.q or filters.where:  # anybody's words: no query comes twice
            return [kind(*row) for row in _part(user, place, filters, usual, **way)]
        return [kind(*row) for row in _prepared_part(user.pk, *(place or ()), filters=filters, **way)]

    page = page_of(read, ORDERS[filters.sort], sent=sent, size=size)
    rows = _rows(page.rows) if reads_sent else page.rows
    return replace(page, rows=[_line(row, waiting=filters.sort == WAITING) for row in rows])


@prepared
def _prepared_part(user: int, *place: Any, filters: Filters, both: bool, backwards: bool, number: int) -> Any:
    at = (place[0], place[1]) if place else None
    return _part(User(pk=user), at, filters, Terms(()), both=both, backwards=backwards, number=number)


def _part(
    user: User, place: Place | None, filters: Filters, usual: Terms, *, both: bool, backwards: bool, number: int
) -> Any:
    """Return a query of what stands beyond a place: rows of live ideas, or keys of these and of submissions.

    Of both only the keys: of thousands in one order, a page is shown.
    """
    order = ORDERS[filters.sort]

    def beyond(ideas: QuerySet[Idea], title: str, at: str) -> Any:
        by = {TITLE: Lower(title), WAITING: F("stands_since")}.get(filters.sort, F(at))
        rows = ideas.order_by().annotate(in_order=by)
        return rows.filter(order.beyond(place, "in_order", backwards=backwards)) if place else rows

    found = beyond(fit_live(Idea.objects.live_for(user), filters, usual), "title", "updated_at")
    if both:
        submitted = beyond(fit_sent(Idea.objects.as_sent_to(user), filters, usual), "sent__title", "sent_at")
        found = _keys(found, as_sent=False).union(_keys(submitted, as_sent=True), all=True)
    else:
        found = _shown_live(found).values_list(*_Row._fields)
    return found.order_by(*order.names(backwards=backwards))[:number]


def _keys(ideas: Any, *, as_sent: bool) -> Any:
    return ideas.annotate(as_sent=Value(as_sent, BooleanField())).values_list(*_Key._fields)


def _rows(keys: Sequence[_Key]) -> list[_Row]:
    """Return what is shown of these ideas, in the same order; one query."""
    parts = ([key.pk for key in keys if key.as_sent == as_sent] for as_sent in (False, True))
    rows = (_Row(*row) for row in _shown(*(pk for part in parts for pk in filled_up(part))))
    found = {(row.pk, row.number is not None): row for row in rows}
    # What was taken back between the two queries is gone.
    return [found[key.pk, key.as_sent] for key in keys if (key.pk, key.as_sent) in found]


@prepared
def _shown(*ideas: int) -> Any:
    """Return the rows of live ideas, and of submissions. Their columns are apart: no live word is one of the latter."""
    half, columns = len(ideas) // 2, _Row._fields[:-1]
    live = _shown_live(Idea.objects.filter(pk__in=ideas[:half]).order_by())
    sent = Idea.objects.filter(pk__in=ideas[half:], sent__isnull=False).order_by()
    sent = sent.annotate(words=F("sent__title"), number=F("sent__number"), at=F("sent__at"))
    return live.values_list(*columns).union(sent.values_list(*columns), all=True)


def _shown_live(ideas: Any) -> Any:
    return ideas.annotate(words=F("title"), number=Value(None, IntegerField()), at=F("updated_at"))


def _line(row: _Row, *, waiting: bool) -> Line:
    return Line(
        row.pk, row.words, row.status, row.agreed_by_itself, row.practice, row.demo, row.at, TeamName(row.team__name),
        sent=row.number, since=row.stands_since if waiting else None,
    )  # fmt: skip
