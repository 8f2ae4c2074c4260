"""Which threads somebody reads, and what a thread is about in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from characteristics.models import Pitfall, Question
from ideas.models import Comment, Idea, Reviewer
from ideas.permissions import Standing
from teams.models import Membership


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread with its replies and what it is about."""

    root: Comment
    replies: list[Comment]
    words: str  # the question or the pitfall; empty for the idea as a whole


def readable(idea: Idea, at: Standing) -> QuerySet[Comment]:
    """Return the comments that a person of that standing reads: writers all, deciders what is meant for them."""
    rows = Comment.objects.filter(idea=idea)
    if at.writes:
        return rows
    return rows.filter(audience=Comment.Audience.MANAGERS) if at.decides or at.reviews else rows.none()


def threads(comments: QuerySet[Comment]) -> list[Thread]:
    """Return whole threads, the newest first. Four queries at the most, however many there are."""
    rows = list(comments.select_related("by", "assigned_to", "resolved_by"))
    replies: dict[int, list[Comment]] = {}
    for row in rows:
        if row.parent_id is not None:
            replies.setdefault(row.parent_id, []).append(row)
    words = _words(rows)
    roots = [r for r in rows if r.parent_id is None]
    return [Thread(r, replies.get(r.pk, []), words.get((r.about, r.which), "")) for r in reversed(roots)]


def _words(rows: Iterable[Comment]) -> dict[tuple[str, str], str]:
    keys = {(r.about, r.which) for r in rows}
    questions = Question.objects.filter(key__in=[k for about, k in keys if about == Comment.About.QUESTION])
    pitfalls = Pitfall.objects.filter(key__in=[k for about, k in keys if about == Comment.About.PITFALL])
    found = {(str(Comment.About.QUESTION), k): t for k, t in questions.values_list("key", "current__text")}
    found |= {(str(Comment.About.PITFALL), k): t for k, t in pitfalls.values_list("key", "in_short")}
    return found


def open_counts(comments: QuerySet[Comment]) -> dict[str, int]:
    """Return how many open threads there are by what they are about: its key, or "" for the idea."""
    rows = comments.filter(parent=None, resolved_at=None).values("which").annotate(number=Count("pk")).order_by()
    return {row["which"]: row["number"] for row in rows}


def people_of(idea: Idea, audience: str) -> QuerySet[User]:
    """Return the people who read a thread with that audience."""
    writes = Q(memberships__team_id=idea.team_id, memberships__writes=True)
    if audience == Comment.Audience.TEAM:
        return User.objects.filter(writes, is_active=True).distinct()
    decides = Q(memberships__team_id=idea.team_id, memberships__decides=True)
    reviewers = Q(pk__in=Reviewer.objects.active().filter(idea=idea).values("user"))
    return User.objects.filter(writes | decides | reviewers, is_active=True).distinct()


def members_to_ask(idea: Idea) -> QuerySet[User]:
    """Return the people whom a thread can be given to: those who write for the team."""
    members = Membership.objects.filter(team_id=idea.team_id, writes=True)
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("name", "pk")
