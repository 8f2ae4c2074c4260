"""The access table for addresses outside ideas, and the check that every address has a row."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver

from tests.access_table import IDEA, LEADS, MEMBERS, STAFF

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
    # Visitors who get other answers than their column says, to GET and POST.
    others: dict[str, tuple[int, int]] = field(default_factory=dict)


NOTHING: tuple[dict[str, Any], dict[str, str]] = ({}, {})
SITE: dict[str, Site] = {
    "public": Site(
        (200, 200, 200, 200, 200, 200, 200),
        (405, 405, 405, 405, 405, 405, 405),
        {
            **dict.fromkeys((
                "home", "healthz", "casestudies:casestudy_list", "casestudies:programme_list",
                "characteristics:characteristic_list", "characteristics:page_list", "characteristics:resource_list",
                "characteristics:reference_list", "characteristics:term_list", "characteristics:principle_list",
                "characteristics:principle_check", "characteristics:word_list", "characteristics:word_data", "search",
                "worked_example", "worked_example_answers", "accessibility", "privacy", "security_txt", "robots_txt",
                "sitemap_xml", "favicon",
            ), NOTHING),
            "characteristics:characteristic_detail": ({"slug": "social-connections"}, {}),
            "characteristics:page_detail": ({"slug": "a-page"}, {}),
            "characteristics:principle_detail": ({"slug": "a-principle"}, {}),
            "casestudies:casestudy_detail": ({"slug": "a-study"}, {}),
            "characteristics:workshop_pack": ({"slug": "social-connections"}, {}),
        },
    ),
    "public act": Site(
        (405, 405, 405, 405, 405, 405, 405),
        (302, 302, 302, 302, 302, 302, 302),
        {"language_set": ({}, {"language": "en-gb", "next": "/accounts/login/"})},
    ),
    "signed-in": Site(
        (302, 200, 200, 200, 200, 200, 200),
        (302, 405, 405, 405, 405, 405, 405),
        {
            **dict.fromkeys(("your_work", "ideas:idea_list", "ideas:review_queue", "teams:team_list"), NOTHING),
            "notice_list": NOTHING,
            **dict.fromkeys(("portfolio", "portfolio_list", "portfolio_csv"), NOTHING),
            **dict.fromkeys(("your_data", "library:library_list"), NOTHING),
            "library:library_detail": ({"publication_id": 0}, {}),
        },
    ),
    "signed-in form": Site(
        (302, 200, 200, 200, 200, 200, 200),
        (302, 302, 302, 302, 302, 302, 302),
        {
            "profile": ({}, {"name": "Somebody"}),
            "notice_settings": NOTHING,
            "teams:team_create": ({}, {"name": "Evening walks"}),
            "ideas:idea_start": ({}, {"title": "Tea", "summary": "Tea for everybody."}),
            "ideas:saved_view_create": ({}, {"name": "Drafts"}),
        },
    ),
    "closing one's account": Site(
        (302, 200, 200, 200, 200, 200, 200),
        (302, 302, 302, 302, 302, 302, 302),
        {"account_close": ({}, {"sure": "on"})},
        {"outsider": (200, 409)},  # would leave a team with other people in it without a lead
    ),
    "signed-in upload": Site(  # without a file
        (302, 200, 200, 200, 200, 200, 200),
        (302, 422, 422, 422, 422, 422, 422),
        {"ideas:idea_import": NOTHING},
    ),
    "signed-in act": Site(
        (302, 405, 405, 405, 405, 405, 405),
        (302, 302, 302, 302, 302, 302, 302),
        {
            "notice_read": ({}, {"until": "1"}),
            "ideas:practice_start": NOTHING,
            "library:library_use": ({"publication_id": 0}, {}),
            "library:library_report": ({"publication_id": 0}, {"text": "Somebody could be recognised."}),
        },
    ),
    "who wrote it, or a superuser": Site(
        (302, 405, 405, 405, 405, 405, 405),
        (302, 403, 403, 403, 403, 403, 302),
        {"library:library_withdraw": ({"publication_id": 0}, {})},
        dict.fromkeys(("writer", "lead", "player_manager", "player_manager_who_wrote"), (405, 302)),
    ),
    "own": Site(  # Wren's
        (302, 404, 404, 404, 404, 404, 404),
        (302, 404, 404, 404, 404, 404, 404),
        {"ideas:saved_view_edit": ({"view_id": 0}, {"name": "Drafts"})},
        {"writer": (200, 302)},
    ),
    "own act": Site(
        (302, 405, 405, 405, 405, 405, 405),
        (302, 404, 404, 404, 404, 404, 404),
        {"ideas:saved_view_delete": ({"view_id": 0}, {}), "notice_open": ({"notice_id": 0}, {})},
        {"writer": (405, 302)},
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
    "shared link": Site(
        (200, 200, 200, 200, 200, 200, 200),
        (302, 302, 302, 302, 302, 302, 302),
        {"shared:shared_idea": ({"token": ""}, {"text": "The path is steep."})},
    ),
}  # fmt: skip


def site_answer(access: str, visitor: str, method: str) -> int:
    """Return the status code that this visitor gets from an address outside ideas."""
    if visitor in SITE[access].others:
        return SITE[access].others[visitor][method == "POST"]
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
    "characteristics_wordtoweigh": NEVER_DELETED,
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
    ideas = {f"ideas:{name}" for name in IDEA if name != "team_thread"}
    return ideas | site | admin | {*ADMIN_SITE, *THIRD_PARTY, *BY_HAND}


def without_row(patterns: list[Any]) -> list[str]:
    """Return the addresses that nobody has thought about."""
    return sorted(f"{name} ({route})" for name, route in routes(patterns) if name not in known())
