"""Makes mail of notices, beside the server and never in anybody's request.

Of each mail the reader's rights are looked up in the transaction that makes its row; who lost them meanwhile, or has
read the notice on the page, gets none. A mail says no more of an idea than its title: phones show mail on locked
screens.
"""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override

from accounts.models import User
from ideas.inbox import Told, notices_for, told
from ideas.kinds import KINDS, subject
from ideas.models import Notice
from ideas.models.notices import MailWhen

logger = logging.getLogger("goodhelp.mail")

# The daily mail tells what came before this hour, Europe/London, and is sent from then on.
DAILY_AT = time(7)
# More than this in one daily mail are counted and not listed.
LISTED = 40
# Looked at in one go; the rest a few seconds later.
AT_ONCE = 500


def mail_notices(now: datetime | None = None) -> int:
    """Make the mails that are due; returns how many. Trouble with one is logged, and it waits for the next time."""
    now = now or timezone.now()
    waiting = Notice.objects.filter(mail=MailWhen.NOW, mailed_at=None).order_by("pk")
    sent = sum(_safely(_mail_at_once, pk, now) for pk in waiting.values_list("pk", flat=True)[:AT_ONCE])
    due = Notice.objects.filter(mail=MailWhen.DAILY, mailed_at=None, at__lt=_last_hour(now))
    people = due.order_by("person").values_list("person", flat=True).distinct()
    return sent + sum(_safely(_mail_daily, pk, now) for pk in people[:AT_ONCE])


def _safely(make: Callable[[int, datetime], int], pk: int, now: datetime) -> int:
    try:
        with transaction.atomic():
            return make(pk, now)
    except Exception:
        logger.exception("No mail could be made of a notice; it waits.")
        return 0


def _mail_at_once(pk: int, now: datetime) -> int:
    """Make one mail. Of two deliveries at once the database lets one through."""
    claimed = Notice.objects.filter(pk=pk, mail=MailWhen.NOW, mailed_at=None)
    if not claimed.update(mailed_at=now):
        return 0
    person = User.objects.get(pk=Notice.objects.values("person").get(pk=pk)["person"])
    with override(person.mail_language()):
        found = told(notices_for(person).filter(pk=pk, read_at=None))
        if not found:
            Notice.objects.filter(pk=pk).update(mail=MailWhen.NEVER, mailed_at=None)
            return 0
        each = found[0]
        title: str = each.notice.seen_title  # type: ignore[attr-defined] # annotated by notices_for
        _send(person, subject(each.notice, title), "ideas/email/notice.txt", {
            "told": each, "to_do": KINDS[each.notice.kind].to_do, "link": settings.SITE_ADDRESS + each.notice.path,
        })  # fmt: skip
    return 1


def _mail_daily(person_id: int, now: datetime) -> int:
    """Make the person's mail of the day, if they have none of today and there is still something to tell."""
    # Two deliveries at once: the second waits here, then sees what the first did.
    person = User.objects.select_for_update(no_key=True).get(pk=person_id)
    hour = _last_hour(now)
    daily = Notice.objects.filter(person=person, mail=MailWhen.DAILY)
    if daily.filter(mailed_at__gte=hour).exists():
        return 0
    due = daily.filter(mailed_at=None, at__lt=hour)
    with override(person.mail_language()):
        return _make_daily(person, due, now)


def _make_daily(person: User, due: QuerySet[Notice], now: datetime) -> int:
    found = told(notices_for(person).filter(pk__in=list(due.values_list("pk", flat=True)), read_at=None))
    keys = [each.notice.pk for each in found]
    due.exclude(pk__in=keys).update(mail=MailWhen.NEVER)
    if not found:
        return 0
    Notice.objects.filter(pk__in=keys).update(mailed_at=now)
    heading = ngettext("One thing that happened to your ideas", "%(number)s things that happened to your ideas",
                       len(found)) % {"number": len(found)}  # fmt: skip
    _send(person, heading, "ideas/email/digest.txt", {"lines": _lines(found), "more": max(0, len(found) - LISTED)})
    return 1


def _lines(found: list[Told]) -> list[tuple[Told, str]]:
    return [(each, settings.SITE_ADDRESS + each.notice.path) for each in found[:LISTED]]


def _send(person: User, heading: str, template: str, context: dict[str, object]) -> None:
    """Put the mail into its row; it is sent from there."""
    page = {"all_link": "notice_list", "settings_link": "notice_settings"}
    links = {name: settings.SITE_ADDRESS + reverse(route) for name, route in page.items()}
    body = render_to_string(template, {**context, **links, "person": person})
    send_mail(heading, body, None, [person.email])


def _last_hour(now: datetime) -> datetime:
    """Return the last moment at which daily mails were due: today's hour, or yesterday's before it."""
    local = timezone.localtime(now)
    day = local.date() if local.time() >= DAILY_AT else local.date() - timedelta(days=1)
    return datetime.combine(day, DAILY_AT, local.tzinfo)
