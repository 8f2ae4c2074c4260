"""Ideas for tests, made only by the actions that people use."""

from typing import Any

from accounts.models import User
from characteristics.models import Characteristic, Pitfall, Question
from ideas.actions import answering, choosing, drafting, reviewing
from ideas.actions.saving import Outcome
from ideas.coverage import Basis
from ideas.models import Answer, Decision, Focus, Idea, Snapshot, TestPlan
from ideas.models.choices import WorksBy
from teams.models import Team

PLAN = {
    "smallest_try": "Two walks with four people.",
    "with_whom": "Four people who asked for it, in March.",
    "expects": "Three of four come a second time.",
    "how_known": "We ask them after each walk.",
    "cost": "Two hours a week.",
    "safeguarding": "",
    "data_care": "",
}


def an_idea(by: User, team: Team, title: str = "Walks from the library", **more: Any) -> Idea:
    """Return a new draft."""
    return drafting.start_idea(by=by, team=team, title=title, summary="A weekly walk with tea.", **more)


def chosen(idea: Idea, by: User, slug: str = "social-connections", why: str = "") -> Focus:
    """Choose a characteristic and return the focus."""
    characteristic = Characteristic.objects.get(slug=slug)
    choosing.choose(idea=idea, characteristic=characteristic, by=by, why=why, base_version=0)
    return Focus.objects.select_related("characteristic", "idea").get(idea=idea, characteristic=characteristic)


def answer_values(text: str = "We walk in pairs.", state: str = "covered", *basis: str) -> dict[str, Any]:
    """Return the values of an answer."""
    flags = {f"on_{b.value}": b.value in basis for b in Basis}
    return {"text": text, "state": state, "citation": "", "note": "", **flags}


def answered(focus: Focus, question: Question, by: User, text: str = "We walk in pairs.", state: str = "covered",
             *basis: str) -> Outcome:  # fmt: skip
    """Answer a question on top of whatever stands."""
    standing = Answer.objects.filter(idea=focus.idea, question=question).values_list("version", flat=True).first()
    question.refresh_from_db()
    focus.refresh_from_db()
    return answering.save_answer(
        focus=focus, question=question, by=by, values=answer_values(text, state, *basis), base_version=standing or 0
    )


def planned(idea: Idea, by: User, **changes: str) -> None:
    """Say what to try first."""
    standing = TestPlan.objects.filter(idea=idea).values_list("version", flat=True).first()
    reviewing.save_plan(idea=idea, by=by, values={**PLAN, **changes}, base_version=standing or 0)


def submitted(idea: Idea, by: User) -> Snapshot:
    """Plan and submit."""
    planned(idea, by)
    idea.refresh_from_db()
    return reviewing.submit(idea=idea, by=by)


def worked_out(by: User, team: Team, title: str = "Walks from the library") -> Idea:
    """Return a draft with one characteristic, one of its questions answered, a route and a pitfall thought through."""
    idea = an_idea(by, team, title)
    focus = chosen(idea, by, why="People ask for company.")
    answered(focus, Question.objects.get(key="social-connections-q1"), by, "We walk in pairs.", "covered", "lived")
    by_ways = {f"by_{way.value}": way is WorksBy.PEOPLE for way in WorksBy}
    values = {"text": "Walking together is more fun.", **by_ways}
    choosing.save_route(focus=focus, component="motivation", by=by, values=values, base_version=0)
    answering.save_pitfall_plan(
        focus=focus, pitfall=Pitfall.objects.get(key="social-connections-pitfall-1"), by=by, could_happen="yes",
        plan="We greet whoever comes alone.", base_version=0,
    )  # fmt: skip
    idea.refresh_from_db()
    return idea


def decided(snapshot: Snapshot, by: User, outcome: str = "agree", reasons: str = "Small and clear.") -> Decision:
    """Decide on a submission."""
    return reviewing.decide(snapshot=snapshot, by=by, outcome=outcome, reasons=reasons)
