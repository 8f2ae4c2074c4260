"""What people without an account say through a link, and how the team lets it in."""

import hashlib
import time

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from ideas import notifications
from ideas.models import Comment, Contribution, ShareLink
from ideas.permissions import require_writer

# From one address through one link in an hour; a whole day centre may share an address.
PER_HOUR = 10
HOUR = 3600
# Waiting for the team through one link. Beyond it the page asks people to come back later.
HELD_AT_ONCE = 100


class TooMany(Exception):
    """So much came through this link that nothing more is taken for a while."""


def contribute(*, link: ShareLink, text: str, brings: str, address: str, form_key: str | None = None) -> Contribution:
    """Hold what somebody says until the team has looked at it, and let the team know.

    The same form again returns the first. Raises TooMany. `address` is where the request came from; only a hash of
    it is kept, for an hour.
    """
    stored = hashlib.sha256(f"{link.pk} {form_key}".encode()).hexdigest()[:40] if form_key else None
    before = Contribution.objects.filter(form_key=stored).first() if stored else None
    if before is not None:
        return before
    _count(link, address)
    made = Contribution(idea=link.idea, link=link, text=text, brings=brings, form_key=stored)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            _tell(made)
    except IntegrityError:  # sent twice at once
        return Contribution.objects.get(form_key=stored)
    return made


def _count(link: ShareLink, address: str) -> None:
    key = f"contribute:{link.pk}:{hashlib.sha256(address.encode()).hexdigest()[:32]}"
    now = time.time()
    lately = [at for at in cache.get(key, []) if at > now - HOUR]
    held = link.contributions.filter(state=Contribution.State.HELD).count()
    if len(lately) >= PER_HOUR or held >= HELD_AT_ONCE:
        raise TooMany
    cache.set(key, [*lately, now], HOUR)


def _tell(made: Contribution) -> None:
    """Tell the writers once an hour at the most: whoever has the link must not be able to fill their mailboxes."""
    if cache.add(f"contribution-told:{made.idea_id}", 1, HOUR):
        notifications.tell_of_contribution(made)


@transaction.atomic
def accept(*, contribution: Contribution, by: User) -> Comment | None:
    """Let it in: it becomes a thread that the team reads, marked as from outside.

    Returns the thread, also when somebody was quicker; None if it was declined meanwhile.
    """
    require_writer(by, contribution.idea)
    if not _settle(contribution, by, state=Contribution.State.ACCEPTED):
        return Contribution.objects.select_related("comment").get(pk=contribution.pk).comment
    said = Contribution.objects.get(pk=contribution.pk)
    comment = Comment.objects.create(
        idea=contribution.idea, by=by, text=said.text, brings=said.brings, from_outside=True,
        audience=Comment.Audience.TEAM,
    )  # fmt: skip
    Contribution.objects.filter(pk=contribution.pk).update(comment=comment)
    return comment


@transaction.atomic
def decline(*, contribution: Contribution, by: User) -> bool:
    """Decline it, and keep none of its words. Returns False if it was let in meanwhile."""
    require_writer(by, contribution.idea)
    _settle(contribution, by, state=Contribution.State.DECLINED, text="", brings="")
    return Contribution.objects.filter(pk=contribution.pk, state=Contribution.State.DECLINED).exists()


def _settle(contribution: Contribution, by: User, **changes: str) -> bool:
    rows = Contribution.objects.filter(pk=contribution.pk, state=Contribution.State.HELD)
    return bool(rows.update(settled_at=timezone.now(), settled_by=by, **changes))
