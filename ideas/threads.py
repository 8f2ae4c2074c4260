"""Which threads somebody reads, and what a thread is about in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from characteristics.models import Pitfall, Question
from ideas.documents import from_json
from ideas.models import Answer, Comment, Idea, PitfallPlan, Reviewer, Revision, Snapshot
from ideas.permissions import Standing
from ideas.words import label
from teams.models import Membership
from text.prepared import prepared


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread with its replies and what it is about."""

    root: Comment
    replies: list[Comment]
    words: str  # the question or the pitfall; empty for the idea as a whole
    unseen: bool = False  # whoever is asked to see to it reads it no longer


def readable(idea: Idea, at: Standing) -> QuerySet[Comment]:
    """Return the comments that a person of that standing reads: writers all, deciders what is meant for them."""
    if at.writes:
        return Comment.objects.filter(idea=idea)
    return said_to_managers(idea) if at.decides or at.reviews else Comment.objects.none()


def said_to_managers(idea: Idea) -> QuerySet[Comment]:
    """Return the comments that are meant for more than the team."""
    return Comment.objects.filter(idea=idea, audience=Comment.Audience.MANAGERS)


def threads(comments: QuerySet[Comment]) -> list[Thread]:
    """Return whole threads of one idea, the newest first. Nine queries at the most, however many there are."""
    rows = list(comments.select_related("by", "assigned_to", "resolved_by").prefetch_related("mentions"))
    replies: dict[int, list[Comment]] = {}
    for row in rows:
        if row.parent_id is not None:
            replies.setdefault(row.parent_id, []).append(row)
    words = _words(rows)
    roots = [r for r in rows if r.parent_id is None]
    unseen = _unseen(roots)
    return [
        Thread(r, replies.get(r.pk, []), words.get((r.about, r.which), ""), r.pk in unseen) for r in reversed(roots)
    ]


@dataclass(frozen=True, slots=True)
class Stands:
    """What the team says to a question or a pitfall, and its judgement in words."""

    text: str
    judged: str


def stands_there(about: str, which: str, idea: Idea, at: Standing, submission: Snapshot | None) -> Stands | None:
    """Return what the team says to the question or the pitfall, as somebody of that standing may read it.

    That is the text as it is now, or what was last submitted; None for an idea as a whole, and where nothing stands.
    """
    if not which or not (at.sees_live or submission):
        return None
    if at.sees_live:
        rows: Any = Answer.objects.filter(question__key=which) if about == Comment.About.QUESTION else (
            PitfallPlan.objects.filter(pitfall__key=which)
        )  # fmt: skip
        found = rows.filter(idea=idea).first()
    else:
        foci = from_json(submission.body).foci if submission else ()
        parts: Any = [p for f in foci for p in (f.questions if about == Comment.About.QUESTION else f.pitfalls)]
        found = next((part for part in parts if part.key == which), None)
    if found is None:
        return None
    if about == Comment.About.QUESTION:
        return Stands(found.text, label(found.state, "state"))
    return Stands(found.plan, label(found.could_happen, "could_happen"))


def _unseen(roots: list[Comment]) -> set[int]:
    """Return the open threads whose person asked to see to them has left the team, or reads them no longer."""
    asked = [r for r in roots if r.assigned_to_id is not None and r.resolved_at is None]
    if not asked:
        return set()
    idea = Idea.objects.select_related("team").get(pk=asked[0].idea_id)
    if idea.binned_at is not None or idea.team.closed_at is not None:
        return set()
    audiences = {r.audience for r in asked}
    readers = {each: set(people_of(idea, each).values_list("pk", flat=True)) for each in audiences}
    return {r.pk for r in asked if r.assigned_to_id not in readers[r.audience]}


def _words(rows: Iterable[Comment]) -> dict[tuple[str, str], str]:
    keys = {(r.about, r.which) for r in rows}
    questions = Question.objects.filter(key__in=[k for about, k in keys if about == Comment.About.QUESTION])
    pitfalls = Pitfall.objects.filter(key__in=[k for about, k in keys if about == Comment.About.PITFALL])
    found = {(str(Comment.About.QUESTION), k): t for k, t in questions.values_list("key", "current__text")}
    found |= {(str(Comment.About.PITFALL), k): t for k, t in pitfalls.values_list("key", "in_short")}
    return found


def open_counts(idea: Idea, at: Standing) -> dict[str, int]:
    """Return how many open threads a person of that standing reads, by what they are about: its key, or "" for the
    idea. One query.
    """
    everything, to_managers = at.writes, at.decides or at.reviews
    if not everything and not to_managers:
        return {}
    return {row["which"]: row["number"] for row in _open_counts(idea.pk, everything=everything)}


@prepared
def _open_counts(idea: int, *, everything: bool) -> QuerySet[Comment, Any]:
    rows = Comment.objects.filter(idea=idea, parent=None, resolved_at=None)
    rows = rows if everything else rows.filter(audience=Comment.Audience.MANAGERS)
    return rows.values("which").annotate(number=Count("pk")).order_by()


def people_of(idea: Idea, audience: str) -> QuerySet[User]:
    """Return the people who read a thread with that audience, as of now.

    Who writes for the team reads all. What is meant for managers too is read by those of its deciders who see the idea
    at all, submitted or as it is now, and by reviewers of what was submitted.
    """
    if idea.binned_at is not None or idea.team.closed_at is not None:
        return User.objects.none()
    readers = Q(pk__in=_members(idea, writes=True))
    if audience == Comment.Audience.MANAGERS:
        sent = idea.snapshots.submissions().filter(withdrawn_at=None).exists()
        deciders = Q(pk__in=_members(idea, decides=True))
        if not sent and not idea.shared_live:
            deciders &= Q(pk__in=Revision.objects.filter(idea=idea, kept=True).values("by"))
        readers |= deciders
        if sent:
            readers |= Q(pk__in=Reviewer.objects.active().filter(idea=idea).values("user"))
    return User.objects.filter(readers, is_active=True).order_by("name", "pk")


def _members(idea: Idea, **right: bool) -> QuerySet[Any, Any]:
    return Membership.objects.filter(team_id=idea.team_id, **right).values("user")


def people_to_tell(idea: Idea, at: Standing, user: User, audience: str) -> QuerySet[User]:
    """Return the people whom somebody can name to be told, other than themselves.

    Members of the team: everybody who reads it. A reviewer from outside knows of the team only whoever submitted the
    idea or spoke where they read it.
    """
    people = people_of(idea, audience).exclude(pk=user.pk)
    if at.writes or at.decides:
        return people
    met = Q(pk__in=readable(idea, at).filter(from_outside=False).values("by"))
    sent = idea.snapshots.submissions().filter(withdrawn_at=None)
    return people.filter(met | Q(pk__in=sent.values("by")))


def names_of(people: QuerySet[User]) -> dict[int, str]:
    """Return the people's names by number."""
    return {person.pk: str(person) for person in people.only("name", "email")}
