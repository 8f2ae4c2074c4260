"""What changed between two documents of an idea, in plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass

from ideas.documents import FocusPart, IdeaDocument, PitfallPart, QuestionPart, RoutePart


@dataclass(frozen=True, slots=True)
class Change:
    """One text, or one judgement, that differs. `part` and the rest say where it stands."""

    part: str  # idea, plan, choice, why, route, question or pitfall
    field: str  # which of its fields; for a choice: chosen or set_aside; for a question also reworded or confirmed
    slug: str = ""
    name: str = ""  # of the characteristic
    label: str = ""  # field name, component, question or pitfall
    old: str = ""
    new: str = ""


def changes(old: IdeaDocument, new: IdeaDocument) -> list[Change]:
    """Return every difference in reading order; an empty list if the two say the same."""
    return list(_changes(old, new))


def written_changes(old: IdeaDocument, new: IdeaDocument) -> list[Change]:
    """Return the differences that the team made by writing: neither the guide's, nor what was learned at the end."""
    return [c for c in changes(old, new) if c.field not in {"reworded", "confirmed"} and c.label != "learned"]


def _changes(old: IdeaDocument, new: IdeaDocument) -> Iterator[Change]:
    for part, before, after in (("idea", old.texts, new.texts), ("plan", old.plan, new.plan)):
        for name in (*after, *(n for n in before if n not in after)):
            if before.get(name, "") != after.get(name, ""):
                yield Change(part, name, label=name, old=before.get(name, ""), new=after.get(name, ""))
    for focus in old.foci:
        if new.focus(focus.slug) is None:
            yield Change("choice", "set_aside", focus.slug, focus.name)
    for focus in new.foci:
        before_focus = old.focus(focus.slug)
        if before_focus is None:
            yield Change("choice", "chosen", focus.slug, focus.name)
        yield from _focus(before_focus or FocusPart(slug=focus.slug, name=focus.name), focus)


def _focus(old: FocusPart, new: FocusPart) -> Iterator[Change]:
    if old.why != new.why:
        yield Change("why", "why", new.slug, new.name, old=old.why, new=new.why)
    routes = {r.component: r for r in old.routes}
    for route in new.routes:
        yield from _route(new, routes.get(route.component, RoutePart(component=route.component)), route)
    questions = {q.key: q for q in old.questions}
    for question in new.questions:
        before = questions.get(question.key, QuestionPart(key=question.key, asked=question.asked))
        yield from _question(new, before, question)
    pitfalls = {p.key: p for p in old.pitfalls}
    for pitfall in new.pitfalls:
        yield from _pitfall(new, pitfalls.get(pitfall.key), pitfall)


def _route(focus: FocusPart, old: RoutePart, new: RoutePart) -> Iterator[Change]:
    pairs = (("text", old.text, new.text), ("works_by", ",".join(old.works_by), ",".join(new.works_by)))
    for name, before, after in pairs:
        if before != after:
            yield Change("route", name, focus.slug, focus.name, new.component, before, after)


def _question(focus: FocusPart, old: QuestionPart, new: QuestionPart) -> Iterator[Change]:
    """Yield what the team changed, and what the guide did: a question reworded is not the team's change."""
    here = (focus.slug, focus.name, new.asked)
    if old.asked != new.asked:
        yield Change("question", "reworded", *here, old.asked, new.asked)
    if new.text and new.text == old.text and not new.answered and (old.answered or old.asked != new.asked):
        yield Change("question", "confirmed", *here)
    pairs = (
        ("text", old.text, new.text),
        ("state", old.state, new.state),
        ("basis", ",".join(old.basis), ",".join(new.basis)),
        ("citation", old.citation, new.citation),
        ("note", old.note, new.note),
    )
    for name, before, after in pairs:
        if before != after:
            yield Change("question", name, *here, before, after)


def _pitfall(focus: FocusPart, old: PitfallPart | None, new: PitfallPart) -> Iterator[Change]:
    could_happen, plan = (old.could_happen, old.plan) if old else ("", "")
    for name, before, after in (("could_happen", could_happen, new.could_happen), ("plan", plan, new.plan)):
        if before != after:
            yield Change("pitfall", name, focus.slug, focus.name, new.in_short, before, after)
