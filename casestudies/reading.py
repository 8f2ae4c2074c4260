"""What the pages of case studies and programmes show, read with a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from casestudies.models import CaseStudy, Need, Programme, ProgrammeSector
from characteristics.models import Component, Source


@dataclass(slots=True)
class NeedPart:
    """Needs of one actor under one part of COM-B; no label where our copy of the guide has lost the part."""

    label: str
    needs: list[Need] = field(default_factory=list)


@dataclass(slots=True)
class ActorNeeds:
    """What one actor needs, by part of COM-B in the order of the name; parts without needs are left out."""

    actor: str
    parts: list[NeedPart]


@dataclass(frozen=True, slots=True)
class SectorProgrammes:
    """The programmes of one sector: described first, then those that the report only names."""

    value: str
    label: str
    described: list[Programme]
    named: list[Programme]
    source: Source | None
    pages: tuple[int, int] | None

    @property
    def total(self) -> int:
        """Return how many there are."""
        return len(self.described) + len(self.named)

    @property
    def page_count(self) -> int:
        """Return on how many pages of the report they stand."""
        return self.pages[1] - self.pages[0] + 1 if self.pages else 0


def needs_by_actor(case_study: CaseStudy) -> list[ActorNeeds]:
    """Return the needs of a case study, actor by actor in its order (one query)."""
    return by_actor(Need.objects.filter(case_study=case_study).select_related("source"))


def by_actor(needs: Iterable[Need]) -> list[ActorNeeds]:
    """Return needs of one case study, actor by actor."""
    labels = {part.value: str(part.label) for part in Component} | {"": ""}
    actors: dict[str, dict[str, list[Need]]] = {}
    for need in needs:
        actors.setdefault(need.actor, {value: [] for value in labels})[need.component].append(need)
    return [
        ActorNeeds(actor, [NeedPart(labels[value], needs) for value, needs in parts.items() if needs])
        for actor, parts in actors.items()
    ]


def _sector(sector: ProgrammeSector, programmes: list[Programme]) -> SectorProgrammes:
    sourced = [p for p in programmes if not p.is_ours]
    pages = sorted(p.page for p in sourced if p.page is not None)
    return SectorProgrammes(
        value=sector.value,
        label=str(sector.label),
        described=[p for p in programmes if p.described],
        named=[p for p in programmes if not p.described],
        source=sourced[0].source if sourced else None,
        pages=(pages[0], pages[-1]) if pages else None,
    )


def programmes_by_sector() -> list[SectorProgrammes]:
    """Return the whole directory in the report's order of sectors; empty sectors are left out (one query)."""
    rows: dict[str, list[Programme]] = {sector.value: [] for sector in Programme.Sector}
    for programme in Programme.objects.select_related("source").order_by("order", "pk"):
        rows[programme.sector].append(programme)
    return [_sector(sector, rows[sector.value]) for sector in Programme.Sector if rows[sector.value]]
