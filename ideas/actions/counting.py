"""Keeps beside each submission what it counts, and at each idea which submission is its latest."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from characteristics.models import Component
from ideas.counts import Counts
from ideas.coverage import Tally
from ideas.documents import IdeaDocument, from_json
from ideas.models import Idea, Snapshot, StatusChange, SubmittedFinding, SubmittedFocus

# Submissions whose words a recount holds at once.
AT_ONCE = 200
Rows = tuple[dict[str, dict[str, Any]], set[tuple[str, str, int]]]


@transaction.atomic
def count_submissions(submissions: Iterable[tuple[Snapshot, IdeaDocument]]) -> None:
    """Write what each submission counts, in place of what stood there. Call it where the words are written."""
    pairs = list(submissions)
    foci, findings = [], []
    for snapshot, document in pairs:
        counts, owner = Counts.of(document), {"snapshot_id": snapshot.pk, "idea_id": snapshot.idea_id}
        foci += [SubmittedFocus(**owner, slug=slug, **columns) for slug, columns in _foci(counts).items()]
        findings += [SubmittedFinding(**owner, kind=kind, key=k, number=n) for kind, k, n in counts.findings()]
    written = [snapshot.pk for snapshot, _document in pairs]
    SubmittedFocus.objects.filter(snapshot__in=written).delete()
    SubmittedFocus.objects.bulk_create(foci, batch_size=500)
    SubmittedFinding.objects.filter(snapshot__in=written).delete()
    SubmittedFinding.objects.bulk_create(findings, batch_size=500)


def point_at_latest(*, idea: Idea) -> None:
    """Note at the idea its latest submission that was not taken back. Call it on a locked idea."""
    rewrite_places(Idea.objects.filter(pk=idea.pk))


def rewrite_places(ideas: QuerySet[Idea]) -> int:
    """Write for many ideas at once which submission is the latest and since when they stand; returns how many."""
    return ideas.update(sent=_latest("pk"), sent_at=_latest("at"), stands_since=_since())


@transaction.atomic
def recount_submissions(*, check: bool = False) -> list[int]:
    """Count every submission afresh from its words, and look up where each idea stands.

    Returns the ideas of which something differed and has been written; with `check` nothing is written.
    """
    wrong: set[int] = set()
    submissions = list(Snapshot.objects.submissions().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(submissions), AT_ONCE):
        rows = Snapshot.objects.filter(pk__in=submissions[start : start + AT_ONCE]).select_for_update()
        read = [(snapshot, from_json(snapshot.body)) for snapshot in rows.only("idea_id", "body")]
        stored = _stored([snapshot.pk for snapshot, _document in read])
        differ = [(s, document) for s, document in read if stored[s.pk] != _rows(Counts.of(document))]
        wrong |= {snapshot.idea_id for snapshot, _document in differ}
        if differ and not check:
            count_submissions(differ)
    places = Idea.objects.annotate(latest=_latest("pk"), latest_at=_latest("at"), since=_since()).order_by("pk")
    differs = ~Q(stands_since=F("since")) | _differs("sent", "latest") | _differs("sent_at", "latest_at")
    moved = list(places.filter(differs).values_list("pk", flat=True))
    if not check:
        for start in range(0, len(moved), AT_ONCE):
            rewrite_places(Idea.objects.filter(pk__in=moved[start : start + AT_ONCE]))
    return sorted(wrong.union(moved))


def _differs(stored: str, found: str) -> Q:
    """Tell whether two columns differ; both may be empty."""
    one_empty = Q(**{f"{stored}__isnull": True, f"{found}__isnull": False})
    other_empty = Q(**{f"{stored}__isnull": False, f"{found}__isnull": True})
    return one_empty | other_empty | (~Q(**{stored: F(found)}) & Q(**{f"{stored}__isnull": False}))


def _foci(counts: Counts) -> dict[str, dict[str, Any]]:
    """Return by slug what `SubmittedFocus` has in its columns: the tally, and which parts of COM-B are described."""
    return {
        slug: {**tally.as_dict(), **{part: part in counts.parts[slug] for part in Component.values}}
        for slug, tally in counts.foci.items()
    }


def _rows(counts: Counts) -> Rows:
    return _foci(counts), set(counts.findings())


def _stored(snapshots: list[int]) -> dict[int, Rows]:
    found: dict[int, Rows] = defaultdict(lambda: ({}, set()))
    columns = ("snapshot_id", "slug", *Tally().as_dict(), *Component.values)
    for row in SubmittedFocus.objects.filter(snapshot__in=snapshots).values(*columns):
        snapshot, slug = row.pop("snapshot_id"), row.pop("slug")
        found[snapshot][0][slug] = row
    findings = SubmittedFinding.objects.filter(snapshot__in=snapshots)
    for snapshot, kind, key, number in findings.values_list("snapshot_id", "kind", "key", "number"):
        found[snapshot][1].add((kind, key, number))
    return found


def _latest(column: str) -> Any:
    sent = Snapshot.objects.submissions().filter(idea=OuterRef("pk"), withdrawn_at=None).order_by("-number")
    return Subquery(sent.values(column)[:1])


def _since() -> Any:
    steps = StatusChange.objects.filter(idea=OuterRef("pk")).order_by("-at", "-pk")
    return Coalesce(Subquery(steps.values("at")[:1]), F("created_at"))
