"""What this site holds about one person, for them to take along."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from accounts.models import User
from ideas.models import (
    Claim,
    Comment,
    Decision,
    DecisionReply,
    FeedbackRequest,
    Idea,
    Notice,
    NoticeChoice,
    Presence,
    Redaction,
    Revision,
    StatusChange,
)
from teams.models import Membership

# In the file itself, for whoever opens it years later.
ABOUT = (
    "Everything that Good Help Planner keeps about you. Ideas are named by their number. Shared texts are the "
    "team's work: where you can no longer read an idea, the file says when you wrote in it, and the words stay there."
)


def own_data(user: User) -> dict[str, Any]:
    """Return the person's own data as JSON values (dates as they are: Django's encoder writes them).

    Of ideas whose text they may no longer read, what they saved is named and dated, without the words: rights end
    with membership. Comments, decisions, replies and the steps that they took stand in their own name, and come whole.
    """
    return {
        "about": ABOUT,
        "profile": _profile(user),
        "memberships": list(
            Membership.objects.filter(user=user).values(
                "team__name", "writes", "decides", "leads", "joined_at", "team__closed_at"
            )
        ),
        "saved_texts": _saved(user),
        "comments": list(Comment.objects.filter(by=user, from_outside=False).values("idea_id", "text", "at")),
        "decisions": list(
            Decision.objects.filter(by=user).values(
                "snapshot__idea_id", "outcome", "reasons", "conditions", *Decision.PROMPTS, "review_on", "at"
            )
        ),
        "replies": list(DecisionReply.objects.filter(by=user).values("decision__snapshot__idea_id", "text", "at")),
        "looked_at": list(
            Claim.objects.filter(by=user).values("snapshot__idea_id", "snapshot__number", "at", "ended_at")
        ),
        "feedback_asked_for": list(FeedbackRequest.objects.filter(by=user).values("idea_id", "message", "at")),
        "named_in_comments": list(Comment.objects.filter(mentions=user).values("idea_id", "at")),
        "notices": list(Notice.objects.filter(person=user).values("kind", "path", "at", "read_at", "mailed_at")),
        "mail_choices": list(NoticeChoice.objects.filter(person=user).values("kind", "mail")),
        "steps": list(StatusChange.objects.filter(by=user).values("idea_id", "name", "note", "at")),
        "redactions": list(Redaction.objects.filter(by=user).values("idea_id", "at", "counts")),
        # Which pages they had before them within the last hour, for colleagues on the same page.
        "on_pages": list(Presence.objects.filter(user=user).values("idea_id", "place", "part", "since", "seen_at")),
    }


def _profile(user: User) -> dict[str, Any]:
    addresses = EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
    second_steps = Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
    return {
        "name": user.name, "email": user.email, "language": user.language, "addresses": list(addresses),
        "joined": user.date_joined, "last_sign_in": user.last_login, "second_steps": list(second_steps),
    }  # fmt: skip


def _saved(user: User) -> list[dict[str, Any]]:
    readable = set(Idea.objects.live_for(user).values_list("pk", flat=True))
    rows = Revision.objects.filter(by=user).order_by("pk")
    saved = rows.values("idea_id", "what", "which", "payload", "at", "kept")
    return [{**row, "payload": row["payload"] if row["idea_id"] in readable else None} for row in saved.iterator()]
