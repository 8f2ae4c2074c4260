"""Bringing back an older version of a text, or words that a conflict set aside, as a new version."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from characteristics.models import Pitfall, Question
from ideas.actions import answering, choosing, drafting, replying, reviewing
from ideas.actions.moving import lock
from ideas.actions.saving import Conflict, Outcome, Saved
from ideas.models import Answer, AskResponse, Decision, Focus, Idea, PitfallPlan, Revision, Route, Snapshot, TestPlan
from ideas.models.revision import CHOSEN
from ideas.permissions import require_writer
from ideas.versions import Values, values_at

What = Revision.What
SaveAs = Callable[[Idea, User, str, Values, int], Outcome]


def is_text(revision: Revision) -> bool:
    """Tell whether it holds words that can be brought back: a choice is made again where one chooses."""
    return CHOSEN not in revision.payload


def version_now(revision: Revision) -> int:
    """Return the version at which the text of this revision stands; 0 if it is not there."""
    return rows_of(revision).values_list("version", flat=True).first() or 0


def values_now(revision: Revision) -> Values:
    """Return what the text of this revision says now, by the fields that the revision knows."""
    return rows_of(revision).values(*values_at(revision)).first() or {}


@transaction.atomic
def restore_version(*, idea: Idea, revision: Revision, by: User, base_version: int) -> Outcome:
    """Store what the text said with this revision as a new version, if it still stands at `base_version`.

    The new revision says which one it brought back. What says the same already is no change, so a double click is
    harmless. Returns a Conflict, and sets nothing aside, if somebody saved meanwhile. Raises NotAllowedNow where the
    text is no longer in use, PermissionDenied unless the person writes for the team.
    """
    require_writer(by, idea)
    lock(idea)  # every save notes itself on the idea's row first, so from here on nobody comes between
    values, standing, version = values_at(revision), values_now(revision), version_now(revision)
    if standing == values:
        return Saved(version, changed=False)
    if version != base_version:
        last = idea.revisions.filter(what=revision.what, which=revision.which, kept=True).select_related("by").first()
        return Conflict(version, values, standing, last.by if last else None, last.at if last else None)
    outcome = SAVES[revision.what](idea, by, revision.which, values, base_version)
    if isinstance(outcome, Saved) and outcome.changed:
        made = Revision.objects.filter(idea=idea, what=revision.what, which=revision.which, version=outcome.version)
        made.filter(kept=True).update(restored_from=revision)
    return outcome


def rows_of(revision: Revision) -> QuerySet[Any]:
    """Return a query of the row that the revision is a version of."""
    slug, _colon, component = revision.which.partition(":")
    rows: dict[str, QuerySet[Any]] = {
        What.IDEA: Idea.objects.filter(pk=revision.idea_id),
        What.PLAN: TestPlan.objects.filter(idea=revision.idea_id),
        What.FOCUS: Focus.objects.filter(idea=revision.idea_id, characteristic__slug=slug),
        What.ROUTE: Route.objects.filter(
            focus__idea=revision.idea_id, focus__characteristic__slug=slug, component=component
        ),
        What.ANSWER: Answer.objects.filter(idea=revision.idea_id, question__key=slug),
        What.PITFALL: PitfallPlan.objects.filter(idea=revision.idea_id, pitfall__key=slug),
        What.ASK: _asked(revision),
    }
    return rows[revision.what]


def _asked(revision: Revision) -> QuerySet[AskResponse]:
    """Return the response that is meant by “submission-number”; none for any other kind of text."""
    if revision.what != What.ASK:
        return AskResponse.objects.none()
    submission, _dash, number = revision.which.partition("-")
    return AskResponse.objects.filter(
        decision__snapshot__idea=revision.idea_id, decision__snapshot__kind=Snapshot.Kind.SUBMISSION,
        decision__snapshot__number=submission, number=number,
    )  # fmt: skip


def _focus(idea: Idea, **which: Any) -> Focus:
    return Focus.objects.select_related("characteristic", "idea").get(idea=idea, **which)


def _description(idea: Idea, by: User, _which: str, values: Values, base: int) -> Outcome:
    return drafting.describe_idea(idea=idea, by=by, values=values, base_version=base)


def _plan(idea: Idea, by: User, _which: str, values: Values, base: int) -> Outcome:
    return reviewing.save_plan(idea=idea, by=by, values=values, base_version=base)


def _why(idea: Idea, by: User, which: str, values: Values, base: int) -> Outcome:
    characteristic = _focus(idea, characteristic__slug=which).characteristic
    return choosing.save_why(idea=idea, characteristic=characteristic, by=by, why=values["why"], base_version=base)


def _route(idea: Idea, by: User, which: str, values: Values, base: int) -> Outcome:
    slug, _colon, component = which.partition(":")
    focus = _focus(idea, characteristic__slug=slug)
    return choosing.save_route(focus=focus, component=component, by=by, values=values, base_version=base)


def _answer(idea: Idea, by: User, which: str, values: Values, base: int) -> Outcome:
    question = Question.objects.select_related("current").get(key=which)
    stands = Answer.objects.select_related("wording").filter(idea=idea, question=question).first()
    # Old words say nothing about a question that was reworded since: they stay an answer to the wording that stood.
    return answering.save_answer(
        focus=_focus(idea, characteristic=question.characteristic_id), question=question, by=by, values=values,
        base_version=base, wording=stands.wording if stands else None,
    )  # fmt: skip


def _pitfall(idea: Idea, by: User, which: str, values: Values, base: int) -> Outcome:
    pitfall = Pitfall.objects.get(key=which)
    focus = _focus(idea, characteristic=pitfall.characteristic_id)
    return answering.save_pitfall_plan(focus=focus, pitfall=pitfall, by=by, base_version=base, **values)


def _ask(idea: Idea, by: User, which: str, values: Values, base: int) -> Outcome:
    submission, _dash, number = which.partition("-")
    decision = Decision.objects.select_related("snapshot__idea").get(
        snapshot__idea=idea, snapshot__kind=Snapshot.Kind.SUBMISSION, snapshot__number=submission
    )
    return replying.answer_ask(decision=decision, number=int(number), by=by, text=values["text"], base_version=base)


SAVES: dict[str, SaveAs] = {
    What.IDEA: _description, What.PLAN: _plan, What.FOCUS: _why, What.ROUTE: _route, What.ANSWER: _answer,
    What.PITFALL: _pitfall, What.ASK: _ask,
}  # fmt: skip
