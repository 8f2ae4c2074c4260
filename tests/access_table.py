"""The access table: who comes, and who gets which answer from an idea's addresses; `test_access` holds it true.

The addresses outside ideas stand in `tests.access_site`.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

# --- Who comes ------------------------------------------------------------------------------------

VISITORS = (
    "anonymous",
    "outsider",  # founded another team
    "guest",  # writes and decides in another team; holds an unused invitation to this team and to one idea
    "removed",  # wrote here until he was removed
    "removed_reviewer",
    "content_admin",
    "superuser",
    "only_leads",  # leads the team, neither writes nor decides
    "reviewer",  # from outside, accepted
    "decider",
    "decider_who_wrote",  # wrote once, now decides only
    "writer",
    "lead",  # leads and writes
    "player_manager",  # writes and decides, wrote nothing in these ideas
    "player_manager_who_wrote",
)
MEMBERS = VISITORS[7:8] + VISITORS[9:]
LEADS = ("only_leads", "lead")
STAFF = ("content_admin", "superuser")

# --- Where an idea stands ---------------------------------------------------------------------------

STATUSES = (
    "draft", "in_review", "changes_asked", "not_now", "agreed", "testing", "adopted", "adapted", "stopped",
)  # fmt: skip
# And three drafts that others see otherwise: submitted and taken back; in the bin; shared while it is written.
STATES = (*STATUSES, "withdrawn", "binned", "shared")
UNSENT = ("draft", "binned", "shared")
NOTHING_TO_DECIDE = (*UNSENT, "withdrawn")
UNDECIDED = (*NOTHING_TO_DECIDE, "in_review")

# One visitor of each kind is led through every state of every address. Who stands as they do comes in three states
# of each, other ones at each address: in all, every visitor at every address and in every state. On PostgreSQL all
# come in three: the rules are the same Python there, and each query of theirs is still asked.
EVERYWHERE = {"anonymous", "removed", "reviewer", "decider", "decider_who_wrote", "writer"}


def states_for(name: str, visitor: str) -> tuple[str, ...]:
    """Return the states in which the test leads this visitor to an idea's address."""
    every = connection.vendor == "sqlite"
    if (every and visitor in EVERYWHERE) or (visitor == "player_manager" and IDEA[name].access == "decide"):
        return STATES
    turn = list(IDEA).index(name) + VISITORS.index(visitor)
    return tuple(state for place, state in enumerate(STATES) if (place - turn) % 4 == 0)


# What a person is to an idea, in the order of the columns below.
STANDINGS = ("nobody", "submissions", "live", "writes", "both")


def standing(visitor: str, state: str) -> str:
    """Return what this visitor is to the team's idea in this state (design: “Who sees, who decides”)."""
    if visitor in {"writer", "lead", "player_manager_who_wrote"}:
        return "writes"
    if visitor == "player_manager":
        return "both"
    if state == "binned":
        return "nobody"
    if visitor == "decider_who_wrote" or (visitor == "decider" and state == "shared"):
        return "live"
    if visitor in {"decider", "reviewer"} and state not in NOTHING_TO_DECIDE:
        return "submissions"
    return "nobody"


# --- Addresses under an idea --------------------------------------------------------------------------

# The answers by standing. A visitor who is signed out gets 302 to sign-in, or 401 as a script.
#                               nobody submissions live writes both
GET: dict[str, tuple[int, ...]] = {
    "overview":                 (404,     302,     200,  200,  200),
    "live-read":                (404,     403,     200,  200,  200),
    "write":                    (404,     403,     403,  200,  200),
    "comment":                  (404,     200,     200,  200,  200),
    "team-comment":             (404,     404,     404,  200,  200),
    "settle":                   (405,     405,     405,  405,  405),
    "export":                   (404,     200,     200,  200,  200),
    "share-links":              (404,     403,     403,  200,  200),
    "act":                      (405,     405,     405,  405,  405),
    "step":                     (405,     405,     405,  405,  405),
    "ask-reviewer":             (404,     403,     403,  200,  200),
    "agree-own":                (404,     403,     403,  403,  403),
    "submission-read":          (404,     200,     200,  200,  200),
    "decide":                   (404,     200,     403,  403,  200),
    "release":                  (405,     405,     405,  405,  405),
    "look-again":               (404,     200,     403,  403,  200),
    "reply":                    (404,     403,     403,  200,  200),
    "presence":                 (405,     405,     405,  405,  405),
    "redact":                   (404,     403,     403,  403,  403),
}  # fmt: skip
POST: dict[str, tuple[int, ...]] = {
    "overview":                 (405,     405,     405,  405,  405),
    "live-read":                (405,     405,     405,  405,  405),
    "write":                    (404,     403,     403,  302,  302),
    "comment":                  (404,     302,     302,  302,  302),
    "team-comment":             (404,     404,     404,  302,  302),
    "settle":                   (404,     403,     403,  302,  302),
    "export":                   (405,     405,     405,  405,  405),
    "share-links":              (404,     403,     403,  200,  200),
    "act":                      (404,     403,     403,  302,  302),
    "step":                     (404,     403,     403,  302,  302),
    "ask-reviewer":             (404,     403,     403,  403,  403),
    "agree-own":                (404,     403,     403,  403,  403),
    "submission-read":          (405,     405,     405,  405,  405),
    "decide":                   (404,     302,     403,  403,  302),
    "release":                  (404,     302,     403,  403,  302),
    "look-again":               (404,     302,     403,  403,  302),
    "reply":                    (404,     403,     403,  302,  302),
    "presence":                 (404,     403,     200,  200,  200),
    "redact":                   (404,     403,     403,  403,  403),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One address: its access class, what stands in it, and from which states its step begins."""

    access: str
    # The arguments of `reverse`; several where several addresses have this name.
    paths: tuple[dict[str, Any], ...] = ({},)
    # Where a POST by somebody who may gets 302 instead of 409.
    begins: tuple[str, ...] = STATES
    # Where a GET by somebody who may gets 302 instead of a page: the step is not open.
    shut: tuple[str, ...] = ()
    # What a POST sends; a page's own fields, as a browser would send them, come before these.
    sends: dict[str, str] = field(default_factory=dict)


# Nothing of these is changed while the idea is in the bin.
FROZEN_IN_THE_BIN = {"write", "act", "share-links", "comment", "team-comment", "settle"}
BACK = ("changes_asked", "not_now", "adapted", "stopped")
DRAFTS = (*UNSENT, "withdrawn")
IDEA: dict[str, Row] = {
    "idea_detail": Row("overview"),
    "idea_report": Row("live-read"),
    "idea_answers": Row("live-read"),
    "idea_examples": Row("live-read"),
    "needs_copy": Row("act", sends={"need": "a-need"}),
    "idea_history": Row("live-read"),
    "text_history": Row("live-read", ({"what": "plan"}, {"what": "answer", "which": "social-connections-q1"})),
    "version_restore": Row("write", ({"revision_id": 0},)),
    # “removed” stands in the versions of each idea; a lead alone may take it out.
    "idea_redact": Row("redact", sends={"words": "removed", "confirm": "1"}),
    "presence_note": Row("presence", sends={"place": "idea_describe"}),
    "idea_workshop": Row("live-read"),
    # Without a number: the idea as it is now. By number, and other forms: test_canary.
    "export_file": Row("live-read", ({"form": "json"}, {"form": "print"})),
    "idea_export": Row("export"),
    "idea_describe": Row("write", sends={"idea-whose_goal": "Their own."}),
    "focus_choose": Row("write", sends={"social-connections-why": "Because."}),
    "route_edit": Row("write", ({"slug": "social-connections"},), sends={"capability-text": "By walking."}),
    "answer_edit": Row(
        "write", ({"slug": "social-connections"},), sends={"social-connections-q1-text": "We walk in pairs."}
    ),
    "pitfall_edit": Row(
        "write", ({"slug": "social-connections"},), sends={"social-connections-pitfall-1-plan": "We wait."}
    ),
    "answer_confirm": Row("act", ({"key": "social-connections-q1"},), sends={"seen": "1", "version": "4"}),
    "idea_share": Row("act", sends={"shared": "yes"}),
    "idea_bin": Row("act", begins=UNSENT),
    "idea_restore": Row("act"),
    # A thread for the team and its managers; `team_thread` is one that the team keeps to itself.
    "comment_list": Row("comment", sends={"text": "Why in the morning?", "audience": "managers"}),
    "comment_detail": Row("comment", ({"comment_id": 0},), sends={"text": "Because of the bus."}),
    "comment_settle": Row("settle", ({"comment_id": 0},), sends={"settled": "yes"}),
    "comment_assign": Row("settle", ({"comment_id": 0},), sends={"assigned_to": ""}),
    "team_thread": Row("team-comment", ({"comment_id": 1},), sends={"text": "Because of the bus."}),
    "idea_submit": Row("write", begins=(*BACK, *DRAFTS, "agreed"), sends={"submit": "1", "plan-cost": "An hour."}),
    # Shows the address of the new link in its answer, once.
    "share_link_list": Row("share-links", sends={"label": "The walking group"}),
    "share_link_revoke": Row("act", ({"link_id": 0},)),
    "contribution_settle": Row("act", ({"contribution_id": 0},)),
    "idea_publish": Row(
        "write", begins=("agreed", "testing", "adopted", "adapted", "stopped"), sends={"read": "on"}
    ),
    "idea_withdraw": Row("step", begins=("in_review",)),
    "idea_reopen": Row("step", begins=BACK),
    "idea_test": Row("step", begins=("agreed",)),
    "idea_finish": Row(
        "write", begins=tuple(s for s in STATES if s != "stopped"), shut=("stopped",),
        sends={"name": "stop", "learned": "Rain keeps people at home."},
    ),
    # Somebody independent can decide in this team, so the team neither asks others nor agrees alone;
    # test_access also goes through both where nobody is left.
    "idea_agree_own": Row("agree-own", sends={"reasons": "We agree."}),
    "reviewer_invite": Row("ask-reviewer", sends={"email": "somebody@example.org"}),
    "submission_detail": Row("submission-read", ({"number": 1},)),
    "submission_answers": Row("submission-read", ({"number": 1},)),
    "submission_decide": Row(
        "decide", ({"number": 1},), begins=("in_review",), shut=tuple(s for s in STATES if s != "in_review"),
        sends={"outcome": "agree", "reasons": "Go on."},
    ),
    "submission_claim": Row(
        "decide", ({"number": 1},), begins=("in_review",), shut=tuple(s for s in STATES if s != "in_review")
    ),
    "submission_release": Row("release", ({"number": 1},)),
    "decision_reply": Row("reply", ({"number": 1},), sends={"text": "Thank you."}),
    "submission_look_again": Row("look-again", ({"number": 1},), sends={"review_on": "2999-01-07"}),
    "idea_changes": Row("live-read"),
    # Asked already where it is shared.
    "idea_feedback": Row(
        "write", begins=tuple(s for s in STATES if s != "in_review"), shut=("in_review", "shared"),
        sends={"message": "What do you think?"},
    ),
    "feedback_end": Row("act"),
    "reviewer_remove": Row("act", ({"reviewer_id": 0},)),
}  # fmt: skip


def idea_answer(name: str, visitor: str, state: str, method: str) -> int:
    """Return the status code that this visitor gets from an idea's address."""
    if visitor == "anonymous":
        return 302
    row, place = IDEA[name], standing(visitor, state)
    if row.access == "redact" and visitor == "lead":
        return 302 if method == "POST" else 200 if method == "GET" else 405
    code = (POST if method == "POST" else GET)[row.access][STANDINGS.index(place)]
    of_submission = {"submission-read", "decide", "release", "reply", "look-again"}
    if row.access in of_submission and code != 405 and not _is_sent(place, state):
        return 404
    if row.access in {"reply", "look-again"} and code in {200, 302} and state in UNDECIDED:
        return 404
    if code in {200, 302} and method == "POST" and state == "binned" and row.access in FROZEN_IN_THE_BIN:
        return 302 if name == "idea_restore" else 403
    if code == 302 and method == "POST" and state not in row.begins:
        return 409
    return 302 if code == 200 and state in row.shut else code


def _is_sent(place: str, state: str) -> bool:
    """Tell whether there is a submission for this person: one that was taken back is there for writers alone."""
    return place in {"writes", "both"} if state == "withdrawn" else state not in UNSENT
