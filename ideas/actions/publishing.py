"""Putting an idea into the library, and taking it back."""

import json

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ideas import notifications
from ideas.actions.indexing import forget_snapshots, index_snapshot
from ideas.actions.moving import lock
from ideas.actions.reviewing import latest_decision
from ideas.documents import IdeaDocument, to_json
from ideas.models import Decision, Idea, Publication, Snapshot
from ideas.permissions import may_take_back, require_writer
from ideas.reading import changed_since_agreed, live_document
from ideas.workflow import PUBLISHABLE, PUBLISHABLE_WITH_A_WORD, NotAllowedNow, Status

HOUR = 3600
REPORTS_AN_HOUR = 20


@transaction.atomic
def publish(*, idea: Idea, by: User, names: bool) -> Publication:
    """Freeze the idea as it is now, with what was learned, and put it into the library in place of an earlier one.

    Publishing the very same again returns what stands there: a double click does it once. Raises PermissionDenied
    for somebody who does not write for the team and for practice ideas, NotAllowedNow without an agreement or the word
    of whoever decided.
    """
    require_writer(by, idea)
    if idea.practice:
        raise PermissionDenied(_("A practice idea counts nowhere, so it does not go into the library."))
    lock(idea)
    idea.refresh_from_db()
    if not may_be_published(idea, latest_decision(idea)):
        raise NotAllowedNow("publish")
    document = live_document(idea)
    body = json.loads(json.dumps(to_json(document)))  # as the database gives it back, to be compared
    standing = _standing(idea)
    facts = {"status": idea.status, "names": names, **_agreed(idea, document)}
    if standing and standing.snapshot.body == body and all(getattr(standing, n) == v for n, v in facts.items()):
        return standing
    _withdraw(idea)
    facts["tallies"] = {f.slug: f.tally.as_dict() for f in document.foci}
    return _freeze(idea, by, body, facts)


def may_be_published(idea: Idea, decision: Decision | None) -> bool:
    """Tell whether the idea may go into the library as far as its status and the last decision on it go.

    Its team alone does not settle that: it was agreed, or whoever decided said that others may learn from it.
    """
    if idea.practice or decision is None or not decision.lets_it_into_the_library:
        return False
    return Status(idea.status) in (PUBLISHABLE_WITH_A_WORD if decision.for_library else PUBLISHABLE)


def _standing(idea: Idea) -> Publication | None:
    return Publication.objects.published().filter(snapshot__idea=idea).select_related("snapshot").first()


def _agreed(idea: Idea, document: IdeaDocument) -> dict[str, bool]:
    """Return what is said beside it about the agreement, if the last decision was one."""
    last = latest_decision(idea)
    if last is None or last.outcome != Decision.Outcome.AGREE:
        return {"by_own_team": False, "changed_since": False}
    changed = changed_since_agreed(last, document)
    return {"by_own_team": last.by_own_team, "changed_since": changed is not None}


def _freeze(idea: Idea, by: User, body: dict, facts: dict) -> Publication:
    kind = Snapshot.Kind.PUBLICATION
    number = (idea.snapshots.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0) + 1
    snapshot = Snapshot.objects.create(idea=idea, kind=kind, number=number, body=body, title=idea.title, by=by)
    index_snapshot(snapshot=snapshot)
    return Publication.objects.create(snapshot=snapshot, summary=idea.summary, **facts)


@transaction.atomic
def take_back(*, publication: Publication, by: User) -> None:
    """Take it out of the library, from the next request on. What others began from it stays with them.

    Raises PermissionDenied unless the person writes for its team or is a superuser.
    """
    if not may_take_back(by, publication):
        raise PermissionDenied(_("Only people who write for the team can take this back."))
    _withdraw(publication.snapshot.idea)


def _withdraw(idea: Idea) -> None:
    rows = Snapshot.objects.filter(idea=idea, kind=Snapshot.Kind.PUBLICATION, withdrawn_at=None)
    forget_snapshots(snapshots=rows)
    rows.update(withdrawn_at=timezone.now())


class NobodyToTell(Exception):
    """Nobody who looks after this site has an account on it."""


class TooManyReports(Exception):
    """This person has reported so much within an hour that something else is wrong."""


def report(*, publication: Publication, by: User, text: str) -> None:
    """Tell the superusers that a reader sees a problem; the same words of the same person once.

    Raises NobodyToTell and TooManyReports.
    """
    if not notifications.readers_of_reports().exists():
        raise NobodyToTell
    key = f"library-reports:{by.pk}"
    cache.add(key, 0, HOUR)
    if cache.incr(key) > REPORTS_AN_HOUR:
        raise TooManyReports
    notifications.tell_of_problem(publication, by, text)
