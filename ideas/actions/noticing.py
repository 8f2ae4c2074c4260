"""What becomes of what somebody was told: they read it, choose what comes by mail, and it goes when it is old."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from ideas.kinds import KINDS
from ideas.models import Notice, NoticeChoice
from ideas.models.notices import MailWhen

# How long a notice stays after it was read, and how long one that nobody reads.
READ_KEPT, KEPT = timedelta(days=90), timedelta(days=365)
# Taken away in one go, so that nobody waits for the database meanwhile.
AT_A_TIME = 500


def mark_read(*, by: User, notice: Notice) -> None:
    """Mark one of the person's own notices as read; read already stays read since then."""
    Notice.objects.filter(pk=notice.pk, person=by, read_at=None).update(read_at=timezone.now())


def mark_all_read(*, by: User, until: int) -> int:
    """Mark the person's notices as read, up to the newest that they had before them; returns how many."""
    return Notice.objects.filter(person=by, pk__lte=until, read_at=None).update(read_at=timezone.now())


def mark_place_read(*, by: User, path: str) -> int:
    """Mark what the person was told of this page, whichever part of it, as read; returns how many."""
    rows = Notice.objects.filter(person=by, read_at=None)
    return (rows.filter(path=path) | rows.filter(path__startswith=f"{path}#")).update(read_at=timezone.now())


@transaction.atomic
def choose_mail(*, by: User, choices: Mapping[str, MailWhen]) -> None:
    """Keep when the person wants to be mailed about each kind; what waits to be mailed follows."""
    for kind, mail in choices.items():
        if kind not in KINDS:
            continue
        if mail == KINDS[kind].mail:
            NoticeChoice.objects.filter(person=by, kind=kind).delete()
        else:
            NoticeChoice.objects.update_or_create(person=by, kind=kind, defaults={"mail": mail})
        waiting = Notice.objects.filter(person=by, kind=kind, mailed_at=None)
        waiting.exclude(mail__in=[MailWhen.NEVER, mail]).update(mail=mail)


def clear_old(now: datetime | None = None) -> int:
    """Take away notices that were read long ago and those older than a year, read or not; returns how many."""
    now = now or timezone.now()
    old = Notice.objects.filter(Q(read_at__lt=now - READ_KEPT) | Q(at__lt=now - KEPT)).order_by("pk")
    cleared = 0
    while keys := list(old.values_list("pk", flat=True)[:AT_A_TIME]):
        Notice.objects.filter(pk__in=keys).delete()
        cleared += len(keys)
    return cleared
