"""One made idea, put together as a document before any row is written."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from accounts.models import User
from characteristics.models import Characteristic, Component, Mechanism, Pitfall, Question
from goodhelp.made import words
from ideas.documents import FocusPart, IdeaDocument, PitfallPart, QuestionPart, RoutePart
from ideas.models import Idea, TestPlan
from ideas.models.choices import Basis, WorksBy
from teams.models import Team


@dataclass(frozen=True, slots=True)
class MadeTeam:
    """A team with the people who act in it."""

    team: Team
    writer: User
    decider: User


@dataclass(frozen=True, slots=True)
class Guide:
    """What ideas point to, by slug of the characteristic."""

    characteristics: dict[str, Characteristic]
    questions: dict[str, list[Question]]
    pitfalls: dict[str, list[Pitfall]]
    mechanisms: dict[tuple[str, str], str]

    @classmethod
    def read(cls) -> "Guide":
        """Read it in four queries."""
        known = {c.slug: c for c in Characteristic.objects.filter(retired_at=None)}
        questions: dict[str, list[Question]] = {slug: [] for slug in known}
        pitfalls: dict[str, list[Pitfall]] = {slug: [] for slug in known}
        live = Question.objects.live().filter(current__isnull=False).select_related("current", "characteristic")
        for question in live.order_by("order", "pk"):
            questions[question.characteristic.slug].append(question)
        for pitfall in Pitfall.objects.filter(retired_at=None).select_related("characteristic").order_by("order", "pk"):
            if pitfall.characteristic.slug in pitfalls:
                pitfalls[pitfall.characteristic.slug].append(pitfall)
        how = Mechanism.objects.values_list("characteristic__slug", "component", "how")
        return cls(known, questions, pitfalls, {(slug, part): text for slug, part, text in how})


class Draft:
    """One idea, put together."""

    def __init__(self, guide: Guide, made: MadeTeam, chance: Random, now: datetime) -> None:
        self.guide, self.made, self.chance = guide, made, chance
        self.began = now - timedelta(days=chance.uniform(30, 700))
        self.changed = self.began + (now - self.began) * chance.random()
        self.steps = words.STEPS[chance.choices(range(len(words.STEPS)), weights=words.WEIGHTS)[0]]
        texts = dict.fromkeys((*Idea.TEXTS, "learned"), "") | words.description(chance)
        texts["learned"] = words.sentence(chance) if self.steps and self.steps[-1][1] in words.ENDED else ""
        order = list(guide.characteristics)
        chosen = sorted(chance.sample(order, min(chance.choice((1, 2, 2, 3, 4)), len(order))), key=order.index)
        self.document = IdeaDocument(
            team=made.team.name,
            texts=texts,
            plan=words.plan(chance, TestPlan.TEXTS) if self.steps or chance.random() < 0.3 else {},
            foci=tuple(self._focus(slug) for slug in chosen),
        )
        self.idea = Idea(
            team=made.team, **texts, status=self.steps[-1][1] if self.steps else "draft", created_by=made.writer,
            created_at=self.began, updated_at=self.changed, updated_by=made.writer, shared_live=chance.random() < 0.2,
        )  # fmt: skip

    def _focus(self, slug: str) -> FocusPart:
        guide, chance = self.guide, self.chance
        return FocusPart(
            slug=slug,
            name=guide.characteristics[slug].name,
            why=words.sentence(chance) if chance.random() < 0.7 else "",
            questions=tuple(self._question(q) for q in guide.questions[slug]),
            routes=tuple(self._route(slug, part) for part in Component.values),
            pitfalls=tuple(self._pitfall(p) for p in guide.pitfalls[slug]),
        )

    def _question(self, question: Question) -> QuestionPart:
        chance = self.chance
        assert question.current is not None  # noqa: S101 (the caller asked for those with words)
        asked = QuestionPart(key=question.key, asked=question.current.text)
        if chance.random() < 0.3:
            return asked
        state = chance.choice(words.STATES)
        basis = tuple(b.value for b in Basis if chance.random() < 0.25)
        text = words.paragraph(chance) if state != "not_sure" or chance.random() < 0.5 else ""
        citation = words.sentence(chance) if Basis.RESEARCH.value in basis else ""
        return QuestionPart(key=question.key, asked=asked.asked, text=text, state=state, basis=basis, citation=citation)

    def _route(self, slug: str, part: str) -> RoutePart:
        guide = self.guide.mechanisms.get((slug, part), "")
        if self.chance.random() < 0.5:
            return RoutePart(component=part, guide=guide)
        ways = tuple(w.value for w in WorksBy if self.chance.random() < 0.3)
        return RoutePart(component=part, guide=guide, text=words.paragraph(self.chance), works_by=ways)

    def _pitfall(self, pitfall: Pitfall) -> PitfallPart:
        known = self.chance.random() < 0.5
        return PitfallPart(
            key=pitfall.key, in_short=pitfall.in_short, text=pitfall.text, could_happen="yes" if known else "",
            plan=words.sentence(self.chance) if known else "",
        )  # fmt: skip
