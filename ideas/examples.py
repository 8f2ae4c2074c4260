"""Reads the examples and the advice that the guide has for an idea, in a number of queries that never grows."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from casestudies.models import CaseStudy, Illustration, Need, Programme
from casestudies.reading import ActorNeeds, by_actor
from characteristics.models import Connection, Mechanism
from ideas import suggestions
from ideas.documents import IdeaDocument
from ideas.suggestions import Example, Portrait, Suggestion
from text.prepared import prepared


@dataclass(frozen=True, slots=True)
class SuggestedStudy:
    """A case study with the reasons for it and what it needs."""

    study: CaseStudy
    why: Suggestion
    actors: list[ActorNeeds]


@dataclass(frozen=True, slots=True)
class SuggestedProgramme:
    """A programme of the 2018 directory with the words that it shares."""

    programme: Programme
    why: Suggestion


@dataclass(frozen=True, slots=True)
class Examples:
    """What an idea may learn from."""

    portrait: Portrait
    studies: list[SuggestedStudy]
    programmes: list[SuggestedProgramme]
    advice: list[Connection]


def examples_for(document: IdeaDocument) -> Examples:
    """Return the examples for an idea with their reasons, and the guide's connections as advice; six queries."""
    portrait = Portrait.of(document)
    return Examples(portrait, _studies(portrait), _programmes(portrait), advice_for(portrait))


def advice_for(portrait: Portrait) -> list[Connection]:
    """Return the guide's connections from what the idea works through to what it has not chosen; one query."""
    links = Connection.objects.filter(characteristic__slug__in=portrait.chosen, other__retired_at=None)
    links = links.exclude(other__slug__in=portrait.chosen).select_related("characteristic", "other", "source")
    return list(links.order_by("characteristic__order", "order", "pk"))


def studies_in_short(document: IdeaDocument) -> list[tuple[str, str, str]]:
    """Return slug, name and shared characteristics of the case studies worth a look; one query."""
    chosen = {f.slug: f.name for f in document.foci if not f.retired}
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for slug, name, shown, characteristic in _illustrations():
        if shown in chosen:
            shared[slug, name].append(characteristic)
    most = sorted(shared.items(), key=lambda item: -len(item[1]))[: suggestions.MOST_STUDIES]
    return [(slug, name, ", ".join(names)) for (slug, name), names in most]


@prepared
def _illustrations() -> QuerySet[Illustration, Any]:
    rows = Illustration.objects.order_by("case_study__order", "order")
    return rows.values_list("case_study__slug", "case_study__name", "characteristic__slug", "characteristic__name")


def _studies(portrait: Portrait) -> list[SuggestedStudy]:
    shows: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Illustration.objects.filter(characteristic__retired_at=None).order_by("order")
    for study_id, slug, name in rows.values_list("case_study_id", "characteristic__slug", "characteristic__name"):
        shows[study_id][slug] = name
    parts: dict[str, set[str]] = defaultdict(set)
    for slug, component in Mechanism.objects.values_list("characteristic__slug", "component"):
        parts[slug].add(component)
    studies = {study.slug: study for study in CaseStudy.objects.select_related("source")}
    found = suggestions.case_studies(
        portrait,
        [
            Example(
                key=study.slug, shows=shows[study.pk], text=f"{study.setting} {study.in_short}",
                works_by={slug: frozenset(parts[slug]) for slug in shows[study.pk]},
            )
            for study in studies.values()
        ],
    )  # fmt: skip
    needs: dict[int, list[Need]] = defaultdict(list)
    for need in Need.objects.filter(case_study__slug__in=[s.key for s in found]).select_related("source"):
        needs[need.case_study_id].append(need)
    return [SuggestedStudy(studies[s.key], s, by_actor(needs[studies[s.key].pk])) for s in found]


def _programmes(portrait: Portrait) -> list[SuggestedProgramme]:
    every = {programme.slug: programme for programme in Programme.objects.filter(described=True)}
    described = [Example(key=p.slug, text=f"{p.name} {p.what} {p.get_sector_display()}") for p in every.values()]
    return [SuggestedProgramme(every[s.key], s) for s in suggestions.programmes(portrait, described)]
