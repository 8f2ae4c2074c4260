"""Beginning an idea, describing it, choosing, saying how it works, pitfalls and the list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from characteristics.models import Characteristic, Mechanism
from goodhelp import content
from ideas.actions import reviewing
from ideas.actions.choosing import set_aside
from ideas.models import Focus, Idea, PitfallPlan, Revision, Route
from teams.models import Team
from tests.builders import an_idea, answered, chosen, decided, submitted
from tests.forms import changed, fields_of

START = "/ideas/new/"


def test_a_title_and_a_few_sentences_are_enough_to_begin(client_for, writer, team) -> None:
    client = client_for(writer)
    page = changed(client.get(START), title="  Walks \n from the library ", summary="A walk.")
    response = client.post(START, page)
    idea = Idea.objects.get()
    assert response.url == idea.get_absolute_url()
    assert (idea.title, idea.team, idea.status, idea.created_by) == ("Walks from the library", team, "draft", writer)


def test_an_idea_begun_from_a_page_of_the_guide_has_that_characteristic_chosen(client_for, guide, writer) -> None:
    client = client_for(writer)
    page = client.get(f"{START}?characteristic=social-connections")
    client.post(START, changed(page, title="Walks", summary="A walk."))
    assert Focus.objects.get().characteristic.slug == "social-connections"
    assert client.get(f"{START}?characteristic=no-such").status_code == 200


def test_the_start_form_sent_twice_begins_one_idea(client_for, writer) -> None:
    client = client_for(writer)
    page = changed(client.get(START), title="Once", summary="Once.")
    first, second = client.post(START, page), client.post(START, page)
    assert first.url == second.url
    assert Idea.objects.count() == 1


def test_an_idea_without_a_title_is_not_begun_and_nothing_typed_is_lost(client_for, writer) -> None:
    client = client_for(writer)
    response = client.post(START, changed(client.get(START), summary="Half a thought"))
    assert response.status_code == 422
    assert fields_of(response.content)["summary"] == ["Half a thought"]
    assert not Idea.objects.exists()


def test_somebody_without_a_team_gets_one_of_their_own_when_they_begin(client_for, person) -> None:
    newcomer = person("Nova")
    client = client_for(newcomer)
    assert client.post(START, changed(client.get(START), title="First", summary="First.")).status_code == 302
    assert Idea.objects.get().team == Team.objects.get(founder=newcomer)


def test_nobody_begins_an_idea_in_a_team_that_they_do_not_write_for(client_for, writer, outsider, other_team) -> None:
    client = client_for(writer)
    page = changed(client.get(START), title="Smuggled", summary="In.") | {"team": str(other_team.pk)}
    client.post(START, page)
    assert not Idea.objects.filter(team=other_team).exists()


def test_a_description_is_saved_and_a_stale_one_keeps_both(client_for, team, writer, second_writer) -> None:
    idea = an_idea(writer, team)
    url = reverse("ideas:idea_describe", args=[idea.pk])
    mine, theirs = client_for(writer), client_for(second_writer)
    page = changed(theirs.get(url))
    assert mine.post(url, changed(mine.get(url)) | {"idea-whose_goal": "Their own"}).status_code == 302
    response = theirs.post(url, page | {"idea-whose_goal": "The service's"})
    assert response.status_code == 409
    assert fields_of(response.content)["idea-whose_goal"] == ["Their own The service's"]
    assert "Their own" in response.content.decode()
    idea.refresh_from_db()
    assert idea.whose_goal == "Their own"
    assert Revision.objects.get(kept=False).payload["whose_goal"] == "The service's"


def test_characteristics_are_chosen_with_a_reason_and_set_aside_again(client_for, guide, team, writer) -> None:
    idea = an_idea(writer, team)
    url = reverse("ideas:focus_choose", args=[idea.pk])
    client = client_for(writer)
    page = changed(client.get(url))
    page |= {"social-connections-chosen": "on", "social-connections-why": "People walk together."}
    assert client.post(url, page).status_code == 302
    focus = Focus.objects.get()
    assert (focus.why, focus.asked, focus.open) == ("People walk together.", 3, 3)
    page = changed(client.get(url))
    del page["social-connections-chosen"]
    client.post(url, page)
    focus.refresh_from_db()
    assert focus.set_aside_at is not None
    assert "comes back" in client.get(url).content.decode()
    client.post(url, changed(client.get(url)) | {"social-connections-chosen": "on"})
    focus = Focus.objects.get()
    assert (focus.set_aside_at, focus.why) == (None, "People walk together.")


def test_two_people_who_choose_the_same_one_at_once_see_both_reasons(
    client_for, guide, team, writer, second_writer
) -> None:
    idea = an_idea(writer, team)
    url = reverse("ideas:focus_choose", args=[idea.pk])
    client = client_for(second_writer)
    page = changed(client.get(url)) | {"social-connections-chosen": "on", "social-connections-why": "Sam's"}
    chosen(idea, writer, why="Wren's")
    response = client.post(url, page)
    assert response.status_code == 409
    assert Focus.objects.get().why == "Wren's"
    assert fields_of(response.content)["social-connections-why"] == ["Wren's Sam's"]


def test_somebody_elses_choice_is_not_undone_by_a_page_opened_before_it(
    client_for, guide, team, writer, second_writer
) -> None:
    idea = an_idea(writer, team)
    url = reverse("ideas:focus_choose", args=[idea.pk])
    client = client_for(second_writer)
    page = changed(client.get(url)) | {"enabling-environments-chosen": "on"}
    chosen(idea, writer, "social-connections")
    assert client.post(url, page).status_code == 302
    assert Focus.objects.active().count() == 2


def test_a_retired_characteristic_cannot_be_chosen_but_stays_where_it_was(client_for, guide, team, writer) -> None:
    idea = an_idea(writer, team)
    chosen(idea, writer)
    for slug in ("social-connections", "enabling-environments"):
        content.retire_characteristic(by=None, characteristic=Characteristic.objects.get(slug=slug))
    html = client_for(writer).get(reverse("ideas:focus_choose", args=[idea.pk])).content.decode()
    assert "No longer part of the guide" in html
    assert "enabling-environments-chosen" not in html


def test_a_route_keeps_what_the_guide_said_when_it_was_written(client_for, guide, team, writer) -> None:
    focus = chosen(an_idea(writer, team), writer)
    url = reverse("ideas:route_edit", args=[focus.idea_id, "social-connections"])
    client = client_for(writer)
    page = changed(client.get(url)) | {"opportunity-text": "Pairs", "opportunity-works_by": ["people", "planning"]}
    assert client.post(url, page).status_code == 302
    Mechanism.objects.filter(component="opportunity").update(how="Said otherwise since.")
    route = Route.objects.get()
    assert (route.text, route.guide_text, route.by_people, route.by_planning) == ("Pairs", "How it works.", True, True)
    assert not route.by_information


def test_a_route_where_the_guide_gives_none_is_the_teams_own(client_for, guide, team, writer) -> None:
    focus = chosen(an_idea(writer, team), writer, "working-on-what-matters")
    client = client_for(writer)
    url = reverse("ideas:route_edit", args=[focus.idea_id, "working-on-what-matters"])
    assert "The guide gives no route here" in client.get(url).content.decode()
    client.post(url, changed(client.get(url)) | {"capability-text": "Our own way"})
    assert Route.objects.get().guide_text == ""
    report = client.get(reverse("ideas:idea_report", args=[focus.idea_id])).content.decode()
    assert "The team’s own route" in report


def test_a_pitfall_plan_keeps_the_pitfall_as_it_was_read(client_for, guide, team, writer) -> None:
    focus = chosen(an_idea(writer, team), writer)
    pitfall = guide.pitfalls["social-connections"][0]
    url = reverse("ideas:pitfall_edit", args=[focus.idea_id, "social-connections"])
    client = client_for(writer)
    page = changed(client.get(url)) | {f"{pitfall.key}-could_happen": "yes", f"{pitfall.key}-plan": "We ask first."}
    assert client.post(url, page | {"go_on": "1"}).url == reverse("ideas:idea_report", args=[focus.idea_id])
    plan = PitfallPlan.objects.get()
    assert (plan.could_happen, plan.plan, plan.pitfall_text) == ("yes", "We ask first.", pitfall.text)


def test_a_plan_for_a_pitfall_that_the_guide_reworded_meanwhile_is_given_back_beside_the_new_words(
    client_for, guide, team, writer
) -> None:
    focus = chosen(an_idea(writer, team), writer)
    pitfall = guide.pitfalls["social-connections"][0]
    url = reverse("ideas:pitfall_edit", args=[focus.idea_id, "social-connections"])
    client = client_for(writer)
    page = changed(client.get(url)) | {f"{pitfall.key}-plan": "We ask first."}
    type(pitfall).objects.filter(pk=pitfall.pk).update(text="What goes wrong, said otherwise.")
    response = client.post(url, page)
    assert response.status_code == 409
    assert not PitfallPlan.objects.exists()
    assert fields_of(response.content)[f"{pitfall.key}-plan"] == ["We ask first."]
    assert client.post(url, changed(response)).status_code == 302
    assert PitfallPlan.objects.get().pitfall_text == "What goes wrong, said otherwise."


def test_a_plan_for_a_pitfall_retired_meanwhile_is_given_back(client_for, guide, team, writer) -> None:
    focus = chosen(an_idea(writer, team), writer)
    pitfall = guide.pitfalls["social-connections"][0]
    url = reverse("ideas:pitfall_edit", args=[focus.idea_id, "social-connections"])
    client = client_for(writer)
    page = changed(client.get(url)) | {f"{pitfall.key}-plan": "We ask first."}
    content.retire_pitfall(by=None, pitfall=pitfall)
    response = client.post(url, page)
    assert response.status_code == 409
    assert "We ask first." in response.content.decode()


def test_a_reason_without_a_tick_is_not_thrown_away(client_for, guide, team, writer) -> None:
    idea = an_idea(writer, team)
    url = reverse("ideas:focus_choose", args=[idea.pk])
    client = client_for(writer)
    response = client.post(url, changed(client.get(url)) | {"social-connections-why": "Because of Tuesday."})
    assert response.status_code == 422
    assert fields_of(response.content)["social-connections-why"] == ["Because of Tuesday."]


def test_a_reason_changed_while_its_characteristic_is_set_aside_is_kept(client_for, guide, team, writer) -> None:
    idea = an_idea(writer, team)
    chosen(idea, writer, why="Before")
    url = reverse("ideas:focus_choose", args=[idea.pk])
    client = client_for(writer)
    page = changed(client.get(url)) | {"social-connections-why": "After"}
    del page["social-connections-chosen"]
    assert client.post(url, page).status_code == 302
    focus = Focus.objects.get()
    assert focus.why == "After"
    assert not Focus.objects.active().exists()


def test_a_characteristic_retired_while_it_was_chosen_gives_the_reason_back(client_for, guide, team, writer) -> None:
    idea = an_idea(writer, team)
    url = reverse("ideas:focus_choose", args=[idea.pk])
    client = client_for(writer)
    page = changed(client.get(url)) | {"social-connections-chosen": "on", "social-connections-why": "Because."}
    content.retire_characteristic(by=None, characteristic=guide.characteristics[0])
    response = client.post(url, page)
    assert response.status_code == 409
    assert "Because." in response.content.decode()


def test_going_back_and_writing_another_idea_begins_another_idea(client_for, writer) -> None:
    client = client_for(writer)
    page = changed(client.get(START), title="First", summary="First.")
    client.post(START, page)
    client.post(START, page | {"title": "Second", "summary": "Second."})
    assert sorted(Idea.objects.values_list("title", flat=True)) == ["First", "Second"]


def test_an_idea_that_was_ever_submitted_is_never_binned(client_for, guide, team, writer, decider) -> None:
    idea = an_idea(writer, team)
    decided(submitted(idea, writer), decider, "ask_changes")
    reviewing.reopen(idea=idea, by=writer)
    assert client_for(writer).post(reverse("ideas:idea_bin", args=[idea.pk])).status_code == 409
    idea.refresh_from_db()
    assert idea.binned_at is None


def test_a_draft_goes_into_the_bin_and_comes_out_again(client_for, team, writer, second_writer) -> None:
    idea = an_idea(writer, team)
    client = client_for(second_writer)
    client.post(reverse("ideas:idea_bin", args=[idea.pk]))
    assert idea.title not in client.get("/ideas/").content.decode().replace("“Walks", "")
    assert idea.title in client.get("/ideas/?status=bin").content.decode()
    describe = reverse("ideas:idea_describe", args=[idea.pk])
    assert client.post(describe, {"idea-title": "x"}).status_code == 403
    client.post(reverse("ideas:idea_restore", args=[idea.pk]))
    idea.refresh_from_db()
    assert idea.binned_at is None


def test_a_decider_reads_a_draft_only_while_it_is_shared(client_for, team, writer, decider) -> None:
    idea = an_idea(writer, team)
    share = reverse("ideas:idea_share", args=[idea.pk])
    manager, author = client_for(decider), client_for(writer)
    assert manager.get(idea.get_absolute_url()).status_code == 404
    author.post(share, {"shared": "yes"})
    assert manager.get(idea.get_absolute_url()).status_code == 200
    assert manager.post(share, {"shared": "no"}).status_code == 403
    author.post(share, {"shared": "no"})
    assert manager.get(idea.get_absolute_url()).status_code == 404


def test_who_may_decide_is_warned_before_a_first_edit(client_for, guide, team, lead, player_manager) -> None:
    idea = an_idea(lead, team)
    url = reverse("ideas:idea_describe", args=[idea.pk])
    warning = "whoever wrote the words does not decide"
    client = client_for(player_manager)
    assert warning in client.get(url).content.decode()
    client.post(url, changed(client.get(url)) | {"idea-setting": "At home"})
    assert warning not in client.get(url).content.decode()


@pytest.mark.parametrize("page", ["/ideas/", "/ideas/{}/", "/ideas/{}/report/", "/ideas/{}/history/"])
def test_pages_ask_the_same_number_of_queries_for_ten_rows_and_for_two_hundred(
    page, client_for, guide, team, writer, django_assert_max_num_queries
) -> None:
    idea = an_idea(writer, team)
    client = client_for(writer)

    def fill(ideas: int) -> int:
        for number in range(ideas):
            other = an_idea(writer, team, title=f"Idea {number}")
            if number % 20 == 0:
                for slug in ("social-connections", "enabling-environments"):
                    answered(chosen(other, writer, slug), guide.questions[slug][0], writer)
        client.get(page.format(idea.pk))
        with django_assert_max_num_queries(40) as asked:
            assert client.get(page.format(idea.pk)).status_code == 200
        return len(asked.captured_queries)

    for slug in ("social-connections", "enabling-environments"):
        focus = chosen(idea, writer, slug)
    few = fill(10)
    for slug in ("social-connections", "enabling-environments"):
        focus = chosen(idea, writer, slug)
        for question in guide.questions[slug]:
            answered(focus, question, writer, "Words", "covered", "assumption")
    set_aside(idea=idea, characteristic=guide.characteristics[0], by=writer)
    assert fill(190) == few


def test_the_list_leads_whoever_decides_to_what_waits_for_them(client_for, guide, team, writer, decider) -> None:
    page, words = reverse("ideas:idea_list"), "submission waits for your decision"
    manager = client_for(decider)
    assert words not in manager.get(page).content.decode()
    submitted(an_idea(writer, team, "Walks"), writer)
    with CaptureQueriesContext(connection) as asked:
        shown = manager.get(page).content.decode()
    assert f'1 {words}: <a href="{reverse("ideas:review_queue")}">go to Review</a>' in shown
    assert sum('AS "unread"' in query["sql"] for query in asked) == 1, "what the header knows is asked for once"
    assert words not in client_for(writer).get(page).content.decode()


def test_each_page_of_a_characteristic_leads_to_the_others_that_are_chosen(client_for, guide, team, writer) -> None:
    idea = an_idea(writer, team)
    chosen(idea, writer, "social-connections")
    chosen(idea, writer, "enabling-environments")
    for name in ("route_edit", "answer_edit", "pitfall_edit"):
        html = client_for(writer).get(reverse(f"ideas:{name}", args=[idea.pk, "social-connections"])).content.decode()
        nav = html[html.index('aria-label="Chosen characteristics"') :]
        nav = nav[: nav.index("</nav>")]
        assert reverse(f"ideas:{name}", args=[idea.pk, "enabling-environments"]) in nav, name
