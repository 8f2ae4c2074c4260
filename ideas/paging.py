"""Pages of a list that begin after a row's place in the order and not at a number: as quick however far down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

from text.cleaning import clean_line, readable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Place = tuple[Any, int]  # in the order: the value that the order goes by, and the row's key


@dataclass(frozen=True, slots=True)
class Order:
    """By what rows stand: by a time or by a text, the least first (`rising`) or the greatest. Equal ones by their key.

    Rows have the value as `in_order` and the key as `pk`.
    """

    rising: bool
    text: bool = False

    def names(self, *, backwards: bool) -> tuple[str, str]:
        """Return what to order by; `backwards` from a place to those before it."""
        return ("in_order", "pk") if self.rising != backwards else ("-in_order", "-pk")

    def beyond(self, place: Place, column: str, *, backwards: bool) -> Q:
        """Return the condition for what stands beyond that place; `column` has the value that the order goes by."""
        value, pk = place
        way = "gt" if self.rising != backwards else "lt"
        # The first condition says nothing new, but lets the database begin in the middle of its index.
        same = Q(**{column: value, f"pk__{way}": pk})
        return Q(**{f"{column}__{way}e": value}) & (Q(**{f"{column}__{way}": value}) | same)

    def name(self, row: Any) -> str:
        """Return a row's place, as it stands in addresses."""
        value = row.in_order if self.text else (row.in_order - EPOCH) // timedelta(microseconds=1)
        return f"{row.pk}.{value}"

    def place(self, named: str) -> Place | None:
        """Return the place that an address names; None if it names none."""
        pk, _dot, value = readable(named[:300]).partition(".")
        if not (pk.isascii() and pk.isdigit() and len(pk) < 16):
            return None
        if self.text:
            return clean_line(value), int(pk)
        if not (value.isascii() and value.isdigit() and len(value) < 17):
            return None
        return EPOCH + timedelta(microseconds=int(value)), int(pk)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and where the pages before and after it begin (empty if there are none)."""

    rows: list[Any]
    before: str
    after: str


def page_of(read: Callable[..., list[Any]], order: Order, *, sent: Mapping[str, str], size: int) -> Page:
    """Return the page that `?after=` or `?before=` names, or the first.

    `read(place, backwards=…, number=…)` returns so many rows beyond a place: one more is asked for than is shown.
    """
    after, before = order.place(sent.get("after", "")), order.place(sent.get("before", ""))
    if before and not after:
        rows = read(before, backwards=True, number=size + 1)
        if len(rows) >= size:
            shown = rows[:size][::-1]
            return Page(shown, order.name(shown[0]) if len(rows) > size else "", order.name(shown[-1]))
    rows = read(after, backwards=False, number=size + 1)
    shown = rows[:size]
    return Page(
        shown,
        order.name(shown[0]) if shown and after else "",
        order.name(shown[-1]) if len(rows) > size else "",
    )
