"""The library: what is published and what never is, beginning from it, and taking it back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from characteristics.models import Question
from ideas.actions import answering, commenting, deriving, drafting, publishing, reviewing
from ideas.coverage import Basis
from ideas.models import Answer, Focus, Idea, PitfallPlan, Publication, Revision, Route, Snapshot, TestPlan
from ideas.workflow import NotAllowedNow
from teams.actions import close_team, remove_member
from teams.models import Membership
from tests.builders import an_idea, answer_values, chosen, decided, submitted, worked_out
from tests.concurrency import at_once, raised
from tests.forms import changed
from tests.reading import read

LEARNED = "Rain keeps people at home."


@pytest.fixture
def idea(guide, team, writer, decider) -> Idea:
    """Return an idea that was agreed, tested and stopped, with things around it that nobody outside may see."""
    idea = worked_out(writer, team, "Walks from the library")
    focus = Focus.objects.select_related("characteristic", "idea").get(idea=idea)
    values = answer_values("Company helps.", "partly", "research") | {"citation": "Smith 2019", "note": "zxqnote"}
    question = Question.objects.get(key="social-connections-q2")
    answering.save_answer(focus=focus, question=question, by=writer, values=values, base_version=0)
    texts = {"whose_goal": "Their own goal", "shaped_by": "Four people of the café"}
    drafting.describe_idea(idea=idea, by=writer, values=texts, base_version=1)
    snapshot = submitted(idea, writer)
    commenting.comment(idea=idea, by=writer, text="zxqcomment", audience="team")
    reviewing.decide(snapshot=snapshot, by=decider, outcome="agree", reasons="zxqreasons", conditions="zxqconditions")
    reviewing.start_testing(idea=idea, by=writer)
    reviewing.finish(idea=idea, by=writer, name="stop", learned=LEARNED)
    idea.refresh_from_db()
    return idea


@pytest.fixture
def publication(idea, writer) -> Publication:
    return publishing.publish(idea=idea, by=writer, names=False)


def page(publication, name: str = "library_detail") -> str:
    return reverse(f"library:{name}", args=[publication.pk])


# --- Publishing -----------------------------------------------------------------------------------------


def test_a_stopped_idea_stands_in_the_library_with_what_was_learned(client_for, idea, writer, outsider) -> None:
    client = client_for(writer)
    address = reverse("ideas:idea_publish", args=[idea.pk])
    response = client.post(address, changed(client.get(address), read="on"))
    publication = Publication.objects.get()
    assert response.url == page(publication)
    html = read(client_for(outsider), page(publication))
    for words in ("Walks from the library", LEARNED, "We walk in pairs.", "Thank you for telling others", "1 covered"):
        assert words in html
    assert html.count(LEARNED) == 1
    assert "Walks from the library" in read(client_for(outsider), reverse("library:library_list"))


def test_the_library_shows_nothing_of_the_team_but_what_it_published(
    client_for, idea, publication, writer, decider, lead, outsider, other_team, team
) -> None:
    idea.refresh_from_db()
    drafting.describe_idea(idea=idea, by=lead, values={"missed": "zxqlater"}, base_version=idea.version)
    for address in (page(publication), reverse("library:library_list")):
        html = read(client_for(outsider), address)
        for mark in ("zxqcomment", "zxqreasons", "zxqconditions", "zxqlater", team.name, f"/ideas/{idea.pk}/"):
            assert mark not in html, mark
        assert not [p for p in (writer, decider, lead) if p.name in html or p.email in html]
    assert client_for(outsider).get(idea.get_absolute_url()).status_code == 404


def test_names_stand_there_only_if_the_team_chose_so(client_for, idea, writer, decider, outsider, team) -> None:
    publication = publishing.publish(idea=idea, by=writer, names=True)
    html = read(client_for(outsider), page(publication))
    assert team.name in html
    assert writer.name in html
    assert decider.name not in html
    assert team.name in read(client_for(outsider), reverse("library:library_list"))


def test_agreed_by_its_own_team_and_changed_since_are_marked(client_for, guide, team, writer, outsider) -> None:
    idea = worked_out(writer, team)
    reviewing.agree_own_team(snapshot=submitted(idea, writer), by=writer, reasons="Nobody is left.")
    publication = publishing.publish(idea=idea, by=writer, names=False)
    for address in (page(publication), reverse("library:library_list")):
        html = read(client_for(outsider), address)
        assert "Agreed by its own team, not independently reviewed" in html
        assert "Changed since it was agreed" not in html
    idea.refresh_from_db()
    drafting.describe_idea(idea=idea, by=writer, values={"missed": "More"}, base_version=idea.version)
    publication = publishing.publish(idea=idea, by=writer, names=False)
    assert "Changed since it was agreed" in read(client_for(outsider), page(publication))


def test_only_what_is_agreed_or_has_ended_goes_in_and_never_a_practice_idea(client_for, guide, team, writer) -> None:
    draft = an_idea(writer, team)
    practice = an_idea(writer, team, practice=True)
    reviewing.finish(idea=practice, by=writer, name="stop", learned="x")
    for idea, code, error in ((draft, 409, NotAllowedNow), (practice, 403, PermissionDenied)):
        address = reverse("ideas:idea_publish", args=[idea.pk])
        assert client_for(writer).post(address, {"read": "on"}).status_code == code
        with pytest.raises(error):
            publishing.publish(idea=idea, by=writer, names=False)
        assert "We have read it through" not in read(client_for(writer), address)
    submitted(draft, writer)
    with pytest.raises(NotAllowedNow):
        publishing.publish(idea=draft, by=writer, names=False)
    assert Publication.objects.count() == 0


def test_what_was_never_agreed_goes_in_with_the_word_of_whoever_decided_and_not_without(
    client_for, guide, team, writer, decider, outsider
) -> None:
    quiet, let, stopped = (an_idea(writer, team, title) for title in ("Quiet", "Let in", "Stopped alone"))
    for idea, sends in ((quiet, {}), (let, {"for_library": "on"})):
        decide = reverse("ideas:submission_decide", args=[idea.pk, submitted(idea, writer).number])
        said = {"outcome": "not_now", "reasons": "No room."} | sends
        assert client_for(decider).post(decide, changed(client_for(decider).get(decide), **said)).status_code == 302
    reviewing.finish(idea=stopped, by=writer, name="stop", learned="x")
    client = client_for(writer)
    for idea, code in ((quiet, 409), (stopped, 409), (let, 302)):
        address = reverse("ideas:idea_publish", args=[idea.pk])
        assert ("We have read it through" in read(client, address)) is (code == 302)
        assert client.post(address, {"read": "on"}).status_code == code
    said = "The team may put it into the library"
    assert said in read(client, reverse("ideas:idea_detail", args=[let.pk]))
    assert said not in read(client, reverse("ideas:idea_detail", args=[quiet.pk]))
    html = read(client_for(outsider), reverse("library:library_list") + "?status=not_now")
    assert "Let in" in html
    assert "Quiet" not in html
    # A word is about what was decided on: once it is asked for a decision again, it is over.
    reviewing.reopen(idea=let, by=writer)
    with pytest.raises(NotAllowedNow):
        publishing.publish(idea=let, by=writer, names=False)


def test_it_must_be_read_through_first(client_for, idea, writer) -> None:
    response = client_for(writer).post(reverse("ideas:idea_publish", args=[idea.pk]), {"names": "on"})
    assert response.status_code == 422
    assert Publication.objects.count() == 0


def test_a_double_click_publishes_once_and_a_change_replaces(client_for, idea, writer, outsider) -> None:
    client, address = client_for(writer), reverse("ideas:idea_publish", args=[idea.pk])
    assert client.post(address, {"read": "on"}).url == client.post(address, {"read": "on"}).url
    first = Publication.objects.get()
    idea.refresh_from_db()
    drafting.describe_idea(idea=idea, by=writer, values={"missed": "More"}, base_version=idea.version)
    second = publishing.publish(idea=idea, by=writer, names=False)
    assert Publication.objects.published().get() == second
    assert client_for(outsider).get(page(first)).url == page(second)
    assert [s.number for s in Snapshot.objects.filter(kind="publication").order_by("pk")] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_two_writers_publishing_at_once_leave_one_there(guide, team, writer, second_writer) -> None:
    idea = worked_out(writer, team)
    reviewing.agree_own_team(snapshot=submitted(idea, writer), by=writer, reasons="Nobody is left.")
    results = at_once(*[lambda w=w: publishing.publish(idea=idea, by=w, names=False) for w in (writer, second_writer)])
    assert raised(results) == []
    assert Publication.objects.published().count() == 1


def test_only_writers_publish(client_for, idea, decider, outsider, other_team, removed_member, superuser) -> None:
    address = reverse("ideas:idea_publish", args=[idea.pk])
    for who, code in ((decider, 403), (outsider, 404), (removed_member, 404), (superuser, 404), (None, 302)):
        assert client_for(who).get(address).status_code == code
        assert client_for(who).post(address, {"read": "on"}).status_code == code
    with pytest.raises(PermissionDenied):
        publishing.publish(idea=idea, by=decider, names=False)
    assert Publication.objects.count() == 0


# --- Reading and taking back ----------------------------------------------------------------------------


def test_visitors_read_the_library_only_where_the_site_allows_it(client_for, publication, settings) -> None:
    visitor, addresses = client_for(None), [page(publication), reverse("library:library_list")]
    assert 'href="/library/"' not in read(visitor, "/")
    assert "/library/" not in read(visitor, "/sitemap.xml")
    assert [visitor.get(a).status_code for a in addresses] == [302, 302]
    assert "/accounts/login/?next=/library/" in visitor.get(addresses[1]).url
    assert visitor.get(addresses[0], headers={"Accept": "application/json"}).status_code == 401
    settings.LIBRARY_PUBLIC = True
    for address in addresses:
        assert "Walks from the library" in read(visitor, address)
    assert "Sign in to use it" in read(visitor, addresses[0])
    assert 'href="/library/"' in read(visitor, "/")
    assert "/library/" in read(visitor, "/sitemap.xml")
    for name in ("library_use", "library_report", "library_withdraw"):
        assert visitor.post(page(publication, name)).status_code == 302
    assert Publication.objects.published().count() == 1


@pytest.mark.parametrize("ending", ["taken back", "team closed"])
def test_what_was_taken_back_is_gone_like_what_never_was(
    ending, client_for, idea, publication, writer, lead, team, outsider, other_team
) -> None:
    if ending == "taken back":
        client_for(writer).post(page(publication, "library_withdraw"))
    else:
        close_team(by=lead, team=team)
    client = client_for(outsider)
    assert client.get(page(publication)).status_code == 404
    for name in ("library_use", "library_report", "library_withdraw"):
        assert client.post(page(publication, name), {"text": "x"}).status_code == 404
    assert "Walks from the library" not in read(client, reverse("library:library_list"))


def test_the_team_and_superusers_take_it_back_and_nobody_else(
    client_for, idea, publication, writer, decider, outsider, removed_member, content_admin, superuser
) -> None:
    for who in (decider, outsider, removed_member, content_admin):
        assert client_for(who).post(page(publication, "library_withdraw")).status_code == 403
        assert "Take it out" not in read(client_for(who), page(publication))
    assert Publication.objects.published().count() == 1
    assert client_for(superuser).post(page(publication, "library_withdraw")).status_code == 302
    assert Publication.objects.published().count() == 0
    again = publishing.publish(idea=idea, by=writer, names=False)
    assert client_for(writer).post(page(again, "library_withdraw")).status_code == 302


def test_the_list_is_narrowed_by_characteristic_and_by_where_the_idea_stood(
    client_for, publication, guide, team, writer, decider, outsider
) -> None:
    other = an_idea(writer, team, "Tea at the clinic")
    chosen(other, writer, "enabling-environments")
    decided(submitted(other, writer), decider)
    publishing.publish(idea=other, by=writer, names=False)
    address, client = reverse("library:library_list"), client_for(outsider)

    def titles(query: str) -> list[bool]:
        html = read(client, address + query)
        return [title in html for title in ("Walks from the library", "Tea at the clinic")]

    assert titles("") == titles("?status=draft&characteristic=unknown") == [True, True]
    assert titles("?characteristic=social-connections") == [True, False]
    assert titles("?status=agreed") == [False, True]
    assert titles("?status=agreed&characteristic=social-connections") == [False, False]
    assert titles("?characteristic=%00'%22&status=%00&page=99") == [True, True]


# --- Using it as a starting point -------------------------------------------------------------------------


def test_a_draft_begins_with_the_words_and_without_the_judgements(
    client_for, idea, publication, outsider, other_team, writer
) -> None:
    client = client_for(outsider)
    response = client.post(page(publication, "library_use"), changed(client.get(page(publication)), text=""))
    made = Idea.objects.get(team=other_team)
    assert response.url == made.get_absolute_url()
    assert (made.title, made.status, made.whose_goal, made.summary) == (
        "Walks from the library", "draft", "Their own goal", idea.summary,
    )  # fmt: skip
    assert (made.shaped_by, made.learned, made.created_by) == ("", "", outsider)
    focus = Focus.objects.get(idea=made)
    assert (focus.why, focus.tally.open, focus.tally.covered) == ("People ask for company.", 3, 0)
    route = Route.objects.get(focus=focus)
    assert (route.text, route.by_people) == ("Walking together is more fun.", True)
    answers = {a.question.key: a for a in Answer.objects.filter(idea=made).select_related("question")}
    assert {k: a.text for k, a in answers.items()} == {
        "social-connections-q1": "We walk in pairs.", "social-connections-q2": "Company helps.",
    }  # fmt: skip
    assert answers["social-connections-q2"].citation == "Smith 2019"
    for answer in answers.values():
        assert (answer.state, answer.note, *[getattr(answer, f"on_{b.value}") for b in Basis]) == ("", "", *[False] * 5)
    plan = PitfallPlan.objects.get(idea=made)
    assert (plan.plan, plan.could_happen) == ("We greet whoever comes alone.", "")
    assert not TestPlan.objects.filter(idea=made).exists()
    assert not made.comments.exists()
    assert not made.snapshots.exists()
    assert set(Revision.objects.filter(idea=made).values_list("by", flat=True)) == {outsider.pk}
    html = read(client, response.url)
    assert "Begun from “Walks from the library”, put into the library on" in html
    assert f'<a href="{page(publication)}">See it in the library</a>' in html
    assert client_for(writer).get(response.url).status_code == 404


def test_a_double_click_makes_one_draft(client_for, publication, outsider, other_team) -> None:
    client = client_for(outsider)
    sent = changed(client.get(page(publication)), text="")
    assert (
        client.post(page(publication, "library_use"), sent).url
        == client.post(page(publication, "library_use"), sent).url
    )
    assert Idea.objects.filter(team=other_team).count() == 1
    made = Idea.objects.get(team=other_team)
    assert made.revisions.filter(what="answer").count() == 2
    # The page sent again later brings back nothing that was changed meanwhile.
    drafting.describe_idea(idea=made, by=outsider, values={"whose_goal": "Ours"}, base_version=made.version)
    before = made.revisions.count()
    client.post(page(publication, "library_use"), sent)
    made.refresh_from_db()
    assert (made.whose_goal, made.revisions.count()) == ("Ours", before)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_draft(guide, team, writer) -> None:
    idea = worked_out(writer, team)
    reviewing.agree_own_team(snapshot=submitted(idea, writer), by=writer, reasons="Nobody is left.")
    publication = publishing.publish(idea=idea, by=writer, names=False)
    calls = [lambda: deriving.start_from(publication=publication, by=writer, team=team, form_key="a" * 32)] * 3
    results = at_once(*calls)
    assert raised(results) == []
    assert len({made.pk for made in results}) == 1
    assert Idea.objects.count() == 2
    assert results[0].revisions.filter(what="answer").count() == 1


def test_nobody_begins_an_idea_in_a_team_that_they_do_not_write_for(
    client_for, publication, decider, outsider, other_team, team
) -> None:
    assert client_for(outsider).post(page(publication, "library_use"), {"team": team.pk}).status_code == 422
    with pytest.raises(PermissionDenied):
        deriving.start_from(publication=publication, by=outsider, team=team)
    # Who writes nowhere gets a team of one, as with any first idea.
    assert client_for(decider).post(page(publication, "library_use")).status_code == 302
    made = Idea.objects.exclude(pk=publication.snapshot.idea_id).get()
    assert made.team.founder == decider


def test_what_was_begun_stays_when_the_source_is_taken_back(
    client_for, idea, publication, outsider, other_team, writer
):
    made = deriving.start_from(publication=publication, by=outsider, team=other_team)
    publishing.take_back(publication=publication, by=writer)
    assert "Walks from the library" in read(client_for(outsider), made.get_absolute_url())
    idea.delete()
    made.refresh_from_db()
    assert made.derived_from is None
    assert made.source_note.startswith("“Walks from the library”")


def test_questions_and_characteristics_that_were_retired_stay_behind(guide, publication, outsider, other_team) -> None:
    Question.objects.filter(key="social-connections-q1").update(retired_at=timezone.now())
    made = deriving.start_from(publication=publication, by=outsider, team=other_team)
    assert [a.question.key for a in made.answers.all()] == ["social-connections-q2"]
    guide.characteristics[0].retired_at = timezone.now()
    guide.characteristics[0].save()
    bare = deriving.start_from(publication=publication, by=outsider, team=other_team)
    assert not bare.foci.exists()


def test_a_longer_library_costs_no_more_queries(client_for, publication, guide, team, writer, outsider) -> None:
    def cost(address: str) -> int:
        client = client_for(outsider)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    addresses = reverse("library:library_list"), page(publication)
    before = [cost(a) for a in addresses]
    body = publication.snapshot.body
    for number in range(200):
        idea = an_idea(writer, team, f"Idea {number}")
        snapshot = Snapshot.objects.create(idea=idea, kind="publication", number=1, body=body, title="T", by=writer)
        Publication.objects.create(snapshot=snapshot, status="agreed", tallies=publication.tallies)
    assert [cost(a) for a in addresses] == before
    assert max(before) <= 9


def test_a_removed_member_loses_the_right_to_take_back_at_once(client_for, publication, writer, lead, team) -> None:
    client = client_for(writer)
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=writer))
    assert client.post(page(publication, "library_withdraw")).status_code == 403
