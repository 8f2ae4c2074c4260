"""Mail about ideas: a row written in the same transaction, sent later beside the server.

No mail carries an idea's text beyond its title: mailboxes are read on lock screens.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from ideas.models import Comment, Contribution, Decision, Publication, Reviewer, Snapshot
from ideas.permissions import deciders
from ideas.threads import people_of


def address(name: str, *args: object) -> str:
    """Return the full address of a page, for a mail."""
    return settings.SITE_ADDRESS + reverse(name, args=args)


def tell_of_submission(snapshot: Snapshot) -> int:
    """Tell everybody who may decide, except the sender, that an idea waits for them; returns how many."""
    people = deciders(snapshot.idea).exclude(pk=snapshot.by_id)
    context = {
        "snapshot": snapshot,
        "team": snapshot.idea.team,
        "link": address("ideas:submission_detail", snapshot.idea_id, snapshot.number),
    }
    subject = _("An idea waits for your decision: %(title)s")
    return _send(people, subject, "ideas/email/submission.txt", {**context, "title": snapshot.title})


def tell_of_decision(decision: Decision) -> int:
    """Tell the people who write for the team what was decided, except the one who decided; returns how many."""
    snapshot = decision.snapshot
    idea = snapshot.idea
    people = User.objects.filter(memberships__team_id=idea.team_id, memberships__writes=True, is_active=True)
    context = {
        "decision": decision,
        "snapshot": snapshot,
        "team": idea.team,
        "link": address("ideas:submission_detail", idea.pk, snapshot.number),
    }
    context |= {"outcome": Decision.Outcome(decision.outcome).label, "title": snapshot.title}
    return _send(people.exclude(pk=decision.by_id), _("%(outcome)s: %(title)s"), "ideas/email/decision.txt", context)


def invite_reviewer(reviewer: Reviewer, token: str) -> None:
    """Send the link with which somebody outside the team accepts to review one idea."""
    # The title that was submitted, if any was: a reviewer does not see what the team is writing now.
    submitted = reviewer.idea.snapshots.submissions().filter(withdrawn_at=None).order_by("-number")
    context = {
        "reviewer": reviewer,
        "team": reviewer.idea.team,
        "title": submitted.values_list("title", flat=True).first() or "",
        "link": address("ideas:reviewer_accept", token),
    }
    body = render_to_string("ideas/email/reviewer.txt", context)
    send_mail(_("You are asked to review an idea"), body, None, [reviewer.email])


def _send(people: Iterable[User], subject: object, template: str, context: dict[str, object]) -> int:
    """Send one mail to each person in their language, so that nobody sees another's address.

    The subject is filled from the context.
    """
    sent = 0
    for person in people:
        with override(person.mail_language()):
            body = render_to_string(template, {**context, "person": person})
            sent += send_mail((str(subject) % context).replace("\n", " "), body, None, [person.email])
    return sent


def tell_of_comment(comment: Comment) -> int:
    """Tell the people whom a comment concerns, except its writer; returns how many.

    A new thread concerns the people who write for the team, and, if managers read it, whoever may decide; a
    reply concerns those who took part in the thread or were asked to see to it. Nobody is told who cannot read it.
    """
    idea, root = comment.idea, comment.parent or comment
    readers = people_of(idea, root.audience).exclude(pk=comment.by_id)
    if comment.parent is not None:
        part = Comment.objects.filter(Q(pk=root.pk) | Q(parent=root)).values("by")
        readers = readers.filter(Q(pk__in=part) | Q(pk=root.assigned_to_id))
    elif not idea.snapshots.submissions().filter(withdrawn_at=None).exists() and not idea.shared_live:
        readers = readers.filter(memberships__team_id=idea.team_id, memberships__writes=True)
    context = {"comment": comment, "link": settings.SITE_ADDRESS + comment.get_absolute_url(), "team": idea.team}
    return _send(readers.distinct(), _("A comment on an idea of your team"), "ideas/email/comment.txt", context)


def tell_of_contribution(said: Contribution) -> int:
    """Tell the people who write for the team that words from outside wait for them; returns how many."""
    team = said.idea.team
    people = User.objects.filter(memberships__team=team, memberships__writes=True, is_active=True)
    context = {"team": team, "link": address("ideas:share_link_list", said.idea_id) + "#held"}
    return _send(
        people, _("Somebody outside has said something about an idea"), "ideas/email/contribution.txt", context
    )


def tell_of_problem(publication: Publication, by: User, text: str) -> int:
    """Tell the superusers what somebody finds wrong with something in the library; returns how many."""
    context = {"by": by, "text": text, "link": address("library:library_detail", publication.pk)}
    people = User.objects.filter(is_superuser=True, is_active=True)
    return _send(people, _("A problem with something in the library"), "ideas/email/problem.txt", context)
