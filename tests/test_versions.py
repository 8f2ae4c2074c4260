"""Any two versions of a text beside each other, and bringing one back as a new version."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from ideas.actions import choosing, restoring
from ideas.actions.drafting import describe_idea
from ideas.actions.indexing import reindex
from ideas.actions.saving import Conflict, Saved
from ideas.actions.tallies import recount
from ideas.models import Answer, Focus, Idea, Revision, TestPlan
from ideas.versions import values_at
from tests.browser import assert_accessible, assert_no_sideways_scroll
from tests.builders import answered, planned, worked_out
from tests.concurrency import at_once, raised
from tests.forms import fields_of
from tests.reading import read, seen

SLUG = "social-connections"
KEY = f"{SLUG}-q1"


@pytest.fixture
def idea(guide, team, writer, second_writer) -> Idea:
    return worked_out(writer, team)


@pytest.fixture
def versions(idea, guide, writer, second_writer) -> list[Revision]:
    """Let the answer have three versions, an hour apart; return them, the oldest first."""
    focus = Focus.objects.get(idea=idea)
    for hours, by, words in (
        (1, second_writer, ("We walk alone.", "not_yet")),
        (2, writer, ("We run.", "partly", "local_data")),
    ):
        with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
            answered(focus, guide.questions[SLUG][0], by, *words)
    return list(Revision.objects.filter(what="answer").order_by("pk"))


def page(idea: Idea, *which: str) -> str:
    return reverse("ideas:text_history", args=[idea.pk, *which])


def restore(idea: Idea, revision: Revision) -> str:
    return reverse("ideas:version_restore", args=[idea.pk, revision.pk])


# --- Comparing ------------------------------------------------------------------------------------------


def test_two_versions_stand_beside_each_other_word_by_word_with_judgements_in_words(client_for, idea, versions, writer):
    for old, new in ((versions[0], versions[2]), (versions[2], versions[0])):  # either way round
        html = read(client_for(writer), page(idea, "answer", KEY) + f"?old={old.pk}&new={new.pk}")
        html = html.split('id="compared"')[1].split("</section>")[0]
        assert "We <del>walk in pairs</del> <ins>run</ins>." in seen(html)
        assert "<del>Covered</del> <ins>Partly</ins>" in seen(html)
        assert 'What people with lived experience said</h3><p class="diff"><del>yes</del>' in seen(html)
        assert 'Local data</h3><p class="diff"><ins>yes</ins>' in seen(html)
        assert html.index("(Wren)") < html.index("to that of")


def test_a_version_is_compared_whole_though_it_saved_one_field(client_for, idea, writer):
    describe_idea(idea=idea, by=writer, values={"helpers_do": "Listen."}, base_version=idea.version)
    rows = list(Revision.objects.filter(what="idea").order_by("pk"))
    assert values_at(rows[1])["title"] == "Walks from the library"
    html = read(client_for(writer), page(idea, "idea") + f"?old={rows[0].pk}&new={rows[1].pk}")
    compared = html.split('id="compared"')[1].split("</section>")[0]
    assert compared.count("<h3>") == 1
    assert "<ins>Listen.</ins>" in seen(compared)


def test_a_version_compared_with_itself_says_the_same(client_for, idea, versions, writer):
    html = read(client_for(writer), page(idea, "answer", KEY) + f"?old={versions[0].pk}&new={versions[0].pk}")
    assert "The two say the same." in html


@pytest.mark.parametrize(("query", "code"), [
    ("?old={one}", 200), ("?old=&new={one}", 200), ("?old=x&new={one}", 404), ("?old={one}&new=999999", 404),
    ("?old={one}&new={other}", 404), ("?old=9999999999999999999999&new={one}", 404), ("?old=²&new={one}", 404),
])  # fmt: skip
def test_only_versions_of_this_text_are_compared(client_for, idea, versions, writer, query, code):
    other = Revision.objects.filter(what="idea").first()
    address = page(idea, "answer", KEY) + query.format(one=versions[0].pk, other=other.pk)
    assert client_for(writer).get(address).status_code == code


# --- Bringing one back --------------------------------------------------------------------------------------


def test_an_older_version_is_brought_back_as_a_new_one_and_the_history_says_so(client_for, idea, versions, writer):
    client = client_for(writer)
    shown = client.get(restore(idea, versions[0]))
    assert "We <del>run</del> <ins>walk in pairs</ins>." in seen(shown.content.decode())
    assert Answer.objects.get().text == "We run.", "looking changes nothing"
    sent = fields_of(shown.content)
    for _ in range(2):  # a double click
        assert client.post(restore(idea, versions[0]), sent).url == page(idea, "answer", KEY)
    answer = Answer.objects.get()
    assert (answer.text, answer.state, answer.on_lived, answer.version) == ("We walk in pairs.", "covered", True, 4)
    made = Revision.objects.filter(what="answer").latest("pk")
    assert (made.restored_from, made.by, made.kept) == (versions[0], writer, True)
    assert Revision.objects.filter(what="answer").count() == 4
    assert "Wren restored the version of" in read(client, reverse("ideas:idea_history", args=[idea.pk]))
    assert recount(check=True) == []
    assert reindex(check=True) == 0


def test_a_restore_from_a_page_that_is_no_longer_true_is_409_with_both(client_for, idea, guide, versions, writer, lead):
    client = client_for(writer)
    sent = fields_of(client.get(restore(idea, versions[0])).content)
    answered(Focus.objects.get(), guide.questions[SLUG][0], lead, "Lena was quicker.")
    response = client.post(restore(idea, versions[0]), sent)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Lena saved on" in html
    assert "Lena was quicker" not in html or "<del>" in seen(html)
    assert Answer.objects.get().text == "Lena was quicker."
    assert not Revision.objects.filter(kept=False).exists(), "what is in the history already is not set aside again"
    assert client.post(restore(idea, versions[0]), fields_of(html)).status_code == 302
    assert Answer.objects.get().text == "We walk in pairs."


def test_words_set_aside_by_a_conflict_are_brought_back(client_for, idea, writer, second_writer):
    describe_idea(idea=idea, by=second_writer, values={"summary": "Sam's walk."}, base_version=idea.version)
    assert isinstance(
        describe_idea(idea=idea, by=writer, values={"summary": "Heron walk."}, base_version=idea.version), Conflict
    )
    aside = Revision.objects.get(kept=False)
    client = client_for(second_writer)
    assert "Bring these words back" in read(client, page(idea, "idea"))
    sent = fields_of(client.get(restore(idea, aside)).content)
    assert client.post(restore(idea, aside), sent).status_code == 302
    assert Idea.objects.get().summary == "Heron walk."


def test_words_set_aside_where_nothing_stands_are_brought_back(client_for, idea, writer):
    """A form that names a version of what nobody ever saved is a conflict like any other."""
    client = client_for(writer)
    for which, address, words in (
        (f"{SLUG}-q2", "answer_edit", {"text": "We sing."}), (f"{SLUG}-pitfall-2", "pitfall_edit", {"plan": "We wait."})
    ):  # fmt: skip
        url = reverse(f"ideas:{address}", args=[idea.pk, SLUG])
        sent = fields_of(client.get(url).content) | {f"{which}-{name}": text for name, text in words.items()}
        assert client.post(url, {**sent, f"{which}-version": "5"}).status_code == 409
        aside = Revision.objects.get(idea=idea, which=which, kept=False)
        assert client.post(restore(idea, aside), {"version": "0"}).status_code == 302
        assert restoring.values_now(aside).items() >= words.items()


def test_every_kind_of_text_is_brought_back(idea, writer):
    planned(idea, writer)
    planned(idea, writer, cost="Nothing.")
    for revision in Revision.objects.exclude(payload__has_key="chosen").order_by("-pk"):
        rows = restoring.rows_of(revision)
        before = values_at(revision)
        text = next(
            name for name, value in before.items() if isinstance(value, str) and value and name != "could_happen"
        )
        rows.update(**{text: "Other"}, version=50)
        outcome = restoring.restore_version(idea=idea, revision=revision, by=writer, base_version=50)
        assert outcome == Saved(51), revision.what
        assert rows.values(*before).get() == before, revision.what
    assert TestPlan.objects.get().cost == "Two hours a week."


def test_a_choice_is_no_text_to_bring_back(client_for, idea, writer):
    choice = Revision.objects.get(payload__has_key="chosen")
    assert client_for(writer).get(restore(idea, choice)).status_code == 404


def test_what_is_no_longer_in_use_is_not_brought_back(client_for, idea, guide, versions, writer):
    client = client_for(writer)
    sent = fields_of(client.get(restore(idea, versions[0])).content)
    choosing.set_aside(idea=idea, characteristic=guide.characteristics[0], by=writer)
    assert client.post(restore(idea, versions[0]), sent).status_code == 409
    assert Answer.objects.get().text == "We run."


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999"])
def test_a_form_without_its_version_is_422(client_for, idea, versions, writer, version):
    assert client_for(writer).post(restore(idea, versions[0]), {"version": version}).status_code == 422
    assert Answer.objects.get().text == "We run."


def test_a_version_of_another_idea_is_404(client_for, idea, versions, writer, team):
    other = worked_out(writer, team, "Another")
    assert client_for(writer).get(restore(other, versions[0])).status_code == 404


def test_an_old_answer_stays_an_answer_to_the_wording_that_stood(idea, guide, versions, writer):
    from goodhelp import content

    question = guide.questions[SLUG][0]
    content.publish_wording(by=writer, question=question, text="Reworded?", hint="", minor=False)
    restoring.restore_version(idea=idea, revision=versions[0], by=writer, base_version=3)
    assert Answer.objects.get().wording != question.__class__.objects.get(pk=question.pk).current


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_back_at_once_make_one_new_version_each_or_one_conflict(idea, versions, writer, second_writer):
    calls = [
        lambda who=who, old=old: restoring.restore_version(idea=idea, revision=old, by=who, base_version=3)
        for who, old in ((writer, versions[0]), (second_writer, versions[1]))
    ]
    results = at_once(*calls)
    assert raised(results) == []
    assert sorted(type(r).__name__ for r in results) == ["Conflict", "Saved"]
    answer = Answer.objects.get()
    assert (answer.version, answer.text) in {(4, "We walk in pairs."), (4, "We walk alone.")}
    assert recount(check=True) == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_without_javascript_by_keyboard_two_are_compared_and_one_is_brought_back(
    page_for, idea, versions, writer, width
):
    window = page_for(writer, javascript=width == 1280, width=width)
    window.goto(page(idea, "answer", KEY))
    if width == 1280:
        assert_accessible(window)
    window.get_by_role("button", name="Compare the two").click()
    assert "?" not in window.url, "nothing is compared until two are chosen"
    window.get_by_label("Compare this").last.focus()
    window.keyboard.press("Space")
    window.get_by_label("with this").first.focus()
    window.keyboard.press("Space")
    window.keyboard.press("Enter")
    expect(window.locator("#compared")).to_contain_text("walk in pairs")
    assert_no_sideways_scroll(window)
    window.get_by_role("link", name="Bring the earlier one back").click()
    expect(window.get_by_role("heading", level=1)).to_contain_text("Bring back the version of")
    window.get_by_role("button", name="Bring it back").click()
    expect(window.get_by_text("That version stands again.")).to_be_visible()
    assert Answer.objects.get().text == "We walk in pairs."
