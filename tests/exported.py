"""An idea full of awkward text, and what reads exported files back."""

import os
import re
from typing import Any

import pikepdf
import pytest

from accounts.models import User
from characteristics.models import Pitfall, Question
from ideas.actions import answering, choosing, drafting, reviewing
from ideas.coverage import Basis
from ideas.exports import pdf
from ideas.models import Idea
from ideas.models.choices import WorksBy
from teams.models import Team
from tests.builders import PLAN, an_idea, chosen

# What programs take for a formula, markup, the end of a string, or another direction of writing.
FORMULA = '=HYPERLINK("http://example.org/?"&A1,"Click")'
NASTY = (
    "Caffi Tŷ Ŵyn, Llanrwst; smörgås "
    "👩🏽‍🤝‍👨🏻 مرحبا بكم \u202eabc\u202c </w:t></w:r> ]]> <script>alert(1)</script> & \"q\" 'a' "
    "_x000D_ {{ 7|add:7 }} %s\n\nA second paragraph\nand a second line\twith a tab"
)
LEADS = ("=1+1", "+44 1492 000000", "-1", "@SUM(A1)")
LONG = "Ŷ" * 3999 + "!"


def awkward_idea(by: User, team: Team, title: str = FORMULA) -> Idea:
    """Return a draft in which every kind of text is awkward: three characteristics, one of them set aside."""
    idea = an_idea(by, team, title)
    texts = {name: NASTY for name in Idea.TEXTS if name not in {"title", "setting"}}
    drafting.describe_idea(idea=idea, by=by, values={**texts, "title": title, "setting": LEADS[1]}, base_version=1)
    reviewing.save_plan(idea=idea, by=by, values={**PLAN, "expects": NASTY, "cost": LEADS[3]}, base_version=0)
    for slug in ("social-connections", "enabling-environments"):
        _fill(idea, by, slug)
    choosing.set_aside(idea=idea, characteristic=chosen(idea, by, "working-on-what-matters").characteristic, by=by)
    idea.refresh_from_db()
    return idea


def _fill(idea: Idea, by: User, slug: str) -> None:
    focus = chosen(idea, by, slug, why=LEADS[2])
    said = ((NASTY, "covered", ("research", "lived")), (LEADS[0], "partly", ("assumption",)), (LONG, "", ()))
    for (text, state, basis), question in zip(said, Question.objects.filter(key__startswith=f"{slug}-q"), strict=True):
        flags = {f"on_{b.value}": b.value in basis for b in Basis}
        values = {"text": text, "state": state, "citation": LEADS[0], "note": NASTY, **flags}
        answering.save_answer(focus=focus, question=question, by=by, values=values, base_version=0)
    values = {"text": NASTY, **{f"by_{w.value}": w.value in {"people", "means"} for w in WorksBy}}
    choosing.save_route(focus=focus, component="capability", by=by, values=values, base_version=0)
    pitfall = Pitfall.objects.get(key=f"{slug}-pitfall-1")
    answering.save_pitfall_plan(focus=focus, pitfall=pitfall, by=by, could_happen="yes", plan=NASTY, base_version=0)


def need_pdf() -> None:
    """Skip the test with the reason where no PDF can be made, or fail where CI runs the tests."""
    if pdf.why_not():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(pdf.why_not())


# --- PDF ------------------------------------------------------------------------------------------


def tags(file: pikepdf.Pdf) -> list[tuple[str, Any]]:
    """Return every structure element of a tagged PDF in reading order, as its type and its dictionary."""
    found: list[tuple[str, Any]] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S), node))
            kids: Any = node.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                walk(kid)

    walk(file.Root.StructTreeRoot)
    return found


def text_of(file: pikepdf.Pdf) -> str:
    """Return the letters of all pages without spaces, by the fonts' own tables (what copying and reading aloud use)."""
    return "".join(map(text_on, file.pages))


def text_on(page: pikepdf.Page) -> str:
    """Return the letters of one page without spaces."""
    return "".join(letter for letter in _letters(page) if not letter.isspace())


def _letters(page: pikepdf.Page) -> Any:
    maps = {name: _to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    current: dict[int, str] = {}
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            parts = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
            for raw in (bytes(part) for part in parts if isinstance(part, pikepdf.String)):
                yield from (current.get(int.from_bytes(raw[i : i + 2], "big"), "") for i in range(0, len(raw), 2))


def _to_unicode(font: Any) -> dict[int, str]:
    table = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    found = {}
    for first, last, letters in re.findall(r"^<(\w{4})>\s*(?:<(\w{4})>\s*)?<(\w+)>\s*$", table, re.MULTILINE):
        text = bytes.fromhex(letters).decode("utf-16-be", "replace")
        for n, code in enumerate(range(int(first, 16), int(last or first, 16) + 1)):
            found[code] = text[:-1] + chr(ord(text[-1]) + n)
    return found


def edges(page: pikepdf.Page) -> list[float]:
    """Return how far from the left, in points, each line and each rectangle of a page is drawn."""
    kept: list[pikepdf.Matrix] = []
    now, found = pikepdf.Matrix(), []
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        kind, numbers = str(operator), [float(n) for n in operands if not isinstance(n, (pikepdf.Object, str))]
        if kind == "q":
            kept.append(now)
        elif kind == "Q":
            now = kept.pop()
        elif kind == "cm":
            now = pikepdf.Matrix(*numbers) @ now
        elif kind in {"m", "l", "re"}:
            x, y, *size = numbers
            found += [now.transform(point)[0] for point in ((x, y), (x + (size or [0])[0], y))]
    return found
