"""What somebody does with what they were told: reading it, and choosing what comes by mail."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ideas.kinds import KINDS
from ideas.models import Notice, NoticeChoice
from ideas.models.notices import MailWhen


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
