"""The one mover of an idea's status; only actions beside it call it."""

import hashlib

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ideas import workflow
from ideas.models import Idea, Snapshot, StatusChange
from ideas.permissions import require


def lock(idea: Idea) -> None:
    """Let nobody else change the idea until this transaction ends, and read anew where it stands."""
    idea.refresh_from_db(fields=["status"], from_queryset=Idea.objects.select_for_update())


def fingerprint(idea: Idea, name: str, by: User, form_key: str | None, note: str = "") -> str | None:
    """Return what a step stores of its form's key.

    The same key in another step, idea or hand, or with other words (somebody went back and wrote more), is
    another one.
    """
    if not form_key:
        return None
    return hashlib.sha256(f"{idea.pk} {name} {by.pk} {form_key} {note}".encode()).hexdigest()[:40]


def done_before(*, idea: Idea, name: str, by: User, form_key: str | None, note: str = "") -> StatusChange | None:
    """Return the step that this very form took already: a double click gets what the first click got.

    Call it on a locked idea, so that of two clicks at once the second sees the first. Only the idea's last step
    counts: a page from before that is sent again later asks for a step of its own. A decision keeps
    for good, since its submission can only be decided once.
    """
    stored = fingerprint(idea, name, by, form_key, note)
    if stored is None:
        return None
    found = StatusChange.objects.filter(idea=idea, form_key=stored).first()
    if found is None or name in workflow.DECISIONS or name == "agree_own_team":
        return found
    return found if found == StatusChange.objects.filter(idea=idea).order_by("pk").last() else None


@transaction.atomic
def move(*, idea: Idea, name: str, by: User, form_key: str | None, note: str = "",
         snapshot: Snapshot | None = None) -> StatusChange:  # fmt: skip
    """Take one step of the workflow and record it.

    Raises PermissionDenied for somebody who is not the party of this step, and NotAllowedNow if the idea does
    not stand where it begins; of two people at once the database lets one through.
    """
    require(by, idea, name)
    old = Idea.objects.values_list("status", flat=True).get(pk=idea.pk)
    transition = workflow.check(name, old)
    new = (_before_submitting(idea) if transition.undoes_submitting else None) or transition.target.value
    rows = Idea.objects.filter(pk=idea.pk, status=old, binned_at=None)
    now = timezone.now()
    if not rows.update(status=new, stands_since=now, updated_at=now, updated_by=by):
        raise workflow.NotAllowedNow(name)
    idea.status = new
    stored = fingerprint(idea, name, by, form_key, note)
    if StatusChange.objects.filter(form_key=stored).exists():
        stored = None  # an old page sent again: see done_before
    return StatusChange.objects.create(
        idea=idea, name=name, old=old, new=new, by=by, at=now, note=note, snapshot=snapshot,
        form_key=stored,
    )  # fmt: skip


def _before_submitting(idea: Idea) -> str | None:
    """Return where the idea stood when it was last submitted."""
    submitted = StatusChange.objects.filter(idea=idea, name="submit").order_by("pk")
    return submitted.values_list("old", flat=True).last()
