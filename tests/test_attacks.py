"""What somebody would try who means harm, or whose browser is broken: refused in words, never a fault of ours."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from accounts.models import User
from ideas.mailing import mail_notices
from ideas.models import Decision, Idea, Reviewer
from teams.models import Invitation, Membership, Team
from tests.access_site import SITE, THIRD_PARTY, THIRD_PARTY_ARGUMENTS
from tests.access_table import IDEA
from tests.access_tools import NO_SUCH_IDEA, addresses, arguments, fingerprint
from tests.access_world import SLUG, World

pytestmark = pytest.mark.django_db

BIG = "9" * 20
HUGE = "9" * 5000  # longer than Python turns into a number
NUL = "%00"
EVIL = "https://evil.example"


def strict(world: World, visitor: str) -> Client:
    """Return the visitor's browser with Django's check of forms switched on, as in production."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = world.client(visitor).cookies
    return client


def everywhere(world: World) -> dict[str, dict[str, str]]:
    """Return every address of ours with what a POST there would send."""
    found = {a: IDEA[name].sends for name in IDEA for a, _nowhere in addresses(world, name, "in_review")}
    for access in SITE.values():
        for name, (given, words) in access.rows.items():
            found[reverse(name, kwargs=arguments(world, name, given))] = words
    return found


# --- Forms from elsewhere -------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize("visitor", ["lead", "anonymous"])
def test_no_form_works_without_its_token(world, visitor):
    every = {**everywhere(world), **{reverse(n, kwargs=THIRD_PARTY_ARGUMENTS.get(n)): {} for n in THIRD_PARTY}}
    for address, words in every.items():
        # The choice of language has no token, so that pages for visitors are the same for all: its origin must do.
        unsaid = () if address == reverse("language_set") else ({},)
        for headers in (*unsaid, {"origin": "null"}, {"origin": EVIL}, {"origin": "http://["}):
            for token in ({}, {"csrfmiddlewaretoken": "x" * 64}) if not headers else ({},):
                answer = strict(world, visitor).post(address, {**words, **token}, headers=headers)
                sent_away = answer.headers.get("Location", "").startswith("/accounts/login/")
                assert answer.status_code == 403 or sent_away, f"{address} {headers}: {answer.status_code}"
                assert visitor == "anonymous" or not sent_away, address
    assert fingerprint() == world.fingerprint


def test_a_secret_link_takes_its_own_form_and_no_others(world):
    """Its pages send no origin; the token decides, and without the right one nothing happens."""
    client = strict(world, "guest")
    for name in ("ideas:reviewer_accept", "teams:invitation_accept"):
        address = reverse(name, kwargs=arguments(world, name, {"token": ""}))
        page = client.get(address)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
        assert token
        sends = {"csrfmiddlewaretoken": token[1]}
        assert client.post(address, sends, headers={"origin": EVIL}).status_code == 403
        assert client.post(address, {"csrfmiddlewaretoken": "y" * 64}, headers={"origin": "null"}).status_code == 403
        assert client.post(address, sends, headers={"origin": "null"}).status_code == 302
    assert Membership.objects.filter(team=world.team, user=world["guest"]).exists()


@pytest.mark.once
def test_words_from_another_site_are_not_shown_in_a_form_that_looks_like_ours(world):
    for visitor in ("lead", "anonymous"):
        answer = strict(world, visitor).post(
            reverse("ideas:idea_start"), {"title": "Buy here now"}, headers={"origin": EVIL}
        )
        assert answer.status_code == 403
        assert b"Buy here now" not in answer.content


# --- Where a page sends its reader ----------------------------------------------------------------

ELSEWHERE = [
    EVIL, "//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "javascript:alert(1)",
    "http:///evil.example", "/%09/evil.example", "///evil.example", "https://testserver@evil.example",
]  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize("onward", ELSEWHERE)
def test_no_page_sends_its_reader_to_another_site(world, onward):
    for visitor in ("anonymous", "lead", "superuser"):
        for name in ("account_login", "account_signup", "account_logout", "admin:login", "account_reauthenticate",
                     "ideas:idea_start", "teams:team_create", "profile"):  # fmt: skip
            for method in ("get", "post"):
                if name == "account_logout" and method == "post":
                    continue
                address = reverse(name)
                given = {"next": onward}
                answers = [
                    getattr(world.client(visitor), method)(address, given),
                    getattr(world.client(visitor), method)(address, query_params=given),
                ]
                for answer in answers:
                    assert leads_home(answer.headers.get("Location", "/")), answer.headers["Location"]


@pytest.mark.once
def test_signing_out_does_not_send_anybody_to_another_site(world):
    for onward in ELSEWHERE:
        answer = world.client("lead").post(reverse("account_logout"), {"next": onward})
        assert leads_home(answer.headers["Location"])


def leads_home(location: str) -> bool:
    """Tell whether a browser that is sent there stays on this site."""
    return location.startswith("/") and not re.match(r"/[/\\\t]", location)


# --- Fields that no form has ----------------------------------------------------------------------


def test_fields_that_a_form_does_not_show_are_not_taken(world):
    lead, decider = world.client("lead"), world.client("decider")
    lead.post(reverse("profile"), {"name": "Lena", "is_staff": "1", "is_superuser": "1", "email": "new@example.org",
                                   "is_active": "", "is_demo": "1"})  # fmt: skip
    lena = User.objects.get(pk=world["lead"].pk)
    assert (lena.name, lena.is_staff, lena.is_superuser, lena.email) == ("Lena", False, False, "lena@example.org")
    team = reverse("teams:team_rename", args=[world.team.pk])
    lead.post(team, {"name": "Walks", "founder": str(world["guest"].pk), "demo": "1", "closed_at": "2020-01-01"})
    renamed = Team.objects.get(pk=world.team.pk)
    assert (renamed.name, renamed.founder, renamed.demo, renamed.closed_at) == ("Walks", world["lead"], False, None)
    invited = reverse("teams:invitation_create", args=[world.team.pk])
    lead.post(invited, {"email": "x@example.org", "rights": "writes", "team": "1", "leads": "on", "token_hash": "0",
                        "accepted_by": str(world["guest"].pk), "expires_at": "2999-01-01"})  # fmt: skip
    invitation = Invitation.objects.get(email="x@example.org")
    assert (invitation.team, invitation.leads, invitation.accepted_by) == (world.team, False, None)
    assert invitation.expires_at.year < 2900
    address = reverse("ideas:submission_decide", args=[world.ideas["in_review"].pk, 1])
    decider.post(address, {"outcome": "agree", "reasons": "Yes.", "by": str(world["lead"].pk), "by_own_team": "1"})
    decision = Decision.objects.get(snapshot__idea=world.ideas["in_review"])
    assert (decision.by, decision.by_own_team) == (world["decider"], False)


def test_a_right_that_does_not_exist_is_refused(world):
    wren = Membership.objects.get(team=world.team, user=world["writer"])
    address = reverse("teams:membership_edit", args=[world.team.pk, wren.pk])
    for rights in ("owns", "is_staff", "", "writes\x00"):
        assert world.client("lead").post(address, {"rights": rights}).status_code == 422
    outcome = reverse("ideas:submission_decide", args=[world.ideas["in_review"].pk, 1])
    for word in ("agree_own_team", "withdraw", "adopt", ""):
        assert world.client("decider").post(outcome, {"outcome": word, "reasons": "Yes."}).status_code == 422


# --- Mail -----------------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize("ending", ["\r\nBcc: x@example.org", "\nBcc: x@example.org", "\u2028Bcc: x", "\x85Bcc: x"])
def test_no_text_becomes_a_line_in_a_mails_head(world, ending):
    Email.objects.all().delete()
    idea = world.idea("draft")
    writer, lead = world.client("writer"), world.client("lead")
    writer.post(reverse("profile"), {"name": "Wren" + ending})
    lead.post(reverse("teams:team_rename", args=[world.team.pk]), {"name": "Walks" + ending})
    said = {"idea-version": str(idea.version), "idea-title": "Walks" + ending, "idea-summary": "Tea."}
    assert writer.post(reverse("ideas:idea_describe", args=[idea.pk]), said).status_code == 302
    plan = {f"plan-{n}": "Words." for n in ("smallest_try", "with_whom", "expects", "how_known")}
    version = idea.plan.version
    sends = {**plan, "plan-version": str(version), "submit": "1"}
    assert writer.post(reverse("ideas:idea_submit", args=[idea.pk]), sends).status_code == 302
    lead.post(reverse("teams:invitation_create", args=[world.team.pk]), {"email": "y@example.org", "rights": "writes"})
    mail_notices()
    mails = list(Email.objects.all())
    assert len(mails) >= 2
    for mail in mails:
        assert len(mail.subject.splitlines()) == 1
        assert "Bcc" not in str(mail.headers)
        assert mail.bcc == []


@pytest.mark.parametrize("address", ["a@example.org\nBcc: b@example.org", "a@example.org,b@example.org", "a@b\x00.org"])
def test_one_invitation_goes_to_one_address(world, address):
    sent = Email.objects.count()
    there = reverse("teams:invitation_create", args=[world.team.pk])
    assert world.client("lead").post(there, {"email": address, "rights": "writes"}).status_code == 422
    assert Email.objects.count() == sent


# --- Numbers, signs and sizes that nobody types ---------------------------------------------------


def test_numbers_that_no_database_holds_are_not_found(world):
    for visitor in ("lead", "anonymous"):
        for name in IDEA:
            for _here, nowhere in addresses(world, name, "in_review"):
                for number in (BIG, HUGE, str(2**63)):
                    address = nowhere.replace(str(NO_SUCH_IDEA), number)
                    for method in ("get", "post"):
                        code = getattr(world.client(visitor), method)(address).status_code
                        assert code in ({302, 404} if visitor == "anonymous" else {404, 405}), address[:60]


@pytest.mark.parametrize("number", [BIG, HUGE, "0", str(2**31), str(2**63)])
def test_numbers_inside_an_idea_or_a_team_are_not_found_either(world, number):
    idea, team = world.ideas["in_review"].pk, world.team.pk
    for address in (
        f"/ideas/{idea}/submissions/{number}/", f"/ideas/{idea}/submissions/{number}/decide/",
        f"/ideas/{idea}/reviewers/{number}/remove/", f"/ideas/{idea}/comments/{number}/",
        f"/ideas/{idea}/comments/{number}/settle/", f"/teams/{number}/", f"/teams/{number}/leave/",
        f"/teams/{team}/members/{number}/", f"/teams/{team}/members/{number}/remove/",
        f"/teams/{team}/invitations/{number}/revoke/", f"/accounts/2fa/webauthn/keys/{number}/edit/",
        f"/admin/characteristics/term/{number}/change/", f"/admin/r/{number}/{number}/",
    ):  # fmt: skip
        for visitor in ("lead", "superuser"):
            for method in ("get", "post"):
                answer = getattr(world.client(visitor), method)(address)
                assert answer.status_code in {302, 404, 405}, f"{method} {address[:60]}: {answer.status_code}"


@pytest.mark.parametrize("version", [BIG, HUGE, "-1", "1.5", "", "x", "\x00", str(2**31), str(2**63), "1e400"])
def test_a_version_that_never_was_saves_nothing_and_is_no_fault(world, version):
    client, idea = world.client("writer"), world.ideas["agreed"].pk
    sends = {
        "idea_describe": {"idea-version": version, "idea-title": "T", "idea-summary": "S"},
        "idea_submit": {"plan-version": version},
        "answer_edit": {f"{SLUG}-q1-version": version},
        "pitfall_edit": {f"{SLUG}-pitfall-1-version": version},
        "route_edit": {"capability-version": version},
        "focus_choose": {f"{SLUG}-version": version},
    }
    for name, words in sends.items():
        args = [idea, SLUG] if name in {"answer_edit", "pitfall_edit", "route_edit"} else [idea]
        answer = client.post(reverse(f"ideas:{name}", args=args), words)
        assert answer.status_code in {409, 422, 302}, f"{name}: {answer.status_code}"
    answer = client.post(reverse("ideas:answer_confirm", args=[idea, f"{SLUG}-q1"]), {"version": version})
    assert answer.status_code in {302, 409}
    assert Idea.objects.get(pk=idea).title == world.ideas["agreed"].title


ODD = ["%00", "a%00b", "..", "%2e%2e", "%F0%9F%98%80", "%ED%A0%80", "x" * 300, "a%2Fb", "'", "%"]


@pytest.mark.parametrize("slug", ODD)
def test_odd_signs_in_an_address_are_not_found(world, slug):
    idea = world.ideas["draft"].pk
    for place in (
        "/characteristics/{}/", "/about/{}/", "/case-studies/{}/", "/seven-characteristics/{}/",
        "/teams/invitations/{}/", "/ideas/review-invitations/{}/",
        f"/ideas/{idea}/check-in/{{}}/", f"/ideas/{idea}/how-it-works/{{}}/", f"/ideas/{idea}/pitfalls/{{}}/",
        f"/ideas/{idea}/answers/{{}}/confirm/", f"/ideas/{idea}/history/{{}}/", f"/ideas/{idea}/history/answer/{{}}/",
        "/admin/{}/", "/accounts/password/reset/key/{}-x/", "/accounts/password/reset/key/1-{}/", "/{}",
    ):  # fmt: skip
        for visitor in ("writer", "anonymous"):
            for method in ("get", "post"):
                answer = getattr(world.client(visitor), method)(place.format(slug))
                assert answer.status_code < 500, f"{method} {place.format(slug)}: {answer.status_code}"


NUL_FIELDS = {"email": "a\x00@example.org", "name": "a\x00", "title": "a\x00", "team": "\x00", "rights": "\x00",
              "login": "a\x00@example.org", "password": "\x00", "code": "\x00", "form_key": "\x00", "version": "\x00",
              "number": "\x00", "next": "\x00", "shared": "\x00", "outcome": "\x00", "review_on": "\x00",
              "reasons": "\x00",
              "learned": "\x00", "plan-version": "0", "plan-cost": "\x00", "idea-version": "1", "idea-was": "\x00",
              "idea-title": "\x00", f"{SLUG}-q1-version": "1", f"{SLUG}-q1-state": "\x00", f"{SLUG}-q1-basis": "\x00",
              "action": "\x00", "id": "\x00", "\x00": "\x00", "\x00-version": "1"}  # fmt: skip


@pytest.mark.parametrize("visitor", ["lead", "decider", "anonymous"])
def test_signs_that_no_keyboard_types_are_refused_in_every_form(world, visitor):
    every = {**everywhere(world), **{reverse(n, kwargs=THIRD_PARTY_ARGUMENTS.get(n)): {} for n in THIRD_PARTY}}
    for address in every:
        if any(part in address for part in ("/close/", "/leave/", "/remove/", "/revoke/", "/logout/", "/sharing/")):
            continue  # take no words
        for words in (NUL_FIELDS, {n: v.replace("\x00", "\ud800") for n, v in NUL_FIELDS.items()}):
            body = "&".join(f"{escaped(n)}={escaped(v)}" for n, v in words.items())
            answer = world.client(visitor).post(address, body, content_type="application/x-www-form-urlencoded")
            assert answer.status_code < 500, address
    assert "\x00" not in "".join(Idea.objects.values_list("title", flat=True))


def escaped(value: str) -> str:
    """Return the value as a broken browser would send it."""
    return "".join(f"%{byte:02X}" for byte in value.encode("utf-8", "surrogatepass"))


@pytest.mark.once
def test_headers_and_cookies_of_no_browser_are_no_fault(world):
    session = world.client("lead").cookies["session"].value
    odd = [
        {"HTTP_ORIGIN": "http://["}, {"HTTP_ORIGIN": "null"}, {"HTTP_REFERER": "http://["},
        {"HTTP_ACCEPT": "\x00;q=x,,/"},
        {"HTTP_ACCEPT": ";" * 500}, {"HTTP_ACCEPT_LANGUAGE": "x" * 5000}, {"CONTENT_TYPE": "multipart/form-data"},
        {"CONTENT_TYPE": "multipart/form-data; boundary=\x00"}, {"CONTENT_TYPE": "text/plain; charset=nonsense"},
        {"CONTENT_TYPE": "application/x-www-form-urlencoded; charset=utf-7"},
        {"HTTP_COOKIE": 'session="aaaaaaaaa\\000"'},
        {"HTTP_COOKIE": 'session="%00aaaaaaaaaa"'}, {"HTTP_COOKIE": "session=" + "x" * 5000},
        {"HTTP_COOKIE": 'csrf="\\000"'},
        {"HTTP_COOKIE": f'session={session}; messages="\\000"'}, {"HTTP_COOKIE": "messages=abc:def; =; a"},
        {"HTTP_X_FORWARDED_FOR": "\x00, ::1, x"}, {"HTTP_IF_MODIFIED_SINCE": "x"}, {"HTTP_RANGE": "bytes=9-1"},
    ]  # fmt: skip
    for headers in odd:
        for address in ("/", "/your-work/", "/ideas/new/", "/accounts/login/", "/teams/invitations/x/", "/admin/"):
            client = Client(raise_request_exception=False)
            assert client.get(address, **headers).status_code < 500, f"{headers} {address}"
            answer = client.generic("POST", address, b"title=x", **{"content_type": "text/plain", **headers})
            assert answer.status_code < 500, f"POST {headers} {address}"


def test_another_host_name_is_refused(world):
    for host in ("evil.example", "testserver:x", "testserver@evil.example", "[::1", ""):
        assert world.client("lead").get("/", headers={"host": host}).status_code in ({400} if host else {200, 400})


def test_more_than_a_page_can_hold_is_refused_in_words(world):
    client, address = world.client("writer"), reverse("ideas:idea_start")
    answer = client.post(address, {"title": "x" * 2_000_000})
    assert answer.status_code == 400
    assert b"none of our forms" in answer.content
    assert client.post(address, {f"f{n}": "x" for n in range(500)}).status_code == 400
    # Without the form's token it is not even read.
    assert strict(world, "anonymous").post(address, {"title": "x" * 2_000_000}).status_code == 403


def test_a_file_that_nobody_asked_for_is_not_stored(world, monkeypatch):
    big = SimpleUploadedFile("big.bin", b"x" * 4_000_000)
    stored = []
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *args, **kwargs: stored.append(args))
    assert world.client("anonymous").post(reverse("account_login"), {"login": "x", "file": big}).status_code == 200
    assert stored == []


# --- What stays behind ----------------------------------------------------------------------------


@pytest.mark.once
def test_no_page_of_somebody_who_is_signed_in_is_kept_by_a_browser(world):
    for visitor in ("lead", "decider"):
        for address in everywhere(world):
            answer = world.client(visitor).get(address)
            if answer.status_code != 405:
                assert "no-store" in answer.headers.get("Cache-Control", ""), f"{address}: {answer.headers}"
    assert "no-store" not in world.client("anonymous").get("/characteristics/").headers.get("Cache-Control", "")


@pytest.mark.once
def test_every_text_is_shown_as_text(world):
    """Marked-up words in every field come back escaped, wherever they are shown."""
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' javascript:alert(3)"
    for model, names in ((Idea, Idea.TEXTS), (User, ("name",)), (Team, ("name",)), (Reviewer, ())):
        if names:
            model.objects.update(**{name: bad for name in names if name != "setting"})
    for visitor in ("writer", "lead", "decider", "reviewer"):
        for address in everywhere(world):
            answer = world.client(visitor).get(address)
            page = answer.content if answer.headers.get("Content-Type", "").startswith("text/html") else b""
            assert b"<script>alert" not in page, address
            assert b"<img src=x" not in page, address
            assert b'href="javascript' not in page, address
