"""The list of ideas: filters, order, pages that begin after an idea, and views that a person keeps."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from characteristics.models import Characteristic
from ideas.actions import choosing, drafting, viewing
from ideas.actions.counting import recount_submissions
from ideas.filtering import Filters
from ideas.listing import page_for
from ideas.models import Idea, SavedView, Snapshot, StatusChange
from teams.actions import found_team
from tests.builders import an_idea, answered, chosen, submitted, worked_out
from tests.forms import changed
from text import scanning

LIST = "/ideas/"
NEW = "/ideas/views/new/"
TITLE = re.compile(r'<h2><a href="/ideas/\d+/">([^<]+)</a>')


def listed(client, **sent: str) -> list[str]:
    response = client.get(LIST, sent)
    assert response.status_code == 200
    return TITLE.findall(response.content.decode())


@pytest.fixture
def ideas(guide, team, writer) -> dict[str, Idea]:
    """Return ideas that differ in what the filters ask for."""
    walks = worked_out(writer, team, "Walks")
    other = found_team(by=writer, name="Second team")
    tea = an_idea(writer, other, "Tea")
    focus = chosen(tea, writer, "enabling-environments")
    answered(focus, guide.questions["enabling-environments"][0], writer, "We think so.", "covered", "assumption")
    drafting.describe_idea(idea=tea, by=writer, values={"setting": "Caffi’r Tŷ"}, base_version=1)
    sent = an_idea(writer, team, "Sent")
    submitted(sent, writer)
    binned = an_idea(writer, team, "Binned")
    drafting.bin_idea(idea=binned, by=writer)
    return {"walks": walks, "tea": tea, "sent": sent, "binned": binned}


@pytest.mark.parametrize(
    ("sent", "titles"),
    [
        ({}, {"Walks", "Tea", "Sent"}),
        ({"q": "pairs"}, {"Walks"}),
        ({"q": "zebra"}, set()),
        ({"q": "***"}, set()),
        ({"status": "in_review"}, {"Sent"}),
        ({"status": "bin"}, {"Binned"}),
        ({"status": "nonsense"}, {"Walks", "Tea", "Sent"}),
        ({"characteristic": "social-connections"}, {"Walks"}),
        ({"characteristic": "no-such"}, set()),
        ({"part": "motivation"}, {"Walks"}),
        ({"part": "motivation", "characteristic": "enabling-environments"}, set()),
        ({"part": "capability"}, set()),
        ({"rests": "lived"}, {"Walks"}),
        ({"rests": "assumption"}, {"Tea"}),
        ({"rests": "assumed"}, {"Tea"}),
        ({"where": "caffir ty"}, {"Tea"}),
        ({"where": "weekly"}, set()),
        ({"since": "2001-01-01"}, {"Walks", "Tea", "Sent"}),
        ({"since": "2199-01-01"}, set()),
        ({"since": "2199-99-99"}, {"Walks", "Tea", "Sent"}),
        ({"team": "999999"}, set()),
        ({"team": "x"}, {"Walks", "Tea", "Sent"}),
    ],
)
def test_each_filter_narrows_the_list(client_for, ideas, writer, sent, titles) -> None:
    assert set(listed(client_for(writer), **sent)) == titles


def test_a_team_can_be_picked_by_who_has_several(client_for, ideas, writer, lead) -> None:
    assert listed(client_for(writer), team=str(ideas["tea"].team_id)) == ["Tea"]
    assert '<select id="team"' in client_for(writer).get(LIST).content.decode()
    assert '<select id="team"' not in client_for(lead).get(LIST).content.decode()
    assert listed(client_for(lead), team=str(ideas["tea"].team_id)) == []


def test_a_characteristic_that_was_set_aside_and_words_that_were_emptied_no_longer_count(
    client_for, ideas, guide, writer
) -> None:
    answered(chosen(ideas["walks"], writer), guide.questions["social-connections"][0], writer, "", "not_yet", "lived")
    assert listed(client_for(writer), rests="lived") == []
    choosing.set_aside(idea=ideas["walks"], characteristic=guide.characteristics[0], by=writer)
    assert listed(client_for(writer), characteristic="social-connections") == []
    assert listed(client_for(writer), part="motivation") == []


def test_no_filter_shows_what_somebody_may_not_see(client_for, ideas, decider, outsider) -> None:
    for sent in ({}, {"q": "pairs"}, {"status": "in_review"}, {"status": "bin"}, {"sort": "title"}):
        assert listed(client_for(decider), **sent) == []
        assert listed(client_for(outsider), **sent) == []


def page(user, sent=None, *, size: int, sort: str = "", both: bool = False):
    return page_for(user, Filters(sort=sort), sent=sent or {}, size=size, reads_sent=both)


@pytest.mark.parametrize("sort", ["", "title", "waiting"])
@pytest.mark.parametrize("both", [False, True])
def test_pages_hold_every_idea_once_in_order_there_and_back(guide, team, writer, decider, sort, both) -> None:
    titles = ["b", "B", "a", "Ä", "c", "x", "z"]
    for at, title in enumerate(titles):
        idea = an_idea(writer, team, title)
        drafting.share_live(idea=idea, by=writer, shared=at % 3 == 0)
        if at % 3:
            submitted(idea, writer)
    reader = decider if both else writer
    same = timezone.now()
    Idea.objects.filter(title__in=["a", "c", "x"]).update(updated_at=same)
    StatusChange.objects.filter(idea__title__in=["a", "c", "x"]).update(at=same)
    Snapshot.objects.filter(title__in=["c", "x"]).update(at=same)
    recount_submissions()
    seen, sent, pages = [], {}, []
    while True:
        found = page(reader, sent, size=2, sort=sort, both=both)
        pages.append([line.pk for line in found.rows])
        seen += found.rows
        if not found.after:
            break
        sent = {"after": found.after}
    assert len({line.pk for line in seen}) == len(seen) == len(titles)
    assert {line.title for line in seen if line.sent} == ({"B", "a", "c", "x"} if both else set())
    if sort != "title":  # whose order is the database's own
        times = [line.since or line.at for line in seen]
        assert times == sorted(times, reverse=sort == "")
    back = []
    while found.before:
        found = page(reader, {"before": found.before}, size=2, sort=sort, both=both)
        back.append([line.pk for line in found.rows])
    assert back[::-1] == pages[:-1]


def test_an_idea_changed_meanwhile_is_not_shown_twice(guide, team, writer) -> None:
    made = [an_idea(writer, team, f"Idea {number}") for number in range(6)]
    first = page(writer, size=3)
    drafting.describe_idea(idea=made[0], by=writer, values={"summary": "Changed."}, base_version=1)
    second = page(writer, {"after": first.after}, size=3)
    assert not {line.pk for line in first.rows} & {line.pk for line in second.rows}


@pytest.mark.parametrize("way", ["after", "before"])
@pytest.mark.parametrize("sort", ["", "title", "waiting"])
def test_a_forged_place_is_never_a_fault(client_for, ideas, writer, way, sort) -> None:
    client = client_for(writer)
    for place in ("x", "1", "1.x", "-1.1", "9" * 400, "1.99999999999999999", "٣.٣", "\x00.1", "1.\x00"):
        listed(client, **{way: place, "sort": sort})


@pytest.mark.parametrize("value", ["\x00", "\ud800", "'\"*", "9" * 3000, "💥" * 200])
def test_no_filter_value_is_a_fault(client_for, guide, writer, value) -> None:
    client = client_for(writer)
    for name in ("q", "where", "team", "since", "status", "characteristic", "part", "rests", "sort"):
        assert client.get(LIST, {name: value.encode("utf-8", "surrogatepass")}).status_code == 200, name


def test_the_pages_of_the_list_keep_its_filters(client_for, guide, team, writer) -> None:
    for number in range(30):
        an_idea(writer, team, f"Idea {number}")
    client = client_for(writer)
    html = client.get(LIST, {"q": "idea", "sort": "title"}).content.decode()
    older = re.search(r'rel="next" href="([^"]+)"', html)[1].replace("&amp;", "&")
    assert "q=idea" in older
    html = client.get(LIST + older).content.decode()
    assert len(TITLE.findall(html)) == 5
    newer = re.search(r'rel="prev" href="([^"]+)"', html)[1].replace("&amp;", "&")
    assert len(TITLE.findall(client.get(LIST + newer).content.decode())) == 25


# --- Views that a person keeps ------------------------------------------------------------------------


def kept(client, name: str, **filters: str):
    address = f"{NEW}?{Filters.read(filters).query()}"
    return client.post(address, changed(client.get(address), name=name))


def test_a_view_is_kept_found_above_the_list_renamed_and_deleted(client_for, ideas, writer) -> None:
    client = client_for(writer)
    response = kept(client, "Tea & <b>", q="tea", sort="title")
    assert response.url == f"{LIST}?q=tea&sort=title"
    kept(client, "Tea & <b>", q="tea", sort="title")  # pressed twice
    view = SavedView.objects.get()
    html = client.get(response.url).content.decode()
    assert '<a href="?q=tea&amp;sort=title" aria-current="page">Tea &amp; &lt;b&gt;</a>' in html
    edit = reverse("ideas:saved_view_edit", args=[view.pk])
    assert edit in html
    assert client.post(edit, changed(client.get(edit), name="Cups")).status_code == 302
    kept(client, "Other", q="walks")
    assert client.post(edit, changed(client.get(edit), name="Other")).status_code == 422
    assert client.post(reverse("ideas:saved_view_delete", args=[view.pk])).url == LIST
    assert list(SavedView.objects.values_list("name", "query")) == [("Other", "q=walks")]
    assert client.post(reverse("ideas:saved_view_delete", args=[view.pk])).status_code == 404


def test_a_name_used_before_gets_the_new_filters(client_for, ideas, writer) -> None:
    client = client_for(writer)
    kept(client, "Mine", q="tea")
    kept(client, "Mine", status="draft")
    assert SavedView.objects.get().query == "status=draft"


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "nul\x00"])
def test_a_name_that_cannot_be_kept_is_refused_in_words(client_for, guide, writer, name) -> None:
    client = client_for(writer)
    response = client.post(NEW + "?q=tea", {"name": name})
    assert response.status_code == 422
    assert "Error:" in response.content.decode()
    assert not SavedView.objects.exists()


def test_views_belong_to_one_person(client_for, ideas, writer, second_writer, superuser) -> None:
    kept(client_for(writer), "Mine", q="tea")
    view = SavedView.objects.get()
    for other in (second_writer, superuser):
        client = client_for(other)
        assert "Mine" not in client.get(LIST).content.decode()
        for address in (reverse("ideas:saved_view_edit", args=[view.pk]),
                        reverse("ideas:saved_view_delete", args=[view.pk])):  # fmt: skip
            assert client.post(address, {"name": "Theirs"}).status_code == 404
    client_for(second_writer).get(reverse("ideas:saved_view_edit", args=[view.pk]))
    view.refresh_from_db()
    assert view.name == "Mine"
    assert client_for(None).get(NEW).status_code == 302


def test_nobody_keeps_views_without_end(guide, writer) -> None:
    for number in range(viewing.MOST):
        viewing.keep_view(by=writer, name=f"View {number}", query="")
    viewing.keep_view(by=writer, name="View 1", query="q=x")
    with pytest.raises(viewing.Refused):
        viewing.keep_view(by=writer, name="One more", query="")


def test_the_longest_filters_can_be_kept(client_for, guide, writer) -> None:
    assert kept(client_for(writer), "Long", q="界" * 100, where="界" * 100).status_code == 302
    assert Filters.read({"q": "界" * 300}).q == "界" * 100


def test_a_view_shows_nobody_more_than_they_may_see(client_for, ideas, writer, team, lead) -> None:
    from teams.actions import remove_member
    from teams.models import Membership

    client = client_for(writer)
    view = kept(client, "Mine", q="pairs").url
    assert "Walks" in client.get(view).content.decode()
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=writer))
    assert TITLE.findall(client.get(view).content.decode()) == []
    with pytest.raises(PermissionDenied):
        drafting.describe_idea(idea=ideas["walks"], by=writer, values={"summary": "x"}, base_version=1)


@pytest.mark.parametrize(
    "sent", [{}, {"q": "walk", "part": "motivation", "rests": "lived", "where": "x", "sort": "title"}]
)
def test_the_list_asks_the_same_number_of_queries_for_ten_rows_and_for_two_hundred(
    client_for, guide, team, writer, django_assert_max_num_queries, sent
) -> None:
    client = client_for(writer)

    def asked(ideas: int, views: int) -> int:
        for number in range(ideas):
            an_idea(writer, team, f"Walk {number}")
        for number in range(views):
            viewing.keep_view(by=writer, name=f"View {number}", query="q=x")
        scanning.forget()
        with django_assert_max_num_queries(9) as queries:
            listed(client, **sent)
        return len(queries.captured_queries)

    assert asked(10, 1) == asked(190, 20)


def test_a_flower_in_a_list_shows_the_guide_as_it_stands(client_for, guide, team, writer):
    chosen(an_idea(writer, team), writer)
    client = client_for(writer)
    before = client.get(LIST).content.count(b'<g class="petal')
    Characteristic.objects.exclude(slug="social-connections").update(retired_at=timezone.now())
    assert client.get(LIST).content.count(b'<g class="petal') == 1 < before
