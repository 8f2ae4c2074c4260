"""Importing an exported idea: the same document again, nothing dropped in silence, nothing let in unchecked."""

import json
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from characteristics.actions import publish_wording, retire_question
from ideas.actions.importing import import_idea
from ideas.actions.tallies import recount
from ideas.exports import contents as saying
from ideas.exports import json as json_file
from ideas.models import Answer, Idea, PitfallPlan, Revision
from ideas.permissions import standing
from ideas.reading import live_document
from tests.builders import an_idea
from tests.exported import NASTY, awkward_idea
from tests.forms import changed

URL = "/ideas/import/"


@pytest.fixture
def idea(guide, team, writer):
    return awkward_idea(writer, team)


@pytest.fixture
def exported(idea) -> dict:
    """What the file of the idea holds."""
    return json.loads(json_file.write(saying.of_live(idea)))


def send(client, body, **more):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    page = changed(client.get(URL), **more)
    return client.post(URL, {**page, "file": SimpleUploadedFile("idea.json", raw)})


def the_new_one(idea) -> Idea:
    return Idea.objects.exclude(pk=idea.pk).get()


def test_an_exported_idea_imported_again_gives_the_same_document(idea, exported, client_for, second_writer) -> None:
    response = send(client_for(second_writer), exported)
    assert response.status_code == 302
    new = the_new_one(idea)
    assert response.url == new.get_absolute_url()
    assert live_document(new) == live_document(idea)
    assert (new.status, new.created_by, new.shared_live) == ("draft", second_writer, False)
    assert recount(check=True) == []


def test_what_is_imported_is_in_the_history_and_can_be_edited_like_any_other(
    idea, exported, client_for, writer
) -> None:
    client = client_for(writer)
    send(client, exported)
    new = the_new_one(idea)
    kept = Revision.objects.filter(idea=new, kept=True, by=writer)
    assert set(kept.values_list("what", flat=True)) == {"idea", "plan", "focus", "route", "answer", "pitfall"}
    assert standing(writer, new).wrote
    for name, args in (("idea_describe", []), ("answer_edit", ["social-connections"]), ("idea_history", []),
                       ("route_edit", ["social-connections"]), ("pitfall_edit", ["social-connections"])):  # fmt: skip
        address = reverse(f"ideas:{name}", args=[new.pk, *args])
        page = client.get(address)
        assert page.status_code == 200
        if name != "idea_history":
            assert client.post(address, changed(page)).status_code == 302


def test_an_answer_to_an_earlier_wording_stays_one(idea, guide, content_admin, client_for, writer) -> None:
    question = guide.questions["social-connections"][0]
    publish_wording(by=content_admin, question=question, text="Asked anew?")
    retire_question(by=content_admin, question=guide.questions["social-connections"][1])
    send(client_for(writer), json.loads(json_file.write(saying.of_live(idea))))
    new = live_document(the_new_one(idea))
    assert new == live_document(idea)
    assert new.foci[0].questions[0].look_again
    assert new.foci[0].questions[1].retired


def test_the_same_form_sent_twice_makes_one_idea(idea, exported, client_for, writer) -> None:
    client = client_for(writer)
    page = changed(client.get(URL), text=json.dumps(exported))
    first, second = client.post(URL, page), client.post(URL, page)
    assert (first.status_code, first.url) == (302, second.url)
    assert Answer.objects.filter(idea=the_new_one(idea)).count() == 6
    assert Revision.objects.filter(kept=False).count() == 0


def test_a_page_gone_back_to_with_another_file_makes_another_idea(idea, exported, client_for, writer) -> None:
    client = client_for(writer)
    page = changed(client.get(URL), text=json.dumps(exported))
    first = client.post(URL, page)
    exported["idea"]["foci"][0]["questions"][0]["text"] = "Something else."
    second = client.post(URL, {**page, "text": json.dumps(exported)})
    assert second.status_code == 302
    assert first.url != second.url


def test_what_is_not_known_here_is_told_and_left_out_only_with_the_persons_word(
    idea, exported, client_for, writer
) -> None:
    exported["idea"]["foci"][0]["questions"][0]["key"] = "no-such-question"
    exported["idea"]["foci"][0]["pitfalls"][0]["key"] = "no-such-pitfall"
    exported["idea"]["foci"][0]["questions"][1]["key"] = "working-on-what-matters-q1"  # of another characteristic
    exported["idea"]["foci"][1]["slug"] = "no-such-characteristic"
    client = client_for(writer)
    response = send(client, exported)
    html = response.content.decode()
    assert response.status_code == 422
    for key in ("no-such-question", "working-on-what-matters-q1", "no-such-pitfall", "no-such-characteristic"):
        assert key in html
    assert Idea.objects.count() == 1
    again = client.post(URL, changed(response, leave_out="on"))
    assert again.status_code == 302
    [focus] = live_document(the_new_one(idea)).foci
    assert [bool(q.text) for q in focus.questions] == [False, False, True]
    assert Answer.objects.filter(idea=the_new_one(idea)).count() == 1


def test_a_question_worded_otherwise_here_is_told(idea, exported, client_for, writer) -> None:
    exported["idea"]["foci"][0]["questions"][0]["asked"] = "Worded elsewhere?"
    exported["idea"]["foci"][0]["routes"][0]["guide"] = "Explained elsewhere."
    response = send(client_for(writer), exported)
    assert response.status_code == 422
    html = response.content.decode()
    assert "Worded differently here: “Worded elsewhere?”" in html
    assert "Worded differently here: how the guide says that “Social connections” works (capability)." in html


def test_the_guides_words_never_come_from_a_file(idea, exported, client_for, writer) -> None:
    exported["idea"]["foci"][0]["pitfalls"][0]["text"] = "Forged."
    exported["idea"]["foci"][0]["routes"][0]["guide"] = "Forged."
    client = client_for(writer)
    client.post(URL, changed(send(client, exported), leave_out="on"))
    new = the_new_one(idea)
    assert not PitfallPlan.objects.filter(pitfall_text__contains="Forged").exists()
    assert "Forged" not in json_file.write(saying.of_live(new)).decode()


def set_at(body: dict, path: str, value: object) -> dict:
    """Return the body with one value changed, named like idea/foci/0/why."""
    *way, last = path.split("/")
    place: Any = body
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    place[int(last) if isinstance(place, list) else last] = value
    return body


ANSWER = "idea/foci/0/questions/0/"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("idea/schema", 2, "another release"),
        ("idea/texts", [], "not an idea that was exported"),
        ("idea/foci/0/surprise", "x", "not an idea that was exported"),
        (ANSWER + "text", 7, "not an idea that was exported"),
        (ANSWER + "text", None, "not an idea that was exported"),
        (ANSWER + "retired", "yes", "not an idea that was exported"),
        (ANSWER + "text", "x" * 4001, "4000"),
        (ANSWER + "text", "a\x00b", "cannot be stored"),
        (ANSWER + "text", "a\x1bb", "cannot be stored"),
        (ANSWER + "note", "\ud800", "cannot be stored"),
        (ANSWER + "state", "excellent", "excellent"),
        (ANSWER + "basis", ["hearsay"], "hearsay"),
        (ANSWER + "key", "social-connections-q2", "more than once"),
        ("idea/foci/1/slug", "social-connections", "more than once"),
        ("idea/texts/title", "", "fill this in"),
        ("idea/texts/title", "x" * 121, "120"),
        ("idea/texts/status", "agreed", "is not known"),
        ("idea/plan/cost", "x" * 1001, "1000"),
        ("idea/foci/0/why", "x" * 1001, "1000"),
        ("idea/foci/0/routes/0/component", "luck", "no such part"),
        ("idea/foci/0/routes/0/works_by", ["magic"], "magic"),
        ("idea/foci/0/pitfalls/0/could_happen", "perhaps", "perhaps"),
        ("idea/foci/0/pitfalls/0/plan", "x" * 2001, "2000"),
        ("idea/texts/learned", "x" * 4001, "4000"),
    ],
)
def test_a_file_with_something_wrong_is_refused_with_what_and_where(exported, client_for, writer, path, value, said):
    response = send(client_for(writer), set_at(exported, path, value))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Idea.objects.count() == 1


@pytest.mark.parametrize(
    "raw",
    [b"", b"   ", b"not json", b"[]", b"null", b'"idea"', b"{}", b"\xff\xfe{}", b"[" * 100_000, b'{"idea": 1}',
     b"9" * 5000, b'{"idea": {"schema": 1}}', b"PK\x03\x04\x00\x00", b"x" * 900_001, b"NaN"],
    ids=range(15),
)  # fmt: skip
def test_what_is_no_exported_idea_is_refused_and_no_fault(client_for, guide, team, writer, raw) -> None:
    response = send(client_for(writer), raw)
    assert response.status_code == 422
    assert "<title>Error:" in " ".join(response.content.decode().split())
    assert not Idea.objects.exists()


@pytest.mark.parametrize(("key", "said"), [("nul\x00" + "k" * 3000, "Not known here"), ("k\ud800", "cannot be stored")])
def test_keys_that_no_database_takes_are_told_and_no_fault(exported, client_for, writer, key, said) -> None:
    response = send(client_for(writer), set_at(exported, ANSWER + "key", key))
    assert response.status_code == 422
    assert said in response.content.decode()


def test_nobody_imports_into_a_team_that_they_do_not_write_for(
    idea, exported, client_for, outsider, decider, team
) -> None:
    client = client_for(outsider)
    assert send(client, exported, team=str(team.pk)).status_code in {302, 422}
    assert Idea.objects.filter(team=team).count() == 1
    with pytest.raises(PermissionDenied):
        import_idea(by=decider, team=team, document=live_document(idea))


def test_somebody_without_a_team_gets_one_and_the_words_stay_as_typed(
    guide, idea, exported, client_for, person
) -> None:
    newcomer = person("Nova")
    assert send(client_for(newcomer), exported).status_code == 302
    new = the_new_one(idea)
    assert new.team.founder == newcomer
    assert new.summary == NASTY


def test_importing_costs_the_same_number_of_queries_for_a_few_answers_and_for_many(
    guide, team, writer, django_assert_max_num_queries
) -> None:
    few, many = live_document(an_idea(writer, team)), live_document(awkward_idea(writer, team))
    with django_assert_max_num_queries(40):
        import_idea(by=writer, team=team, document=few)
    with django_assert_max_num_queries(90):
        import_idea(by=writer, team=team, document=many)


def test_visitors_are_asked_to_sign_in(client) -> None:
    assert client.get(URL).status_code == 302
    assert client.post(URL).status_code == 302


def test_a_file_larger_than_any_idea_is_passed_over_and_the_page_has_its_csrf_check(
    guide, team, writer, settings
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(URL).content.decode())[-1]

    def huge() -> SimpleUploadedFile:
        return SimpleUploadedFile("idea.json", b" " * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1))

    assert client.post(URL, {"file": huge()}).status_code == 403
    response = client.post(URL, {"file": huge(), "csrfmiddlewaretoken": token})
    assert response.status_code == 422
    assert "too large to be an exported idea" in response.content.decode()


def test_a_file_of_another_kind_is_refused(exported, client_for, writer) -> None:
    response = send(client_for(writer), set_at(exported, "kind", "another"))
    assert response.status_code == 422
    assert "not an idea that was exported here" in response.content.decode()
