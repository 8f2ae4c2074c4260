"""Answering check-in questions and planning for pitfalls."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from characteristics.models import Pitfall, Question
from ideas.actions.saving import Conflict, Outcome, Saved, SharedText, Values, save_shared
from ideas.actions.tallies import recount_focus
from ideas.models import Answer, Focus, Idea, PitfallPlan, Revision
from ideas.models.choices import Basis
from ideas.permissions import require_writer
from ideas.workflow import NotAllowedNow

ANSWER_VALUES = ("text", "state", *(f"on_{b.value}" for b in Basis), "citation", "note")


@transaction.atomic
def save_answer(*, focus: Focus, question: Question, by: User, values: Values, base_version: int) -> Outcome:
    """Save an answer to a live question of a chosen characteristic, and its tally, in one transaction.

    `values` maps the names of ANSWER_VALUES. Raises NotAllowedNow if the question or its characteristic was
    retired, or the characteristic set aside: the answer that stands stays readable.
    """
    require_writer(by, focus.idea)
    if focus.set_aside_at or question.retired_at or focus.characteristic.retired_at or question.current_id is None:
        raise NotAllowedNow("answer")
    outcome = save_shared(text=_answer(focus.idea, question, by), values=values, base_version=base_version, by=by)
    if isinstance(outcome, Saved) and outcome.changed:
        recount_focus(focus=focus)
    return outcome


@transaction.atomic
def confirm_answer(*, focus: Focus, question: Question, by: User, base_version: int) -> Outcome:
    """Say that an answer still holds for the question as it is worded now. Its words stay; nothing else changes.

    Returns a Conflict if the answer was changed meanwhile.
    """
    require_writer(by, focus.idea)
    rows = Answer.objects.filter(idea=focus.idea, question=question)
    standing = rows.values(*ANSWER_VALUES, "version", "wording_id").get()
    version = standing.pop("version")
    if standing.pop("wording_id") == question.current_id:
        return Saved(version, changed=False)
    if not rows.filter(version=base_version).update(wording=question.current, version=base_version + 1):
        return Conflict(version, standing, standing, None, None)
    Revision.objects.create(
        idea=focus.idea, what=Revision.What.ANSWER, which=question.key, payload=standing, by=by,
        base_version=base_version, version=base_version + 1,
    )  # fmt: skip
    return Saved(base_version + 1)


def save_pitfall_plan(*, idea: Idea, pitfall: Pitfall, by: User, could_happen: str, plan: str,
                      base_version: int) -> Outcome:  # fmt: skip
    """Save whether a pitfall could happen here and what the team would do, keeping the pitfall's text of today."""
    require_writer(by, idea)
    text = SharedText(
        idea=idea,
        what=Revision.What.PITFALL,
        which=pitfall.key,
        model=PitfallPlan,
        lookup={"idea_id": idea.pk, "pitfall_id": pitfall.pk},
        beside={"pitfall_text": pitfall.text},
    )
    values = {"could_happen": could_happen, "plan": plan}
    return save_shared(text=text, values=values, base_version=base_version, by=by)


def _answer(idea: Idea, question: Question, by: User) -> SharedText:
    return SharedText(
        idea=idea,
        what=Revision.What.ANSWER,
        which=question.key,
        model=Answer,
        lookup={"idea_id": idea.pk, "question_id": question.pk},
        beside={"wording_id": question.current_id, "updated_by": by, "updated_at": timezone.now()},
    )
