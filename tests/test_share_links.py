"""Links for people outside: they show what was chosen and nothing more, and end without a trace."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from goodhelp.logs import without_tokens
from ideas.actions import commenting, drafting, reviewing, sharing
from ideas.models import Idea, Revision, ShareLink
from ideas.models.choices import Basis
from teams.actions import change_rights, close_team, remove_member
from teams.models import Membership
from tests.builders import an_idea, answered, chosen, decided, submitted, worked_out
from tests.concurrency import at_once, raised
from tests.forms import changed

SECRETS = ("zxqcomment", "zxqmanagers", "zxqreasons", "zxqconditions", "zxqlive", "zxqother", "zxqexpert", "zxqlabel")


@pytest.fixture
def idea(guide, team, writer) -> Idea:
    return worked_out(writer, team, "Walks from the library")


@pytest.fixture
def sent(idea, writer, decider, lead, team):
    """Return a submission that was decided, in an idea with secrets of every kind around it."""
    snapshot = submitted(idea, writer)
    commenting.comment(idea=idea, by=writer, text="zxqcomment", audience="team")
    commenting.comment(idea=idea, by=decider, text="zxqmanagers", audience="managers", about="question",
                       which="social-connections-q1")  # fmt: skip
    reviewing.decide(snapshot=snapshot, by=decider, outcome="agree", reasons="zxqreasons", conditions="zxqconditions")
    idea.refresh_from_db()
    values = {name: getattr(idea, name) for name in Idea.TEXTS} | {"missed": "zxqlive"}
    drafting.describe_idea(idea=idea, by=lead, values=values, base_version=idea.version)
    an_idea(writer, team, "zxqother")
    return snapshot


def link_to(idea, by, **more) -> str:
    _link, token = sharing.make_link(idea=idea, by=by, days=7, label="zxqlabel", **more)
    return reverse("shared:shared_idea", args=[token])


def words(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return response.content.decode()


def shown(html: str, marks) -> list[str]:
    return [mark for mark in marks if mark in html]


def names_in(html: str, *people) -> list[str]:
    return [p.name for p in people if p.name in html] + [p.email for p in people if p.email in html]


def test_a_link_shows_the_chosen_submission_and_nothing_else(sent, idea, writer, decider, lead, team) -> None:
    html = words(link_to(idea, writer, snapshot=sent))
    assert "Walks from the library" in html
    assert "We walk in pairs." in html
    assert "We greet whoever comes alone." in html
    assert "Two walks with four people." in html
    assert "1 covered" in html
    assert shown(html, SECRETS) == []
    assert names_in(html, writer, decider, lead) == []
    assert team.name not in html
    assert f"/ideas/{idea.pk}/" not in html
    assert "/teams/" not in html


def test_names_are_shown_only_if_chosen_and_addresses_never(sent, idea, writer, decider, lead, team) -> None:
    html = words(link_to(idea, writer, snapshot=sent, names=True))
    assert team.name in html
    assert names_in(html, writer, decider) == [writer.name, decider.name]
    # Lena wrote only after this was sent.
    assert names_in(html, lead) == []
    assert shown(html, SECRETS) == []


@pytest.mark.parametrize("frozen", [True, False])
def test_comments_are_shown_only_if_chosen_and_never_the_teams_own(
    client_for, sent, idea, writer, decider, lead, frozen
) -> None:
    commenting.comment(idea=idea, by=decider, text="Let @Lena see it.", audience="managers")
    address = reverse("ideas:share_link_list", args=[idea.pk])
    page = client_for(writer).get(address)
    for names in (False, True):
        more = {"comments": "on", "shows": str(sent.number) if frozen else "live"} | ({"names": "on"} if names else {})
        made = client_for(writer).post(address, changed(page, **more, form_key=f"{'ab'[names]}" * 32))
        html = words(made.context["address"].removeprefix("http://testserver"))
        assert "What was said about it" in html
        assert "zxqmanagers" in html
        assert "zxqcomment" not in html
        assert ("@Lena" in html, "[name left out]" in html) == (names, not names)
        assert (decider.name in html) is names
        assert "with comments" in made.content.decode()
    assert "What was said about it" not in words(link_to(idea, writer, snapshot=sent if frozen else None))


def test_a_link_to_the_live_idea_shows_what_is_written_later(sent, idea, writer, lead) -> None:
    address = link_to(idea, writer)
    assert shown(words(address), SECRETS) == ["zxqlive"]
    chosen(idea, writer, "enabling-environments", why="Written later")
    html = words(address)
    assert "Written later" in html
    assert names_in(html, writer, lead) == []
    assert names_in(words(link_to(idea, writer, names=True)), lead) == [lead.name]


def test_whoever_is_signed_in_sees_no_more_there_than_anybody(sent, idea, writer, client_for) -> None:
    address = link_to(idea, writer, snapshot=sent)
    assert words(address, client_for(writer)) == words(address)


def test_agreed_by_its_own_team_is_said_on_the_page_of_a_link(guide, team, writer) -> None:
    idea = worked_out(writer, team)
    snapshot = submitted(idea, writer)
    address = link_to(idea, writer, snapshot=snapshot)
    assert "not independently reviewed" not in words(address)
    reviewing.agree_own_team(snapshot=snapshot, by=writer, reasons="Nobody else is left.")
    for each in (address, link_to(idea, writer)):
        assert "not independently reviewed" in words(each)
        assert "Nobody else is left." not in words(each)


def test_a_link_to_the_live_idea_says_how_far_an_agreement_reaches(sent, idea, writer, decider) -> None:
    address, frozen = link_to(idea, writer, names=True), link_to(idea, writer, names=True, snapshot=sent)
    html = words(address)
    assert "Agreed to test" in html
    assert "Changed since it was agreed, by Lena on" in html
    assert "Changed since" not in words(frozen)
    assert "Changed since it was agreed, on" in words(link_to(idea, writer))
    reviewing.finish(idea=idea, by=writer, name="stop", learned="Nobody came.")
    reviewing.reopen(idea=Idea.objects.get(pk=idea.pk), by=writer)
    html = words(address)
    assert "Agreed to test" not in html, "begun anew, nobody has agreed to it yet"
    assert decider.name not in html
    assert "Agreed to test" in words(frozen)


def test_the_page_of_a_link_is_kept_out_of_caches_search_and_referrers(idea, writer) -> None:
    for address in (link_to(idea, writer), reverse("shared:shared_idea", args=["unknown"])):
        headers = Client().get(address).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"].startswith("noindex")
        assert headers["Cache-Control"].startswith("no-store")


ENDINGS = {
    "taken back": lambda w: sharing.revoke_link(link=w["link"], by=w["writer"]),
    "expired": lambda w: ShareLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1)),
    "in the bin": lambda w: drafting.bin_idea(idea=w["idea"], by=w["writer"]),
    "team closed": lambda w: close_team(by=w["lead"], team=w["team"]),
    "maker removed": lambda w: remove_member(by=w["lead"], membership=w["membership"]),
    "maker no longer writes": lambda w: change_rights(
        by=w["lead"], membership=w["membership"], writes=False, decides=True, leads=False
    ),
    "maker's account closed": lambda w: User.objects.filter(pk=w["writer"].pk).update(is_active=False),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("contribute", [False, True])
def test_a_link_that_has_ended_looks_exactly_like_one_that_never_was(
    ending, contribute, guide, team, lead, writer
) -> None:
    idea = an_idea(writer, team, "zxqtitle")
    link, token = sharing.make_link(idea=idea, by=writer, days=7, contribute=contribute)
    address, unknown = (reverse("shared:shared_idea", args=[each]) for each in (token, "x" * len(token)))
    assert "zxqtitle" in words(address)
    membership = Membership.objects.get(team=team, user=writer)
    ENDINGS[ending]({**locals()})
    for said in (None, {"text": "zxqsaid"}):
        client = Client()
        answers = [client.post(each, said) if said else client.get(each) for each in (address, unknown)]
        assert [a.status_code for a in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        assert dict(answers[0].headers) == dict(answers[1].headers)
        assert answers[0].cookies.output() == answers[1].cookies.output() == ""
        if said:
            assert b"zxqsaid" in answers[0].content


def test_a_link_to_a_submission_ends_when_that_is_taken_back(idea, writer) -> None:
    address = link_to(idea, writer, snapshot=submitted(idea, writer))
    assert Client().get(address).status_code == 200
    reviewing.withdraw(idea=idea, by=writer)
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("token", ["%00", "a%00b", "%ED%A0%80", "x" * 3000, "%F0%9F%98%80", "'", "%25"])
def test_odd_signs_in_the_address_of_a_link_are_just_another_unknown_link(db, token) -> None:
    assert Client().get(f"/shared/{token}/").status_code == 404


def test_looking_changes_nothing_and_leaves_no_cookie(idea, writer) -> None:
    address = link_to(idea, writer)
    with CaptureQueriesContext(connection) as seen:
        response = Client().get(address)
    assert response.cookies.output() == ""
    assert [q["sql"] for q in seen if not q["sql"].startswith("SELECT")] == []
    client = Client()
    client.get(link_to(idea, writer, contribute=True))
    assert list(client.cookies) == ["csrf"]
    assert Client().post(address, {"text": "A thought"}).status_code == 405


# --- Making and taking back ---------------------------------------------------------------------------


def page(idea) -> str:
    return reverse("ideas:share_link_list", args=[idea.pk])


def test_a_writer_makes_a_link_reads_its_address_once_and_takes_it_back(client_for, sent, idea, writer) -> None:
    client = client_for(writer)
    posted = changed(client.get(page(idea)), shows="1", days="30", label="The walking group")
    response = client.post(page(idea), posted)
    assert response.status_code == 200
    address = response.context["address"]
    assert address in response.content.decode()
    assert response.headers["Cache-Control"].startswith("no-store")
    link = ShareLink.objects.get()
    assert (link.snapshot, link.names, link.contribute) == (sent, False, False)
    assert timedelta(days=29) < link.expires_at - timezone.now() < timedelta(days=30)
    assert words(address).count("Walks from the library") >= 1
    assert address not in client.get(page(idea)).content.decode()
    client.post(reverse("ideas:share_link_revoke", args=[idea.pk, link.pk]))
    assert Client().get(address).status_code == 404
    assert "Taken back by Wren" in client.get(page(idea)).content.decode()


def test_a_double_click_makes_one_link_and_shows_the_same_address(client_for, idea, writer, second_writer) -> None:
    client = client_for(writer)
    posted = changed(client.get(page(idea)), shows="live", days="7")
    addresses = [client.post(page(idea), posted).context["address"] for _ in range(2)]
    assert addresses[0] == addresses[1]
    assert ShareLink.objects.count() == 1
    # The same key in another hand is another link.
    assert client_for(second_writer).post(page(idea), posted).context["address"] != addresses[0]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_time_make_one_link(guide, team, writer) -> None:
    idea = an_idea(writer, team)
    made = at_once(*[lambda: sharing.make_link(idea=idea, by=writer, days=7, form_key="a" * 32)] * 4)
    assert raised(made) == []
    assert ShareLink.objects.count() == 1
    assert len({token for _link, token in made}) == 1


def test_only_the_hash_of_the_secret_is_stored(idea, writer) -> None:
    token = link_to(idea, writer).split("/")[2]
    assert len(token) >= 43
    stored = [str(value) for row in ShareLink.objects.values() for value in row.values()]
    assert token not in " ".join(stored)
    made = sharing.make_link(idea=idea, by=writer, days=7, form_key="b" * 32)[1]
    stored = [str(value) for row in ShareLink.objects.values() for value in row.values()]
    assert made not in " ".join(stored)
    assert "b" * 32 not in " ".join(stored)


def test_the_secret_of_a_link_stays_out_of_logs() -> None:
    line = '"GET /shared/AbC-_123/?sent=yes HTTP/1.1" 200 and ?next=%2Fshared%2FAbC-_123%2F and /ideas/3/sharing/'
    assert without_tokens(line) == (
        '"GET /shared/…/?sent=yes HTTP/1.1" 200 and ?next=%2Fshared%2F…%2F and /ideas/3/sharing/'
    )


def test_only_writers_of_the_team_make_and_take_back_links(
    client_for, sent, idea, writer, decider, outsider, other_team, removed_member, superuser
) -> None:
    link, _token = sharing.make_link(idea=idea, by=writer, days=7)
    revoke = reverse("ideas:share_link_revoke", args=[idea.pk, link.pk])
    for who, code in ((decider, 403), (outsider, 404), (removed_member, 404), (superuser, 404), (None, 302)):
        client = client_for(who)
        assert client.get(page(idea)).status_code == code
        assert client.post(page(idea), {"shows": "live", "days": "7"}).status_code == code
        assert client.post(revoke).status_code == code
    for who in (decider, outsider, superuser):
        with pytest.raises(PermissionDenied):
            sharing.make_link(idea=idea, by=who, days=7)
        with pytest.raises(PermissionDenied):
            sharing.revoke_link(link=link, by=who)
    link.refresh_from_db()
    assert link.revoked_at is None
    assert ShareLink.objects.count() == 1


def test_another_teams_link_cannot_be_taken_back_from_ones_own_idea(client_for, idea, writer, outsider, other_team):
    link, _token = sharing.make_link(idea=idea, by=writer, days=7)
    own = an_idea(outsider, other_team)
    assert client_for(outsider).post(reverse("ideas:share_link_revoke", args=[own.pk, link.pk])).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_a_link_cannot_show_a_submission_that_is_not_there(client_for, idea, writer) -> None:
    for shows in ("1", "99", "", "live\x00", "all"):
        response = client_for(writer).post(page(idea), {"shows": shows, "days": "7", "label": "My words"})
        assert response.status_code == 422
        assert b"My words" in response.content
    for wrong in ({"days": "36500"}, {"label": "x" * 101}, {"label": "\x00"}, {"days": ""}):
        assert client_for(writer).post(page(idea), {"shows": "live", "days": "7", **wrong}).status_code == 422
    assert ShareLink.objects.count() == 0


def test_an_idea_has_no_more_than_twenty_links_at_once(client_for, idea, writer) -> None:
    for _ in range(sharing.WORKING_AT_ONCE):
        link_to(idea, writer)
    response = client_for(writer).post(page(idea), {"shows": "live", "days": "7"})
    assert response.status_code == 422
    assert b"Take one back first" in response.content


def test_more_links_and_more_history_cost_no_more_queries(client_for, idea, writer, second_writer, guide) -> None:
    def cost(address: str, client: Client) -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    address, client = link_to(idea, writer, names=True), client_for(writer)
    before = cost(address, Client()), cost(page(idea), client)
    for each in range(10):
        link_to(idea, second_writer, snapshot=None, names=bool(each % 2))
    focus = chosen(idea, second_writer, "enabling-environments")
    for question in guide.questions["enabling-environments"]:
        answered(focus, question, second_writer, "More", "partly", Basis.LIVED.value)
    for number in range(200):
        Revision.objects.create(idea=idea, what="plan", payload={}, by=writer, base_version=number, version=number + 1)
    assert (cost(address, Client()), cost(page(idea), client)) == before
    assert before[0] <= 14
    assert before[1] <= 12


def test_a_decision_that_names_nobody_still_counts_for_the_page(sent, idea, writer) -> None:
    decided(submitted_again(idea, writer), User.objects.get(name="Dara"), "not_now")
    assert "Dara" in words(link_to(idea, writer, names=True))


def submitted_again(idea, writer):
    reviewing.finish(idea=idea, by=writer, name="stop", learned="Rain.")
    return submitted(idea, writer)
