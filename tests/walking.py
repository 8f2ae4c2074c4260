"""Every address of the product that shows a page, with real ids, and somebody who may look at it.

The people, teams and ideas are those of the demo, whose ideas stand at seven different points.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db.models import Model
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import User
from casestudies.models import CaseStudy
from characteristics.models import Characteristic, Page, Principle
from goodhelp.demo.files import read_people
from ideas.actions import inviting
from ideas.actions.commenting import comment
from ideas.actions.publishing import publish
from ideas.actions.reviewing import latest_submission
from ideas.actions.sharing import make_link
from ideas.actions.viewing import keep_view
from ideas.models import Idea, Revision, Snapshot
from teams.actions import invite
from teams.models import Membership
from tests.access_site import routes

VISITOR, PRACTITIONER, MANAGER, NEIGHBOUR, EDITOR = "", "practitioner", "manager", "neighbour", "editor"
# Addresses that show no page of ours, or only in the middle of something; test_journey goes through those.
NO_PAGE = {
    "healthz", "mfa_download_recovery_codes", "ideas:export_file", "portfolio_csv", "your_data",
    "characteristics:word_data", "security_txt", "robots_txt", "sitemap_xml", "favicon",
    "account_confirm_login_code", "account_email_verification_sent", "mfa_authenticate", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
    "account_set_password",
}  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """One page, and who looks at it."""

    name: str
    path: str
    who: str


def visit(who: str, name: str, *args: object) -> Visit:
    """Return the visit of a route."""
    return Visit(name, reverse(name, args=args), who)


def person(who: str) -> User:
    """Return a person of the demo."""
    return User.objects.get(email=f"{who}@example.org")


def client(who: str) -> Client:
    """Return somebody's browser, signed in a moment ago."""
    made = Client()
    if who:
        made.force_login(person(who), backend="django.contrib.auth.backends.ModelBackend")
        made.post(reverse("account_reauthenticate"), {"password": read_people()["password"]})
    return made


def cookie(who: str, address: str) -> list[Any]:
    """Return the cookie of that browser, for Playwright; none for a visitor."""
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": client(who).cookies[name].value, "url": address}] if who else []


# --- What there is ----------------------------------------------------------------------------------------


def slugs(model: type[Model]) -> list[str]:
    """Return the slugs of a kind of content."""
    return list(model._default_manager.values_list("slug", flat=True))


def guide_pages() -> Iterator[Visit]:
    """Yield the pages of the guide and of the site itself, as a visitor sees them."""
    names = (
        "home", "characteristics:characteristic_list", "casestudies:casestudy_list", "casestudies:programme_list",
        "characteristics:page_list", "characteristics:resource_list", "characteristics:reference_list",
        "characteristics:term_list", "characteristics:principle_list", "characteristics:principle_check",
        "characteristics:word_list", "worked_example", "worked_example_answers", "accessibility", "privacy",
    )  # fmt: skip
    yield from (visit(VISITOR, name) for name in names)
    yield from (visit(VISITOR, "characteristics:characteristic_detail", slug) for slug in slugs(Characteristic))
    yield visit(VISITOR, "characteristics:workshop_pack", "social-connections")
    yield from (visit(VISITOR, "casestudies:casestudy_detail", slug) for slug in slugs(CaseStudy))
    yield from (visit(VISITOR, "characteristics:page_detail", slug) for slug in slugs(Page))
    yield from (visit(VISITOR, "characteristics:principle_detail", slug) for slug in slugs(Principle))


def account_pages() -> Iterator[Visit]:
    """Yield the pages of signing in and of one's account; the editor has a second factor."""
    editor = person(EDITOR)
    TOTP.activate(editor, generate_totp_secret())
    RecoveryCodes.activate(editor)
    signed_out = (
        "account_login", "account_signup", "account_request_login_code", "account_reset_password",
        "account_reset_password_done", "account_reset_password_from_key_done", "account_inactive",
    )  # fmt: skip
    yield from (visit(VISITOR, name) for name in signed_out)
    yield visit(VISITOR, "account_reset_password_from_key", "1", "used-before")
    for name in ("profile", "notice_settings", "account_close", "account_email", "account_change_password",
                 "account_reauthenticate", "account_logout", "mfa_activate_totp", "mfa_list_webauthn"):  # fmt: skip
        yield visit(NEIGHBOUR, name)
    for name in ("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        yield visit(EDITOR, name)


def team_pages() -> Iterator[Visit]:
    """Yield the pages of teams, with an open invitation."""
    lead = person(PRACTITIONER)
    own = Membership.objects.select_related("team").get(user=lead)
    other = Membership.objects.exclude(user=lead).filter(team=own.team).order_by("pk")[0]
    _invitation, token = invite(by=lead, team=own.team, email="editor@example.org", writes=True)
    for name in ("team_list", "team_create"):
        yield visit(PRACTITIONER, f"teams:{name}")
    for name in ("team_detail", "team_rename", "team_close", "team_leave", "invitation_create"):
        yield visit(PRACTITIONER, f"teams:{name}", own.team_id)
    for name in ("membership_edit", "membership_remove"):
        yield visit(PRACTITIONER, f"teams:{name}", own.team_id, other.pk)
    yield visit(EDITOR, "teams:invitation_accept", token)


def idea_pages() -> Iterator[Visit]:
    """Yield the pages of ideas: the lists, each idea at its point, and all pages of one that is full of words."""
    for who in (PRACTITIONER, MANAGER, NEIGHBOUR):
        yield visit(who, "your_work")
    yield visit(PRACTITIONER, "notice_list")
    yield visit(PRACTITIONER, "ideas:idea_list")
    yield visit(PRACTITIONER, "ideas:idea_start")
    yield visit(PRACTITIONER, "ideas:idea_import")
    yield visit(MANAGER, "ideas:review_queue")
    for idea in Idea.objects.select_related("team"):
        writer = PRACTITIONER if person(PRACTITIONER).memberships.filter(team=idea.team).exists() else NEIGHBOUR
        for name in ("idea_detail", "idea_report", "idea_answers"):
            yield visit(writer, f"ideas:{name}", idea.pk)
        if idea.status == "agreed":
            yield from _pages_of(idea, writer)
        if idea.status in {"draft", "changes_asked"}:
            yield visit(writer, "ideas:idea_submit", idea.pk)
            if not idea.shared_live:  # where it is shared, its managers have been asked already
                yield visit(writer, "ideas:idea_feedback", idea.pk)
        if idea.status == "testing":
            yield visit(writer, "ideas:idea_finish", idea.pk)
            yield visit(writer, "ideas:reviewer_invite", idea.pk)
            yield from _alone(idea)
    yield from _submissions()


def _submissions() -> Iterator[Visit]:
    for snapshot in Snapshot.objects.submissions().select_related("idea"):
        who = MANAGER if snapshot.idea.team == person(MANAGER).memberships.get().team else NEIGHBOUR
        yield visit(who, "ideas:submission_detail", snapshot.idea_id, snapshot.number)
        yield visit(who, "ideas:submission_answers", snapshot.idea_id, snapshot.number)
        if who == MANAGER and snapshot.idea.status == "in_review" and snapshot == latest_submission(snapshot.idea):
            yield visit(MANAGER, "ideas:submission_decide", snapshot.idea_id, snapshot.number)
        if who == MANAGER and snapshot.idea.status == "agreed" and snapshot == latest_submission(snapshot.idea):
            yield visit(MANAGER, "ideas:submission_look_again", snapshot.idea_id, snapshot.number)


def _pages_of(idea: Idea, writer: str) -> Iterator[Visit]:
    for name in ("idea_describe", "focus_choose", "idea_submit", "idea_history", "idea_finish", "reviewer_invite",
                 "idea_redact", "idea_changes"):  # fmt: skip
        yield visit(writer, f"ideas:{name}", idea.pk)
    slug = idea.foci.active()[0].characteristic.slug
    for name in ("route_edit", "answer_edit", "pitfall_edit"):
        yield visit(writer, f"ideas:{name}", idea.pk, slug)
    saved = Revision.objects.filter(idea=idea, what="answer").order_by("pk")[0]
    yield visit(writer, "ideas:text_history", idea.pk, "answer", saved.which)
    yield visit(writer, "ideas:version_restore", idea.pk, saved.pk)
    decided = idea.snapshots.submissions().filter(decision__by_own_team=False).order_by("pk")[0]
    yield visit(writer, "ideas:decision_reply", idea.pk, decided.number)
    said = comment(idea=idea, by=person(writer), text="Whom could we ask?", audience="team")
    for name in ("comment_list", "idea_export", "idea_workshop", "idea_examples", "share_link_list", "idea_publish"):
        yield visit(writer, f"ideas:{name}", idea.pk)
    yield visit(writer, "ideas:comment_detail", idea.pk, said.pk)
    yield from _shared(idea, writer)


def _shared(idea: Idea, writer: str) -> Iterator[Visit]:
    """Yield what people outside the team read, and the lists across teams."""
    _link, token = make_link(idea=idea, by=person(writer), days=7, contribute=True)
    yield visit(VISITOR, "shared:shared_idea", token)
    published = publish(idea=idea, by=person(writer), names=False)
    yield visit(NEIGHBOUR, "library:library_list")
    yield visit(NEIGHBOUR, "library:library_detail", published.pk)
    yield visit(PRACTITIONER, "search")
    for name in ("portfolio", "portfolio_list"):
        yield visit(MANAGER, name)
    kept = keep_view(by=person(PRACTITIONER), name="Drafts", query="status=draft")
    yield visit(PRACTITIONER, "ideas:saved_view_create")
    yield visit(PRACTITIONER, "ideas:saved_view_edit", kept.pk)


def _alone(idea: Idea) -> Iterator[Visit]:
    """Yield what only a team has in which nobody independent decides: a reviewer's link, and agreeing alone."""
    founder = idea.team.founder
    who = founder.email.split("@")[0]
    alone = Idea.objects.filter(team=idea.team, status="in_review").first() or _submitted_again(idea, founder)
    _reviewer, token = inviting.invite_reviewer(idea=alone, by=founder, email="editor@example.org")
    yield visit(who, "ideas:idea_agree_own", alone.pk)
    yield visit(EDITOR, "ideas:reviewer_accept", token)


def _submitted_again(idea: Idea, by: User) -> Idea:
    from tests.builders import an_idea, submitted

    new = an_idea(by, idea.team, "A second round of buddies")
    submitted(new, by)
    new.refresh_from_db()
    return new


def not_walked(walked: Iterable[Visit]) -> list[str]:
    """Return the names of routes outside admin that show a page to a GET and were not visited."""
    names = {name for name, _route in routes(get_resolver().url_patterns) if not name.startswith("admin:")}
    return sorted(names - {each.name for each in walked} - NO_PAGE - POST_ONLY)


POST_ONLY = {
    "teams:invitation_revoke", "ideas:idea_share", "ideas:idea_bin", "ideas:idea_restore", "ideas:answer_confirm",
    "ideas:idea_withdraw", "ideas:idea_reopen", "ideas:idea_test", "ideas:reviewer_remove", "ideas:comment_settle",
    "ideas:contribution_settle", "ideas:needs_copy", "ideas:saved_view_delete", "ideas:share_link_revoke",
    "notice_open", "notice_read", "ideas:comment_assign",
    "ideas:feedback_end", "ideas:practice_start", "ideas:presence_note", "ideas:submission_claim",
    "ideas:submission_release", "language_set",
    "library:library_report", "library:library_use", "library:library_withdraw",
}  # fmt: skip
