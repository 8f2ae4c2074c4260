"""Noting who has which page of an idea before them, for colleagues on the same page. It changes no text."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from ideas.models import Idea, Presence
from ideas.presence import fresh_since

SWEEP = timedelta(hours=1)


def be_there(*, idea: Idea, by: User, place: str, part: str = "") -> None:
    """Note that the person is at that place of the idea just now: one row for each person and place, written over.

    The caller has seen that they may read its text. Rows of long ago go, whoever's they are.
    """
    now = timezone.now()
    rows = Presence.objects.filter(idea=idea, place=place, user=by)
    if rows.filter(seen_at__gt=fresh_since()).update(seen_at=now, part=part):
        return
    sweep()
    Presence.objects.bulk_create(
        [Presence(idea=idea, place=place, part=part, user=by, since=now, seen_at=now)],
        update_conflicts=True, unique_fields=["idea", "place", "user"], update_fields=["since", "seen_at", "part"],
    )  # fmt: skip


def sweep() -> None:
    """Take away rows of long ago, whoever's they are."""
    Presence.objects.filter(seen_at__lt=timezone.now() - SWEEP).delete()


def leave(*, idea: Idea, by: User, place: str) -> None:
    """Note that the person has left that place."""
    Presence.objects.filter(idea=idea, place=place, user=by).delete()
