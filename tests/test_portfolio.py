"""Across ideas: what is counted and for whom, where each number leads, and what is left out."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodhelp import content
from ideas.actions import choosing, drafting, reviewing
from ideas.actions.answering import save_pitfall_plan
from ideas.counts import Counts
from ideas.coverage import Tally
from ideas.models import Focus, Idea
from ideas.portfolio.findings import doubts, recurring, rests
from ideas.portfolio.scope import Scope
from ideas.portfolio.selection import select
from ideas.portfolio.table import table_of
from ideas.reading import live_document
from teams.actions import found_team, remove_member
from teams.models import Membership
from tests.builders import an_idea, answered, chosen, submitted, worked_out
from tests.conftest import join

URL = "/portfolio/"
SLUG = "social-connections"


def read(client, url: str = URL) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main")[0]


def total(scope: Scope) -> Tally:
    cells = [cell.tally for row in table_of(scope).rows for cell in row.cells]
    return sum(cells, Tally())


def could_happen(idea, pitfall, by, plan: str = "") -> None:
    focus = idea.foci.select_related("characteristic", "idea").get(characteristic=pitfall.characteristic)
    save_pitfall_plan(focus=focus, pitfall=pitfall, by=by, could_happen="yes", plan=plan, base_version=0)


def many_sided(guide, team, by, title: str = "Walks") -> Idea:
    """Return an idea with an answer of every state, on every kind of ground, and a characteristic set aside."""
    idea = an_idea(by, team, title)
    one, two = chosen(idea, by, SLUG), chosen(idea, by, "enabling-environments")
    says = (("covered", "lived"), ("partly", "assumption"), ("not_sure", "research"))
    for question, (state, basis) in zip(guide.questions[SLUG], says, strict=True):
        answered(one, question, by, "Words", state, basis)
    for question, state in zip(guide.questions["enabling-environments"], ("covered", "not_yet", ""), strict=True):
        answered(two, question, by, "" if state == "" else "Words", state)
    gone = chosen(idea, by, "working-on-what-matters")
    answered(gone, guide.questions["working-on-what-matters"][0], by, "Words", "not_sure", "practice")
    could_happen(idea, guide.pitfalls["working-on-what-matters"][0], by)
    choosing.set_aside(idea=idea, characteristic=gone.characteristic, by=by)
    could_happen(idea, guide.pitfalls[SLUG][0], by, "We ask")
    could_happen(idea, guide.pitfalls[SLUG][1], by)
    idea.refresh_from_db()
    return idea


def everything(user) -> tuple:
    scope = Scope(user)
    return total(scope), doubts(scope), recurring(scope), rests(scope)


# --- What is counted, and for whom ----------------------------------------------------------------------


def test_the_same_numbers_are_counted_live_and_from_the_submission(guide, team, writer, decider) -> None:
    """One rule in SQL and in Python: a writer's numbers come from rows, a decider's from what was frozen."""
    for title in ("Walks", "Tea"):
        submitted(many_sided(guide, team, writer, title), writer)
    assert everything(writer) == everything(decider)
    assert [i.live for i in Scope(writer).ideas] == [True, True]
    assert [i.live for i in Scope(decider).ideas] == [False, False]
    counted, unsure, pitfalls, (claims, grounds) = everything(decider)
    assert counted == Tally(asked=12, covered=4, partly=2, not_yet=2, not_sure=2, open=2, assumed=2)
    assert [(d.key, d.ideas) for d in unsure] == [(f"{SLUG}-q3", 2)]
    assert [(p.key, p.ideas, p.planned) for p in pitfalls] == [
        (f"{SLUG}-pitfall-1", 2, 2), (f"{SLUG}-pitfall-2", 2, 0),
    ]  # fmt: skip
    assert claims == 6
    by_name = {g.name: (g.answers, g.ideas) for g in grounds}
    assert (by_name["lived"], by_name["assumption_only"], by_name["not_said"]) == ((2, 2), (2, 2), (2, 2))
    assert (by_name["research"], by_name["practice"]) == ((0, 0), (0, 0))


def test_what_the_guide_retires_leaves_the_live_numbers_as_it_leaves_the_document(
    guide, team, writer, superuser
) -> None:
    idea = many_sided(guide, team, writer)
    content.retire_question(by=superuser, question=guide.questions[SLUG][2])
    content.retire_pitfall(by=superuser, pitfall=guide.pitfalls[SLUG][0])
    scope, counts = Scope(writer), Counts.of(live_document(idea))
    assert total(scope) == sum(counts.foci.values(), Tally())
    assert counts.not_sure == ()
    assert doubts(scope) == []
    assert set(counts.pitfalls) == {f"{SLUG}-pitfall-2"}
    assert list(select(scope, {"pitfall": f"{SLUG}-pitfall-1"}).ideas) == []


def test_a_retired_characteristic_keeps_its_column_while_an_idea_has_it_and_says_so(
    guide, team, writer, superuser, client_for
) -> None:
    many_sided(guide, team, writer)
    content.retire_characteristic(by=superuser, characteristic=guide.characteristics[0])
    content.retire_characteristic(by=superuser, characteristic=guide.characteristics[2])
    table = table_of(Scope(writer))
    assert [c.slug for c in table.shown] == [SLUG, "enabling-environments"]
    assert table.unused == ()
    html = read(client_for(writer))
    assert "no longer in the guide" in html
    assert "no relevant questions" in html


def test_what_a_decider_may_not_see_is_not_counted_in_any_number(guide, team, writer, decider, client_for) -> None:
    hidden = many_sided(guide, team, writer, "CANARY")
    scope = Scope(decider)
    assert (scope.ideas, total(scope), doubts(scope), recurring(scope)) == ([], Tally(), [], [])
    assert rests(scope)[0] == 0
    for number in ({"characteristic": SLUG}, {"question": f"{SLUG}-q3"}, {"rests": "lived"}, {"status": "draft"}):
        assert list(select(scope, number).ideas) == []
    client = client_for(decider)
    assert "CANARY" not in read(client) + client.get(reverse("portfolio_csv")).content.decode()
    drafting.share_live(idea=hidden, by=writer, shared=True)
    assert "CANARY" in read(client)


def test_a_decider_counts_the_latest_submission_by_its_own_title_whatever_was_written_since(
    guide, team, writer, decider, client_for
) -> None:
    idea = worked_out(writer, team, "As sent")
    submitted(idea, writer)
    focus = Focus.objects.select_related("idea", "characteristic").get(idea=idea)
    answered(focus, guide.questions[SLUG][1], writer, "Later", "covered", "lived")
    idea.refresh_from_db()
    drafting.describe_idea(idea=idea, by=writer, values={"title": "CANARY"}, base_version=idea.version)
    assert total(Scope(writer)).covered == 2
    assert total(Scope(decider)).covered == 1
    client = client_for(decider)
    pages = [URL, reverse("portfolio_list"), reverse("portfolio_list") + "?rests=lived", reverse("portfolio_csv")]
    for page in pages:
        answer = client.get(page).content.decode()
        assert "As sent" in answer
        assert "CANARY" not in answer
    assert "as submitted: number 1" in read(client)
    reviewing.withdraw(idea=idea, by=writer)
    assert Scope(decider).ideas == []
    assert "As sent" not in "".join(client.get(page).content.decode() for page in pages)


def test_only_the_latest_submission_counts(guide, team, writer, decider) -> None:
    idea = worked_out(writer, team)
    reviewing.decide(snapshot=submitted(idea, writer), by=decider, outcome="ask_changes", reasons="More.")
    focus = Focus.objects.select_related("idea", "characteristic").get(idea=idea)
    answered(focus, guide.questions[SLUG][1], writer, "More", "partly")
    submitted(idea, writer)
    scope = Scope(decider)
    assert (total(scope).covered, total(scope).partly, len(scope.ideas)) == (1, 1, 1)
    assert scope.ideas[0].submission == 2
    reviewing.withdraw(idea=idea, by=writer)
    scope = Scope(decider)
    assert (total(scope).covered, total(scope).partly, scope.ideas[0].submission) == (1, 0, 1)


def test_rights_end_with_the_membership_and_leading_alone_shows_no_idea(
    guide, team, lead, writer, decider, person
) -> None:
    submitted(worked_out(writer, team), writer)
    only_leads = join(person("Lou"), team, lead, leads=True)
    assert (len(Scope(decider).ideas), Scope(only_leads).ideas, Scope(person("Olu")).ideas) == (1, [], [])
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=decider))
    assert (Scope(decider).ideas, Scope(decider).teams) == ([], {})


def test_practice_demo_and_binned_ideas_are_left_out_and_the_page_says_so(
    guide, team, writer, client_for, settings
) -> None:
    chosen(an_idea(writer, team, "Practised", practice=True), writer)
    chosen(an_idea(writer, team, "Invented", demo=True), writer)
    drafting.bin_idea(idea=an_idea(writer, team, "Binned"), by=writer)
    client = client_for(writer)
    assert Scope(writer).ideas == []
    assert "Practice ideas and the demo’s invented ideas are left out." in read(client)
    settings.DEMO = True
    assert Scope(writer).ideas == []
    type(writer).objects.filter(pk=writer.pk).update(is_demo=True)
    html = read(client)
    assert "Invented" in html
    assert "the demo’s invented ideas are counted" in html
    assert "Practised" not in html
    settings.DEMO = False
    assert "Invented" not in read(client)


# --- The pages ------------------------------------------------------------------------------------------


def test_every_number_leads_to_exactly_the_ideas_that_it_counts(
    guide, team, writer, player_manager, client_for
) -> None:
    for title in ("One", "Two", "Three"):
        many_sided(guide, team, writer, title)
    submitted(an_idea(writer, team, "Sent"), writer)
    client = client_for(player_manager)
    links = re.findall(r'href="(/portfolio/ideas/\?[^"]+)">(\d+) (?:ideas?|of them with a plan)<', read(client))
    assert len(links) >= 7
    for address, number in links:
        page = read(client, address.replace("&amp;", "&"))
        assert page.count("<h2><a ") == int(number), address


def test_the_longest_there_leads_to_the_list_in_which_it_stands_first(
    guide, team, writer, decider, player_manager, client_for
) -> None:
    for days, title in ((3, "Third"), (9, "First"), (5, "Second")):
        idea = an_idea(writer, team, title)
        submitted(idea, writer)
        Idea.objects.filter(pk=idea.pk).update(stands_since=timezone.now() - timedelta(days=days))
    for reader in (player_manager, decider):
        client = client_for(reader)
        [address] = re.findall(r'href="(/portfolio/ideas/\?status=in_review&amp;sort=waiting)">since', read(client))
        page = read(client, address.replace("&amp;", "&"))
        assert re.findall(r"<h2><a [^>]+>([^<]+)<", page) == ["First", "Second", "Third"]
        assert "3 ideas, the longest there first." in page


def test_numbers_of_answers_lead_to_the_ideas_that_hold_them(guide, team, writer, decider, client_for) -> None:
    for title in ("One", "Two"):
        submitted(many_sided(guide, team, writer, title), writer)
    submitted(an_idea(writer, team, "Nothing claimed"), writer)
    for reader in (writer, decider):
        html = read(client_for(reader))
        assert re.search(
            r'href="/portfolio/ideas/\?rests=lived">2</a></td><td><a href="[^"]+rests=lived">2 ideas', html
        )
        assert 'href="/portfolio/ideas/?rests=claims"' in html
        page = read(client_for(reader), "/portfolio/ideas/?rests=claims")
        assert re.findall(r"<h2><a [^>]+>([^<]+)<", page) == ["One", "Two"]
        assert "has answers that say that it covers their question" in page


def test_what_the_page_holds_is_named_at_its_top(guide, team, writer, client_for) -> None:
    chosen(an_idea(writer, team), writer)
    html = read(client_for(writer))
    jumps = re.findall(r'href="#([a-z]+)"', html.split('aria-label="On this page"')[1].split("</nav>")[0])
    assert jumps == ["places", "table", "unused", "doubts", "pitfalls", "rests"]
    assert [html.count(f'<h2 id="{name}">') for name in jumps] == [1] * 6


def test_the_list_behind_a_number_leads_to_the_filters_of_all_ideas(guide, team, writer, client_for) -> None:
    submitted(many_sided(guide, team, writer, "One"), writer)
    client = client_for(writer)
    for asked, kept in (
        ({"status": "in_review", "team": team.pk}, f"?team={team.pk}&amp;status=in_review"),
        ({"rests": "assumption_only"}, "?rests=assumed"), ({"pitfall": f"{SLUG}-pitfall-1"}, ""),
    ):  # fmt: skip
        html = client.get("/portfolio/ideas/", asked).content.decode()
        assert f'href="/ideas/{kept}">Filter, sort or save' in html
        assert "One" in client.get(f"/ideas/{kept}".replace("&amp;", "&")).content.decode()


def test_many_ideas_are_shown_by_team_with_the_way_into_each(
    guide, team, other_team, outsider, writer, client_for
) -> None:
    for number in range(24):
        chosen(an_idea(writer, team, f"Idea {number}"), writer)
    second = found_team(by=writer, name="Second team")
    for number in range(3):
        chosen(an_idea(writer, second, f"More {number}"), writer)
    chosen(an_idea(outsider, other_team, "CANARY"), outsider)
    client = client_for(writer)
    html = read(client)
    assert "Idea 3" not in html
    assert f'href="?team={second.pk}"' in html
    assert f"/portfolio/ideas/?team={second.pk}&amp;characteristic={SLUG}" in html
    table = table_of(Scope(writer))
    assert table.by_team
    assert {row.team: row.ideas for row in table.rows} == {"Riverside link workers": 24, "Second team": 3}
    one = read(client, f"{URL}?team={second.pk}")
    assert "More 2" in one
    assert "Idea 3" not in one
    # A team that is not mine counts as none chosen, and its ideas stay out.
    assert "CANARY" not in read(client, f"{URL}?team={other_team.pk}")
    assert read(client, f"/portfolio/ideas/?team={other_team.pk}").count("<h2><a ") == 0


def test_characteristics_that_nobody_works_through_are_named_and_nothing_is_ranked(
    guide, team, writer, client_for
) -> None:
    chosen(an_idea(writer, team), writer)
    html = read(client_for(writer))
    unused = html.split('id="unused"')[1].split("</section>")[0]
    assert re.findall(r"<li><a [^>]*>([^<]+)<", unused) == ["Enabling environments", "Working on what matters"]
    assert not re.search(r"\d\s?%|score:|rank:", html)


@pytest.mark.parametrize(
    "query",
    ["status=nonsense", "characteristic=no%00pe", "question=%00", "rests=%F0", "pitfall=none-such",
     "team=99999999999999",
     "team=%D9%A3", "page=99999999999999999999", "characteristic=" + "x" * 5000],
)  # fmt: skip
def test_a_forged_address_finds_nothing_and_breaks_nothing(guide, team, writer, client_for, query) -> None:
    chosen(an_idea(writer, team, "Walks"), writer)
    for page in (URL, reverse("portfolio_list"), reverse("portfolio_csv")):
        assert client_for(writer).get(f"{page}?{query}").status_code == 200
    if "page" not in query:
        assert "Walks" not in read(client_for(writer), f"{reverse('portfolio_list')}?{query}")


def test_the_file_has_a_line_for_each_characteristic_and_no_cell_is_a_formula(guide, team, writer, client_for) -> None:
    idea = many_sided(guide, team, writer, "=HYPERLINK(0)")
    an_idea(writer, team, '  +1,"2"\t3')
    answer = client_for(writer).get(reverse("portfolio_csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len({len(line) for line in lines}) == 1
    assert not [cell for line in lines for cell in line if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert [line[5:] for line in lines if line[1] == "'=HYPERLINK(0)"] == [
        ["Social connections", "3", "1", "1", "0", "1", "0", "0", "1", ""],
        ["Enabling environments", "3", "1", "0", "1", "0", "1", "0", "0", ""],
    ]
    assert idea.title == "=HYPERLINK(0)"


def test_the_header_leads_deciders_there_and_a_visitor_signs_in(client, client_for, writer, decider) -> None:
    link = f'href="{URL}"'
    assert link in client_for(decider).get("/your-work/").content.decode()
    assert link not in client_for(writer).get("/your-work/").content.decode()
    for page in ("portfolio", "portfolio_list", "portfolio_csv"):
        assert client.get(reverse(page)).status_code == 302


@pytest.mark.parametrize("number", [10, 200])
def test_it_asks_the_database_as_often_for_ten_ideas_as_for_two_hundred(
    client_for, guide, team, writer, second_writer, player_manager, decider, django_assert_num_queries, number
) -> None:
    for sent in (many_sided(guide, team, writer, "Sent"), many_sided(guide, team, writer, "Sent too")):
        submitted(sent, writer)
    drafting.share_live(idea=many_sided(guide, team, writer, "Shared"), by=writer, shared=True)
    drafting.share_live(idea=many_sided(guide, team, writer, "Shared too"), by=writer, shared=True)
    for each in range(number - 4):
        idea = an_idea(second_writer, team, f"Idea {each}")
        drafting.share_live(idea=idea, by=writer, shared=True)
        if each % 10 == 0:
            chosen(idea, writer)
    for person in (player_manager, decider):
        client = client_for(person)
        with django_assert_num_queries(13 if number > 25 else 16):  # by team, or with the ideas of the page
            read(client)
        with django_assert_num_queries(8):
            read(client, f"{reverse('portfolio_list')}?characteristic={SLUG}")
