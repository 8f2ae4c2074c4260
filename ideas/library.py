"""Reading the library, in a number of queries that never grows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from ideas.coverage import Tally, total
from ideas.flower import Petal, petals
from ideas.models import Publication
from ideas.summaries import guide_order


@dataclass(frozen=True, slots=True)
class Entry:
    """A publication as the list shows it."""

    publication: Publication
    tally: Tally
    chosen: list[tuple[str, str]]  # slug and name
    petals: list[Petal]


def publications(*, characteristic: str = "", status: str = "") -> QuerySet[Publication]:
    """Return what stands in the library, the newest first; narrowed where a slug or a status is given."""
    rows = Publication.objects.published().select_related("snapshot__idea__team", "snapshot__by")
    if characteristic:
        rows = rows.filter(tallies__has_key=characteristic)
    if status:
        rows = rows.filter(status=status)
    return rows


def find(publication_id: int) -> Publication | None:
    """Return a publication that stands in the library; for one that was replaced, what stands there instead."""
    rows = publications()
    found = rows.filter(pk=publication_id).first()
    return found or rows.filter(snapshot__idea__snapshots__publication=publication_id).first()


def entries(rows: Iterable[Publication]) -> list[Entry]:
    """Return what the list shows of each. One query."""
    order = guide_order()
    made = []
    for row in rows:
        tallies = {slug: row.tally_of(slug) for slug in row.tallies}
        chosen = [(slug, name) for slug, name in order if slug in tallies]
        drawn = petals([(slug, name, tallies.get(slug)) for slug, name in order])
        made.append(Entry(row, total(t for t in tallies.values() if t is not None), chosen, drawn))
    return made
