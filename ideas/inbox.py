"""What somebody has been told and may still read. The page, the number in the header and every mail ask here."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from accounts.models import User
from ideas.kinds import KINDS, Reads, kinds_read_by, sentence
from ideas.models import Comment, Idea, Notice, NoticeChoice, Publication, Reviewer, Snapshot
from ideas.models.notices import MailWhen
from teams.models import Membership


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with its words."""

    notice: Notice
    words: str

    @property
    def team(self) -> str:
        """Return the name of the idea's team; empty for what stands in the library, where teams may stay unnamed."""
        return "" if KINDS[self.notice.kind].reads is Reads.SUPERUSERS else self.notice.idea.team.name


def notices_for(user: User) -> QuerySet[Notice]:
    """Return the person's notices of which they may read, at this moment, what each tells of; the newest first.

    Rights are looked up anew each time: whoever was removed since, or no longer reads the thread, has none. Nothing is
    told of an idea in the bin. The title that its reader may see stands in `seen_title`.
    """
    live = Exists(Idea.objects.live_for(user).filter(pk=OuterRef("idea")))
    last = Snapshot.objects.submissions().filter(idea=OuterRef("idea"), withdrawn_at=None).order_by("-number")
    title = Case(
        When(snapshot__isnull=False, then=F("snapshot__title")),
        When(live, then=F("idea__title")),
        default=Subquery(last.values("title")[:1]),
        output_field=CharField(),
    )
    return _readable(user).annotate(seen_title=Coalesce(title, Value("")))


def older_than(notices: QuerySet[Notice], pk: int) -> QuerySet[Notice]:
    """Return those of the person's notices that stand below that one; all of them if there is no such."""
    last = notices.filter(pk=pk).values_list("at", flat=True).first()
    return notices.filter(Q(at__lt=last) | Q(at=last, pk__lt=pk)) if last else notices


def _readable(user: User) -> QuerySet[Notice]:
    if not user.is_active:
        return Notice.objects.none()
    seen = Idea.objects.visible_to(user).filter(pk=OuterRef("idea"), binned_at=None)
    return Notice.objects.filter(_may_read(user, Q(Exists(seen))), person=user)


def _may_read(user: User, seen: Q) -> Q:
    """Return the rule for each kind: see `ideas.kinds.Reads`."""
    member = Membership.objects.filter(team=OuterRef("idea__team"), user=user)
    reviews = Exists(Reviewer.objects.active().filter(idea=OuterRef("idea"), user=user))
    writes, decides = Q(Exists(member.filter(writes=True))), Q(Exists(member.filter(decides=True))) | Q(reviews)
    standing = Q(snapshot=None) | Q(snapshot__withdrawn_at=None)
    rules = {
        Reads.THREAD: seen & (writes | Q(comment__audience=Comment.Audience.MANAGERS)),
        Reads.WRITERS: seen & writes,
        Reads.DECIDERS: seen & decides & standing,
        Reads.EITHER: seen & standing,
    }
    if user.is_superuser:
        rules[Reads.SUPERUSERS] = Q(Exists(Publication.objects.published().filter(snapshot=OuterRef("snapshot"))))
    found = Q(pk__in=[])
    for reads, rule in rules.items():
        found |= Q(kind__in=kinds_read_by(reads)) & rule
    return found


def told(notices: QuerySet[Notice]) -> list[Told]:
    """Return notices of `notices_for` with their words. One query."""
    rows: list[Any] = list(notices.select_related("by", "idea__team", "comment", "snapshot__decision").defer(
        "snapshot__body", *(f"idea__{name}" for name in (*Idea.TEXTS, "learned"))
    ))  # fmt: skip
    return [Told(row, sentence(row, row.seen_title)) for row in rows]


def unread_number(user: User) -> Combinable:
    """Return how many notices the person has not read, to be asked along with another query; nothing for none."""
    if not user.is_active:
        return Value(0)
    unread = _readable(user).filter(read_at=None).order_by()
    counted = unread.values("person").annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())


def mail_choices(user: User) -> dict[str, MailWhen]:
    """Return when the person is mailed, for each kind: what they chose, or its default."""
    chosen = dict(NoticeChoice.objects.filter(person=user).values_list("kind", "mail"))
    return {key: MailWhen(chosen.get(key, kind.mail)) for key, kind in KINDS.items()}
