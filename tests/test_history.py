"""The history of an idea: each step, who changed what, and every version of each text."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from ideas.actions import choosing, inviting, reviewing
from ideas.actions.drafting import describe_idea, share_live
from ideas.actions.saving import Conflict
from ideas.models import Focus, Idea, Revision
from ideas.storyline import changed, sittings, versions_heading
from ideas.versions import text_versions
from ideas.views import history, versions
from tests.builders import an_idea, answer_values, answered, chosen, decided, submitted, worked_out
from tests.factories import Guide
from tests.reading import read, seen

SLUG = "social-connections"


def page(idea: Idea, *which: str) -> str:
    return reverse("ideas:text_history" if which else "ideas:idea_history", args=[idea.pk, *which])


def write(idea: Idea, by, summary: str, minutes: float = 0) -> None:
    """Change the summary, so many minutes from now."""
    idea.refresh_from_db()
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        describe_idea(idea=idea, by=by, values={"summary": summary}, base_version=idea.version)


@pytest.fixture
def idea(guide, team, writer) -> Idea:
    return worked_out(writer, team)


def test_each_step_stands_as_a_sentence_with_what_was_said(client_for, idea, writer, decider):
    first = submitted(idea, writer)
    decided(first, decider, "ask_changes", "Say <who> walks.")
    second = submitted(idea, writer)
    reviewing.withdraw(idea=idea, by=writer)
    decided(submitted(idea, writer), decider)
    reviewing.start_testing(idea=idea, by=writer)
    reviewing.finish(idea=idea, by=writer, name="adapt", learned="Tea matters.")
    reviewing.reopen(idea=idea, by=writer)
    html = read(client_for(writer), page(idea))
    wanted = [
        "Wren took it back to a draft", "Wren recorded that it was adapted", "Tea matters.", "Wren started the test",
        "Dara agreed to test it", "Wren took the submission back", "Dara asked for changes", "Say &lt;who&gt; walks.",
        "Wren started the idea",
    ]  # fmt: skip
    places = [html.index(words) for words in wanted]
    assert places == sorted(places)
    assert html.count("Wren submitted it") == 3
    for snapshot in (first, second):
        assert reverse("ideas:submission_detail", args=[idea.pk, snapshot.number]) in html


def test_it_says_what_was_changed_in_words_not_keys(client_for, idea, writer):
    html = read(client_for(writer), page(idea))
    for words in (
        "Wren changed the answer to “Does the idea do what social-connections-q1 asks?”",
        "Wren changed the plan for the pitfall “Pitfall 1”",
        "Wren changed how it works: Social connections: Motivation",
        "Wren chose “Social connections”", "Wren said why “Social connections” was chosen",
        "Wren changed the description",
    ):  # fmt: skip
        assert words in html, words
    for which in (("answer", f"{SLUG}-q1"), ("route", f"{SLUG}:motivation"), ("focus", SLUG), ("idea",)):
        assert page(idea, *which) in html
        read(client_for(writer), page(idea, *which))


def test_every_kind_of_text_has_a_sentence_of_its_own_and_a_heading():
    for what in Revision.What.values:
        revision = Revision(what=what, payload={}, by=User(name="Wren"))
        sentences = {changed(revision, "Tea")}
        revision.kept = False
        sentences.add(changed(revision, "Tea"))
        assert len(sentences) == 2, what
        assert all("Wren" in words for words in sentences), what
        assert versions_heading(what).startswith("Versions of "), what


def test_who_reads_along_gets_no_link_to_a_submission_that_was_taken_back(client_for, idea, writer, decider):
    first = submitted(idea, writer)
    reviewing.withdraw(idea=idea, by=writer)
    second = submitted(idea, writer)
    share_live(idea=idea, by=writer, shared=True)
    gone, stands = (reverse("ideas:submission_detail", args=[idea.pk, s.number]) for s in (first, second))
    html = read(client_for(decider), page(idea))
    assert f'href="{gone}"' not in html
    assert "Submission 1" in html
    assert f'href="{stands}"' in html
    assert f'href="{gone}"' in read(client_for(writer), page(idea))


def test_choosing_setting_aside_and_choosing_again_each_have_words(client_for, idea, guide: Guide, writer):
    choosing.set_aside(idea=idea, characteristic=guide.characteristics[0], by=writer)
    choosing.set_aside(idea=idea, characteristic=guide.characteristics[0], by=writer)
    chosen(idea, writer)
    payloads = Revision.objects.filter(what="focus").order_by("pk").values_list("payload", flat=True)
    assert [p["chosen"] for p in payloads if "chosen" in p] == [True, False, True]
    html = read(client_for(writer), page(idea))
    order = ["Wren chose “Social connections” again", "Wren set “Social connections” aside",
             "Wren said why “Social connections” was chosen", "Wren chose “Social connections”</p>"]  # fmt: skip
    assert [html.count(words) for words in order] == [1, 1, 1, 1]
    assert sorted(order, key=html.index) == order
    html = read(client_for(writer), page(idea, "focus", SLUG))
    assert html.count("<h3>Chosen</h3>") == 3
    assert "People ask for company." in html


def test_saves_in_one_sitting_are_one_line(idea, writer, second_writer):
    Revision.objects.all().delete()
    for minute in (0, 5, 10, 15):
        write(idea, second_writer if minute == 10 else writer, f"At {minute}", minute)
    write(idea, writer, "Later", 60)
    found = sittings(Revision.objects.order_by("-pk"))
    assert [(s.revision.by, s.saves) for s in found] == [(writer, 1), (writer, 1), (second_writer, 1), (writer, 2)]


def test_somebody_elses_save_to_another_text_ends_no_sitting(idea, guide: Guide, writer, second_writer):
    write(idea, writer, "One", 1)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        answered(Focus.objects.get(idea=idea), guide.questions[SLUG][1], second_writer)
    write(idea, writer, "Two", 3)
    found = sittings(Revision.objects.order_by("-pk")[:3])
    assert [(s.revision.by, s.saves) for s in found] == [(writer, 2), (second_writer, 1)]


def test_a_sitting_unfolds_into_its_saves_each_with_what_it_changed(client_for, idea, writer):
    for minute, text in enumerate(["A", "A b", "A b c"], start=60):
        write(idea, writer, text, minute)
    html = read(client_for(writer), page(idea))
    assert "3 saves in one sitting, from" in html
    assert html.count(": what this save changed</a>") == 2
    compare = html.split('<ul><li><a href="')[1].split('"')[0].replace("&amp;", "&")
    assert "A b<ins> c</ins>" in seen(read(client_for(writer), compare))


def test_days_are_headings_and_the_history_narrows_to_a_person_or_a_part(client_for, idea, writer, second_writer):
    write(idea, second_writer, "Sam's walk.", 60 * 48)
    submitted(idea, writer)
    client = client_for(writer)
    html = read(client, page(idea))
    days = html.split('class="history-day">')[1:]
    assert len(days) == 2
    assert "Sam changed the description" in days[0]
    sams = read(client, page(idea) + f"?by={second_writer.pk}")
    assert ("Sam changed the description" in sams, "<p>Wren" in sams, "Wren submitted" in sams) == (True, False, False)
    steps = read(client, page(idea) + "?part=steps")
    assert ("Wren submitted it" in steps, "changed the description" in steps) == (True, False)
    routes = read(client, page(idea) + f"?part=route&by={writer.pk}")
    assert ("how it works" in routes, "Wren submitted it" in routes) == (True, False)
    assert "Nothing here." in read(client, page(idea) + f"?part=plan&by={second_writer.pk}")
    for nonsense in ("?by=x&part=y", "?by=²", "?by=999999999999999999999", "?part=%00"):
        assert "Wren submitted it" in read(client, page(idea) + nonsense)


def test_versions_show_what_each_changed_and_who(client_for, idea, writer, second_writer):
    write(idea, second_writer, "A daily walk with tea.", 60)
    write(idea, writer, "A daily walk with cake.", 120)
    html = read(client_for(writer), page(idea, "idea"))
    assert "walk with <del>tea</del> <ins>cake</ins>" in seen(html)
    assert "A <del>weekly</del> <ins>daily</ins> walk" in seen(html)
    assert html.index("Wren</h2>") < html.index("Sam</h2>")


def test_saves_of_one_sitting_stand_together_or_each_alone(client_for, idea, writer, second_writer):
    for minute, text in enumerate(["A", "A b", "A b c"], start=60):
        write(idea, writer, text, minute)
    write(idea, second_writer, "A b c d", 64)
    client = client_for(writer)
    assert "3 saves in one sitting" in read(client, page(idea, "idea"))
    assert read(client, page(idea, "idea")).count("</h2>") == 3
    assert read(client, page(idea, "idea") + "?every").count("</h2>") == 5


def test_words_that_a_conflict_set_aside_are_there_and_marked(client_for, idea, writer, second_writer):
    base = Idea.objects.get().version
    describe_idea(idea=idea, by=second_writer, values={"summary": "Sam's walk."}, base_version=base)
    outcome = describe_idea(idea=idea, by=writer, values={"summary": "Wren's heron walk."}, base_version=base)
    assert isinstance(outcome, Conflict)
    assert "Words of Wren for the description were set aside" in read(client_for(writer), page(idea))
    html = read(client_for(writer), page(idea, "idea"))
    assert "Set aside: somebody else had saved first" in html
    assert "heron" in html
    found = text_versions(Revision.objects.filter(what="idea").order_by("-pk"))
    assert [v.revision.kept for v in found] == [False, True, True]


def test_a_version_after_a_set_aside_one_is_compared_with_what_stood(idea, writer, second_writer):
    base = Idea.objects.get().version
    describe_idea(idea=idea, by=second_writer, values={"summary": "One two."}, base_version=base)
    describe_idea(idea=idea, by=writer, values={"summary": "Nothing alike!"}, base_version=base)
    describe_idea(idea=idea, by=second_writer, values={"summary": "One two three."}, base_version=base + 1)
    newest = text_versions(Revision.objects.filter(what="idea").order_by("-pk"), pause=timedelta(0))[0]
    assert [(p.kind, p.text) for p in newest.fields[0][1]] == [("same", "One two"), ("in", " three"), ("same", ".")]


def test_states_stand_in_words(client_for, idea, guide: Guide, writer):
    focus = Focus.objects.select_related("characteristic", "idea").get(idea=idea)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        answered(focus, guide.questions[SLUG][0], writer, "We walk in pairs.", "not_yet", "lived")
    html = read(client_for(writer), page(idea, "answer", f"{SLUG}-q1"))
    assert "<del>Covered</del> <ins>Not yet</ins>" in seen(html)


def test_reviewers_from_outside_stand_in_the_history(client_for, idea, writer, person):
    reviewer, _token = inviting.invite_reviewer(idea=idea, by=writer, email="rae@example.org")
    inviting.accept_review(reviewer=reviewer, by=person("Rae"))
    inviting.remove_reviewer(reviewer=reviewer, by=writer)
    html = read(client_for(writer), page(idea))
    for words in (
        "Wren invited rae@example.org to review it",
        "Rae accepted to review it",
        "Rae may no longer review it",
    ):
        assert words in html


@pytest.mark.parametrize("which", [("nonsense",), ("answer", "nonsense"), ("answer", "a\x00b"), ("plan",)])
def test_what_never_was_is_404(client_for, idea, writer, which):
    assert client_for(writer).get(page(idea, *which)).status_code == 404


def test_old_pages_are_reached_and_nothing_is_left_out(client_for, idea, writer, second_writer, monkeypatch):
    monkeypatch.setattr(history, "PER_PAGE", 4)
    monkeypatch.setattr(versions, "VERSIONS", 4)
    for number in range(9):
        write(idea, second_writer if number % 2 else writer, f"Words {number}.", 60 * (number + 1))
    client = client_for(writer)
    for start in (page(idea), page(idea, "idea")):
        found, address = "", start
        for _ in range(12):
            html = read(client, address)
            found += html.split("<main")[1].split("</main")[0]
            address = html.split('rel="next" href="')[1].split('"')[0] if 'rel="next"' in html else ""
            if not address:
                break
            address = start + address.replace("&amp;", "&")
        assert address == ""
        if start == page(idea):
            assert found.count("changed the description") == 10
            assert found.count("Wren started the idea") == 1
        else:
            assert [seen(found).count(f"<ins>{n}</ins>") for n in range(1, 9)] == [1] * 8
    assert client.get(page(idea) + "?before=9999999999999999999999").status_code == 200
    assert client.get(page(idea) + "?before=²").status_code == 200


@pytest.mark.parametrize("who", ["decider", "outsider", "removed_member", "superuser"])
def test_the_history_is_for_who_reads_the_live_text(client_for, idea, writer, request, who):
    user = request.getfixturevalue(who)
    submitted(idea, writer)
    for address in (page(idea), page(idea, "idea")):
        assert client_for(user).get(address).status_code == (403 if who == "decider" else 404)


@pytest.mark.parametrize("number", [10, 200])
def test_the_history_asks_the_database_as_often_for_ten_as_for_two_hundred(
    client_for, guide, team, writer, django_assert_num_queries, number
):
    idea = an_idea(writer, team)
    focus = chosen(idea, writer)
    row = {"idea": idea, "what": "answer", "by": writer, "base_version": 0, "version": 1, "payload": answer_values()}
    keys = [q.key for q in guide.questions[SLUG]]
    Revision.objects.bulk_create(Revision(**row, which=keys[n % 3]) for n in range(number))
    client = client_for(writer)
    with django_assert_num_queries(15):
        read(client, page(idea))
    with django_assert_num_queries(10):
        read(client, page(idea, "answer", keys[0]))
    assert focus.idea == idea
