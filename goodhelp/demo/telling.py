"""Tells the story of one idea: every step through the same action that a person's click would call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from goodhelp.demo.dating import Calendar
from goodhelp.demo.files import DemoError
from goodhelp.demo.known import KnownGuide
from ideas import models
from ideas.actions import answering, choosing, claiming, commenting, drafting, feedback, replying, reviewing
from ideas.actions.publishing import publish
from ideas.actions.restoring import restore_version, version_now
from ideas.models import Answer, Comment, Decision, Focus, Idea, PitfallPlan, Route, TestPlan
from ideas.models.choices import Basis, WorksBy
from teams.models import Team

Words = dict[str, Any]


def tell(story: Words, *, team: Team, people: dict[str, User], guide: KnownGuide, calendar: Calendar) -> Idea:
    """Make the idea and take it through the steps of its story; returns it."""
    steps = list(story["steps"])
    start = steps.pop(0)
    idea = drafting.start_idea(
        by=people[start["by"]], team=team, title=start["title"], summary=start["summary"],
        form_key=f"demo-{story['key']}",
    )  # fmt: skip
    calendar.date_back_idea(idea, start["when"])
    for step in steps:
        words = {name: value for name, value in step.items() if name not in {"do", "by", "when"}}
        _STEPS[step["do"]](_Step(idea, people[step["by"]], guide), words)
        calendar.date_back_idea(idea, step["when"])
        idea.refresh_from_db()
    return idea


@dataclass(frozen=True, slots=True)
class _Step:
    """Somebody at work on the idea."""

    idea: Idea
    by: User
    guide: KnownGuide

    def foci(self) -> dict[str, Focus]:
        return {f.characteristic.slug: f for f in self.idea.foci.active().select_related("characteristic", "idea")}

    def submission(self) -> models.Snapshot:
        found = reviewing.latest_submission(self.idea)
        if found is None:
            raise DemoError(f"Nothing of “{self.idea}” was submitted yet.")
        return found

    def decision(self) -> Decision:
        found = reviewing.latest_decision(self.idea)
        if found is None:
            raise DemoError(f"Nothing was decided on “{self.idea}” yet.")
        return found


def _describe(step: _Step, words: Words) -> None:
    drafting.describe_idea(idea=step.idea, by=step.by, values=words, base_version=step.idea.version)


def _share_live(step: _Step, words: Words) -> None:
    drafting.share_live(idea=step.idea, by=step.by, shared=True)


def _choose(step: _Step, words: Words) -> None:
    for slug, why in words.items():
        if characteristic := step.guide.characteristics.get(slug):
            choosing.choose(idea=step.idea, characteristic=characteristic, by=step.by, why=why, base_version=0)


def _set_aside(step: _Step, words: Words) -> None:
    for slug in words["characteristics"]:
        if characteristic := step.guide.characteristics.get(slug):
            choosing.set_aside(idea=step.idea, characteristic=characteristic, by=step.by)


def _routes(step: _Step, words: Words) -> None:
    foci = step.foci()
    for slug, parts in words.items():
        for component, said in parts.items() if slug in foci else ():
            values = {"text": said["text"], **{f"by_{w.value}": w.value in said["works_by"] for w in WorksBy}}
            version = _version(Route, focus=foci[slug], component=component)
            choosing.save_route(focus=foci[slug], component=component, by=step.by, values=values, base_version=version)


def _answers(step: _Step, words: Words) -> None:
    foci = step.foci()
    for key, said in words.items():
        question = step.guide.questions.get(key)
        if question is None or question.characteristic.slug not in foci:
            continue
        values = {
            "text": said["text"],
            "state": said.get("state", ""),
            **{f"on_{b.value}": b.value in said.get("rests_on", ()) for b in Basis},
            "citation": step.guide.citations.get(said.get("cites", ""), ""),
            "note": said.get("note", ""),
        }
        # Who writes on top of what a colleague has changed meanwhile: both texts are kept, this one set aside.
        version = _version(Answer, idea=step.idea, question=question) - said.get("versions_late", 0)
        answering.save_answer(
            focus=foci[question.characteristic.slug], question=question, by=step.by, values=values,
            base_version=version,
        )  # fmt: skip


def _bring_back(step: _Step, words: Words) -> None:
    """Bring back what an answer said at first."""
    for key in words["answers"]:
        first = models.Revision.objects.filter(
            idea=step.idea, what=models.Revision.What.ANSWER, which=key, kept=True
        ).last()
        if first is not None:
            restore_version(idea=step.idea, revision=first, by=step.by, base_version=version_now(first))


def _pitfalls(step: _Step, words: Words) -> None:
    foci = step.foci()
    for key, said in words.items():
        pitfall = step.guide.pitfalls.get(key)
        if pitfall is not None and pitfall.characteristic.slug in foci:
            version = _version(PitfallPlan, idea=step.idea, pitfall=pitfall)
            answering.save_pitfall_plan(
                focus=foci[pitfall.characteristic.slug], pitfall=pitfall, by=step.by, could_happen=said["could"],
                plan=said["plan"], base_version=version,
            )  # fmt: skip


def _plan(step: _Step, words: Words) -> None:
    version = _version(TestPlan, idea=step.idea)
    reviewing.save_plan(idea=step.idea, by=step.by, values=words, base_version=version)


def _submit(step: _Step, words: Words) -> None:
    reviewing.submit(idea=step.idea, by=step.by)


def _decide(step: _Step, words: Words) -> None:
    weeks = words.get("look_again_in_weeks")
    reviewing.decide(
        snapshot=step.submission(), by=step.by, outcome=words["outcome"], reasons=words["reasons"],
        conditions=words.get("conditions", ""), **{name: words.get(name, "") for name in Decision.PROMPTS},
        review_on=timezone.localdate() + timedelta(weeks=weeks) if weeks else None,
    )  # fmt: skip


def _claim(step: _Step, words: Words) -> None:
    claiming.claim(snapshot=step.submission(), by=step.by)


def _answer_asks(step: _Step, words: Words) -> None:
    decision = step.decision()
    for number, said in words.items():
        replying.answer_ask(decision=decision, number=int(number), by=step.by, text=said, base_version=0)


def _reply(step: _Step, words: Words) -> None:
    replying.reply_to_decision(decision=step.decision(), by=step.by, text=words["text"])


def _ask_for_feedback(step: _Step, words: Words) -> None:
    feedback.ask_for_feedback(idea=step.idea, by=step.by, message=words["message"])


def _agree_own_team(step: _Step, words: Words) -> None:
    reviewing.agree_own_team(snapshot=step.submission(), by=step.by, reasons=words["reasons"])


def _start_testing(step: _Step, words: Words) -> None:
    reviewing.start_testing(idea=step.idea, by=step.by)


def _finish(step: _Step, words: Words) -> None:
    reviewing.finish(idea=step.idea, by=step.by, name=words["how"], learned=words["learned"])


def _publish(step: _Step, words: Words) -> None:
    publish(idea=step.idea, by=step.by, names=words["names"])


def _comment(step: _Step, words: Words) -> None:
    """Begin a thread, on a question if one is named."""
    about = Comment.About.QUESTION if "question" in words else Comment.About.IDEA
    commenting.comment(
        idea=step.idea, by=step.by, text=words["text"], audience=words["audience"], about=about,
        which=words.get("question", ""),
    )  # fmt: skip


def _answer_comment(step: _Step, words: Words) -> None:
    thread = Comment.objects.filter(idea=step.idea, parent=None).latest("pk")
    commenting.reply(thread=thread, by=step.by, text=words["text"])
    if words.get("settles"):
        commenting.resolve(thread=thread, by=step.by)


def _version(model: Any, **which: Any) -> int:
    """Return the version that stands, as the page of somebody who writes now would carry it."""
    found: int | None = model.objects.filter(**which).values_list("version", flat=True).first()
    return found or 0


_STEPS: dict[str, Callable[[_Step, Words], None]] = {
    "describe": _describe,
    "share live": _share_live,
    "choose": _choose,
    "set aside": _set_aside,
    "routes": _routes,
    "answers": _answers,
    "bring back": _bring_back,
    "pitfalls": _pitfalls,
    "plan": _plan,
    "submit": _submit,
    "decide": _decide,
    "claim": _claim,
    "answer what was asked": _answer_asks,
    "reply": _reply,
    "ask for feedback": _ask_for_feedback,
    "agree in own team": _agree_own_team,
    "start testing": _start_testing,
    "finish": _finish,
    "publish": _publish,
    "comment": _comment,
    "answer the comment": _answer_comment,
}
