"""Making a new draft from a document that was exported, here or elsewhere."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from characteristics.models import Characteristic, Mechanism, Pitfall, Question, Wording
from ideas.actions.drafting import describe_idea, start_idea
from ideas.actions.indexing import reindex_ideas
from ideas.actions.reviewing import save_plan
from ideas.actions.saving import Values
from ideas.actions.tallies import recount_focus
from ideas.documents import FocusPart, IdeaDocument, PitfallPart, QuestionPart, RoutePart, to_json
from ideas.models import Answer, Focus, Idea, PitfallPlan, Revision, Route, TestPlan
from ideas.models.choices import Basis, WorksBy
from ideas.models.revision import RevisionWhat
from teams.models import Team


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide's rows by what a document calls them. Five queries."""

    characteristics: dict[str, Characteristic]
    questions: dict[str, Question]
    wordings: dict[tuple[int, str], Wording]  # by question and words, the newest of the same words
    pitfalls: dict[str, Pitfall]
    mechanisms: dict[tuple[str, str], str]  # by characteristic and part of COM-B

    @classmethod
    def read(cls) -> "Guide":
        """Return all of it, retired parts too: what was written to them is imported as it stands."""
        return cls(
            {c.slug: c for c in Characteristic.objects.all()},
            {q.key: q for q in Question.objects.exclude(current=None).select_related("current", "characteristic")},
            {(w.question_id, w.text): w for w in Wording.objects.order_by("number")},
            {p.key: p for p in Pitfall.objects.select_related("characteristic")},
            {(s, c): how for s, c, how in Mechanism.objects.values_list("characteristic__slug", "component", "how")},
        )

    def question(self, focus: FocusPart, part: QuestionPart) -> Question | None:
        """Return the question of that key, if it belongs to the characteristic."""
        found = self.questions.get(part.key)
        return found if found and found.characteristic.slug == focus.slug else None

    def pitfall(self, focus: FocusPart, part: PitfallPart) -> Pitfall | None:
        """Return the pitfall of that key, if it belongs to the characteristic."""
        found = self.pitfalls.get(part.key)
        return found if found and found.characteristic.slug == focus.slug else None

    def named(self, name: str) -> Characteristic | None:
        """Return the characteristic of that name."""
        return next((c for c in self.characteristics.values() if c.name == name), None)


def differences(document: IdeaDocument) -> list[str]:
    """Return a sentence for each part of the document that has no place here, or stands under other words here."""
    return list(_differences(Guide.read(), document))


def _differences(guide: Guide, document: IdeaDocument) -> Iterator[str]:
    for focus in document.foci:
        if focus.slug not in guide.characteristics:
            words = {"name": focus.name, "key": focus.slug}
            yield _("Not known here: the characteristic “%(name)s” (%(key)s), with all that is written to it.") % words
            continue
        yield from _focus_differs(guide, focus)
    for name in document.set_aside:
        if guide.named(name) is None:
            yield _("Not known here: “%(name)s”, chosen once and set aside.") % {"name": name}


def _focus_differs(guide: Guide, focus: FocusPart) -> Iterator[str]:
    for question in focus.questions:
        yield from _question_differs(guide, focus, question)
    for route in focus.routes:
        if route.text and route.guide != guide.mechanisms.get((focus.slug, route.component), ""):
            words = {"name": focus.name, "key": route.component}
            yield _("Worded differently here: how the guide says that “%(name)s” works (%(key)s).") % words
    for pitfall in focus.pitfalls:
        found, words = guide.pitfall(focus, pitfall), {"name": pitfall.in_short, "key": pitfall.key}
        if found is None:
            yield _("Not known here: the pitfall “%(name)s” (%(key)s).") % words
        elif found.text != pitfall.text and (pitfall.plan or pitfall.could_happen):
            yield _("Worded differently here: the pitfall “%(name)s” (%(key)s).") % words


def _question_differs(guide: Guide, focus: FocusPart, part: QuestionPart) -> Iterator[str]:
    question = guide.question(focus, part)
    if question is None:
        yield _("Not known here: the question “%(asked)s” (%(key)s).") % {"asked": part.asked, "key": part.key}
    elif _says_something(part) and (question.pk, part.answered or part.asked) not in guide.wordings:
        words = {"asked": part.answered or part.asked, "now": question.current, "key": part.key}
        yield _("Worded differently here: “%(asked)s” is “%(now)s” (%(key)s).") % words


def _says_something(part: QuestionPart) -> bool:
    return bool(part.text or part.state or part.basis or part.citation or part.note or part.answered)


@transaction.atomic
def import_idea(*, by: User, team: Team, document: IdeaDocument, practice: bool = False,
                form_key: str | None = None) -> Idea:  # fmt: skip
    """Return a new draft in the team that says what the document says. Parts unknown here are left out.

    The caller has cleaned the document as the forms do and told the person its `differences`. The same `form_key`
    a second time returns the idea made the first time. Raises PermissionDenied as `start_idea` does.
    """
    key = _key(document, form_key) if form_key else None
    idea = start_idea(by=by, team=team, title=document.title, summary=document.texts["summary"],
                      practice=practice, form_key=key)  # fmt: skip
    if idea.revisions.count() > 1:  # made, and filled, with this very form before
        return idea
    texts = {name: document.texts.get(name, "") for name in Idea.TEXTS}
    describe_idea(idea=idea, by=by, values=texts, base_version=1)
    Idea.objects.filter(pk=idea.pk).update(learned=document.texts.get("learned", ""))
    if document.plan:
        plan = {name: document.plan.get(name, "") for name in TestPlan.TEXTS}
        save_plan(idea=idea, by=by, values=plan, base_version=0)
    _Filling(idea, by, Guide.read()).fill(document)
    reindex_ideas(ideas=[idea.pk])
    return idea


def _key(document: IdeaDocument, form_key: str) -> str:
    """Return what tells a second click from a page gone back to, with another file in it."""
    said = json.dumps(to_json(document), sort_keys=True)
    return hashlib.sha256(f"{form_key} {said}".encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class _Filling:
    """Fills a draft that nobody else can see yet: so its rows can be made together, each at version 1."""

    idea: Idea
    by: User
    guide: Guide

    def fill(self, document: IdeaDocument) -> None:
        """Make every row of the document's characteristics, and their tallies."""
        revisions: list[Revision] = []
        # Nobody retires a question while it is counted for the first time (see `choosing.choose`).
        slugs = [f.slug for f in document.foci if f.slug in self.guide.characteristics]
        list(Characteristic.objects.select_for_update(no_key=True).filter(slug__in=slugs).order_by("pk"))
        for part in document.foci:
            characteristic = self.guide.characteristics.get(part.slug)
            if characteristic is None:
                continue
            focus = Focus.objects.create(idea=self.idea, characteristic=characteristic, why=part.why,
                                         version=2 if part.why else 1)  # fmt: skip
            revisions += self._chosen(part)
            revisions += self._answers(part)
            revisions += self._routes(focus, part)
            revisions += self._pitfalls(part)
            recount_focus(focus=focus)
        for name in document.set_aside:
            revisions += self._set_aside(name)
        Revision.objects.bulk_create(revisions)

    def _revision(self, what: RevisionWhat, which: str, payload: Values, *, base: int = 0) -> Revision:
        return Revision(idea=self.idea, by=self.by, what=what, which=which, payload=payload, base_version=base,
                        version=base or 1)  # fmt: skip

    def _chosen(self, part: FocusPart) -> Iterator[Revision]:
        yield self._revision(RevisionWhat.FOCUS, part.slug, {"chosen": True}, base=1)
        if part.why:
            why = self._revision(RevisionWhat.FOCUS, part.slug, {"why": part.why}, base=1)
            why.version = 2
            yield why

    def _answers(self, focus: FocusPart) -> list[Revision]:
        rows, revisions = [], []
        for part in filter(_says_something, focus.questions):
            question = self.guide.question(focus, part)
            if question is None:
                continue
            flags = {f"on_{b.value}": b.value in part.basis for b in Basis}
            values: dict[str, Any] = {"text": part.text, "state": part.state, **flags, "citation": part.citation,
                                      "note": part.note}  # fmt: skip
            wording = self.guide.wordings.get((question.pk, part.answered or part.asked), question.current)
            rows.append(Answer(idea=self.idea, question=question, wording=wording, updated_by=self.by, **values))
            revisions.append(self._revision(RevisionWhat.ANSWER, question.key, values))
        Answer.objects.bulk_create(rows)
        return revisions

    def _routes(self, focus: Focus, part: FocusPart) -> list[Revision]:
        rows, revisions = [], []
        for route in part.routes:
            if not (route.text or route.works_by):
                continue
            values = _route_values(route)
            guide = self.guide.mechanisms.get((part.slug, route.component), "")
            rows.append(Route(focus=focus, component=route.component, guide_text=guide, **values))
            revisions.append(self._revision(RevisionWhat.ROUTE, f"{part.slug}:{route.component}", values))
        Route.objects.bulk_create(rows)
        return revisions

    def _pitfalls(self, focus: FocusPart) -> list[Revision]:
        rows, revisions = [], []
        for part in focus.pitfalls:
            pitfall = self.guide.pitfall(focus, part)
            if pitfall is None or not (part.could_happen or part.plan):
                continue
            values = {"could_happen": part.could_happen, "plan": part.plan}
            # The guide's words are the guide's: taken from here, never from a file.
            rows.append(PitfallPlan(idea=self.idea, pitfall=pitfall, pitfall_text=pitfall.text, **values))
            revisions.append(self._revision(RevisionWhat.PITFALL, pitfall.key, values))
        PitfallPlan.objects.bulk_create(rows)
        return revisions

    def _set_aside(self, name: str) -> Iterator[Revision]:
        characteristic = self.guide.named(name)
        if characteristic is None:
            return
        focus = Focus.objects.create(idea=self.idea, characteristic=characteristic, set_aside_at=self.idea.created_at)
        recount_focus(focus=focus)
        for chosen in (True, False):
            yield self._revision(RevisionWhat.FOCUS, characteristic.slug, {"chosen": chosen}, base=1)


def _route_values(route: RoutePart) -> Values:
    return {"text": route.text, **{f"by_{w.value}": w.value in route.works_by for w in WorksBy}}
