"""Answering check-in questions and planning for pitfalls."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from characteristics.models import Pitfall, Question, Wording
from ideas.actions.saving import Conflict, Outcome, Saved, SharedText, Values, remember, save_shared, touch
from ideas.actions.tallies import recount_focus
from ideas.models import Answer, Focus, Idea, PitfallPlan, Revision
from ideas.models.choices import Basis
from ideas.permissions import require_writer
from ideas.workflow import NotAllowedNow

ANSWER_VALUES = ("text", "state", *(f"on_{b.value}" for b in Basis), "citation", "note")


@transaction.atomic
def save_answer(*, focus: Focus, question: Question, by: User, values: Values, base_version: int,
                wording: Wording | None = None) -> Outcome:  # fmt: skip
    """Save an answer to a live question of a chosen characteristic, and its tally, in one transaction.

    `values` maps the names of ANSWER_VALUES; `wording` is the one that the writer read, if not the current
    one: the answer is kept as an answer to that. Raises NotAllowedNow if the question or its characteristic was
    retired, or the characteristic set aside: the answer that stands stays readable.
    """
    require_writer(by, focus.idea)
    if question.retired_at or question.current is None:
        raise NotAllowedNow("answer")
    require_in_use(focus)
    text = _answer(focus.idea, question, wording or question.current, by)
    outcome = save_shared(text=text, values=values, base_version=base_version, by=by)
    if isinstance(outcome, Saved) and outcome.changed:
        recount_focus(focus=focus)
    return outcome


@transaction.atomic
def confirm_answer(*, focus: Focus, question: Question, by: User, number: int, base_version: int) -> Outcome:
    """Say that an answer still holds for wording `number` of its question. Its words stay; nothing else changes.

    Returns a Conflict if the answer was changed, or the question worded anew, since the person read them.
    """
    require_writer(by, focus.idea)
    require_in_use(focus)
    touch(idea=focus.idea, by=by)
    rows = Answer.objects.filter(idea=focus.idea, question=question)
    standing = rows.values(*ANSWER_VALUES, "version", "wording__number").get()
    version, answered = standing.pop("version"), standing.pop("wording__number")
    if answered == number:
        return Saved(version, changed=False)
    current = question.current
    if current is None or current.number != number or version != base_version:
        return Conflict(version, standing, standing, None, None)
    changes = {"wording": current, "updated_by": by, "updated_at": timezone.now()}
    if not rows.filter(version=base_version).update(**changes, version=base_version + 1):
        return Conflict(version, standing, standing, None, None)
    text = _answer(focus.idea, question, current, by)
    remember(text=text, values=standing, by=by, base_version=base_version, version=base_version + 1)
    return Saved(base_version + 1)


def require_in_use(focus: Focus) -> None:
    """Raise NotAllowedNow for a characteristic that was set aside or retired: what stands there is kept as it is."""
    if focus.set_aside_at or focus.characteristic.retired_at:
        raise NotAllowedNow("set aside")


def save_pitfall_plan(*, focus: Focus, pitfall: Pitfall, by: User, could_happen: str, plan: str,
                      base_version: int) -> Outcome:  # fmt: skip
    """Save whether a pitfall could happen here and what the team would do, keeping the pitfall's text of today.

    Raises NotAllowedNow for a retired pitfall, or one of a characteristic that is not in use.
    """
    require_writer(by, focus.idea)
    require_in_use(focus)
    if pitfall.retired_at:
        raise NotAllowedNow("pitfall")
    text = SharedText(
        idea=focus.idea,
        what=Revision.What.PITFALL,
        which=pitfall.key,
        model=PitfallPlan,
        lookup={"idea_id": focus.idea_id, "pitfall_id": pitfall.pk},
        beside={"pitfall_text": pitfall.text},
    )
    values = {"could_happen": could_happen, "plan": plan}
    return save_shared(text=text, values=values, base_version=base_version, by=by)


def _answer(idea: Idea, question: Question, wording: Wording, by: User) -> SharedText:
    return SharedText(
        idea=idea,
        what=Revision.What.ANSWER,
        which=question.key,
        model=Answer,
        lookup={"idea_id": idea.pk, "question_id": question.pk},
        beside={"wording_id": wording.pk, "updated_by": by, "updated_at": timezone.now()},
    )
