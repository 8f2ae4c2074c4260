"""The access table: who gets which answer where. Every address of the site has a row; `test_access` holds it true."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver

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
    "act":                      (405,     405,     405,  405,  405),
    "step":                     (405,     405,     405,  405,  405),
    "ask-reviewer":             (404,     403,     403,  200,  200),
    "agree-own":                (404,     403,     403,  403,  403),
    "submission-read":          (404,     200,     200,  200,  200),
    "decide":                   (404,     200,     403,  403,  200),
}  # fmt: skip
POST: dict[str, tuple[int, ...]] = {
    "overview":                 (405,     405,     405,  405,  405),
    "live-read":                (405,     405,     405,  405,  405),
    "write":                    (404,     403,     403,  302,  302),
    "act":                      (404,     403,     403,  302,  302),
    "step":                     (404,     403,     403,  302,  302),
    "ask-reviewer":             (404,     403,     403,  403,  403),
    "agree-own":                (404,     403,     403,  403,  403),
    "submission-read":          (405,     405,     405,  405,  405),
    "decide":                   (404,     302,     403,  403,  302),
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


BACK = ("changes_asked", "not_now", "adapted", "stopped")
DRAFTS = (*UNSENT, "withdrawn")
IDEA: dict[str, Row] = {
    "idea_detail": Row("overview"),
    "idea_report": Row("live-read"),
    "idea_history": Row("live-read"),
    "text_history": Row("live-read", ({"what": "plan"}, {"what": "answer", "which": "social-connections-q1"})),
    "idea_describe": Row("write", sends={"idea-whose_goal": "Their own."}),
    "focus_choose": Row("write", sends={"social-connections-why": "Because."}),
    "route_edit": Row("write", ({"slug": "social-connections"},), sends={"capability-text": "By walking."}),
    "answer_edit": Row(
        "write", ({"slug": "social-connections"},), sends={"social-connections-q1-text": "We walk in pairs."}
    ),
    "pitfall_edit": Row(
        "write", ({"slug": "social-connections"},), sends={"social-connections-pitfall-1-plan": "We wait."}
    ),
    "answer_confirm": Row("act", ({"key": "social-connections-q1"},), sends={"version": "1"}),
    "idea_share": Row("act", sends={"shared": "yes"}),
    "idea_bin": Row("act", begins=DRAFTS),
    "idea_restore": Row("act"),
    "idea_submit": Row("write", begins=(*BACK, *DRAFTS), sends={"submit": "1", "plan-cost": "An hour."}),
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
    "submission_decide": Row(
        "decide", ({"number": 1},), begins=("in_review",), shut=tuple(s for s in STATES if s != "in_review"),
        sends={"outcome": "agree", "reasons": "Go on."},
    ),
    "reviewer_remove": Row("act", ({"reviewer_id": 0},)),
}  # fmt: skip


def idea_answer(name: str, visitor: str, state: str, method: str) -> int:
    """Return the status code that this visitor gets from an idea's address."""
    if visitor == "anonymous":
        return 302
    row, place = IDEA[name], standing(visitor, state)
    code = (POST if method == "POST" else GET)[row.access][STANDINGS.index(place)]
    if row.access in {"submission-read", "decide"} and code != 405 and not _is_sent(place, state):
        return 404
    if code == 302 and method == "POST" and state == "binned" and row.access in {"write", "act"}:
        return 302 if name == "idea_restore" else 403
    if code == 302 and method == "POST" and state not in row.begins:
        return 409
    return 302 if code == 200 and state in row.shut else code


def _is_sent(place: str, state: str) -> bool:
    """Tell whether there is a submission for this person: one that was taken back is there for writers alone."""
    return place in {"writes", "both"} if state == "withdrawn" else state not in UNSENT


# --- Other addresses ------------------------------------------------------------------------------------

# Who comes, in the order of the columns below. `guest` is a stranger with an invitation.
COLUMNS = ("anonymous", "stranger", "guest", "member", "lead", "content_admin", "superuser")


def column(visitor: str) -> str:
    """Return the column of this visitor."""
    if visitor in COLUMNS:
        return visitor
    return "member" if visitor in MEMBERS else "stranger"


@dataclass(frozen=True)
class Site:
    """Addresses of one access class: the answers to GET and POST by column, and what leads there."""

    get: tuple[int, ...]
    post: tuple[int, ...]
    # By name: the arguments of `reverse`, and what a POST sends beside the fields of the page.
    rows: dict[str, tuple[dict[str, Any], dict[str, str]]]


NOTHING: tuple[dict[str, Any], dict[str, str]] = ({}, {})
SITE: dict[str, Site] = {
    "public": Site(
        (200, 200, 200, 200, 200, 200, 200),
        (405, 405, 405, 405, 405, 405, 405),
        {
            **dict.fromkeys((
                "home", "healthz", "search", "casestudies:casestudy_list", "casestudies:programme_list",
                "characteristics:characteristic_list", "characteristics:page_list", "characteristics:resource_list",
                "characteristics:reference_list", "characteristics:term_list", "characteristics:principle_list",
                "characteristics:principle_check",
            ), NOTHING),
            "characteristics:characteristic_detail": ({"slug": "social-connections"}, {}),
            "characteristics:page_detail": ({"slug": "a-page"}, {}),
            "characteristics:principle_detail": ({"slug": "a-principle"}, {}),
            "casestudies:casestudy_detail": ({"slug": "a-study"}, {}),
        },
    ),
    "signed-in": Site(
        (302, 200, 200, 200, 200, 200, 200),
        (302, 405, 405, 405, 405, 405, 405),
        dict.fromkeys(("your_work", "ideas:idea_list", "ideas:review_queue", "teams:team_list"), NOTHING),
    ),
    "signed-in form": Site(
        (302, 200, 200, 200, 200, 200, 200),
        (302, 302, 302, 302, 302, 302, 302),
        {
            "profile": ({}, {"name": "Somebody"}),
            "teams:team_create": ({}, {"name": "Evening walks"}),
            "ideas:idea_start": ({}, {"title": "Tea", "summary": "Tea for everybody."}),
            "ideas:saved_view_create": ({}, {"name": "Mine"}),
        },
    ),
    # Views belong to one person: test_idea_list has its own, and here is nobody's.
    "somebody else's": Site(
        (302, 404, 404, 404, 404, 404, 404),
        (302, 404, 404, 404, 404, 404, 404),
        {"ideas:saved_view_edit": ({"view_id": 0}, {"name": "Theirs"})},
    ),
    "somebody else's act": Site(
        (302, 405, 405, 405, 405, 405, 405),
        (302, 404, 404, 404, 404, 404, 404),
        {"ideas:saved_view_delete": ({"view_id": 0}, {})},
    ),
    "team": Site(
        (302, 404, 404, 200, 200, 404, 404),
        (302, 405, 405, 405, 405, 405, 405),
        {"teams:team_detail": ({"team_id": 0}, {})},
    ),
    "team, one's own": Site(
        (302, 404, 404, 200, 200, 404, 404),
        (302, 404, 404, 302, 302, 404, 404),
        {"teams:team_leave": ({"team_id": 0}, {})},
    ),
    "lead-only": Site(
        (302, 404, 404, 403, 200, 404, 404),
        (302, 404, 404, 403, 302, 404, 404),
        {
            "teams:team_rename": ({"team_id": 0}, {"name": "Evening walks"}),
            "teams:team_close": ({"team_id": 0}, {}),
            "teams:membership_edit": ({"team_id": 0, "membership_id": 0}, {"rights": "decides"}),
            "teams:membership_remove": ({"team_id": 0, "membership_id": 0}, {}),
            "teams:invitation_create": ({"team_id": 0}, {"email": "somebody@example.org", "rights": "writes"}),
        },
    ),
    "lead-only act": Site(
        (302, 405, 405, 405, 405, 405, 405),
        (302, 404, 404, 403, 302, 404, 404),
        {"teams:invitation_revoke": ({"team_id": 0, "invitation_id": 0}, {})},
    ),
    "secret link": Site(
        (200, 200, 200, 200, 200, 200, 200),
        (302, 403, 302, 403, 403, 403, 403),
        {
            "teams:invitation_accept": ({"token": ""}, {}),
            "ideas:reviewer_accept": ({"token": ""}, {}),
        },
    ),
}  # fmt: skip


def site_answer(access: str, visitor: str, method: str) -> int:
    """Return the status code that this visitor gets from an address outside ideas."""
    codes = SITE[access].post if method == "POST" else SITE[access].get
    at = "lead" if visitor in LEADS else column(visitor)
    return codes[COLUMNS.index(at)]


# --- Admin ------------------------------------------------------------------------------------------------

# Anybody but staff is sent to its sign-in page (302). By kind of content, what a content admin and a superuser
# get from its list, the page to add, a row's own page and history, and the page to delete it.
DELETABLE = {"see": (200, 200), "add": (200, 200), "delete": (200, 200)}
KEPT = {"see": (200, 200), "add": (200, 200), "delete": (403, 200)}
NEVER_DELETED = {"see": (200, 200), "add": (200, 200), "delete": (403, 403)}
FIXED = {"see": (200, 200), "add": (403, 403), "delete": (403, 403)}
PEOPLE = {"see": (403, 200), "add": (403, 403), "delete": (403, 403)}
ADMIN_MODELS: dict[str, dict[str, tuple[int, int]]] = {
    "characteristics_characteristic": FIXED,
    "characteristics_pitfall": NEVER_DELETED,
    "characteristics_question": NEVER_DELETED,
    "characteristics_source": NEVER_DELETED,
    "characteristics_connection": DELETABLE,
    "characteristics_resource": DELETABLE,
    "characteristics_reference": DELETABLE,
    "characteristics_term": DELETABLE,
    "characteristics_page": KEPT,
    "characteristics_principle": KEPT,
    "casestudies_casestudy": KEPT,
    "casestudies_programme": DELETABLE,
    "accounts_user": PEOPLE,
}
ADMIN_VERBS = {"changelist": "see", "add": "add", "history": "see", "change": "see", "delete": "delete"}
# Addresses of admin itself: everybody else, content admin, superuser; GET.
ADMIN_SITE: dict[str, tuple[int, int, int]] = {
    "admin:index": (302, 200, 200),
    "admin:password_change": (302, 302, 302),
    "admin:password_change_done": (302, 200, 200),
    "admin:autocomplete": (302, 403, 403),
    "admin:jsi18n": (302, 200, 200),
    "admin:logout": (302, 405, 405),
}


def admin_answer(model: str, verb: str, visitor: str) -> int:
    """Return the status code that this visitor gets from an admin page of this kind of content."""
    return ADMIN_MODELS[model][ADMIN_VERBS[verb]][STAFF.index(visitor)] if visitor in STAFF else 302


# --- Third parties: allauth's own pages, by signed out and signed in; POST sends nothing --------------------

THIRD_PARTY: dict[str, tuple[int, int, int, int]] = {
    #                                    signed out  signed in
    #                                     GET  POST  GET  POST
    "account_login":                       (200, 200, 302, 302),
    "account_logout":                      (302, 302, 200, 302),
    "account_inactive":                    (200, 405, 200, 405),
    "account_signup":                      (200, 200, 302, 302),
    "account_reauthenticate":              (302, 302, 200, 200),
    "account_email":                       (302, 302, 200, 302),
    "account_email_verification_sent":     (302, 302, 302, 302),
    "account_change_password":             (302, 302, 200, 200),
    "account_set_password":                (302, 302, 302, 302),
    "account_reset_password":              (200, 200, 200, 200),
    "account_confirm_login_code":          (302, 302, 302, 302),
    "account_reset_password_done":         (200, 405, 200, 405),
    "account_reset_password_from_key":     (200, 200, 200, 200),
    "account_reset_password_from_key_done": (200, 405, 200, 405),
    "account_request_login_code":          (200, 200, 302, 302),
    "mfa_index":                           (302, 302, 200, 405),
    "mfa_authenticate":                    (302, 302, 302, 302),
    "mfa_reauthenticate":                  (302, 302, 302, 302),
    "mfa_activate_totp":                   (302, 302, 302, 302),
    "mfa_deactivate_totp":                 (302, 302, 404, 404),
    "mfa_view_recovery_codes":             (302, 302, 404, 405),
    "mfa_generate_recovery_codes":         (302, 302, 302, 302),
    "mfa_download_recovery_codes":         (302, 302, 404, 404),
    "mfa_list_webauthn":                   (302, 302, 200, 405),
    "mfa_add_webauthn":                    (302, 302, 302, 302),
    "mfa_reauthenticate_webauthn":         (302, 302, 302, 302),
    "mfa_remove_webauthn":                 (302, 302, 302, 302),
    "mfa_edit_webauthn":                   (302, 302, 302, 302),
}  # fmt: skip
THIRD_PARTY_ARGUMENTS: dict[str, dict[str, Any]] = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "a-b"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
}


# --- What has a row -----------------------------------------------------------------------------------------


def routes(patterns: list[Any], prefix: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the qualified name and the whole pattern of every address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*spaces, pattern.name or "-")), prefix + str(pattern.pattern)


# Tested by name: its answer depends on what stands behind the link (test_admin_shows_the_way_to_content_only).
BY_HAND = {"admin:login", "admin:view_on_site", "admin:app_list", "admin:-"}


def known() -> set[str]:
    """Return the names that have a row."""
    site = {name for access in SITE.values() for name in access.rows}
    admin = {f"admin:{model}_{verb}" for model in ADMIN_MODELS for verb in ADMIN_VERBS}
    return {f"ideas:{name}" for name in IDEA} | site | admin | {*ADMIN_SITE, *THIRD_PARTY, *BY_HAND}


def without_row(patterns: list[Any]) -> list[str]:
    """Return the addresses that nobody has thought about."""
    return sorted(f"{name} ({route})" for name, route in routes(patterns) if name not in known())
