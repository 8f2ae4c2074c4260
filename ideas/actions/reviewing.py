"""Submitting, deciding, and what follows a decision."""

from datetime import date

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from accounts.models import User
from ideas import notifications
from ideas.actions.claiming import end_claims
from ideas.actions.counting import count_submissions, point_at_latest
from ideas.actions.feedback import end_request
from ideas.actions.indexing import forget_snapshots, index_description, index_snapshot
from ideas.actions.moving import done_before, lock, move
from ideas.actions.replying import asked_and_said
from ideas.actions.saving import Outcome, SharedText, Values, save_shared
from ideas.documents import to_json
from ideas.models import Claim, Decision, Idea, Revision, Snapshot, StatusChange, TestPlan
from ideas.permissions import require, require_writer
from ideas.reading import live_document
from ideas.workflow import DECISIONS, ENDS, NotAllowedNow, Status
from text.prepared import prepared


class PlanIncomplete(NotAllowedNow):
    """One of the four fields on what to try first is empty: perhaps a colleague emptied it just now."""

    def __init__(self) -> None:
        super().__init__("submit")


def save_plan(*, idea: Idea, by: User, values: Values, base_version: int) -> Outcome:
    """Save what the team would try first (the fields of `TestPlan.TEXTS`)."""
    require_writer(by, idea)
    text = SharedText(idea=idea, what=Revision.What.PLAN, model=TestPlan, lookup={"idea_id": idea.pk})
    return save_shared(text=text, values=values, base_version=base_version, by=by)


@transaction.atomic
def submit(*, idea: Idea, by: User, form_key: str | None = None) -> Snapshot:
    """Freeze the idea as a submission, move it to review and tell those who may decide.

    The same `form_key` again returns the first submission and sends nothing. Raises PlanIncomplete unless
    all of `TestPlan.REQUIRED` is said, and as `move` does.
    """
    lock(idea)  # from here until the commit nobody's save comes between
    before = done_before(idea=idea, name="submit", by=by, form_key=form_key)
    if before is not None and before.snapshot is not None:
        return before.snapshot
    plan = TestPlan.objects.filter(idea=idea).first()
    if plan is None or not all(getattr(plan, name) for name in TestPlan.REQUIRED):
        raise PlanIncomplete
    number = (idea.snapshots.submissions().aggregate(last=Max("number"))["last"] or 0) + 1
    step = move(idea=idea, name="submit", by=by, form_key=form_key)
    idea.refresh_from_db()
    document = live_document(idea)
    snapshot = Snapshot.objects.create(
        idea=idea, number=number, body=to_json(document), title=idea.title, asked=asked_and_said(latest_decision(idea)),
        by=by,
    )  # fmt: skip
    count_submissions([(snapshot, document)])
    point_at_latest(idea=idea)
    end_request(idea=idea, by=by)
    StatusChange.objects.filter(pk=step.pk).update(snapshot=snapshot)
    index_snapshot(snapshot=snapshot)
    notifications.tell_of_submission(snapshot)
    return snapshot


@transaction.atomic
def withdraw(*, idea: Idea, by: User, form_key: str | None = None) -> None:
    """Take a submission back before anybody decided: the deciders no longer see it."""
    lock(idea)
    if done_before(idea=idea, name="withdraw", by=by, form_key=form_key):
        return
    snapshot = latest_submission(idea)
    move(idea=idea, name="withdraw", by=by, form_key=form_key, snapshot=snapshot)
    if snapshot is not None:
        Snapshot.objects.filter(pk=snapshot.pk).update(withdrawn_at=timezone.now())
        _gone(snapshot)


@transaction.atomic
def decide(*, snapshot: Snapshot, by: User, outcome: str, reasons: str, conditions: str = "",
           review_on: date | None = None, for_library: bool = False, form_key: str | None = None,
           **notes: str) -> Decision:  # fmt: skip
    """Decide on a submission and tell the team. A decision binds the submission that it was made on.

    `outcome` is one of DECISIONS, `conditions` asks for one thing a line, `for_library` lets others learn from it
    whatever the outcome, `notes` say something to `Decision.PROMPTS`. Raises NotAllowedNow if this is not the
    submission under review, and PermissionDenied as `move` does. The same `form_key` again returns the first decision.
    """
    if outcome not in DECISIONS:
        raise NotAllowedNow(outcome)
    said = Decision(
        snapshot=snapshot, outcome=outcome, reasons=reasons, conditions=conditions, review_on=review_on,
        for_library=for_library, by=by, **notes,
    )  # fmt: skip
    return _decide(said, outcome, form_key)


@transaction.atomic
def agree_own_team(*, snapshot: Snapshot, by: User, reasons: str, form_key: str | None = None) -> Decision:
    """Record that the team agreed its own idea because nobody independent was left to ask.

    It is marked so wherever the idea is shown. Raises PermissionDenied while somebody could decide.
    """
    outcome = Decision.Outcome.AGREE
    said = Decision(snapshot=snapshot, outcome=outcome, reasons=reasons, by=by, by_own_team=True)
    return _decide(said, "agree_own_team", form_key)


@transaction.atomic
def look_again(*, decision: Decision, by: User, on: date | None) -> None:
    """Move the day on which a decision is to be looked at again, or clear it; what was decided stays as it is.

    Raises PermissionDenied for whoever may not decide on the idea.
    """
    require(by, decision.snapshot.idea, "agree")
    Decision.objects.filter(pk=decision.pk).update(review_on=on)
    decision.review_on = on


def _decide(decision: Decision, name: str, form_key: str | None) -> Decision:
    snapshot, by = decision.snapshot, decision.by
    idea = snapshot.idea
    lock(idea)
    before = done_before(idea=idea, name=name, by=by, form_key=form_key, note=decision.reasons)
    if before is not None and before.snapshot_id == snapshot.pk:
        return Decision.objects.get(snapshot=snapshot)
    step = move(idea=idea, name=name, by=by, form_key=form_key, note=decision.reasons, snapshot=snapshot)
    if latest_submission(idea) != snapshot:
        raise NotAllowedNow(name)
    decision.at = step.at
    decision.save(force_insert=True)
    Idea.objects.filter(pk=idea.pk).update(agreed_by_itself=decision.by_own_team)
    end_claims(snapshot=snapshot, end=Claim.End.DECIDED)
    notifications.tell_of_decision(decision)
    return decision


@transaction.atomic
def start_testing(*, idea: Idea, by: User, form_key: str | None = None) -> None:
    """Begin the test that was agreed."""
    _step(idea, "start_testing", by, form_key)


@transaction.atomic
def finish(*, idea: Idea, by: User, name: str, learned: str, form_key: str | None = None) -> None:
    """End an idea as adopted, adapted or stopped (`name` of ENDS), with what was learned.

    An idea stopped while it waits for a decision takes its submission back. A wish for feedback ends with the idea.
    Raises as `move` does.
    """
    if name not in ENDS:
        raise NotAllowedNow(name)
    step = _step(idea, name, by, form_key, note=learned)
    if step is None:
        return
    Idea.objects.filter(pk=idea.pk).update(learned=learned)
    end_request(idea=idea, by=by)
    index_description(idea=idea)
    waiting = latest_submission(idea) if step.old == Status.IN_REVIEW else None
    if waiting is not None:
        Snapshot.objects.filter(pk=waiting.pk, decision=None).update(withdrawn_at=timezone.now())
        _gone(waiting)


@transaction.atomic
def reopen(*, idea: Idea, by: User, form_key: str | None = None) -> None:
    """Take an idea back to draft."""
    _step(idea, "reopen", by, form_key)


def _gone(snapshot: Snapshot) -> None:
    """Let a submission that was taken back be found and looked at no more."""
    point_at_latest(idea=snapshot.idea)
    forget_snapshots(snapshots=[snapshot])
    end_claims(snapshot=snapshot, end=Claim.End.WITHDRAWN)


def _step(idea: Idea, name: str, by: User, form_key: str | None, note: str = "") -> StatusChange | None:
    """Take the step, or return None if this very form took it already."""
    lock(idea)
    if done_before(idea=idea, name=name, by=by, form_key=form_key, note=note):
        return None
    return move(idea=idea, name=name, by=by, form_key=form_key, note=note)


def latest_submission(idea: Idea) -> Snapshot | None:
    """Return the last submission that was not withdrawn."""
    return next(iter(_latest_submission(idea.pk)), None)


@prepared
def _latest_submission(idea: int) -> QuerySet[Snapshot]:
    return Snapshot.objects.submissions().filter(idea=idea, withdrawn_at=None).order_by("-number")[:1]


def latest_decision(idea: Idea) -> Decision | None:
    """Return the last decision on any of the idea's submissions, with its submission."""
    return next(iter(_latest_decision(idea.pk)), None)


@prepared
def _latest_decision(idea: int) -> QuerySet[Decision]:
    return Decision.objects.filter(snapshot__idea=idea).select_related("by", "snapshot").order_by("-at", "pk")[:1]
