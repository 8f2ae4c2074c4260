"""Keeps each focus's tally equal to what the coverage rule counts."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from characteristics.models import Characteristic, Question
from ideas.coverage import Answered, Basis, State, Tally, tally
from ideas.models import Answer, Focus
from ideas.reading import basis_of

# Ideas that a recount of all looks at in one go.
AT_ONCE = 500
ON = tuple(f"on_{b.value}" for b in Basis)


def count(foci: Iterable[Focus]) -> dict[int, Tally]:
    """Count afresh from the answers: the tally of each focus, by its primary key. Two queries."""
    foci = list(foci)
    characteristics = {f.characteristic_id for f in foci}
    asked: dict[int, list[str]] = defaultdict(list)
    live = Question.objects.live().filter(characteristic__in=characteristics)
    for characteristic_id, key in live.values_list("characteristic_id", "key"):
        asked[characteristic_id].append(key)
    answers: dict[int, dict[str, Answered]] = defaultdict(dict)
    rows = Answer.objects.filter(
        idea__in={f.idea_id for f in foci}, question__characteristic__in=characteristics
    ).values("idea_id", "question__key", "state", "text", *ON)
    for row in rows:
        answers[row["idea_id"]][row["question__key"]] = Answered(
            State(row["state"]), bool(row["text"].strip()), frozenset(Basis(b) for b in basis_of(row))
        )
    return {f.pk: tally(asked[f.characteristic_id], answers[f.idea_id]) for f in foci}


@transaction.atomic
def recount_focus(*, focus: Focus) -> Tally:
    """Write the tally of one focus, counted while its row is locked: an admin may be retiring a question."""
    locked = Focus.objects.select_for_update().get(pk=focus.pk)
    counted = count([locked])[focus.pk]
    Focus.objects.filter(pk=focus.pk).update(**counted.as_dict())
    return counted


@transaction.atomic
def recount_characteristic(*, characteristic: Characteristic) -> int:
    """Write the tallies of every idea that chose the characteristic; returns how many changed.

    Locks the characteristic first, so that nobody who is choosing it just now is passed over.
    """
    Characteristic.objects.select_for_update(no_key=True).get(pk=characteristic.pk)
    return len(_write(Focus.objects.select_for_update().filter(characteristic=characteristic)))


@transaction.atomic
def recount(*, check: bool = False) -> list[Focus]:
    """Recount every tally and return the foci whose stored tally differed; with `check` write nothing."""
    wrong: list[Focus] = []
    ideas = list(Focus.objects.order_by("idea").values_list("idea", flat=True).distinct())
    for start in range(0, len(ideas), AT_ONCE):  # all at once, they would fill the memory
        rows = Focus.objects.select_for_update().filter(idea__in=ideas[start : start + AT_ONCE])
        wrong += _write(rows, check=check)
    return wrong


def _write(foci: Iterable[Focus], *, check: bool = False) -> list[Focus]:
    rows = list(foci)
    counted = count(rows)
    wrong = [f for f in rows if f.tally != counted[f.pk]]
    if wrong and not check:
        for focus in wrong:
            for name, number in counted[focus.pk].as_dict().items():
                setattr(focus, name, number)
        Focus.objects.bulk_update(wrong, list(Tally().as_dict()), batch_size=500)
    return wrong
