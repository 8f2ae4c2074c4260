"""Who is told of what: notices, written in the same transaction as what they tell of.

They stand on the person's page at once; `ideas.mailing` makes mail of them, beside the server. What a notice says
stands in `ideas.kinds`. No mail carries an idea's text beyond its title: mailboxes are read on lock screens.
"""

import hashlib
import re
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import Email

from accounts.models import User
from ideas.kinds import KINDS
from ideas.models import (
    Claim,
    Comment,
    Contribution,
    Decision,
    DecisionReply,
    FeedbackRequest,
    Idea,
    Notice,
    NoticeChoice,
    Publication,
    Reviewer,
    Snapshot,
)
from ideas.permissions import deciders, managers
from ideas.threads import people_of
from teams.tokens import hash_token


def tell_of_submission(snapshot: Snapshot) -> int:
    """Tell everybody who may decide, except the sender, that an idea waits for them; returns how many."""
    people, key, path = deciders(snapshot.idea), f"submission-{snapshot.pk}", _page(snapshot)
    return _tell(people, "submission", idea=snapshot.idea, key=key, path=path, by=snapshot.by, snapshot=snapshot)


def tell_of_decision(decision: Decision) -> int:
    """Tell the people who write for the team what was decided, except the one who decided; returns how many."""
    snapshot, key = decision.snapshot, f"decision-{decision.pk}"
    people, path = _writers(snapshot.idea), _page(snapshot)
    return _tell(people, "decision", idea=snapshot.idea, key=key, path=path, by=decision.by, snapshot=snapshot)


def _page(snapshot: Snapshot) -> str:
    return reverse("ideas:submission_detail", args=[snapshot.idea_id, snapshot.number])


def invite_reviewer(reviewer: Reviewer, token: str) -> None:
    """Send the link with which somebody outside the team, with an account or without, accepts to review one idea."""
    # The title that was submitted, if any was: a reviewer does not see what the team is writing now.
    submitted = reviewer.idea.snapshots.submissions().filter(withdrawn_at=None).order_by("-number")
    context = {
        "reviewer": reviewer,
        "team": reviewer.idea.team,
        "title": submitted.values_list("title", flat=True).first() or "",
        "link": settings.SITE_ADDRESS + reverse("ideas:reviewer_accept", args=[token]),
    }
    body = render_to_string("ideas/email/reviewer.txt", context)
    send_mail(_("You are asked to review an idea"), body, None, [reviewer.email])


def tell_of_reviewer(reviewer: Reviewer) -> int:
    """Tell the people who write for the team that an invited reviewer has accepted; returns how many."""
    idea, path = reviewer.idea, reverse("ideas:reviewer_invite", args=[reviewer.idea_id])
    return _tell(_writers(idea), "reviewer", idea=idea, key=f"reviewer-{reviewer.pk}", path=path, by=reviewer.user)


INVITED = re.compile(r"/review-invitations/([\w-]+)/")


def mail_about(idea: Idea) -> QuerySet[Email]:
    """Return the mail rows that lead to the idea or to it in the library, and invitations to review it, sent or not."""
    books = Publication.objects.filter(snapshot__idea=idea).values_list("pk", flat=True)
    leads = [f"/ideas/{idea.pk}/", *(f"/library/{pk}/" for pk in books)]
    here = Q()
    for place in leads:
        here |= Q(message__contains=settings.SITE_ADDRESS + place)
    # An invitation leads by its secret, of which only the hash is kept.
    hashes = set(Reviewer.objects.filter(idea=idea).values_list("token_hash", flat=True))
    invitations = Email.objects.filter(message__contains="/review-invitations/").values_list("pk", "message")
    mine = [pk for pk, text in invitations if (t := INVITED.search(text)) and hash_token(t[1]) in hashes]
    return Email.objects.filter(here | Q(pk__in=mine))


def tell_of_comment(comment: Comment) -> int:
    """Tell the people whom a comment concerns, except its writer, each once; returns how many.

    Whoever is asked to see to it, then whoever is named in it, then the others: a new thread concerns everybody who
    reads it, an answer those who took part in the thread or were asked to see to it.
    """
    idea, root = comment.idea, comment.parent or comment
    readers = others = people_of(idea, root.audience)
    if comment.parent is not None:
        part = Comment.objects.filter(Q(pk=root.pk) | Q(parent=root)).values("by")
        others = readers.filter(Q(pk__in=part) | Q(pk=root.assigned_to_id))
    groups = {
        "given": readers.filter(pk=comment.assigned_to_id or 0),
        "mention": readers.filter(pk__in=comment.mentions.values("pk")),
        "comment": others,
    }
    path, key = comment.get_absolute_url(), f"comment-{comment.pk}"
    return sum(
        _tell(people, kind, idea=idea, key=key, path=path, by=comment.by, comment=comment)
        for kind, people in groups.items()
    )


def tell_of_settling(thread: Comment, by: User, at: datetime) -> int:
    """Tell those who took part in a thread, or were asked to see to it, that it is settled; returns how many."""
    part = Comment.objects.filter(Q(pk=thread.pk) | Q(parent=thread), from_outside=False).values("by")
    people = people_of(thread.idea, thread.audience).filter(Q(pk__in=part) | Q(pk=thread.assigned_to_id))
    key = f"settled-{thread.pk}-{at.isoformat()}"
    return _tell(people, "settled", idea=thread.idea, key=key, path=thread.get_absolute_url(), by=by, comment=thread)


def tell_of_taking_over(before: Claim, by: User) -> int:
    """Tell whoever was looking at a submission that a colleague has taken it over; returns how many."""
    people, snapshot = User.objects.filter(pk=before.by_id, is_active=True), before.snapshot
    key = f"taken-over-{before.pk}"
    return _tell(people, "taken_over", idea=snapshot.idea, key=key, path=_page(snapshot), by=by, snapshot=snapshot)


def tell_of_giving(thread: Comment, to: User, by: User) -> int:
    """Tell somebody who is asked later on to see to a thread; returns how many. Asked anew, they are told anew."""
    people = User.objects.filter(pk=to.pk)
    key = f"given-{thread.pk}-{timezone.now().isoformat()}"
    return _tell(people, "given", idea=thread.idea, key=key, path=thread.get_absolute_url(), by=by, comment=thread)


def tell_of_contribution(said: Contribution) -> int:
    """Tell the people who write for the team that words from outside wait for them; returns how many."""
    path = reverse("ideas:share_link_list", args=[said.idea_id]) + "#held"
    return _tell(_writers(said.idea), "contribution", idea=said.idea, key=f"contribution-{said.pk}", path=path)


def readers_of_reports() -> QuerySet[User]:
    """Return the people who look after the site."""
    return User.objects.filter(is_superuser=True, is_active=True)


def tell_of_problem(publication: Publication, by: User, text: str) -> int:
    """Tell the superusers what somebody finds wrong with something in the library; returns how many."""
    people = readers_of_reports()
    idea, snapshot = publication.snapshot.idea, publication.snapshot
    key = "report-" + hashlib.sha256(f"{publication.pk} {by.pk} {text}".encode()).hexdigest()[:40]
    path = reverse("library:library_detail", args=[publication.pk])
    return _tell(people, "report", idea=idea, key=key, path=path, by=by, snapshot=snapshot, words=text)


def tell_of_reply(reply: DecisionReply) -> int:
    """Tell whoever decided that the team replied, unless their account is closed; returns how many."""
    snapshot, people = reply.decision.snapshot, User.objects.filter(pk=reply.decision.by_id, is_active=True)
    key, path = f"reply-{reply.pk}", _page(snapshot) + "#decision"
    return _tell(people, "reply", idea=snapshot.idea, key=key, path=path, by=reply.by, snapshot=snapshot)


def tell_of_feedback_request(asked: FeedbackRequest) -> int:
    """Tell the team's managers that their thoughts on a draft are welcome, except who asks; returns how many."""
    idea, path = asked.idea, reverse("ideas:idea_detail", args=[asked.idea_id])
    return _tell(managers(idea), "feedback", idea=idea, key=f"feedback-{asked.pk}", path=path, by=asked.by)


def _writers(idea: Idea) -> QuerySet[User]:
    return User.objects.filter(memberships__team_id=idea.team_id, memberships__writes=True, is_active=True)


def _tell(people: QuerySet[User], kind: str, *, idea: Idea, key: str, path: str, by: User | None = None,
          comment: Comment | None = None, snapshot: Snapshot | None = None, words: str = "") -> int:  # fmt: skip
    """Write a notice for each of the people except `by`; returns for how many.

    `kind` is a key of KINDS; `key` says what it tells of: whoever has a notice with it, of any kind, gets no other;
    `path` is the very place to look. `snapshot` or `comment` is what rights are asked of when it is shown.
    """
    people = people.exclude(pk__in=Notice.objects.filter(key=key).values("person"))
    if by is not None:
        people = people.exclude(pk=by.pk)
    numbers = list(people.order_by().values_list("pk", flat=True).distinct())
    chosen = dict(NoticeChoice.objects.filter(person__in=numbers, kind=kind).values_list("person", "mail"))
    rows = [
        Notice(
            person_id=number, kind=kind, idea=idea, comment=comment, snapshot=snapshot, by=by, path=path, words=words,
            key=key, mail=chosen.get(number, KINDS[kind].mail),
        )
        for number in numbers
    ]  # fmt: skip
    # Told by somebody else at the same moment: the database keeps one.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
