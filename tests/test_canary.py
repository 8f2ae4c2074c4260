"""Words that are not for somebody never come back: by forged addresses, after rights ended, in mail, in any answer.

The marks of `tests.access_world` stand in every text. `test_access` looks for them in the answer of every cell; here
are the ways around the front door.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from casestudies.models import CaseStudy
from characteristics.models import Question
from ideas.actions import drafting, inviting, reviewing
from ideas.mailing import mail_notices
from ideas.models import Idea, Revision, Snapshot
from teams.actions import change_rights, close_team, remove_member
from teams.models import Invitation, Membership
from tests.access_site import SITE
from tests.access_table import IDEA, STATES, VISITORS, standing
from tests.access_tools import MARK, addresses, allowed_marks, arguments, shown
from tests.access_world import SLUG, World, live, ours, said, sent
from tests.builders import an_idea, chosen

pytestmark = pytest.mark.django_db

EVERY_MARK = {mark(state) for state in STATES for mark in (live, sent, said, ours)}


def page(name: str, idea: Idea, *more: object) -> str:
    """Return an address under an idea."""
    return reverse(f"ideas:{name}", args=[idea.pk, *more])


def every_address(world: World, state: str) -> list[str]:
    """Return all addresses under the idea in this state."""
    return [address for name in IDEA for address, _nowhere in addresses(world, name, state)]


def codes(world: World, visitor: str, state: str = "in_review") -> dict[str, int]:
    """Return what the visitor gets from the pages of an idea, after looking for words that are not for them."""
    found = {}
    for address in every_address(world, state):
        answer = world.client(visitor).get(address)
        found[address] = answer.status_code
    return found


# --- Where words could come back other than on a page ----------------------------------------------------


def test_no_mail_carries_words_that_its_reader_may_not_see(world):
    mail_notices()
    mail_notices(timezone.now() + timedelta(days=2))  # and the daily mails
    assert Email.objects.filter(message__contains=live("draft")).exists(), "nobody was told of a comment"
    people = {person.email: visitor for visitor, person in world.people.items() if person is not None}
    texts = [
        (mail, f"{mail.subject} {mail.message} {mail.html_message} {mail.headers}") for mail in Email.objects.all()
    ]
    leaked = {
        (people.get(address), mark)
        for mail, text in texts
        for address in mail.to
        for mark in (set(MARK.findall(text)) & EVERY_MARK) - allowed_marks(people.get(address, "outsider"))
    }
    assert leaked == set()
    assert any(sent("in_review") in text for _mail, text in texts), "the submission was told to nobody"
    # A title may be told as it is now to whoever reads the idea as it is now, which is checked above; nothing else is.
    assert not any(mark(state) in text for _mail, text in texts for mark in (said, ours) for state in STATES)


@pytest.mark.parametrize("visitor", ["decider", "reviewer"])
def test_who_sees_submissions_reads_the_old_words_and_never_the_new(world, visitor):
    for state in STATES:
        if standing(visitor, state) != "submissions":
            continue
        idea = world.ideas[state]
        asked = f"?about=question&which={SLUG}-q1"
        for address in (
            page("submission_detail", idea, 1), page("submission_answers", idea, 1), page("comment_list", idea) + asked,
        ):  # fmt: skip
            answer = world.client(visitor).get(address).content.decode()
            assert sent(state) in answer
            assert live(state) not in answer


@pytest.mark.once
@pytest.mark.parametrize("visitor", VISITORS)
def test_no_question_in_the_address_brings_out_more(world, visitor):
    asked = ["?status=bin&page=2", "?status=draft&every", "?before=999999&next=/ideas/", "?q=zxq",
             "?sort=title&after=1.", f"?sort=waiting&characteristic={SLUG}&rests=lived&part=motivation", "?where=zxq",
             "?since=2001-01-01&rests=assumed"]  # fmt: skip
    for name in ("ideas:idea_list", "ideas:review_queue", "your_work", "notice_list", "teams:team_list", "home"):
        for query in asked:
            assert shown(world.client(visitor).get(reverse(name) + query)) & EVERY_MARK <= allowed_marks(visitor)
    for name in ("idea_history", "submission_detail", "submission_answers", "idea_report", "text_history"):
        for query in asked:
            address = next(addresses(world, name, "in_review"))[0] + query
            assert shown(world.client(visitor).get(address)) & EVERY_MARK <= allowed_marks(visitor)


def test_a_refused_save_shows_nothing_of_what_stands(world):
    """Neither 403, 404, 409 nor 422 brings the words of the idea, also not to a script."""
    for visitor in ("anonymous", "outsider", "removed", "content_admin", "superuser", "decider", "reviewer"):
        for address in every_address(world, "in_review"):
            for accept in ("text/html", "application/json"):
                sends = {
                    "idea-version": "1",
                    "idea-title": "x" * 500,
                    "plan-version": "1",
                    "version": "1",
                    "number": "7",
                }
                answer = world.client(visitor).post(address, sends, headers={"accept": accept})
                assert answer.status_code >= 302, address
                assert shown(answer) <= allowed_marks(visitor), address


FORMS = ("word", "xlsx", "csv", "json", "print")


@pytest.mark.parametrize("form", FORMS)
def test_a_file_carries_what_its_page_shows_and_no_more(world, form):
    now = page("export_file", world.ideas["in_review"], form)
    submission = now + "?submission=1"
    asked = {"?comments=yes": {said("in_review")}, "": set()}
    for query, more in asked.items():
        for visitor in ("decider", "reviewer"):
            answer = world.client(visitor).get(now + query)
            assert answer.status_code == 403
            assert not shown(answer) & EVERY_MARK
            answer = world.client(visitor).get(submission + query.replace("?", "&"))
            assert shown(answer) & EVERY_MARK == {sent("in_review"), *more}
        for visitor in ("outsider", "guest", "removed", "removed_reviewer", "content_admin", "superuser", "only_leads"):
            for address in (now, submission, now + "?submission=2"):
                answer = world.client(visitor).get(address)
                assert answer.status_code == 404
                assert not shown(answer) & EVERY_MARK
    answer = world.client("writer").get(now + "?comments=yes")
    assert {live("in_review"), ours("in_review"), said("in_review")} <= shown(answer)
    taken_back = page("export_file", world.ideas["withdrawn"], form) + "?submission=1"
    assert world.client("decider").get(taken_back).status_code == 404


# --- An idea of one's own, and something of another team's in its address ------------------------------------


@pytest.fixture
def own(world) -> Idea:
    """Return an idea of the guest's own team, with a characteristic chosen and submitted once."""
    idea = an_idea(world["guest"], world["guest"].memberships.get().team)
    chosen(idea, world["guest"])
    return idea


def test_what_belongs_to_another_idea_is_not_found_under_ones_own(world, own):
    client = world.client("guest")
    theirs = world.ideas["in_review"]
    forged = [
        ("get", page("submission_detail", own, 1)),
        ("get", page("submission_decide", own, 1)),
        ("post", page("submission_decide", own, 1)),
        ("post", page("reviewer_remove", own, world.reviewers["in_review"].pk)),
        ("post", page("answer_confirm", own, f"{SLUG}-q1")),  # the question is everybody's, the answer is not
        ("post", page("answer_confirm", own, "enabling-environments-q1")),
        ("get", page("answer_edit", own, "enabling-environments")),
        ("get", page("route_edit", own, "enabling-environments")),
        ("get", page("pitfall_edit", own, "enabling-environments")),
        ("get", page("text_history", own, "plan")),
        ("get", page("text_history", own, "answer", f"{SLUG}-q1")),
        ("get", page("text_history", own, "learned")),
    ]
    for method, address in forged:
        answer = getattr(client, method)(address, {"version": "1", "outcome": "agree", "reasons": "Mine."})
        assert answer.status_code == 404, address
        assert not shown(answer) & EVERY_MARK
    world.reviewers["in_review"].refresh_from_db()
    assert world.reviewers["in_review"].revoked_at is None
    assert Idea.objects.get(pk=theirs.pk).status == "in_review"


def test_a_lead_changes_nothing_of_another_team_under_the_address_of_her_own(world):
    client, own_team = world.client("outsider"), world["outsider"].memberships.get().team
    member = Membership.objects.get(team=world.team, user=world["writer"])
    for name, number in (
        ("membership_edit", member.pk), ("membership_remove", member.pk), ("invitation_revoke", world.invitation.pk),
    ):  # fmt: skip
        answer = client.post(reverse(f"teams:{name}", args=[own_team.pk, number]), {"rights": "leads"})
        assert answer.status_code == 404, name
    member.refresh_from_db()
    assert (member.writes, member.leads) == (True, False)
    assert Invitation.objects.get(pk=world.invitation.pk).revoked_at is None


def test_an_idea_cannot_be_put_into_another_team_or_taken_out_of_ones_own(world, own):
    client = world.client("guest")
    start = {"title": "Mine", "summary": "Tea.", "team": str(world.team.pk), "status": "agreed", "demo": "1",
             "created_by": str(world["lead"].pk), "shared_live": "1"}  # fmt: skip
    assert client.post(reverse("ideas:idea_start"), start).status_code == 422
    assert client.post(reverse("ideas:idea_start"), {**start, "team": str(own.team_id)}).status_code == 302
    made = Idea.objects.get(title="Mine")
    assert (made.status, made.demo, made.shared_live, made.created_by) == ("draft", False, False, world["guest"])
    more = {"idea-version": "1", "idea-title": "Tea", "idea-summary": "Tea.", "idea-team": str(world.team.pk),
            "idea-status": "agreed", "team": str(world.team.pk), "status": "agreed"}  # fmt: skip
    assert client.post(page("idea_describe", own), more).status_code == 302
    own.refresh_from_db()
    assert (own.team, own.status) == (world["guest"].memberships.get().team, "draft")


def test_somebody_elses_form_key_neither_shows_nor_hinders_anything(world, own):
    key = "c" * 32
    theirs = drafting.start_idea(by=world["writer"], team=world.team, title="Theirs", summary="zxqlive", form_key=key)
    sends = {"title": "Mine", "summary": "Mine.", "team": str(own.team_id), "form_key": key}
    answer = world.client("guest").post(reverse("ideas:idea_start"), sends)
    assert answer.status_code == 302
    assert Idea.objects.get(title="Mine").get_absolute_url() == answer.headers["Location"]
    assert Idea.objects.get(pk=theirs.pk).title == "Theirs"


def test_the_same_form_key_in_two_ideas_takes_two_steps(world):
    key, client = "d" * 32, world.client("writer")
    for state in ("adapted", "stopped"):
        assert client.post(page("idea_reopen", world.ideas[state]), {"form_key": key}).status_code == 302
        assert Idea.objects.get(pk=world.ideas[state].pk).status == "draft"


# --- Rights end at the next request --------------------------------------------------------------------------


def all_refused(world: World, visitor: str, code: int = 404) -> None:
    """Check that the visitor, in the same session as before, gets nothing: not of a submitted idea, not of a draft.

    Who has no standing has none in any state: `test_access` tries them all.
    """
    for state in ("in_review", "shared"):
        for address in every_address(world, state):
            for method in ("get", "post"):
                answer = getattr(world.client(visitor), method)(address)
                assert answer.status_code in {code, 405}, f"{method} {address}: {answer.status_code}"
                assert not shown(answer) & EVERY_MARK, address
    for name in ("ideas:idea_list", "ideas:review_queue", "your_work", "notice_list", "teams:team_list"):
        assert not shown(world.client(visitor).get(reverse(name))) & EVERY_MARK, name


@pytest.mark.parametrize("visitor", ["writer", "decider", "decider_who_wrote", "player_manager"])
def test_a_removed_member_gets_nothing_at_the_next_request(world, visitor):
    assert world.client(visitor).get(page("idea_detail", world.ideas["in_review"])).status_code in {200, 302}
    remove_member(by=world["lead"], membership=Membership.objects.get(team=world.team, user=world[visitor]))
    all_refused(world, visitor)
    team = reverse("teams:team_detail", args=[world.team.pk])
    assert world.client(visitor).get(team).status_code == 404


def test_a_removed_reviewer_gets_nothing_at_the_next_request(world):
    for state in STATES:
        if state == "binned":
            continue  # a reviewer sees nothing of it anyway
        row = world.idea(state).reviewers.get(user=world["reviewer"])
        inviting.remove_reviewer(reviewer=row, by=world["writer"])
    all_refused(world, "reviewer")


@pytest.mark.parametrize("visitor", ["writer", "lead", "decider", "decider_who_wrote", "reviewer"])
def test_nobody_sees_the_ideas_of_a_closed_team(world, visitor):
    close_team(by=world["lead"], team=world.team)
    all_refused(world, visitor)
    for name, (given, words) in {**SITE["lead-only"].rows, **SITE["team"].rows}.items():
        address = reverse(name, kwargs=arguments(world, name, given))
        assert world.client(visitor).get(address).status_code in {404, 302}, name
        if name != "teams:team_detail":
            assert world.client(visitor).post(address, words).status_code in {404, 302}, name
    for name in ("teams:invitation_accept", "ideas:reviewer_accept"):
        address = reverse(name, kwargs=arguments(world, name, {"token": ""}))
        assert world.client("guest").post(address).status_code == 404


def test_somebody_who_was_switched_off_is_signed_out_at_the_next_request(world):
    User.objects.filter(pk=world["writer"].pk).update(is_active=False)
    all_refused(world, "writer", code=302)


def test_who_no_longer_writes_sees_as_a_decider_sees(world):
    """Pat wrote nothing: with the pen she loses the live text."""
    pat = Membership.objects.get(team=world.team, user=world["player_manager"])
    before = codes(world, "player_manager")
    change_rights(by=world["lead"], membership=pat, writes=False, decides=True, leads=False)
    assert codes(world, "player_manager") == codes(world, "decider") != before


def test_what_was_taken_back_is_gone_for_its_deciders_at_the_next_request(world):
    address = page("submission_detail", world.ideas["in_review"], 1)
    assert world.client("reviewer").get(address).status_code == 200
    reviewing.withdraw(idea=world.idea("in_review"), by=world["writer"])
    for visitor in ("reviewer", "decider"):
        answer = world.client(visitor).get(address)
        assert answer.status_code == 404
        assert not shown(answer) & EVERY_MARK


def test_a_draft_is_shared_only_as_long_as_its_team_says_so(world):
    address = page("idea_detail", world.ideas["shared"])
    assert world.client("decider").get(address).status_code == 200
    drafting.share_live(idea=world.idea("shared"), by=world["writer"], shared=False)
    assert world.client("decider").get(address).status_code == 404


# --- No other way in --------------------------------------------------------------------------------------------


def test_ideas_and_teams_stand_nowhere_in_admin(world):
    from django.contrib import admin

    rooms = {model._meta.app_label for model in admin.site._registry}
    assert rooms == {"characteristics", "casestudies", "accounts"}
    assert {CaseStudy, Question} <= set(admin.site._registry)
    assert not {Idea, Revision, Snapshot, Invitation} & set(admin.site._registry)
