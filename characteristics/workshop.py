"""The workshop pack: a characteristic on paper, to be worked on by people around a table."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from characteristics.models import Characteristic, Example, Mechanism, Pitfall, Question
from characteristics.reading import Cell, cells


@dataclass(frozen=True, slots=True)
class Pack:
    """What goes on the cards of one characteristic."""

    characteristic: Characteristic
    cells: list[Cell]
    questions: list[Question]
    pitfalls: list[Pitfall]
    examples: list[Example]


def packs(characteristics: Iterable[Characteristic]) -> list[Pack]:
    """Return the packs of the characteristics, in their order. Four queries, however many there are."""
    wanted = list(characteristics)
    pitfalls = Pitfall.objects.filter(retired_at=None)
    questions = Question.objects.filter(retired_at=None, current__isnull=False).select_related("current")
    found = [_by_characteristic(rows, wanted) for rows in (Mechanism.objects, questions, pitfalls, Example.objects)]
    mechanisms, asked, wrong, shown = found
    return [Pack(c, cells(mechanisms[c.pk]), asked[c.pk], wrong[c.pk], shown[c.pk]) for c in wanted]


def _by_characteristic(rows: Any, wanted: list[Characteristic]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(characteristic__in=wanted).select_related("source"):
        grouped[row.characteristic_id].append(row)
    return grouped


@login_not_required
@require_safe
def workshop_pack(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one characteristic's cards, the sheets and a canvas, to print; five queries."""
    characteristic = get_object_or_404(Characteristic.objects.select_related("source"), slug=slug)
    context = {"characteristic": characteristic, "packs": packs([characteristic])}
    return render(request, "characteristics/workshop_pack.html", context)
