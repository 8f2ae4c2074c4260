"""A gentle note on words that take power away from people: beside a team's own text, and nowhere else."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from characteristics.actions import retire_word
from ideas.models import KeptWord, Revision
from tests.browser import assert_accessible
from tests.builders import an_idea, answered, chosen, submitted
from tests.factories import WordToWeighFactory
from tests.forms import fields_of

SLUG = "social-connections"
WORDS = "We empower people who are hard to reach."


@pytest.fixture
def words(db):
    return {
        "empower": WordToWeighFactory(key="empower", words="empower", reason="Whose power is it?", better="decide"),
        "reach": WordToWeighFactory(key="hard-to-reach", words="hard to reach", better="not reached yet"),
    }


@pytest.fixture
def focus(guide, team, writer, words):
    focus = chosen(an_idea(writer, team), writer)
    answered(focus, guide.questions[SLUG][0], writer, WORDS, "covered", "practice")
    return focus


@pytest.fixture
def address(focus) -> str:
    return reverse("ideas:answer_edit", args=[focus.idea_id, SLUG])


def test_a_note_stands_beside_the_text_with_the_reason_and_a_better_word(client_for, writer, address) -> None:
    page = client_for(writer).get(address).text
    beside = page.partition(f'data-notes-for="id_{SLUG}-q1-text"')[2].partition(f'data-notes-for="id_{SLUG}-q2')[0]
    assert 'data-word="empower"' in beside
    assert 'data-word="hard-to-reach"' in beside
    assert "Whose power is it?" in beside
    assert "decide" in beside
    rest = page.partition(f'data-notes-for="id_{SLUG}-q2-text"')[2].partition("<template")[0]
    assert "data-word=" not in rest


def test_a_note_blocks_nothing_and_a_retired_word_is_remarked_on_no_more(client_for, writer, address, words) -> None:
    client = client_for(writer)
    sent = fields_of(client.get(address).content) | {f"{SLUG}-q2-text": "We empower them."}
    assert client.post(address, sent).status_code == 302
    retire_word(by=None, word=words["empower"])
    page = client.get(address).text
    assert "We empower them." in page
    assert 'data-word="empower"' not in page
    assert "Whose power is it?" not in client.get(reverse("characteristics:word_list")).text


def test_keeping_a_word_saves_what_was_typed_and_ends_the_note_in_this_idea(
    client_for, writer, team, address, focus
) -> None:
    client = client_for(writer)
    sent = fields_of(client.get(address).content) | {f"{SLUG}-q2-text": "Typed meanwhile."}
    answer = client.post(address, {**sent, "keep_word": "empower"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == address
    page = client.get(address).text
    assert 'data-word="empower"' not in page
    assert 'data-word="hard-to-reach"' in page
    assert 'data-kept="empower"' in page
    assert "Typed meanwhile." in page
    client.post(address, {**sent, "keep_word": "empower"})
    assert KeptWord.objects.count() == 1
    other = an_idea(writer, team, "Another idea that can empower people")
    assert 'data-word="empower"' in client.get(reverse("ideas:idea_describe", args=[other.pk])).text


@pytest.mark.parametrize("key", ["unknown", "UPPER", "a b", "x" * 200, "\x00"])
def test_an_unknown_word_is_kept_nowhere_and_breaks_nothing(client_for, writer, address, key) -> None:
    client = client_for(writer)
    answer = client.post(address, {"keep_word": key}, headers={"Accept": "application/json"})
    assert answer.status_code in {200, 422}
    assert not KeptWord.objects.exists()


def test_only_who_writes_for_the_team_keeps_words(client_for, decider, outsider, focus, address) -> None:
    for person, status in ((outsider, 404), (decider, 404)):
        assert client_for(person).post(address, {"keep_word": "empower"}).status_code == status
    assert not KeptWord.objects.exists()


def test_notes_stand_in_no_report_submission_print_or_export_and_in_no_history(
    client_for, writer, decider, focus
) -> None:
    snapshot = submitted(focus.idea, writer)
    idea = focus.idea_id
    before = Revision.objects.count()
    client_for(writer).post(reverse("ideas:answer_edit", args=[idea, SLUG]), {"keep_word": "empower"})
    assert Revision.objects.count() == before
    read = [reverse(f"ideas:submission_{part}", args=[idea, snapshot.number]) for part in ("detail", "answers")]
    seen = [client_for(decider).get(address).text for address in read]
    names = ("idea_detail", "idea_report", "idea_export", "idea_history")
    seen += [client_for(writer).get(reverse(f"ideas:{name}", args=[idea])).text for name in names]
    for page in seen:
        assert "data-word" not in page
        assert "Whose power is it?" not in page


def test_the_list_is_public_and_its_data_hold_what_the_script_compares(client, words) -> None:
    assert "Whose power is it?" in client.get(reverse("characteristics:word_list")).text
    found = client.get(reverse("characteristics:word_data")).json()["words"]
    assert [(row["key"], row["forms"]) for row in found] == [
        ("empower", ["empower"]),
        ("hard-to-reach", ["hard to reach"]),
    ]


@pytest.mark.django_db
def test_the_real_list_says_where_it_comes_from_and_finds_its_own_words(full_guide) -> None:
    from characteristics.models import WordToWeigh
    from text.phrases import Phrases

    rows = WordToWeigh.objects.all()
    assert len(rows) >= 30
    for row in rows:
        assert row.is_ours
        assert row.reason
        assert row.better
        for form in row.forms:
            assert row.key in {found.key for found in Phrases({row.key: row.forms}).find(f"All {form}, always.")}
    mine = Phrases({row.key: row.forms for row in rows})
    for row in rows:
        assert list(mine.find(row.better)) == [], f"“{row.better}” is no better word"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_while_typing_a_note_comes_and_goes_and_can_be_sent_away(page_for, writer, address) -> None:
    page = page_for(writer, width=360)
    page.goto(address)
    box = page.locator(f"#id_{SLUG}-q2-text")
    notes = page.locator(f"[data-notes-for='id_{SLUG}-q2-text'] .word-note")
    box.fill("Claimants whom we EMPOWER")
    expect(notes).to_have_count(1)
    expect(notes.first.locator("summary")).to_contain_text("“EMPOWER”")
    assert_accessible(page)
    box.fill("People who decide")
    expect(notes).to_have_count(0)
    box.fill("People whom we empower")
    notes.first.locator("summary").click()
    expect(notes.first).to_contain_text("Whose power is it?")
    with page.expect_response(lambda response: response.request.method == "POST"):
        notes.first.get_by_role("button", name="We keep this word").click()
    expect(page.locator("[data-word='empower']")).to_have_count(0)
    expect(box).to_be_focused()
    expect(page.locator(f"#{SLUG}-q2 [data-save-state]")).to_contain_text("Saved")
    page.reload()
    expect(page.locator("[data-word='hard-to-reach']")).to_have_count(1)
    expect(page.locator("[data-word='empower']")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [True, False])
def test_enter_in_a_line_saves_and_keeps_no_word(page_for, writer, team, words, guide, javascript) -> None:
    idea = an_idea(writer, team, "Walks that empower people")
    page = page_for(writer, javascript=javascript)
    page.goto(reverse("ideas:idea_describe", args=[idea.pk]))
    expect(page.locator("[data-word='empower']")).to_have_count(1)
    page.get_by_label("Where?").fill("The library")
    page.get_by_label("Where?").press("Enter")
    page.wait_for_url(lambda address: address.endswith(idea.get_absolute_url()))
    idea.refresh_from_db()
    assert idea.setting == "The library"
    assert not KeptWord.objects.exists()
