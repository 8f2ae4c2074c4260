"""One search: the guide for everybody, ideas for those who may see them, and the index always as the texts are."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casestudies.models import Programme
from characteristics.models import Characteristic, Question, Reference, Term
from goodhelp.guide_index import index_guide
from goodhelp.models import GuideWords
from goodhelp.searching import search
from ideas.actions import choosing, drafting, inviting, publishing, reviewing
from ideas.actions.indexing import reindex
from ideas.models import Answer, Idea, IdeaWords
from teams.actions import remove_member
from teams.models import Membership
from tests.builders import an_idea, answered, chosen, decided, planned, submitted, worked_out
from text import scanning

SEARCH = "/search/"


@pytest.fixture(params=[scanning.MANY, -1], ids=["by the index", "by reading"])
def _each_way(request, monkeypatch) -> None:
    """Look for words both ways: as rare ones, and as such that nearly every text has."""
    monkeypatch.setattr(scanning, "MANY", request.param)


each_way = pytest.mark.usefixtures("_each_way")


def found(client, typed: str) -> str:
    response = client.get(SEARCH, {"q": typed.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200
    return response.content.decode()


def finds(client, typed: str, idea: Idea) -> bool:
    """Tell whether the search shows the idea, live or as it was submitted."""
    return f'href="/ideas/{idea.pk}/' in found(client, typed)


def test_everybody_finds_the_guide_with_and_without_accents(client, guide) -> None:
    Term.objects.create(slug="cwtch", name="Cwtch a Thŷ", meaning="Llety’r galon & <b", origin="tool")
    index_guide()
    for typed in ("cwtch thy", "CWTCH THŶ", "galon lletyr", "llety'r galon"):
        page = found(client, typed)
        assert "/about/words/#cwtch" in page, typed
    assert "&amp; &lt;b" in page
    assert "<mark>Cwtch</mark>" in found(client, "cwtch")
    assert "Nothing has all of these words" in found(client, "cwtch zebra")


def test_every_kind_of_content_is_found(client, full_guide) -> None:
    index_guide()
    assert set(GuideWords.objects.values_list("kind", flat=True)) == set(GuideWords.Kind.values)
    for url in GuideWords.objects.values_list("url", flat=True):
        path, _hash, anchor = url.partition("#")
        if GuideWords.objects.filter(url=url, kind__in=["term", "programme"]).exists() and hash(url) % 10:
            continue  # a tenth of the many will do
        page = client.get(path)
        assert page.status_code == 200
        assert not anchor or f'id="{anchor}"' in page.content.decode()


def test_a_passage_shows_no_signs_of_markdown(client, guide) -> None:
    meaning = (
        "See [the **cwtch** page](/about/words/#cwtch), *slowly*.\n\n- first ones\n- last | ones\n\n> `told`\n# end"
    )
    Term.objects.create(slug="cwtch", name="Something else", meaning=meaning, origin="tool")
    index_guide()
    page = found(client, "cwtch")
    assert "See the <mark>cwtch</mark> page, slowly. • first ones • last ones told" in page
    assert "Something else" not in found(client, "about")


def test_a_passage_shows_words_and_no_markdown(full_guide) -> None:
    index_guide()
    for row in GuideWords.objects.all():
        assert not re.search(r"\]\(|[*`|]|^\s*(?:[#>]|- )", row.text, re.MULTILINE), row.text
    assert "and celebrate success." in " ".join(GuideWords.objects.get(title="What Good Help is").text.split())


def test_what_has_the_words_in_its_title_comes_first(client, full_guide) -> None:
    index_guide()
    page = found(client, "managing setbacks")
    section = page[page.index('id="guide"') :]
    assert section.index("/characteristics/managing-setbacks/") < section.index("<h3>", section.index("<h3>") + 1)


def test_a_programme_comes_first_only_to_those_who_name_it(full_guide) -> None:
    Programme.objects.create(
        slug="zebra",
        name="Zebra Setback Walks of the Long Winter Beside the River",
        sector="digital",
        what="Walks.",
        order=999,
        origin="tool",
    )
    index_guide()
    visitor = AnonymousUser()
    kinds = [piece.kind for piece in search(visitor, "setback").guide]
    assert kinds[0] != "programme"
    assert kinds.index("characteristic") < kinds.index("programme"), "for one word of its name"
    assert search(visitor, "zebra setback walks").guide[0].kind == "programme"


def test_a_long_title_is_cut_with_an_ellipsis(full_guide) -> None:
    index_guide()
    for row in GuideWords.objects.filter(kind="reference"):
        whole = Reference.objects.get(pk=row.object_id).citation
        assert row.title == whole or (row.title.endswith("…") and len(row.title) == 120)


def test_an_admins_change_is_found_at_once(client_for, guide, superuser) -> None:
    index_guide()
    client = client_for(superuser)
    term = Term.objects.create(slug="hiraeth", name="Hiraeth", meaning="A longing.", origin="tool")
    change = reverse("admin:characteristics_term_change", args=[term.pk])
    client.post(change, {"name": "Hiraeth", "meaning": "A homesickness.", "origin": "tool"})
    assert "/about/words/#hiraeth" in found(client, "homesickness")
    question = Question.objects.first()
    Question.objects.filter(pk=question.pk).update(order=question.order)
    listed = reverse("admin:characteristics_characteristic_changelist")
    gone = Characteristic.objects.first()
    assert gone.get_absolute_url() in found(client, gone.name)
    client.post(listed, {"action": "retire", "_selected_action": [gone.pk]})
    assert gone.get_absolute_url() not in found(client, gone.name)
    client.post(reverse("admin:characteristics_term_delete", args=[term.pk]), {"post": "yes"})
    assert "/about/words/#hiraeth" not in found(client, "homesickness")
    assert index_guide(check=True) == 0


@each_way
def test_every_text_of_an_idea_is_found_and_leads_to_its_place(client_for, guide, team, writer) -> None:
    idea = worked_out(writer, team, "Tŷ ar y bryn")
    planned(idea, writer, cost="Seventy biscuits.")
    drafting.describe_idea(idea=idea, by=writer, values={"setting": "Caffi’r Llyfrgell"}, base_version=1)
    client = client_for(writer)
    for typed, place in (
        ("ty", ""), ("TŶ bryn", ""), ("weekly walk tea", ""), ("caffir llyfrgell", ""), ("biscuit", "history/plan/"),
        ("company", "history/focus/social-connections/"),
        ("pairs", "check-in/social-connections/#social-connections-q1"),
        ("more fun", "how-it-works/social-connections/#motivation"), ("greet alone", "history/pitfall/"),
        ("ty pairs biscuits", ""),  # each in another text
    ):  # fmt: skip
        assert f'href="/ideas/{idea.pk}/{place}' in found(client, typed), typed
    for place in ("history/plan/", "history/focus/social-connections/", "check-in/social-connections/"):
        assert client.get(f"/ideas/{idea.pk}/{place}").status_code == 200
    assert not finds(client, "bryn zebra", idea)


@each_way
def test_words_of_a_submission_lead_to_the_page_that_holds_them(client_for, guide, team, writer, decider) -> None:
    idea = worked_out(writer, team, "A walk")
    submitted(idea, writer)
    client = client_for(decider)
    for typed, pages in (("pairs", ["answers/"]), ("weekly", [""]), ("weekly pairs", ["", "answers/"])):
        html = found(client, typed)
        links = [f'<a href="/ideas/{idea.pk}/submissions/1/{page}">In ' in html for page in ("", "answers/")]
        assert links == [page in pages for page in ("", "answers/")], typed
        for page in pages:
            there = client.get(f"/ideas/{idea.pk}/submissions/1/{page}").content.decode()
            assert ("pairs" if page else "weekly") in there


@each_way
def test_the_index_follows_every_change_and_no_word_stays_behind(client_for, guide, team, writer, decider) -> None:
    idea = worked_out(writer, team)
    client = client_for(writer)
    focus = chosen(idea, writer)
    question = guide.questions["social-connections"][0]
    answered(focus, question, writer, "Aardvarks")
    assert finds(client, "aardvark", idea)
    assert not finds(client, "pairs", idea)
    answered(focus, question, writer, "")
    assert not finds(client, "aardvark", idea)
    choosing.save_route(focus=focus, component="motivation", by=writer, base_version=1,
                        values={"text": "", **{f"by_{w}": False for w in
                                ("information", "practice", "people", "means", "feedback", "planning")}})  # fmt: skip
    decided(submitted(idea, writer), decider)
    reviewing.start_testing(idea=idea, by=writer)
    reviewing.finish(idea=idea, by=writer, name="stop", learned="Rain kept wombats at home.")
    assert finds(client, "wombat", idea)
    assert reindex(check=True) == 0


def test_reindex_mends_what_was_changed_past_the_actions(client_for, guide, team, writer) -> None:
    idea = worked_out(writer, team)
    index_guide()
    Answer.objects.update(text="Smuggled words")
    with pytest.raises(CommandError, match="1 texts of ideas"):
        call_command("reindex", check=True)
    IdeaWords.objects.create(idea=idea, audience="live", what="answer", which="no-such", text="x", words="ghost")
    assert finds(client_for(writer), "ghost", idea)
    call_command("reindex", verbosity=0)
    call_command("reindex", check=True, verbosity=0)
    assert not finds(client_for(writer), "ghost", idea)
    assert finds(client_for(writer), "smuggled", idea)


def test_a_deleted_idea_leaves_nothing_in_the_index(guide, team, writer) -> None:
    worked_out(writer, team)
    Idea.objects.all().delete()
    table = "ideas_ideawords_fts" if connection.vendor == "sqlite" else "ideas_ideawords"
    column = table if connection.vendor == "sqlite" else "found_by"
    test = "MATCH 'walk*'" if connection.vendor == "sqlite" else "@@ to_tsquery('simple', 'walk:*')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} {test}")
        assert cursor.fetchone() == (0,)


@each_way
def test_nobody_finds_what_they_may_not_see(
    client_for, guide, team, lead, writer, decider, outsider, other_team, content_admin, superuser
) -> None:
    idea = worked_out(writer, team, "Canary zxqlive")
    for nobody in (None, outsider, content_admin, superuser, decider):
        page = found(client_for(nobody), "zxqlive")
        assert "Canary" not in page
        assert "Nothing has all of these words" in page
    assert finds(client_for(writer), "zxqlive", idea)
    drafting.share_live(idea=idea, by=writer, shared=True)
    assert finds(client_for(decider), "zxqlive", idea)
    assert f'"/ideas/{idea.pk}/check-in/' not in found(client_for(decider), "pairs")
    assert client_for(decider).get(f"/ideas/{idea.pk}/history/answer/social-connections-q1/").status_code == 200
    drafting.share_live(idea=idea, by=writer, shared=False)
    assert not finds(client_for(decider), "zxqlive", idea)
    remove_member(by=lead, membership=Membership.objects.get(team=team, user=writer))
    assert not finds(client_for(writer), "zxqlive", idea)
    drafting.bin_idea(idea=idea, by=lead)
    assert not finds(client_for(lead), "zxqlive", idea)


@each_way
def test_a_decider_finds_what_was_submitted_and_not_what_was_written_since(client_for, guide, team, writer, decider):
    idea = worked_out(writer, team)
    submitted(idea, writer)
    manager = client_for(decider)
    answered(chosen(idea, writer), guide.questions["social-connections"][0], writer, "Written later: zxqlater")
    assert f'href="/ideas/{idea.pk}/submissions/1/"' in found(manager, "pairs")
    assert not finds(manager, "zxqlater", idea)
    assert "zxqlater" not in found(manager, "walk")
    reviewing.withdraw(idea=idea, by=writer)
    assert not finds(manager, "pairs", idea)
    idea.refresh_from_db()
    reviewing.submit(idea=idea, by=writer)
    assert f'href="/ideas/{idea.pk}/submissions/2/"' in found(manager, "zxqlater")
    idea.refresh_from_db()
    reviewing.finish(idea=idea, by=writer, name="stop", learned="It rained.")
    assert not finds(manager, "zxqlater", idea)
    assert reindex(check=True) == 0


@each_way
def test_a_reviewer_from_outside_finds_the_one_submission(client_for, guide, team, lead, writer, person) -> None:
    idea, other = worked_out(writer, team), worked_out(writer, team)
    reviewer = person("Rhys")
    _, token = inviting.invite_reviewer(idea=idea, by=writer, email=reviewer.email)
    inviting.accept_review(reviewer=inviting.open_invitation(token, reviewer), by=reviewer)
    submitted(other, writer)
    assert not finds(client_for(reviewer), "pairs", idea)
    submitted(idea, writer)
    assert finds(client_for(reviewer), "pairs", idea)
    assert not finds(client_for(reviewer), "pairs", other)


NASTY = [
    "\x00", "\ud800", '"', "'", "*", "a* OR b", "NEAR(a b)", "title_words : x", "{x} : y", "a:*&!|<->()", "\\", "%",
    "--", "\u202e \u0663 中文 한국어 ไทย \U0001d4b3 ß", "AND",
    "OR NOT", "-", "^a", "a" * 5000, "x " * 3000, "’’", "½ ²",
]  # fmt: skip


LIBRARY_HEADING = 'id="library"'


@each_way
def test_the_library_is_found_by_whoever_may_read_it_and_only_while_it_stands_there(
    client, client_for, guide, team, writer, outsider, settings, other_team
) -> None:
    idea = worked_out(writer, team, "Zxqwalks")
    reviewing.agree_own_team(snapshot=submitted(idea, writer), by=writer, reasons="Nobody is left.")
    reviewing.finish(idea=idea, by=writer, name="stop", learned="Zxqrain keeps people at home.")
    reader = client_for(outsider)
    assert LIBRARY_HEADING not in found(reader, "zxqrain")
    book = publishing.publish(idea=Idea.objects.get(), by=writer, names=False)
    for typed in ("zxqrain", "zxqwalks zxqrain", "ZXQRAIN home"):
        page = found(reader, typed)
        assert f'href="/library/{book.pk}/"' in page, typed
        assert team.name not in page, "the team chose to stay unnamed"
        assert f'href="/ideas/{idea.pk}/' not in page
    assert "Stopped" in page
    now = Idea.objects.get()
    drafting.describe_idea(idea=now, by=writer, values={"setting": "Zxqlater"}, base_version=now.version)
    assert LIBRARY_HEADING not in found(reader, "zxqlater"), "written since"
    assert LIBRARY_HEADING not in found(client, "zxqrain"), "the site does not show its library to visitors"
    settings.LIBRARY_PUBLIC = True
    assert f'href="/library/{book.pk}/"' in found(client, "zxqrain")
    again = publishing.publish(idea=Idea.objects.get(), by=writer, names=True)
    page = found(reader, "zxqrain")
    assert f'href="/library/{again.pk}/"' in page
    assert f'href="/library/{book.pk}/"' not in page
    assert team.name in page
    assert reindex(check=True) == 0
    IdeaWords.objects.all().delete()
    reindex()
    assert f'href="/library/{again.pk}/"' in found(reader, "zxqrain")
    publishing.take_back(publication=again, by=writer)
    assert LIBRARY_HEADING not in found(reader, "zxqrain")
    assert not IdeaWords.objects.filter(what=IdeaWords.LIBRARY).exists()
    assert reindex(check=True) == 0


@pytest.mark.parametrize("typed", NASTY)
def test_no_typed_sign_is_a_fault(client_for, guide, team, writer, typed) -> None:
    idea = an_idea(writer, team, title=f"Nasty {typed.replace(chr(0), '').replace(chr(0xD800), '')}"[:100])
    client = client_for(writer)
    assert client.get(SEARCH, {"q": typed.encode("utf-8", "surrogatepass")}).status_code == 200
    assert client.get("/ideas/", {"q": typed.encode("utf-8", "surrogatepass")}).status_code == 200
    assert finds(client, f"nasty {typed[:40]}", idea) or "a" * 30 not in typed


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=30))
@example(typed="𐒰𐒱 ꟸ")
def test_whatever_is_typed_is_answered(client_for, guide, team, writer, typed) -> None:
    if not Idea.objects.exists():
        an_idea(writer, team)
    found(client_for(writer), typed)


@pytest.mark.parametrize("start", ["x", "-1", "99999999999999999999", "٣", "20", ""])
def test_a_strange_place_in_the_guide_is_answered(client, guide, start) -> None:
    index_guide()
    assert client.get(SEARCH, {"q": "works", "from": start}).status_code == 200


def test_the_search_asks_the_same_number_of_queries_for_ten_ideas_and_for_two_hundred(
    client_for, guide, team, writer, django_assert_max_num_queries
) -> None:
    client = client_for(writer)

    def asked(ideas: int) -> int:
        for number in range(ideas):
            an_idea(writer, team, title=f"Walks {number}")
        scanning.forget()
        with django_assert_max_num_queries(10) as queries:
            found(client, "walk tea")
        return len(queries.captured_queries)

    assert asked(10) == asked(190)


def test_who_sees_only_submissions_is_who_sees_an_idea_and_not_its_live_text(
    guide, team, lead, writer, decider, player_manager, removed_member, outsider, other_team
) -> None:
    for number in range(4):
        idea = an_idea(writer, team, f"Idea {number}")
        submitted(idea, writer)
        drafting.share_live(idea=idea, by=writer, shared=number == 1)
    drafting.describe_idea(idea=idea, by=player_manager, values={"setting": "Here"}, base_version=1)
    for user in (lead, writer, decider, player_manager, removed_member, outsider):
        seen, live = set(Idea.objects.visible_to(user)), set(Idea.objects.live_for(user))
        assert set(Idea.objects.only_sent_to(user)) == seen - live, user
