"""The coverage flower: eight petals in the guide's order, drawn by numbers, in plain Python.

A chosen characteristic has an outlined petal. It fills from the middle by the share of its relevant
questions that are covered; the share that is partly covered follows, hatched. Shares are shares of the
petal's area, so that the eye reads them right although a petal widens. The rest stays a faint outline:
what was not chosen is not missing.

All geometry is in attributes ready to print, because a strict content policy forbids style attributes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin

from ideas.coverage import Tally

Point = tuple[float, float]

# The right edge of a petal that points up, as one cubic curve from the middle to the tip. Its left edge is the mirror.
EDGE: tuple[Point, Point, Point, Point] = ((0, -16), (13, -36), (47, -98), (0, -98))
# Where the marks stand round a large flower, and how wide they are (the template prints the same width).
MARK_AT, MARK_SIZE = 116, 26
STEPS = 240


@dataclass(frozen=True, slots=True)
class Petal:
    """One petal, ready to print. Paths are empty where there is nothing to fill."""

    slug: str
    name: str
    tally: Tally | None
    transform: str
    covered_path: str
    partly_path: str
    # Thin lines between the questions: only for a large flower.
    ticks: str
    # The upper left corner of the mark round a large flower. Strings: a template would localise numbers.
    mark_x: str
    mark_y: str

    @property
    def chosen(self) -> bool:
        """Tell whether the idea works through this characteristic."""
        return self.tally is not None

    @property
    def outline(self) -> str:
        """Return the path of the whole petal."""
        return OUTLINE


def petals(rows: Iterable[tuple[str, str, Tally | None]]) -> list[Petal]:
    """Return the petals for (slug, name, tally) in the guide's order; None as tally means not chosen."""
    rows = list(rows)
    step = 360 / max(len(rows), 1)
    # Drawn for eight; if the guide ever had more, each petal would be narrower.
    narrow = "" if len(rows) <= 8 else f" scale({8 / len(rows):.2f} 1)"
    result = []
    for index, (slug, name, tally) in enumerate(rows):
        angle = index * step * pi / 180
        covered, partly, ticks = _fill(tally.covered, tally.partly, tally.relevant) if tally else ("", "", "")
        result.append(
            Petal(
                slug=slug,
                name=name,
                tally=tally,
                transform=f"rotate({index * step:g}){narrow}",
                covered_path=covered,
                partly_path=partly,
                ticks=ticks,
                mark_x=f"{MARK_AT * sin(angle) - MARK_SIZE / 2:.1f}",
                mark_y=f"{-MARK_AT * cos(angle) - MARK_SIZE / 2:.1f}",
            )
        )
    return result


@lru_cache(maxsize=512)
def _fill(covered: int, partly: int, relevant: int) -> tuple[str, str, str]:
    """Return the paths of the covered part, the partly covered part and the lines between questions."""
    if not relevant:
        return "", "", ""
    first, second = covered / relevant, (covered + partly) / relevant
    ticks = "".join(_across(_at_share(n / relevant)) for n in range(1, covered + partly))
    return _band(0, first), _band(first, second), ticks


def _band(start: float, end: float) -> str:
    """Return the path of the part of a petal between two shares of its area, counted from the middle."""
    if end <= start:
        return ""
    t1, t2 = _at_share(start), _at_share(end)
    a, b, c, d = _cut(t1, t2)
    path = f"M{_xy(a)}C{_xy(b)} {_xy(c)} {_xy(d)}"
    if t2 < 1:
        path += f"L{_xy(_mirror(d))}"
    return f"{path}C{_xy(_mirror(c))} {_xy(_mirror(b))} {_xy(_mirror(a))}Z"


def _across(t: float) -> str:
    x, y = _point(t)
    return f"M{_xy((-x, y))}L{_xy((x, y))}"


@lru_cache(maxsize=256)
def _at_share(share: float) -> float:
    """Return where on the edge the petal's area, counted from the middle, reaches this share."""
    if share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    points = [_point(n / STEPS) for n in range(STEPS + 1)]
    slices = [(a[0] + b[0]) / 2 * (a[1] - b[1]) for a, b in pairwise(points)]
    wanted, seen = share * sum(slices), 0.0
    for n, area in enumerate(slices):
        if seen + area >= wanted:
            return (n + (wanted - seen) / area) / STEPS
        seen += area
    return 1.0


def _point(t: float) -> Point:
    u = 1 - t
    weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    x, y = (sum(w * p[axis] for w, p in zip(weights, EDGE, strict=True)) for axis in (0, 1))
    return x, y


def _cut(t1: float, t2: float) -> tuple[Point, Point, Point, Point]:
    """Return the control points of the edge between two places on it (de Casteljau's cuts, in blossom form)."""

    def blossom(*ts: float) -> Point:
        points: list[Point] = list(EDGE)
        for t in ts:
            points = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(points)]
        return points[0]

    return blossom(t1, t1, t1), blossom(t1, t1, t2), blossom(t1, t2, t2), blossom(t2, t2, t2)


def _mirror(point: Point) -> Point:
    return -point[0], point[1]


def _xy(point: Point) -> str:
    """Return a point as an SVG path writes it, to a tenth, without a minus before zero."""
    return " ".join(f"{round(v, 1) + 0.0:g}" for v in point)


# The whole petal, for the outline.
OUTLINE = _band(0, 1)
