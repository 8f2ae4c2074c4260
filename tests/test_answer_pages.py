"""The check-in page: what is saved, what is refused, and what nobody loses."""

import pytest
from django.urls import reverse

from goodhelp import content
from ideas.actions import choosing, drafting
from ideas.models import Answer, Focus, Revision
from tests.builders import an_idea, answered, chosen
from tests.forms import changed, fields_of

SLUG = "social-connections"
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def focus(guide, team, writer) -> Focus:
    return chosen(an_idea(writer, team), writer)


@pytest.fixture
def url(focus) -> str:
    return reverse("ideas:answer_edit", args=[focus.idea_id, SLUG])


def q(number: int) -> str:
    return f"{SLUG}-q{number}"


def field(number: int, name: str) -> str:
    return f"{q(number)}-{name}"


def test_answers_to_several_questions_are_saved_with_one_button(client_for, writer, url, focus) -> None:
    client = client_for(writer)
    page = changed(client.get(url))
    page |= {field(1, "text"): "We walk.", field(1, "state"): "covered", field(3, "state"): "not_sure"}
    assert client.post(url, page).status_code == 302
    focus.refresh_from_db()
    assert (focus.covered, focus.not_sure, focus.open) == (1, 1, 1)


def test_a_browsers_line_ends_count_once_and_come_back_as_they_were(client_for, writer, url) -> None:
    client = client_for(writer)
    page = changed(client.get(url)) | {field(1, "text"): "\r\n".join(["a"] * 2000)}
    assert client.post(url, page).status_code == 302
    assert Answer.objects.get().text == "\n".join(["a"] * 2000)


def test_a_text_one_character_too_long_comes_back_whole_with_422_and_nothing_is_saved(client_for, writer, url) -> None:
    client = client_for(writer)
    page = changed(client.get(url)) | {field(1, "text"): "x" * 4001, field(2, "text"): "A good answer"}
    response = client.post(url, page)
    assert response.status_code == 422
    back = fields_of(response.content)
    assert (back[field(1, "text")], back[field(2, "text")]) == (["x" * 4001], ["A good answer"])
    assert "<title>Error:" in response.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("bad", ["a\x00b", "a\ud800b", "a\x07b"])
def test_characters_that_cannot_be_stored_get_a_plain_message(client_for, writer, url, bad) -> None:
    client = client_for(writer)
    page = changed(client.get(url)) | {field(1, "text"): bad.encode("utf-8", "surrogatepass")}
    response = client.post(url, page)
    if response.status_code == 302:  # a lone surrogate is not UTF-8: Django has replaced it
        assert "\ud800" not in Answer.objects.get().text
    else:
        assert response.status_code == 422
        assert "cannot be stored" in response.content.decode()


def test_a_part_that_its_writer_left_alone_is_not_in_conflict(client_for, writer, second_writer, url, focus, guide):
    client = client_for(second_writer)
    page = changed(client.get(url))
    answered(focus, guide.questions[SLUG][0], writer, "Wren's")
    page |= {field(2, "text"): "Sam's"}
    assert client.post(url, page).status_code == 302
    assert set(Answer.objects.values_list("text", flat=True)) == {"Wren's", "Sam's"}


def test_two_people_on_one_answer_see_both_texts_and_neither_is_lost(
    client_for, writer, second_writer, url, focus, guide
) -> None:
    client = client_for(second_writer)
    page = changed(client.get(url))
    answered(focus, guide.questions[SLUG][0], writer, "Wren's words")
    page |= {field(1, "text"): "Sam's words", field(2, "text"): "Sam's second"}
    response = client.post(url, page)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Wren&#x27;s words" in html or "Wren's words" in html
    assert fields_of(html)[field(1, "text")] == ["Wren's words Sam's words"]
    assert Answer.objects.get(question__key=q(2)).text == "Sam's second"
    assert Revision.objects.get(kept=False).payload["text"] == "Sam's words"
    again = client.post(url, changed(response) | {field(1, "text"): "Both of ours"})
    assert again.status_code == 302
    assert Answer.objects.get(question__key=q(1)).text == "Both of ours"


def test_a_double_click_is_one_version_and_the_same_redirect(client_for, writer, url) -> None:
    client = client_for(writer)
    page = changed(client.get(url)) | {field(1, "text"): "Once"}
    first, second = client.post(url, page), client.post(url, page)
    assert (first.status_code, first.url) == (second.status_code, second.url) == (302, url)
    assert Answer.objects.get().version == 1


def part(client, url, number: int, **changes: str) -> dict[str, object]:
    """Return what a script sends: one part of the page."""
    fields = {n: v for n, v in fields_of(client.get(url).content).items() if n.startswith(q(number))}
    return fields | {field(number, name): value for name, value in changes.items()}


def test_a_script_saves_one_part_and_gets_its_new_version(client_for, writer, url) -> None:
    client = client_for(writer)
    sent = part(client, url, 1, text="By script")
    response = client.post(url, sent, headers=SCRIPT)
    assert response.status_code == 200
    saved = response.json()["saved"][q(1)]
    assert saved["version"] == "1"
    more = sent | {field(1, "text"): "Longer", field(1, "version"): saved["version"], field(1, "was"): saved["was"]}
    assert client.post(url, more, headers=SCRIPT).json()["saved"][q(1)]["version"] == "2"


def test_a_script_that_is_late_gets_409_with_who_was_first(client_for, writer, second_writer, url, focus, guide):
    client = client_for(second_writer)
    sent = part(client, url, 1, text="Late")
    answered(focus, guide.questions[SLUG][0], writer, "First")
    response = client.post(url, sent, headers=SCRIPT)
    assert response.status_code == 409
    assert "Wren" in response.json()["conflicts"][q(1)]


def test_a_script_that_sends_nothing_or_nonsense_gets_422(client_for, writer, url) -> None:
    client = client_for(writer)
    assert client.post(url, {}, headers=SCRIPT).status_code == 422
    for version in ("", "-1", "x", str(2**31)):
        sent = part(client, url, 1, text="Words", version=version)
        assert client.post(url, sent, headers=SCRIPT).status_code == 422
    assert not Answer.objects.exists()


def test_a_version_of_the_future_is_a_conflict_not_a_save(client_for, writer, url, focus, guide) -> None:
    client = client_for(writer)
    answered(focus, guide.questions[SLUG][0], writer, "First")
    sent = part(client, url, 1, text="Forged", version="99")
    assert client.post(url, sent, headers=SCRIPT).status_code == 409
    assert Answer.objects.get().text == "First"


def test_a_signed_out_script_gets_401_and_saves_nothing(client_for, writer, url) -> None:
    sent = part(client_for(writer), url, 1, text="Words")
    assert client_for(None).post(url, sent, headers=SCRIPT).status_code == 401
    assert not Answer.objects.exists()


def test_a_signed_out_page_keeps_the_words_it_was_sent(client_for, writer, url) -> None:
    page = changed(client_for(writer).get(url)) | {field(1, "text"): "My only copy"}
    response = client_for(None).post(url, page, headers={"Origin": "http://testserver"})
    assert response.status_code == 401
    assert b"My only copy" in response.content


def test_a_question_that_is_asked_since_the_page_was_made_comes_with_a_refusal_ready_to_be_answered(
    client_for, writer, url
) -> None:
    client = client_for(writer)
    sent = {name: value for name, value in changed(client.get(url)).items() if not name.startswith(q(3))}
    refused = client.post(url, sent | {field(1, "text"): "x" * 4001})
    assert refused.status_code == 422
    sent = fields_of(refused.content) | {field(1, "text"): "We walk.", field(3, "text"): "We sing."}
    assert client.post(url, sent).status_code == 302
    assert set(Answer.objects.values_list("text", flat=True)) == {"We walk.", "We sing."}


def test_an_answer_to_a_question_retired_meanwhile_gets_409_with_the_words(client_for, writer, url, guide) -> None:
    client = client_for(writer)
    page = changed(client.get(url)) | {field(1, "text"): "Typed for long"}
    content.retire_question(by=None, question=guide.questions[SLUG][0])
    response = client.post(url, page)
    assert response.status_code == 409
    assert b"Typed for long" in response.content
    assert not Answer.objects.exists()


def test_a_reworded_question_shows_both_wordings_and_can_be_confirmed(client_for, writer, url, focus, guide) -> None:
    question = guide.questions[SLUG][0]
    answered(focus, question, writer, "Still true")
    old = question.current.text
    content.publish_wording(by=None, question=question, text="Asked quite differently?")
    client = client_for(writer)
    html = client.get(url).content.decode()
    assert old in html
    assert "Asked quite differently?" in html
    assert "It still holds" in html
    confirm = reverse("ideas:answer_confirm", args=[focus.idea_id, q(1)])
    assert client.post(confirm, {"version": "1", "seen": "2"}).status_code == 302
    assert "It still holds" not in client.get(url).content.decode()
    assert Answer.objects.get().text == "Still true"
    assert client.post(confirm, {"version": "1", "seen": "2"}).status_code == 302  # a double click


def test_confirming_an_answer_that_changed_meanwhile_is_refused(client_for, writer, focus, guide) -> None:
    question = guide.questions[SLUG][0]
    answered(focus, question, writer, "First")
    content.publish_wording(by=None, question=question, text="Asked quite differently?")
    confirm = reverse("ideas:answer_confirm", args=[focus.idea_id, q(1)])
    assert client_for(writer).post(confirm, {"version": "7", "seen": "2"}).status_code == 409


def test_an_answer_is_kept_as_an_answer_to_the_wording_that_its_writer_read(
    client_for, writer, url, focus, guide
) -> None:
    question = guide.questions[SLUG][0]
    read = question.current
    client = client_for(writer)
    page = changed(client.get(url)) | {field(1, "text"): "To the old words"}
    content.publish_wording(by=None, question=question, text="Asked quite differently?")
    assert client.post(url, page).status_code == 302
    assert Answer.objects.get().wording == read
    assert "It still holds" in client.get(url).content.decode()


def test_nobody_confirms_a_wording_that_they_have_not_read(client_for, writer, focus, guide) -> None:
    question = guide.questions[SLUG][0]
    answered(focus, question, writer, "First")
    content.publish_wording(by=None, question=question, text="Asked quite differently?")
    content.publish_wording(by=None, question=question, text="And differently again?")
    confirm = reverse("ideas:answer_confirm", args=[focus.idea_id, q(1)])
    client = client_for(writer)
    for sent in ({"version": "1", "seen": "2"}, {"version": "9" * 5000, "seen": "3"}, {"version": "1"}, {}):
        assert client.post(confirm, sent).status_code == 409
    assert client.post(confirm, {"version": "1", "seen": "3"}).status_code == 302


def test_names_of_fields_that_no_page_of_ours_has_are_passed_over(client_for, writer, url) -> None:
    client = client_for(writer)
    odd = {"'-version": "1", "x" * 5000 + "-version": "1"}
    assert client.post(url, odd).status_code in {400, 422}
    assert not Answer.objects.exists()


def test_a_set_aside_characteristic_takes_no_more_answers_and_gives_the_words_back(
    client_for, writer, second_writer, url, focus
) -> None:
    client = client_for(second_writer)
    page = changed(client.get(url)) | {field(1, "text"): "Typed for long"}
    choosing.set_aside(idea=focus.idea, characteristic=focus.characteristic, by=writer)
    response = client.post(url, page)
    assert response.status_code == 409
    assert "Typed for long" in response.content.decode()
    assert "disabled" in client.get(url).content.decode()
    assert not Answer.objects.exists()


def test_words_typed_while_the_idea_went_into_the_bin_are_shown_to_be_copied(
    client_for, writer, second_writer, url, focus
) -> None:
    client = client_for(second_writer)
    page = changed(client.get(url)) | {field(1, "text"): "These are words that nobody wants to type a second time"}
    drafting.bin_idea(idea=focus.idea, by=writer)
    response = client.post(url, page, headers={"Origin": "http://testserver"})
    assert response.status_code == 403
    assert "nobody wants to type a second time" in response.content.decode()
    assert client.post(url, page, headers=SCRIPT).json()["error"] != ""


def test_a_small_correction_asks_nobody_again(client_for, writer, url, focus, guide) -> None:
    answered(focus, guide.questions[SLUG][0], writer)
    content.publish_wording(by=None, question=guide.questions[SLUG][0], text="A typo mended?", minor=True)
    assert "It still holds" not in client_for(writer).get(url).content.decode()


def test_revising_a_reworded_answer_makes_it_answer_the_new_wording(client_for, writer, url, focus, guide) -> None:
    question = guide.questions[SLUG][0]
    answered(focus, question, writer, "Old words")
    wording = content.publish_wording(by=None, question=question, text="Asked quite differently?")
    client = client_for(writer)
    client.post(url, changed(client.get(url)) | {field(1, "text"): "New words"})
    assert Answer.objects.get().wording == wording


def test_the_page_of_a_characteristic_that_was_not_chosen_is_not_there(client_for, writer, focus) -> None:
    url = reverse("ideas:answer_edit", args=[focus.idea_id, "enabling-environments"])
    assert client_for(writer).get(url).status_code == 404


def test_the_page_asks_the_same_number_of_queries_however_much_is_answered(
    client_for, writer, url, focus, guide, django_assert_max_num_queries
) -> None:
    client = client_for(writer)
    client.get(url)
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    for question in guide.questions[SLUG]:
        answered(focus, question, writer)
    for slug in ("enabling-environments", "working-on-what-matters"):
        chosen(focus.idea, writer, slug)
    with django_assert_max_num_queries(30) as many:
        client.get(url)
    assert len(few.captured_queries) == len(many.captured_queries)
