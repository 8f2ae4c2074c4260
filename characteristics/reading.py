"""What the pages of the guide show, read with a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import F, Q

from characteristics.models import (
    Characteristic,
    Component,
    Connection,
    Example,
    Mechanism,
    Page,
    Pitfall,
    Question,
    Resource,
    Source,
)


class HasKey(Protocol):
    """A row that can be told from others."""

    pk: Any


Row = TypeVar("Row", bound=HasKey)


@dataclass(frozen=True, slots=True)
class Place(Generic[Row]):
    """Where a page stands among its like: its neighbours, its number (None outside the list) and how many there are."""

    previous: Row | None
    following: Row | None
    number: int | None
    total: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of COM-B and what the guide says of it; `mechanism` is None where the guide leaves it empty."""

    component: str
    label: str
    mechanism: Mechanism | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where something comes from that has no row of its own; `components/source_note.html` reads it like a row."""

    source: Source
    page: int
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading; `about` is what the heading links to, if it has a page."""

    title: str
    rows: list[Any]
    about: Any = None


def place_of(rows: Sequence[Row], current: Row) -> Place[Row]:
    """Return where the current row stands among the rows; nowhere, with no neighbours, if it is not one of them."""
    keys = [row.pk for row in rows]
    if current.pk not in keys:
        return Place(None, None, None, len(rows))
    at = keys.index(current.pk)
    before = rows[at - 1] if at else None
    after = rows[at + 1] if at + 1 < len(rows) else None
    return Place(before, after, at + 1, len(rows))


def live_characteristics() -> list[Characteristic]:
    """Return the characteristics of the lists, in the guide's order, with no more than a link needs."""
    return list(Characteristic.objects.filter(retired_at=None).only("slug", "name", "order"))


def cells(mechanisms: Iterable[Mechanism]) -> list[Cell]:
    """Return all three parts of COM-B in the order of the name, filled or empty."""
    by_component = {mechanism.component: mechanism for mechanism in mechanisms}
    return [Cell(part.value, str(part.label), by_component.get(part.value)) for part in Component]


def step_of(characteristic: Characteristic) -> Provenance | None:
    """Return where the guide sets the step "generate ideas": on the second page of each characteristic."""
    if characteristic.is_ours or characteristic.source is None or characteristic.page is None:
        return None
    return Provenance(characteristic.source, characteristic.page + 1)


def parts_of(characteristic: Characteristic) -> dict[str, Any]:
    """Return everything that hangs on a characteristic, each with its source (six queries).

    Retired questions and pitfalls are left out, and so are connections whose other end is retired.
    """
    own = Q(characteristic=characteristic)
    live_links = Q(own, other__retired_at=None) | Q(other=characteristic, characteristic__retired_at=None)
    links = list(Connection.objects.filter(live_links).select_related("characteristic", "other", "source"))
    questions = Question.objects.filter(own, retired_at=None, current__isnull=False)
    mechanisms = list(Mechanism.objects.filter(own).select_related("source"))
    return {
        "mechanisms": mechanisms,
        "cells": cells(mechanisms),
        "examples": list(Example.objects.filter(own).select_related("source")),
        "pitfalls": list(Pitfall.objects.filter(own, retired_at=None).select_related("source")),
        "questions": list(questions.select_related("current", "source")),
        "step": step_of(characteristic),
        "leads_to": [link for link in links if link.characteristic_id == characteristic.pk],
        "led_to_by": [link for link in links if link.other_id == characteristic.pk],
        "resources": list(Resource.objects.filter(own).select_related("source")),
    }


def pages_by_section() -> list[Group]:
    """Return the prose pages under their sections, in the sections' order (one query)."""
    pages = list(Page.objects.only("slug", "title", "section", "order", "in_short"))
    groups = [Group(str(each.label), [p for p in pages if p.section == each.value]) for each in Page.Section]
    return [group for group in groups if group.rows]


def resources_by_topic() -> list[Group]:
    """Return the resources: general ones, skills, then under each characteristic in its order (one query)."""
    rows = Resource.objects.select_related("source", "characteristic").order_by(
        F("characteristic__order").asc(nulls_first=True), "order", "pk"
    )
    groups: dict[Any, Group] = {
        topic.value: Group(str(topic.label), []) for topic in (Resource.Topic.GENERAL, Resource.Topic.SKILLS)
    }
    for row in rows:
        if row.characteristic is None:
            groups[row.topic if row.topic in groups else Resource.Topic.GENERAL.value].rows.append(row)
        else:
            about = row.characteristic
            groups.setdefault(about.pk, Group(about.name, [], about)).rows.append(row)
    return [group for group in groups.values() if group.rows]
