"""A passage is taken out of everything that an idea says or ever said; that it was is recorded, the words never."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.urls import reverse
from post_office.models import Email

from accounts.models import User
from ideas.actions import (
    answering,
    commenting,
    contributing,
    deriving,
    drafting,
    feedback,
    publishing,
    redacting,
    replying,
    reviewing,
    sharing,
)
from ideas.actions.counting import recount_submissions
from ideas.actions.indexing import reindex
from ideas.actions.saving import Conflict
from ideas.actions.tallies import recount
from ideas.documents import from_json
from ideas.models import Answer, Comment, Focus, Idea, Publication, Redaction, Revision, Snapshot, SubmittedFocus
from ideas.redaction import NotAPassage, Passage
from tests.access_tools import NOT_COUNTED
from tests.access_world import write_everywhere
from tests.browser import assert_accessible, assert_no_sideways_scroll
from tests.builders import answer_values, answered, decided, submitted, worked_out
from tests.concurrency import at_once, raised
from tests.forms import changed, fields_of

SLUG = "social-connections"
NAME = "Gwen Ôlgar"


@pytest.fixture
def idea(guide, team, lead, writer, second_writer, decider) -> Idea:
    return worked_out(writer, team)


def page(idea: Idea) -> str:
    return reverse("ideas:idea_redact", args=[idea.pk])


def take_out(idea: Idea, by: User, words: str = NAME) -> Redaction | None:
    return redacting.redact(idea=idea, by=by, passage=Passage.of(words))


def everywhere(word: str) -> list[str]:
    """Return each table of the database in which the word (plain letters) stands, in any case."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - NOT_COUNTED):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if word.casefold() in repr(cursor.fetchall()).casefold():
                found.append(table)
    return found


def filled(idea: Idea, writer: User, second_writer: User, decider: User) -> None:
    """Put the name into every text that the idea has, ever had, and that was said about it."""
    write_everywhere(idea, writer, f"Tea with {NAME} on Mondays.")
    drafting.describe_idea(idea=idea, by=second_writer, values={"summary": f"aside: {NAME}"}, base_version=1)
    feedback.ask_for_feedback(idea=Idea.objects.get(), by=writer, message=f"Would {NAME} come?")
    first = reviewing.submit(idea=Idea.objects.get(), by=writer)
    notes = {"equity": f"{NAME} again"}
    asked = reviewing.decide(
        snapshot=first, by=decider, outcome="ask_changes", reasons="Soon.", conditions=f"Ask {NAME}\nCount", **notes
    )
    replying.answer_ask(decision=asked, number=1, by=writer, text=f"{NAME} said yes.", base_version=0)
    replying.reply_to_decision(decision=asked, by=writer, text=f"{NAME} says thank you.")
    snapshot = reviewing.submit(idea=Idea.objects.get(), by=writer)
    decided(snapshot, decider, "agree", f"Ask {NAME.upper()} first.")
    thread = commenting.comment(idea=idea, by=writer, text="What does gwen\nôlgar say?", audience="managers")
    commenting.reply(thread=thread, by=decider, text=f"{NAME}’s view counts.")
    link, _token = sharing.make_link(idea=idea, by=writer, days=7, contribute=True, label=f"For {NAME}")
    contributing.contribute(link=link, text=f"I am {NAME}.", brings=NAME, address="192.0.2.1")
    reviewing.finish(idea=idea, by=writer, name="stop", learned=f"{NAME} moved away.")
    publishing.publish(idea=Idea.objects.get(), by=writer, names=False)
    Email.objects.create(
        from_email="a@example.org", to=["b@example.org"], subject=f"About {NAME}", status=0,
        message=f"{NAME}: {settings.SITE_ADDRESS}{idea.get_absolute_url()}", html_message="",
    )  # fmt: skip


# --- What is found ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "text", "count"),
    [
        ("Ann", "Ann and ann, ANN’s tea; annual, Joann", 3), ("Ann Lee", "Ann  Lee, ann\nlee, Ann-Lee, Annlee", 2),
        ("O'Neill", "O’Neill, O'NEILL, ONeill", 2), ("Mary-Ann", "Mary–Ann, mary\u2011ann, Mary Ann", 2),
        ("Siân", "Sia\u0302n, SIÂN, Sian".replace("a\u0302", "â"), 2), ("Sia\u0302n", "Siân", 1),
        ("07700 900123", "Call 07700 900123.", 1), ("(a+b)*", "((a+b)*)", 1), ("a.b", "axb a.b", 1),
    ],
)  # fmt: skip
def test_it_is_found_in_any_case_and_spacing_and_only_as_whole_words(words, text, count):
    assert Passage.of(words).count(text) == count
    assert Passage.of(words).count(Passage.of(words).taken_out(text, may_be_empty=False)) == 0


@pytest.mark.parametrize("words", ["", " ", "a", "…", "--", "redacted", "[redacted]", "x" * 201])
def test_what_is_no_passage_is_refused(words):
    with pytest.raises(NotAPassage):
        Passage.of(words)


def test_a_text_without_room_for_the_mark_gets_a_shorter_one_and_an_emptied_one_is_empty_where_it_may_be():
    passage = Passage.of("Al")
    assert passage.taken_out("Al and Al", may_be_empty=False, limit=12) == "[…] and […]"
    assert passage.taken_out("Al Al Al", may_be_empty=False, limit=8) == "… … …"
    assert passage.taken_out("Al.", may_be_empty=True) == ""
    assert passage.taken_out("Al.", may_be_empty=False) == "[redacted]."


# --- What it reaches -----------------------------------------------------------------------------------------


def test_the_words_stand_nowhere_in_the_database_afterwards(idea, lead, writer, second_writer, decider):
    filled(idea, writer, second_writer, decider)
    before = everywhere("gwen")
    assert {"ideas_idea", "ideas_revision", "ideas_snapshot", "ideas_ideawords", "post_office_email"} <= set(before)
    assert len(before) >= 14, before
    expected = redacting.preview(idea=idea, by=lead, passage=Passage.of(NAME))
    done = take_out(idea, lead)
    assert everywhere("gwen") == []
    assert (done.counts, done.by, done.total) == (expected, lead, sum(expected.values()))
    assert set(expected) == {
        "description", "plan", "choices", "routes", "answers", "pitfalls", "versions", "submissions", "library",
        "decisions", "asks", "replies", "feedback", "steps", "comments", "contributions", "links", "mail",
    }  # fmt: skip
    assert Comment.objects.order_by("pk").first().text == "What does [redacted] say?"
    assert Idea.objects.get().title == "Title Tea with [redacted] on Mondays."
    assert Snapshot.objects.submissions().first().title == "Title Tea with [redacted] on Mondays."
    assert Publication.objects.get().summary == "Words Tea with [redacted] on Mondays."
    assert recount(check=True) == []
    assert reindex(check=True) == 0


def test_what_was_asked_for_keeps_its_place_though_it_was_nothing_but_the_name(idea, lead, writer, decider):
    asked = reviewing.decide(
        snapshot=submitted(idea, writer), by=decider, outcome="ask_changes", reasons="So.", conditions=NAME
    )
    replying.answer_ask(decision=asked, number=1, by=writer, text="Done.", base_version=0)
    take_out(idea, lead)
    asked.refresh_from_db()
    assert replying.asked_and_said(asked) == [("[redacted]", "Done.")]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Ask Gwen\nÔlgar soon\nCount", ["Ask [redacted]", "[redacted] soon", "Count"]),
        ("- Ask Gwen\n\n- Ôlgar soon\n- Count", ["Ask [redacted]", "[redacted] soon", "Count"]),
        ("Count\nGwen\nÔlgar", ["Count", "[redacted]", "[redacted]"]),
    ],
)
def test_a_passage_over_two_things_that_were_asked_for_leaves_each_its_own_row(
    idea, lead, writer, decider, typed, left
):
    asked = reviewing.decide(
        snapshot=submitted(idea, writer), by=decider, outcome="ask_changes", reasons="So.", conditions=typed
    )
    for number, words in enumerate(("One.", "Two.", "Three."), 1):
        replying.answer_ask(decision=asked, number=number, by=writer, text=words, base_version=0)
    again = submitted(Idea.objects.get(), writer)
    done = take_out(idea, lead)
    assert everywhere("gwen") == everywhere("lgar") == []
    asked.refresh_from_db()
    again.refresh_from_db()
    rows = list(zip(left, ("One.", "Two.", "Three."), strict=True))
    assert replying.asked_and_said(asked) == rows
    assert [tuple(pair) for pair in again.asked] == rows
    assert done.counts == {"decisions": 1, "submissions": 1}


def test_an_idea_beside_it_keeps_its_words(idea, team, lead, writer):
    other = worked_out(writer, team, f"A walk with {NAME}")
    drafting.describe_idea(idea=idea, by=writer, values={"summary": NAME}, base_version=1)
    take_out(idea, lead)
    other.refresh_from_db()
    assert other.title == f"A walk with {NAME}"


def test_a_claim_emptied_of_its_words_counts_as_open_live_submitted_and_in_the_library(
    idea, guide, lead, writer, decider
):
    focus = Focus.objects.get()
    answered(focus, guide.questions[SLUG][1], writer, f"{NAME}!", "covered")
    decided(submitted(idea, writer), decider)
    publishing.publish(idea=Idea.objects.get(), by=writer, names=False)
    assert Focus.objects.get().covered == 2
    take_out(idea, lead)
    assert Answer.objects.get(question=guide.questions[SLUG][1]).text == ""
    focus.refresh_from_db()
    assert (focus.covered, focus.open) == (1, 2)
    for snapshot in Snapshot.objects.all():
        assert from_json(snapshot.body).tally.covered == 1
    assert recount_submissions(check=True) == []
    assert SubmittedFocus.objects.get().covered == 1
    assert Publication.objects.get().tally_of(SLUG).covered == 1
    assert Revision.objects.filter(what="answer").latest("pk").payload["text"] == ""


def test_what_must_not_be_empty_keeps_the_mark(idea, lead, writer):
    drafting.describe_idea(idea=idea, by=writer, values={"title": NAME, "summary": NAME}, base_version=1)
    take_out(idea, lead)
    idea.refresh_from_db()
    assert (idea.title, idea.summary) == ("[redacted]", "[redacted]")


def test_a_title_full_of_the_name_stays_within_its_limit(idea, lead, writer):
    drafting.describe_idea(idea=idea, by=writer, values={"title": "Al, " * 29 + "Al"}, base_version=1)
    take_out(idea, lead, "Al")
    assert Idea.objects.get().title == "…, " * 29 + "…"


EXEMPT = {  # no words of people that belong to one idea, each with its reason
    "Answer.wording": "", "Focus.version": "", "PitfallPlan.pitfall_text": "the guide's words",
    "Route.guide_text": "the guide's words", "Revision.payload": "by hand", "Snapshot.body": "by hand",
    "Snapshot.title": "with the body", "Snapshot.asked": "by hand",
    "Publication.tallies": "counted again",
    "IdeaWords.text": "written anew", "IdeaWords.words": "written anew", "IdeaWords.title_words": "written anew",
    "Redaction.counts": "numbers", "SavedView.name": "a person's own", "SavedView.query": "a person's own",
}  # fmt: skip


def test_every_text_of_an_idea_is_reached_or_has_its_reason():
    reached = {f"{model.__name__}.{name}" for _k, model, _o, columns in redacting.COLUMNS for name in columns}
    texts = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("ideas").get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.TextField | models.JSONField)
    }
    assert texts - reached - EXEMPT.keys() == set()


# --- Who, and how it is recorded -------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["writer", "decider", "outsider", "removed_member", "superuser"])
def test_only_a_lead_who_reads_the_idea_redacts(idea, request, writer, who):
    drafting.describe_idea(idea=idea, by=writer, values={"summary": NAME}, base_version=1)
    with pytest.raises(PermissionDenied):
        take_out(idea, request.getfixturevalue(who))
    assert Idea.objects.get().summary == NAME


def test_the_history_says_who_and_where_and_never_what(client_for, idea, lead, writer):
    drafting.describe_idea(idea=idea, by=writer, values={"summary": f"With {NAME}."}, base_version=1)
    client = client_for(lead)
    looked = client.post(page(idea), {"words": NAME})
    assert looked.status_code == 200
    assert "It stands in 2 places" in looked.content.decode()
    assert Idea.objects.get().summary == f"With {NAME}.", "looking changes nothing"
    sent = {**fields_of(looked.content), "words": NAME, "confirm": "1"}
    for _ in range(2):  # a double click
        assert client.post(page(idea), sent).url == reverse("ideas:idea_history", args=[idea.pk])
    assert Redaction.objects.count() == 1
    html = client_for(writer).get(reverse("ideas:idea_history", args=[idea.pk])).content.decode()
    assert "Lena redacted a passage in 2 places" in html
    assert "Versions in the history: 1" in html
    assert NAME not in html


@pytest.mark.parametrize("words", ["Nobody Here", "", "x", "redacted"])
def test_words_that_stand_nowhere_or_are_none_are_422(client_for, idea, lead, words):
    for more in ({}, {"confirm": "1"}):
        assert client_for(lead).post(page(idea), {"words": words, **more}).status_code == 422
    assert not Redaction.objects.exists()


def test_copies_are_named_where_the_lead_may_see_them_and_counted_otherwise(
    client_for, idea, lead, writer, decider, outsider, other_team, team
):
    decided(submitted(idea, writer), decider)
    publication = publishing.publish(idea=Idea.objects.get(), by=writer, names=False)
    for by, where in ((writer, team), (outsider, other_team)):
        deriving.start_from(publication=publication, by=by, team=where)
    html = client_for(lead).get(page(idea)).content.decode()
    mine = Idea.objects.get(derived_from__isnull=False, team=team)
    assert mine.get_absolute_url() in html
    assert "1 copy that others began from the library" in html
    assert other_team.name not in html


# --- Whoever writes meanwhile -----------------------------------------------------------------------------------


def test_an_open_page_cannot_bring_the_words_back_unseen(client_for, idea, guide, lead, writer):
    focus, question = Focus.objects.get(), guide.questions[SLUG][0]
    answered(focus, question, writer, f"With {NAME}. And tea.")
    client, url = client_for(writer), reverse("ideas:answer_edit", args=[idea.pk, SLUG])
    opened = client.get(url)
    take_out(idea, lead)
    response = client.post(url, changed(opened, **{f"{SLUG}-q1-text": f"With {NAME}. And cake."}))
    assert response.status_code == 409
    assert "A passage was redacted here while you were writing" in response.content.decode()
    assert Answer.objects.get(question=question).text == "With [redacted]. And tea."
    sent = {**fields_of(response.content), f"{SLUG}-q1-text": "With somebody. And cake."}
    assert client.post(url, sent).status_code == 302
    assert take_out(idea, lead).counts == {"versions": 1}, "their words were set aside, and are found the next time"


def test_words_redacted_in_the_version_that_somebody_began_from_are_joined_to_nothing(
    client_for, idea, guide, lead, writer, second_writer
):
    """A colleague wrote the name out of the text first, so the text itself had nothing to redact."""
    question, client = guide.questions[SLUG][0], client_for(second_writer)
    focus = Focus.objects.get(idea=idea)
    answered(focus, question, writer, f"With {NAME}. And tea.")
    url = reverse("ideas:answer_edit", args=[idea.pk, SLUG])
    before = client.get(url)
    answered(focus, question, writer, "With a volunteer. And tea.")
    take_out(idea, lead)
    response = client.post(url, changed(before, **{f"{SLUG}-q1-text": f"With {NAME}. And cake."}))
    assert response.status_code == 409
    assert "A passage was redacted here while you were writing" in response.content.decode()
    assert "joined" not in response.content.decode()


def test_after_a_redaction_saving_goes_on_as_before(idea, guide, lead, writer, second_writer):
    focus, question = Focus.objects.get(), guide.questions[SLUG][0]
    answered(focus, question, writer, f"With {NAME}.")
    take_out(idea, lead)
    base = Answer.objects.get().version
    first = answering.save_answer(
        focus=focus, question=question, by=writer, values=answer_values("One. Two."), base_version=base
    )
    second = answering.save_answer(
        focus=focus, question=question, by=second_writer, values=answer_values("With [redacted]. Three."),
        base_version=base,
    )  # fmt: skip
    assert first.version == base + 1
    assert isinstance(second, Conflict)
    assert second.joined is not None
    assert not second.redacted


@pytest.mark.django_db(transaction=True)
def test_saves_at_the_same_moment_leave_no_name_in_what_stands(idea, guide, lead, writer):
    focus, question = Focus.objects.select_related("characteristic", "idea").get(), guide.questions[SLUG][0]
    answered(focus, question, writer, f"With {NAME}.")
    version = Answer.objects.get().version

    def save():
        question.refresh_from_db()
        return answering.save_answer(
            focus=focus, question=question, by=writer, values=answer_values(f"Walks with {NAME}."), base_version=version
        )

    assert raised(at_once(lambda: take_out(idea, lead), save)) == []
    assert NAME not in Answer.objects.get().text


@pytest.mark.django_db(transaction=True)
def test_two_redactions_at_once_take_it_out_once(idea, lead, writer):
    drafting.describe_idea(idea=idea, by=writer, values={"summary": f"With {NAME}."}, base_version=1)
    results = at_once(*[lambda: take_out(idea, lead)] * 2)
    assert raised(results) == []
    assert sorted(r is None for r in results) == [False, True]
    assert Redaction.objects.count() == 1
    assert Idea.objects.get().summary == "With [redacted]."


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "javascript"), [(360, False), (1280, True)])
def test_in_a_browser_by_keyboard(page_for, idea, lead, writer, width, javascript):
    drafting.describe_idea(idea=idea, by=writer, values={"summary": f"With {NAME}."}, base_version=1)
    window = page_for(lead, width=width, javascript=javascript)
    window.goto(page(idea))
    window.get_by_label("The words to take out").fill(NAME.lower())
    window.keyboard.press("Enter")
    window.get_by_role("heading", name="It stands in 2 places").wait_for()
    assert_no_sideways_scroll(window)
    if javascript:
        assert_accessible(window)
    window.get_by_role("button", name="Take it out everywhere").focus()
    window.keyboard.press("Enter")
    window.get_by_text("Taken out in 2 places.").wait_for()
    assert Idea.objects.get().summary == "With [redacted]."
