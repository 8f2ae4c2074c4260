"""Who is meant by “@Lena” in a text: plain rules about names, without Django.

A whole name means whoever has it; a first name means somebody only if one person alone has it. Names that two people
share mean nobody: they can be ticked beside the text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# After a word or a dot it is part of an address.
BEFORE = r"(?<![\w@.])@"
AFTER = r"(?![\w-])"
ANYBODY = re.compile(BEFORE + r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text: somebody's name with its @, or what stands between."""

    text: str
    person: int | None = None


def pieces(text: str, names: Mapping[int, str]) -> list[Piece]:
    """Return the text in pieces, those that mean one of these people marked with their number."""
    meant = _meant(names)
    if not meant:
        return [Piece(text)]
    longest_first = "|".join(re.escape(name) for name in sorted(meant, key=len, reverse=True))
    found, end = [], 0
    for match in re.finditer(f"{BEFORE}(?:{longest_first}){AFTER}", text, re.IGNORECASE):
        person = meant.get(match[0][1:].casefold())
        if person is not None:
            found += [Piece(text[end : match.start()]), Piece(match[0], person)]
            end = match.end()
    return [piece for piece in (*found, Piece(text[end:])) if piece.text]


def named(text: str, names: Mapping[int, str]) -> set[int]:
    """Return the numbers of the people who are named in the text."""
    return {piece.person for piece in pieces(text, names) if piece.person is not None}


def unknown(text: str, names: Mapping[int, str]) -> list[str]:
    """Return what looks like a name with an @ and means none of these people, once each."""
    rest = [piece.text for piece in pieces(text, names) if piece.person is None]
    return list(dict.fromkeys(word for part in rest for word in ANYBODY.findall(part)))


def _meant(names: Mapping[int, str]) -> dict[str, int | None]:
    """Return whom each way of naming means; None for one that two people share."""
    whole: dict[str, int | None] = {}
    first: dict[str, int | None] = {}
    for person, name in names.items():
        for ways, way in ((whole, name.casefold()), (first, name.split()[0].casefold() if name.split() else "")):
            ways[way] = None if way in ways else person
    return {way: person for way, person in {**first, **whole}.items() if way}
