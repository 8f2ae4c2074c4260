"""The coverage flower on paper: as SVG that needs no style sheet, and as a PNG for Word, which takes no SVG.

A PDF and the print view draw from the first. The PNG has as many pixels as print needs and a palette of a few
colours, so plain Python fills it in a moment and it stays small; nothing has to be installed for it.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, radians, sin
from textwrap import wrap

from ideas.flower import Petal, Point

# The hues of static/css/tokens.css by characteristic, and what a characteristic that is new to this file gets.
HUES = {
    "social-connections": "#b2336b", "enabling-environments": "#2f7a45", "working-on-what-matters": "#b4490f",
    "right-information": "#2562a5", "learning-new-skills": "#6b4ab0", "tracking-change": "#0b7480",
    "celebrating-success": "#8d6200", "managing-setbacks": "#5a6b1e",
}  # fmt: skip
OTHER, FAINT, HEART, SHEET = "#0b5a5b", "#c9c2b4", "#e8a33d", "#ffffff"
SIZE, SPAN = 1200, 252  # pixels of a side, and the units of the drawing that they show
STRIPE = 26  # pixels of a stripe and the gap beside it
NUMBER_AT = 112  # how far from the middle the number of a petal stands, in the picture for Word
# The digits as lines of a pen, in a box of 6 × 10: a picture that plain Python draws has no letters.
DIGITS = (
    "1,0 5,0 6,2 6,8 5,10 1,10 0,8 0,2 1,0", "1,2 3,0 3,10", "0,2 1,0 5,0 6,2 6,4 0,10 6,10",
    "0,0 6,0 3,4 5,5 6,7 6,8 5,10 1,10 0,9", "5,10 5,0 0,7 6,7", "6,0 0,0 0,4 5,4 6,6 6,8 5,10 0,10",
    "5,0 1,3 0,6 0,8 1,10 5,10 6,8 6,7 5,5 0,6", "0,0 6,0 2,10",
    "3,5 1,4 0,2 1,0 5,0 6,2 5,4 3,5 6,7 6,8 5,10 1,10 0,8 0,7 3,5", "1,10 5,7 6,4 6,2 5,0 1,0 0,2 0,3 1,5 6,4",
)  # fmt: skip
NAME_AT = 106  # how far from the middle a name stands
WIDEST, LINE = 24, 15  # the letters of a line of a name that fit beside the flower, and how far lines are apart


@dataclass(frozen=True, slots=True)
class Name:
    """A line of the name beside a chosen petal. Numbers as text: a template would localise them."""

    words: str
    x: str
    y: str
    anchor: str


def hue(petal: Petal) -> str:
    """Return the colour of a petal."""
    return HUES.get(petal.slug, OTHER)


def names(flower: list[Petal]) -> list[Name]:
    """Return where the names of the chosen petals stand round the flower; a long one stands in several lines."""
    result = []
    for index, petal in enumerate(flower):
        angle = index * 2 * pi / len(flower)
        x, y = sin(angle), -cos(angle)
        anchor = "middle" if abs(x) < 0.3 else "start" if x > 0 else "end"
        lines = wrap(petal.name, WIDEST) if petal.chosen else []
        # The first line stands so that all of them are beside the tip, or above it, or below it.
        top = NAME_AT * y + 4 + 4 * y + (y - 1) * (len(lines) - 1) * LINE / 2
        for number, words in enumerate(lines):
            result.append(Name(words, f"{NAME_AT * x:.1f}", f"{top + number * LINE:.1f}", anchor))
    return result


def png(flower: list[Petal]) -> bytes:
    """Return the flower as a picture: solid is covered, striped is partly covered, an outline is chosen.

    A number beside each chosen petal says which it is, from the top and with the clock: words below name them.
    """
    colours = [SHEET, FAINT, HEART, *dict.fromkeys(hue(p) for p in flower)]
    rows = [bytearray(SIZE) for _ in range(SIZE)]
    for number, petal in enumerate(flower):
        turn, ink = number * 360 / len(flower), colours.index(hue(petal), 3)
        outline = list(_turned(petal.outline, turn))
        if not petal.chosen:
            _stroke(rows, outline, 1, 2)
            continue
        _fill(rows, list(_turned(petal.covered_path, turn)), ink)
        _fill(rows, list(_turned(petal.partly_path, turn)), ink, striped=True)
        _stroke(rows, outline, ink, 7)
        _number(rows, number + 1, turn, ink)
    heart = [(10 * cos(radians(a)), 10 * sin(radians(a))) for a in range(0, 361, 6)]
    _fill(rows, [_pixel(point) for point in heart], 2)
    return _file(rows, colours)


def _pixel(point: Point) -> Point:
    return (point[0] + SPAN / 2) * SIZE / SPAN, (point[1] + SPAN / 2) * SIZE / SPAN


def _turned(path: str, degrees: float) -> Iterator[Point]:
    """Yield the pixels along a path of the flower, turned about its middle."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    for x, y in _points(path):
        yield _pixel((x * c - y * s, x * s + y * c))


def _points(path: str) -> list[Point]:
    """Return points along a path of moves, lines and cubic curves, as `ideas.flower` writes it."""
    points: list[Point] = []
    for kind, numbers in re.findall(r"([MLC])([^MLCZ]*)", path):
        values = [float(n) for n in numbers.split()]
        given = list(zip(values[::2], values[1::2], strict=True))
        if kind != "C":
            points += given
            continue
        start = points[-1]
        for t in (n / 60 for n in range(1, 61)):
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
            at = zip(weights, (start, *given), strict=True)
            xs, ys = zip(*((w * x, w * y) for w, (x, y) in at), strict=True)
            points.append((sum(xs), sum(ys)))
    return points


def _fill(rows: list[bytearray], outline: list[Point], ink: int, *, striped: bool = False) -> None:
    """Fill a shape, row by row between its edges."""
    if not outline:
        return
    stripes = bytes(ink if (n % STRIPE) * 2 < STRIPE else 0 for n in range(SIZE + STRIPE))
    edges = [(a, b) for a, b in pairwise([*outline, outline[0]]) if a[1] != b[1]]
    for y in range(int(min(p[1] for p in outline)), int(max(p[1] for p in outline)) + 1):
        crossed = sorted(a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in edges
                         if min(a[1], b[1]) <= y < max(a[1], b[1]))  # fmt: skip
        for left, right in zip(crossed[::2], crossed[1::2], strict=True):
            start, end = round(left), round(right)
            first = (start + y) % STRIPE
            rows[y][start:end] = stripes[first : first + end - start] if striped else bytes([ink]) * (end - start)


def _stroke(rows: list[bytearray], outline: list[Point], ink: int, half: int) -> None:
    """Draw along a line with a round pen."""
    pen = [(y, round((half * half - y * y) ** 0.5)) for y in range(-half, half + 1)]
    for (x1, y1), (x2, y2) in pairwise(outline):
        steps = max(1, round(max(abs(x2 - x1), abs(y2 - y1)) / 2))
        for n in range(steps + 1):
            x, y = round(x1 + (x2 - x1) * n / steps), round(y1 + (y2 - y1) * n / steps)
            for dy, wide in pen:
                rows[y + dy][x - wide : x + wide + 1] = bytes([ink]) * (2 * wide + 1)


def _number(rows: list[bytearray], number: int, turn: float, ink: int) -> None:
    """Write a number upright beyond the tip of the petal that is turned so."""
    digits = str(number)
    x, y = NUMBER_AT * sin(radians(turn)) - 4.5 * len(digits) + 1.5, -NUMBER_AT * cos(radians(turn)) - 5
    for at, digit in enumerate(digits):
        points = (point.split(",") for point in DIGITS[int(digit)].split())
        _stroke(rows, [_pixel((x + 9 * at + int(right), y + int(down))) for right, down in points], ink, 4)


def _file(rows: Iterable[bytearray], colours: list[str]) -> bytes:
    """Return the rows as a PNG with a palette."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 3, 0, 0, 0)
    palette = b"".join(bytes.fromhex(colour[1:]) for colour in colours)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"PLTE", palette)
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )
