"""What this site holds about one person, for them to take along."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from post_office.models import Email

from accounts.models import User
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
    Presence,
    Redaction,
    Reviewer,
    Revision,
    ShareLink,
    Snapshot,
    StatusChange,
)
from teams.models import Invitation, Membership, Team, TeamEvent

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
        "saved_views": list(user.saved_views.values("name", "query")),
        "comments": list(Comment.objects.filter(by=user, from_outside=False).values("idea_id", "text", "at")),
        "decisions": _decisions(user),
        "replies": list(DecisionReply.objects.filter(by=user).values("decision__snapshot__idea_id", "text", "at")),
        "looked_at": list(
            Claim.objects.filter(by=user).values("snapshot__idea_id", "snapshot__number", "at", "ended_at")
        ),
        "feedback_asked_for": list(FeedbackRequest.objects.filter(by=user).values("idea_id", "message", "at")),
        **_began(user),
        **_settled(user),
        **_told(user),
        "steps": list(StatusChange.objects.filter(by=user).values("idea_id", "name", "note", "at")),
        "redactions": list(Redaction.objects.filter(by=user).values("idea_id", "at", "counts")),
        # Which pages they had before them within the last hour, for colleagues on the same page.
        "on_pages": list(Presence.objects.filter(user=user).values("idea_id", "place", "part", "since", "seen_at")),
    }


def _decisions(user: User) -> list[Any]:
    said = ("outcome", "reasons", "conditions", *Decision.PROMPTS, "review_on", "for_library", "at")
    return list(Decision.objects.filter(by=user).values("snapshot__idea_id", *said))


def _profile(user: User) -> dict[str, Any]:
    addresses = EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
    second_steps = Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
    return {
        "name": user.name, "email": user.email, "language": user.language, "addresses": list(addresses),
        "joined": user.date_joined, "last_sign_in": user.last_login, "second_steps": list(second_steps),
    }  # fmt: skip


def _began(user: User) -> dict[str, Any]:
    return {
        "in_teams": [
            *Team.objects.filter(founder=user).values("id", "created_at"),
            *TeamEvent.objects.filter(by=user).values("team_id", "kind", "at"),
        ],
        "ideas_begun": list(Idea.objects.filter(created_by=user).values("id", "created_at")),
        "frozen": list(Snapshot.objects.filter(by=user).values("idea_id", "kind", "number", "at", "withdrawn_at")),
    }


def _settled(user: User) -> dict[str, Any]:
    return {
        "asked_to_see_to": list(Comment.objects.filter(assigned_to=user).values("idea_id", "at")),
        "settled": [
            *Comment.objects.filter(resolved_by=user).values("idea_id", "resolved_at"),
            *Contribution.objects.filter(settled_by=user).values("idea_id", "settled_at"),
        ],
        "links_made": list(
            ShareLink.objects.filter(made_by=user).values("idea_id", "label", "made_at", "expires_at", "revoked_at")
        ),
        "invited": [
            *Invitation.objects.filter(invited_by=user).values("team_id", "created_at"),
            *Reviewer.objects.filter(invited_by=user).values("idea_id", "created_at"),
        ],
        "invited_by_others": [
            *Invitation.objects.filter(accepted_by=user).values("team_id", "email", "accepted_at"),
            *Reviewer.objects.filter(user=user).values("idea_id", "email", "accepted_at", "revoked_at"),
        ],
    }


def _told(user: User) -> dict[str, Any]:
    return {
        "named_in_comments": list(Comment.objects.filter(mentions=user).values("idea_id", "at")),
        "mail": list(Email.objects.filter(to__in=_addresses(user)).values("subject", "created")),
        "notices": list(Notice.objects.filter(person=user).values("kind", "path", "at", "read_at", "mailed_at")),
        "mail_choices": list(NoticeChoice.objects.filter(person=user).values("kind", "mail")),
    }


def _addresses(user: User) -> set[str]:
    return {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}


def _saved(user: User) -> list[dict[str, Any]]:
    readable = set(Idea.objects.live_for(user).values_list("pk", flat=True))
    rows = Revision.objects.filter(by=user).order_by("pk")
    saved = rows.values("idea_id", "what", "which", "payload", "at", "kept")
    return [{**row, "payload": row["payload"] if row["idea_id"] in readable else None} for row in saved.iterator()]
