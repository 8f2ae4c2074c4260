"""What a list shows of each idea: its tally in words and its flower, in a number of queries that never grows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from characteristics.models import Characteristic
from ideas.coverage import Tally, total
from ideas.documents import IdeaDocument
from ideas.flower import Petal, petals
from ideas.models import Focus, Idea


@dataclass(frozen=True, slots=True)
class Summary:
    """An idea as a list shows it."""

    idea: Idea
    tally: Tally
    chosen: tuple[str, ...]
    petals: list[Petal]


def guide_order() -> list[tuple[str, str]]:
    """Return slug and name of the characteristics in the guide's order."""
    return list(Characteristic.objects.filter(retired_at=None).values_list("slug", "name"))


def summaries(ideas: Iterable[Idea], order: list[tuple[str, str]] | None = None) -> list[Summary]:
    """Return the summaries of the ideas, in the same order, from their stored tallies. Two queries, or one for
    who has the guide's order already."""
    ideas = list(ideas)
    order = guide_order() if order is None else order
    foci: dict[int, dict[str, Focus]] = defaultdict(dict)
    for focus in Focus.objects.active().filter(idea__in=ideas).select_related("characteristic"):
        foci[focus.idea_id][focus.characteristic.slug] = focus
    result = []
    for idea in ideas:
        chosen = foci[idea.pk]
        drawn = petals([(slug, name, chosen[slug].tally if slug in chosen else None) for slug, name in order])
        names = tuple(f.characteristic.name for f in chosen.values())
        result.append(Summary(idea, total(f.tally for f in chosen.values()), names, drawn))
    return result


def petals_of(document: IdeaDocument) -> list[Petal]:
    """Return the petals of one document, live or frozen."""
    tallies = {f.slug: f.tally for f in document.foci}
    order = guide_order()
    known = {slug for slug, _name in order}
    order += [(f.slug, f.name) for f in document.foci if f.slug not in known]  # retired since, still in a submission
    return petals([(slug, name, tallies.get(slug)) for slug, name in order])
