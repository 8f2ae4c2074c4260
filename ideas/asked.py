"""What a person is asked to see to: open threads with their name on them that they may still read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from ideas.models import Comment, Idea
from teams.models import Membership
from text.prepared import prepared


@dataclass(frozen=True, slots=True)
class Asked:
    """A thread, by the title that its reader may see of the idea."""

    pk: int
    idea_id: int
    text: str  # what the thread begins with
    at: datetime
    team: str
    title: str

    @property
    def url(self) -> str:
        """Return the address of the comment."""
        return f"{reverse('ideas:comment_detail', args=[self.idea_id, self.pk])}#comment-{self.pk}"


def asked_of(user: User, *, shown: int) -> list[Asked]:
    """Return the first open threads that the person is asked to see to, the longest standing first; one query.

    Rights are looked up anew, as for notices (`ideas.inbox`): who no longer reads the thread is not asked by it.
    """
    return [Asked(*row) for row in _asked_of(user.pk, shown=shown)]


@prepared
def _asked_of(user: int, *, shown: int) -> QuerySet[Comment, tuple[int, int, str, datetime, str, str]]:
    person = User(pk=user)
    writes = Exists(Membership.objects.filter(team=OuterRef("idea__team"), user=user, writes=True))
    reads = Q(writes) | Q(audience=Comment.Audience.MANAGERS)
    mine = Comment.objects.filter(reads, parent=None, resolved_at=None, assigned_to=user, idea__binned_at=None)
    mine = mine.filter(Exists(Idea.objects.visible_to(person).filter(pk=OuterRef("idea"))))
    live = Exists(Idea.objects.live_for(person).filter(pk=OuterRef("idea")))
    submitted = Coalesce(F("idea__sent__title"), Value(""), output_field=CharField())
    title = Case(When(live, then=F("idea__title")), default=submitted, output_field=CharField())
    rows = mine.annotate(seen_title=title).order_by("at", "pk")
    return rows.values_list("pk", "idea_id", "text", "at", "idea__team__name", "seen_title")[:shown]
