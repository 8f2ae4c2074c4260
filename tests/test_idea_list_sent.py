"""The list of ideas for who may read some only as they were submitted: every filter, and nothing of the live text."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from characteristics.models import Pitfall, Question
from goodhelp import content
from ideas.actions import answering, choosing, drafting, inviting, redacting, reviewing
from ideas.actions.counting import recount_submissions
from ideas.actions.indexing import reindex
from ideas.models import Focus, Idea, IdeaWords, Snapshot, StatusChange, SubmittedFocus
from ideas.models.choices import WorksBy
from ideas.redaction import Passage
from teams.actions import found_team, remove_member
from teams.models import Membership
from tests.builders import an_idea, answered, chosen, submitted, worked_out
from tests.conftest import join
from text import scanning

LIST = "/ideas/"
ROW = re.compile(r'<h2><a href="(/ideas/\d+/(?:submissions/\d+/)?)">([^<]+)</a>')
SLUG, OTHER = "social-connections", "enabling-environments"
FILTERS = [
    {}, {"q": "pairs"}, {"q": "greenhouse"}, {"q": "walks"}, {"q": "tea weekly"}, {"q": "***"}, {"q": "pairs zebra"},
    {"status": "in_review"}, {"status": "draft"}, {"status": "bin"},
    {"characteristic": SLUG}, {"characteristic": OTHER}, {"characteristic": "no-such"},
    {"part": "motivation"}, {"part": "capability"}, {"part": "motivation", "characteristic": OTHER},
    {"part": "motivation", "characteristic": SLUG}, {"rests": "lived"}, {"rests": "assumption"}, {"rests": "assumed"},
    {"rests": "not_said"}, {"rests": "research"}, {"where": "caffi"}, {"where": "weekly"}, {"where": "hall"},
    {"since": "2001-01-01"}, {"since": "2199-01-01"}, {"team": "999999"},
    {"q": "walks", "part": "motivation", "rests": "lived", "sort": "title"}, {"sort": "title"}, {"sort": "waiting"},
]  # fmt: skip


def rows(client, **sent: str) -> dict[str, str]:
    """Return the addresses of the rows by their titles, in order."""
    response = client.get(LIST, sent)
    assert response.status_code == 200
    found = ROW.findall(response.content.decode())
    assert len({title for _address, title in found}) == len(found)
    return {title: address for address, title in found}


@pytest.fixture
def sent(guide, team, writer) -> dict[str, Snapshot]:
    """Return two submissions that differ in everything that can be asked for, and beside them a draft."""
    walks = worked_out(writer, team, "Walks")
    tea = an_idea(writer, team, "Cups")
    answered(chosen(tea, writer, OTHER), guide.questions[OTHER][0], writer, "We think so.", "covered", "assumption")
    answered(chosen(tea, writer, OTHER), guide.questions[OTHER][1], writer, "We know.", "partly")
    drafting.describe_idea(idea=tea, by=writer, values={"setting": "Caffi’r Tŷ"}, base_version=1)
    worked_out(writer, team, "Never sent")
    return {"walks": submitted(walks, writer), "tea": submitted(tea, writer)}


def change_everything(idea: Idea, guide, writer) -> None:
    """Write something else wherever something can be written."""
    idea.refresh_from_db()
    words = {"title": "CANARY greenhouse", "summary": "CANARY greenhouse", "setting": "CANARY hall"}
    drafting.describe_idea(idea=idea, by=writer, values=words, base_version=idea.version)
    focus = chosen(idea, writer, OTHER)
    answered(focus, guide.questions[OTHER][2], writer, "CANARY greenhouse", "covered", "research", "assumption")
    values = {"text": "CANARY greenhouse", **{f"by_{way.value}": False for way in WorksBy}}
    choosing.save_route(focus=focus, component="capability", by=writer, values=values, base_version=0)
    pitfall = Pitfall.objects.get(key=f"{OTHER}-pitfall-1")
    answering.save_pitfall_plan(
        focus=focus, pitfall=pitfall, by=writer, could_happen="yes", plan="CANARY", base_version=0
    )
    question = Question.objects.get(key=f"{SLUG}-q1")
    answered(chosen(idea, writer), question, writer, "", "not_yet")
    choosing.set_aside(idea=idea, characteristic=focus.characteristic.__class__.objects.get(slug=SLUG), by=writer)


def look_of(client, **sent: str) -> str:
    """Return the page without what differs each time it is drawn."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", client.get(LIST, sent).content.decode())


# --- Which rows, and where they lead ---------------------------------------------------------------------------


def test_one_list_holds_what_is_read_live_and_what_is_read_as_submitted_and_says_which_is_which(
    client_for, sent, team, writer, decider
) -> None:
    shared = worked_out(writer, team, "Shared")
    drafting.share_live(idea=shared, by=writer, shared=True)
    client = client_for(decider)
    assert rows(client, sort="title") == {
        "Cups": f"/ideas/{sent['tea'].idea_id}/submissions/1/",
        "Shared": f"/ideas/{shared.pk}/",
        "Walks": f"/ideas/{sent['walks'].idea_id}/submissions/1/",
    }
    html = client.get(LIST).content.decode()
    assert html.count("As submitted: number 1") == 2
    assert "so it is found, ordered and counted by that" in html
    assert "As submitted" not in client_for(writer).get(LIST).content.decode()


@pytest.mark.parametrize("asked", FILTERS)
def test_each_filter_finds_in_a_submission_what_it_finds_in_the_same_live_text(
    client_for, sent, writer, decider, asked
) -> None:
    live = rows(client_for(writer), **asked)
    live.pop("Never sent", None)
    assert list(rows(client_for(decider), **asked)) == list(live)


def test_the_filters_tell_the_submissions_apart(client_for, sent, decider) -> None:
    client = client_for(decider)
    for asked in ({"q": "pairs"}, {"characteristic": SLUG}, {"part": "motivation"}, {"rests": "lived"}):
        assert list(rows(client, **asked)) == ["Walks"], asked
    for asked in ({"characteristic": OTHER}, {"rests": "assumed"}, {"rests": "not_said"}, {"where": "caffir ty"}):
        assert list(rows(client, **asked)) == ["Cups"], asked


@pytest.mark.parametrize("asked", FILTERS)
def test_whatever_is_written_afterwards_a_decider_sees_the_very_same_page(
    client_for, sent, guide, team, writer, decider, asked
) -> None:
    """Not its words, nor that it was edited or what it has chosen: found, counted, sorted and shown as before."""
    client = client_for(decider)
    before = look_of(client, **asked)
    for each in sent.values():
        change_everything(each.idea, guide, writer)
    an_idea(writer, team, "CANARY draft")
    drafting.bin_idea(idea=an_idea(writer, team, "CANARY binned"), by=writer)
    assert look_of(client, **asked) == before
    assert "CANARY" not in before


def test_what_was_written_since_is_found_once_it_is_submitted(client_for, sent, guide, writer, decider) -> None:
    change_everything(sent["walks"].idea, guide, writer)
    client = client_for(decider)
    reviewing.decide(snapshot=sent["walks"], by=decider, outcome="ask_changes", reasons="More.")
    again = submitted(Idea.objects.get(pk=sent["walks"].idea_id), writer)
    title, address = "CANARY greenhouse", f"/ideas/{again.idea_id}/submissions/2/"
    for asked in ({"q": "greenhouse"}, {"where": "hall"}, {"part": "capability"}, {"rests": "research"}):
        assert rows(client, **asked) == {title: address}, asked
    assert "Walks" not in rows(client)
    assert rows(client, part="motivation") == rows(client, q="pairs") == {}
    reviewing.withdraw(idea=again.idea, by=writer)
    assert rows(client, q="greenhouse") == rows(client, where="hall") == {}
    assert list(rows(client, part="motivation")) == list(rows(client, q="pairs")) == ["Walks"]


def test_a_submission_that_was_taken_back_is_in_no_list(client_for, sent, writer, decider) -> None:
    reviewing.withdraw(idea=sent["walks"].idea, by=writer)
    for asked in FILTERS:
        assert "Walks" not in rows(client_for(decider), **asked)


# --- Who ---------------------------------------------------------------------------------------------------------


def test_an_invited_reviewer_lists_that_one_idea_until_taken_off(client_for, sent, writer, person) -> None:
    olu = person("Olu")
    assert rows(client_for(olu)) == {}
    reviewer, _token = inviting.invite_reviewer(idea=sent["tea"].idea, by=writer, email=olu.email)
    inviting.accept_review(reviewer=reviewer, by=olu)
    client = client_for(olu)
    for asked in ({}, {"where": "caffi"}, {"rests": "assumed"}):
        assert rows(client, **asked) == {"Cups": f"/ideas/{sent['tea'].idea_id}/submissions/1/"}
    Membership.objects.filter(user=olu).delete()  # in no team at all
    assert list(rows(client)) == ["Cups"]
    inviting.remove_reviewer(reviewer=sent["tea"].idea.reviewers.get(), by=writer)
    assert rows(client) == {}


def test_who_may_read_the_text_lists_each_idea_once_and_live(
    client_for, sent, team, lead, writer, player_manager, decider
) -> None:
    for idea in (sent["walks"].idea, sent["tea"].idea):
        drafting.share_live(idea=idea, by=writer, shared=True)
    for reader in (writer, player_manager, decider):
        found = rows(client_for(reader))
        assert found["Walks"] == f"/ideas/{sent['walks'].idea_id}/"
        assert found["Cups"] == f"/ideas/{sent['tea'].idea_id}/"


def test_rights_end_with_the_membership_and_leading_alone_lists_nothing(
    client_for, sent, team, lead, decider, outsider, person
) -> None:
    assert rows(client_for(join(person("Lou"), team, lead, leads=True))) == rows(client_for(outsider)) == {}
    client = client_for(decider)
    assert rows(client)
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=decider))
    assert rows(client) == {}


# --- Order, views, and what stands beside a submission ------------------------------------------------------------


def test_submissions_and_live_ideas_stand_in_one_order(client_for, sent, team, writer, decider) -> None:
    shared = an_idea(writer, team, "Between")
    drafting.share_live(idea=shared, by=writer, shared=True)
    days = {sent["tea"].idea_id: 3, shared.pk: 2, sent["walks"].idea_id: 1}
    for idea, day in days.items():
        at = timezone.now() - timedelta(days=day)
        Snapshot.objects.filter(idea=idea).update(at=at)
        live = at if idea == shared.pk else timezone.now()
        Idea.objects.filter(pk=idea).update(updated_at=live)
        StatusChange.objects.filter(idea=idea).update(at=timezone.now() - timedelta(days=9 - day))
    recount_submissions()
    client = client_for(decider)
    assert list(rows(client)) == ["Walks", "Between", "Cups"]
    assert list(rows(client, sort="title")) == ["Between", "Cups", "Walks"]
    assert list(rows(client, sort="waiting")) == ["Walks", "Between", "Cups"]
    assert client.get(LIST, {"sort": "waiting"}).content.count(b"there since") == 3
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert list(rows(client, since=yesterday)) == ["Walks"]


def test_a_view_holds_submissions_too(client_for, sent, decider) -> None:
    client = client_for(decider)
    assert client.post("/ideas/views/new/?rests=lived", {"name": "Heard from people"}).url == f"{LIST}?rests=lived"
    html = client.get(f"{LIST}?rests=lived").content.decode()
    assert '<a href="?rests=lived" aria-current="page">Heard from people</a>' in html
    assert [title for _address, title in ROW.findall(html)] == ["Walks"]


def test_a_row_counts_what_the_submission_counts(client_for, sent, guide, writer, decider, superuser) -> None:
    def line(reader) -> tuple[str, ...]:
        html = client_for(reader).get(LIST, {"q": "pairs"}).content.decode()
        return re.search(r"(\d+)\srelevant: 1\scovered, (\d+)\sopen", html).groups()

    assert (line(decider), line(writer)) == (("3", "2"), ("3", "2"))
    content.retire_question(by=superuser, question=guide.questions[SLUG][2])
    assert (line(decider), line(writer)) == (("3", "2"), ("2", "1"))


def test_recount_and_reindex_mend_what_the_filters_go_by(client_for, sent, decider) -> None:
    client = client_for(decider)
    SubmittedFocus.objects.update(motivation=False)
    assert rows(client, part="motivation") == {}
    assert recount_submissions(check=True) == [sent["walks"].idea_id]
    recount_submissions()
    assert list(rows(client, part="motivation")) == ["Walks"]
    IdeaWords.objects.filter(audience="sent", what="setting").delete()
    assert rows(client, where="caffi") == {}
    assert reindex() == 1
    assert list(rows(client, where="caffi")) == ["Cups"]


def test_a_database_of_before_gets_by_its_migration_what_recount_and_reindex_would_write(sent) -> None:
    SubmittedFocus.objects.update(motivation=False)
    Idea.objects.update(sent_at=None)
    IdeaWords.objects.filter(audience="sent", what="setting").delete()
    import_module("ideas.migrations.0003_parts_of_submissions").count(apps, None)
    assert recount_submissions(check=True) == []
    assert reindex(check=True) == 0


def test_what_was_redacted_is_found_no_more(client_for, sent, lead, decider) -> None:
    redacting.redact(idea=sent["tea"].idea, by=lead, passage=Passage.of("Caffi’r Tŷ"))
    assert rows(client_for(decider), where="caffi") == rows(client_for(decider), q="caffi") == {}


@pytest.mark.parametrize(
    "asked", [{}, {"q": "walk", "part": "motivation", "rests": "lived", "where": "hall", "sort": "title"}]
)
def test_a_manager_of_teams_asks_as_often_for_ten_rows_as_for_two_hundred(
    client_for, guide, team, writer, decider, django_assert_max_num_queries, asked
) -> None:
    client = client_for(decider)
    second = found_team(by=writer, name="Second team")
    join(decider, second, writer, decides=True)

    def grow(number: int) -> int:
        for at in range(number):
            idea = worked_out(writer, (team, second)[at % 2], f"Walk {at}")
            if at % 3 == 0:
                drafting.share_live(idea=idea, by=writer, shared=True)
            idea.refresh_from_db()
            drafting.describe_idea(idea=idea, by=writer, values={"setting": "Hall"}, base_version=idea.version)
            submitted(idea, writer)
        scanning.forget()
        with django_assert_max_num_queries(12 if asked else 11) as queries:
            assert len(rows_of(client)) == min(10 if number == 10 else 25, 25)
        return len(queries.captured_queries)

    def rows_of(client) -> list[str]:
        return ROW.findall(client.get(LIST, asked).content.decode())

    assert grow(10) == grow(190)
    assert Focus.objects.count() == 200
