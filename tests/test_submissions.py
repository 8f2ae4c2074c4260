"""Reading submissions: what stands in them, what changed between two, and what their readers never see."""

import pytest
from django.urls import reverse

from characteristics.actions import publish_wording
from characteristics.models import Mechanism
from goodhelp import content
from ideas.actions import answering, choosing, drafting, reviewing
from ideas.actions.commenting import comment
from ideas.comparing import changes
from ideas.documents import from_json
from ideas.models import Answer, Focus, Idea, Snapshot, TestPlan
from ideas.queue import waiting_for
from tests.builders import an_idea, answer_values, answered, chosen, decided, planned, submitted, worked_out
from tests.forms import changed
from tests.reading import read, seen

SLUG = "social-connections"
CANARY = "CANARY-heron-at-the-weir"


def page(name: str, idea: Idea, *more: int) -> str:
    return reverse(f"ideas:{name}", args=[idea.pk, *more])


@pytest.fixture
def idea(guide, team, writer) -> Idea:
    return worked_out(writer, team)


@pytest.fixture
def snapshot(idea, writer, decider) -> Snapshot:
    return submitted(idea, writer)


def write_everywhere(idea: Idea, by, guide, words: str) -> None:
    """Change every text of the idea to one with these words."""
    idea.refresh_from_db()
    values = {name: f"{words} {name}" for name in Idea.TEXTS}
    drafting.describe_idea(idea=idea, by=by, values=values, base_version=idea.version)
    focus = Focus.objects.select_related("characteristic", "idea").get(idea=idea, characteristic__slug=SLUG)
    choosing.choose(
        idea=idea, characteristic=focus.characteristic, by=by, why=f"{words} why", base_version=focus.version
    )
    route = dict.fromkeys(choosing.ROUTE_VALUES, False) | {"text": f"{words} route"}
    choosing.save_route(focus=focus, component="motivation", by=by, values=route, base_version=1)
    for number, question in enumerate(guide.questions[SLUG]):
        answer = Answer.objects.filter(idea=idea, question=question).first()
        values = {**answer_values(f"{words} answer {number}"), "citation": f"{words} citation", "note": f"{words} note"}
        answering.save_answer(
            focus=focus, question=question, by=by, values=values, base_version=answer.version if answer else 0
        )
    for number, pitfall in enumerate(guide.pitfalls[SLUG]):
        answering.save_pitfall_plan(
            focus=focus, pitfall=pitfall, by=by, could_happen="yes", plan=f"{words} {number}",
            base_version=1 if number == 0 else 0,
        )  # fmt: skip
    planned(idea, by, **dict.fromkeys(("smallest_try", "with_whom", "expects", "how_known", "cost"), words))


# --- What its readers never see -------------------------------------------------------------------


def test_who_sees_only_submissions_gets_no_live_word_anywhere(
    client_for, idea, snapshot, guide, writer, decider, sent_mail
):
    """Neither the live title nor any other text: on no page that answers a decider, and in no mail."""
    write_everywhere(idea, writer, guide, CANARY)
    client, title = client_for(decider), snapshot.title
    names = [
        ("submission_detail", 1), ("submission_answers", 1), ("submission_decide", 1), ("comment_list",),
        ("idea_detail",), ("idea_report",), ("idea_history",),
        ("idea_submit",), ("idea_finish",), ("idea_agree_own",), ("reviewer_invite",), ("idea_describe",),
        ("focus_choose",),
    ]  # fmt: skip
    addresses = [page(*([name, idea, *more])) for name, *more in names]
    addresses += [f"{page('comment_list', idea)}?about={about}&which={SLUG}-{which}"
                  for about, which in (("question", "q1"), ("pitfall", "pitfall-1"))]  # fmt: skip
    addresses += [reverse("your_work"), reverse("ideas:review_queue"), reverse("ideas:idea_list")]
    addresses += [f"{page('idea_history', idea)}{what}/" for what in ("idea", "plan", f"answer/{SLUG}-q1")]
    for address in addresses:
        for answer in (client.get(address, follow=True), client.post(address, {"reasons": "x"}, follow=True)):
            assert CANARY not in answer.content.decode(), address
    reviewing.withdraw(idea=Idea.objects.get(), by=writer)
    assert CANARY not in client.post(page("submission_decide", idea, 1), {"reasons": "x"}).content.decode()
    for address in (page("submission_detail", idea, 1), page("idea_detail", idea)):
        assert client.get(address).status_code == 404
    assert all(CANARY not in mail.subject + mail.message for mail in sent_mail())
    assert CANARY in read(client_for(writer), page("idea_detail", idea)), "the canary is not where it should be"
    submitted(idea, writer)
    html = read(client, page("submission_detail", idea, 2))
    assert CANARY in html
    assert title not in html


def test_the_page_says_what_its_reader_sees_and_when_the_team_has_edited_since(
    client_for, idea, snapshot, writer, decider
):
    html = read(client_for(decider), page("submission_detail", idea, 1))
    assert "not what it is writing now" in html
    assert "edited its idea since" not in html
    chosen(idea, writer, "enabling-environments")
    html = read(client_for(decider), page("submission_detail", idea, 1))
    assert "edited its idea since" in html
    assert "enabling-environments" not in html.split("<main")[1].replace("#enabling-environments", "")
    assert "It stays as it is" in read(client_for(writer), page("submission_detail", idea, 1))


def test_setting_a_characteristic_aside_is_an_edit_too(client_for, idea, snapshot, guide, writer, decider):
    choosing.set_aside(idea=idea, characteristic=guide.characteristics[0], by=writer)
    assert "edited its idea since" in read(client_for(decider), page("submission_detail", idea, 1))


def test_a_manager_with_whom_the_draft_is_shared_reads_both(client_for, idea, snapshot, writer, decider):
    client = client_for(decider)
    assert client.get(page("idea_report", idea)).status_code == 403
    drafting.share_live(idea=idea, by=writer, shared=True)
    assert client.get(page("idea_report", idea)).status_code == 200
    assert page("idea_detail", idea) in read(client, page("submission_detail", idea, 1))


def test_a_submission_that_was_taken_back_is_there_for_writers_alone(client_for, idea, snapshot, writer, decider):
    decided(snapshot, decider, "ask_changes")
    submitted(idea, writer)
    reviewing.withdraw(idea=idea, by=writer)
    assert "took this submission back" in read(client_for(writer), page("submission_detail", idea, 2))
    client = client_for(decider)
    assert client.get(page("submission_detail", idea, 2)).status_code == 404
    html = read(client, page("submission_detail", idea, 1))
    assert page("submission_detail", idea, 2) not in html


# --- Frozen ---------------------------------------------------------------------------------------


def test_a_submission_stays_word_for_word_whatever_happens_to_the_guide_and_the_idea(
    client_for, idea, snapshot, guide, writer, decider, content_admin
):
    client = client_for(decider)
    addresses = [page("submission_detail", idea, 1), page("submission_answers", idea, 1)]
    (before, answers_before), body = [read(client, each) for each in addresses], Snapshot.objects.get().body
    first, second, _third = guide.questions[SLUG]
    publish_wording(by=content_admin, question=first, text="Quite another question?")
    content.retire_question(by=content_admin, question=second)
    content.retire_characteristic(by=content_admin, characteristic=guide.characteristics[0])
    write_once = Idea.objects.get()
    drafting.describe_idea(idea=write_once, by=writer, values={"title": "New"}, base_version=write_once.version)
    after, answers_after = (read(client, each) for each in addresses)
    assert Snapshot.objects.get().body == body
    assert "Does the idea do what social-connections-q1 asks?" in answers_after
    assert "Quite another question?" not in after + answers_after
    said = [html.partition("<h2>")[2].partition("<footer")[0] for html in (answers_before, answers_after)]
    assert said[0] == said[1] != ""
    note = "The team has edited its idea since."
    assert note in after
    words = "3\xa0relevant: 1\xa0covered, 2\xa0open"
    assert before.count(words) == after.count(words) > 1
    assert 'class="petal petal--chosen char--social-connections"' in after


def test_the_whole_idea_stands_there_question_by_question(client_for, idea, guide, writer, decider):
    focus = Focus.objects.select_related("characteristic", "idea").get(idea=idea)
    answered(focus, guide.questions[SLUG][1], writer, "", "covered")
    values = {
        **answer_values("Not for us.", "not_relevant", "research"),
        "citation": "Smith 2019",
        "note": "See page 3",
    }
    answering.save_answer(focus=focus, question=guide.questions[SLUG][2], by=writer, values=values, base_version=0)
    submitted(idea, writer)
    html = read(client_for(decider), page("submission_detail", idea, 1))
    assert f'href="{page("submission_answers", idea, 1)}#focus-{SLUG}"' in html
    assert "We walk in pairs." not in html
    html += read(client_for(decider), page("submission_answers", idea, 1))
    for words in (
        "We walk in pairs.", "What people with lived experience said", "Covered, but nothing written: counts as open",
        "Not for us.", "Smith 2019", "See page 3", "Walking together is more fun.", "Works by: Other people",
        "We greet whoever comes alone.", "People ask for company.", "Two walks with four people.",
        "A weekly walk with tea.",
        "2\xa0relevant: 1\xa0covered, 1\xa0open; 1\xa0set aside as not relevant", "Nothing said",
        f'href="{reverse("characteristics:characteristic_detail", args=[SLUG])}#how"',
    ):  # fmt: skip
        assert words in html, words


def test_what_the_guide_says_of_a_route_stands_as_it_does_in_the_guide(client_for, idea, writer, decider):
    Mechanism.objects.filter(characteristic__slug=SLUG).update(how="Company *helps*.")
    submitted(idea, writer)
    html = read(client_for(decider), page("submission_decide", idea, 1))
    assert '<div class="prose"><p>Company <em>helps</em>.</p>' in html
    assert "*helps*" not in html


def test_the_page_of_the_answers_says_so_where_its_submission_is_not_the_last_or_was_taken_back(
    client_for, idea, snapshot, writer, decider
):
    decided(snapshot, decider, "ask_changes")
    submitted(idea, writer)
    for name in ("submission_detail", "submission_answers"):
        assert "There is a later submission." in read(client_for(decider), page(name, idea, 1))
        assert "There is a later submission." not in read(client_for(decider), page(name, idea, 2))
    reviewing.withdraw(idea=Idea.objects.get(), by=writer)
    assert "took this submission back" in read(client_for(writer), page("submission_answers", idea, 2))
    assert client_for(decider).get(page("submission_answers", idea, 2)).status_code == 404


def test_a_submission_leads_to_what_is_said_about_it(client_for, idea, snapshot, writer, decider):
    comment(idea=idea, by=writer, text="Who pays?", audience="managers")
    comment(idea=idea, by=writer, text="Between us.", audience="team")
    html = read(client_for(decider), page("submission_detail", idea, 1))
    assert f'<a href="{page("comment_list", idea)}">Comments: 1 open</a>' in html


# --- What changed ---------------------------------------------------------------------------------


def test_two_submissions_that_say_the_same_have_no_differences(client_for, idea, snapshot, writer, decider):
    decided(snapshot, decider, "ask_changes", "Say who walks.")
    submitted(idea, writer)
    one, two = (from_json(s.body) for s in Snapshot.objects.order_by("number"))
    assert changes(one, two) == []
    html = read(client_for(decider), page("submission_detail", idea, 2))
    assert "Nothing that the team wrote has changed." in html
    assert "Say who walks." in html


def test_every_kind_of_change_is_found(idea, snapshot, guide, writer, decider, content_admin):
    write_everywhere(idea, writer, guide, "Other")
    chosen(idea, writer, "enabling-environments")
    publish_wording(by=content_admin, question=guide.questions[SLUG][2], text="Reworded?")
    reviewing.withdraw(idea=Idea.objects.get(), by=writer)
    reviewing.submit(idea=Idea.objects.get(), by=writer)
    one, two = (from_json(s.body) for s in Snapshot.objects.order_by("number"))
    found = {(c.part, c.field, c.label) for c in changes(one, two)}
    assert found >= {("idea", name, name) for name in Idea.TEXTS}
    q1, q2 = (f"Does the idea do what {SLUG}-q{n} asks?" for n in (1, 2))
    assert found >= {
        ("plan", "expects", "expects"), ("choice", "chosen", ""), ("why", "why", ""),
        ("route", "text", "motivation"), ("route", "works_by", "motivation"),
        ("question", "text", q1), ("question", "basis", q1), ("question", "citation", q1), ("question", "note", q1),
        ("question", "state", q2), ("question", "reworded", "Reworded?"), ("question", "text", "Reworded?"),
        ("pitfall", "plan", "Pitfall 1"), ("pitfall", "could_happen", "Pitfall 2"),
    }  # fmt: skip
    back = {(c.part, c.field) for c in changes(two, one)}
    assert ("choice", "set_aside") in back


def test_an_answer_confirmed_for_a_new_wording_is_said_to_be_so(
    client_for, idea, snapshot, guide, writer, decider, content_admin
):
    decided(snapshot, decider, "ask_changes")
    question = guide.questions[SLUG][0]
    wording = publish_wording(by=content_admin, question=question, text="Reworded?")
    question.refresh_from_db()
    assert question.current == wording
    submitted(idea, writer)
    said = {name: read(client_for(decider), page(f"submission_{name}", idea, 2)) for name in ("detail", "answers")}
    assert "Reworded since it was answered" in said["answers"]
    assert "confirmed that its answer still holds" not in said["detail"]
    reviewing.withdraw(idea=Idea.objects.get(), by=writer)
    focus = Focus.objects.select_related("characteristic", "idea").get(idea=idea)
    answering.confirm_answer(focus=focus, question=question, by=writer, number=2, base_version=1)
    submitted(idea, writer)
    html = read(client_for(decider), page("submission_detail", idea, 3))
    assert "confirmed that its answer still holds" in html
    assert "The guide worded this question differently then" in html
    assert "Reworded since it was answered" not in read(client_for(decider), page("submission_answers", idea, 3))


def test_differences_are_shown_word_by_word_and_escaped(client_for, idea, snapshot, writer, decider):
    decided(snapshot, decider, "ask_changes")
    standing = Idea.objects.get()
    drafting.describe_idea(
        idea=standing, by=writer, values={"summary": "A daily walk with <b>tea</b>."}, base_version=standing.version
    )
    submitted(standing, writer)
    html = read(client_for(decider), page("submission_detail", idea, 2))
    assert "A <del>weekly</del> <ins>daily</ins> walk" in seen(html)
    assert "<b>tea" not in html


# --- The queue ------------------------------------------------------------------------------------


def test_the_queue_puts_apart_what_waits_for_me_what_i_wrote_in_and_what_is_decided(
    client_for, guide, team, writer, decider, player_manager, other_team, outsider
):
    first, second, third = (an_idea(writer, team, title) for title in ("First", "Second", "Third"))
    mine = an_idea(player_manager, team, "Pat's own")
    for each in (first, second, third, mine):
        submitted(each, writer)
    foreign = an_idea(outsider, other_team, "Foreign")
    submitted(foreign, outsider)
    submitted_then_back = an_idea(writer, team, "Back")
    submitted(submitted_then_back, writer)
    reviewing.withdraw(idea=submitted_then_back, by=writer)
    decided(Snapshot.objects.get(title="Third"), decider, "ask_changes")
    submitted(third, writer)  # and taken back: the decision before still stands
    reviewing.withdraw(idea=third, by=writer)
    queue = waiting_for(player_manager)
    assert [s.title for s in queue.mine] == ["First", "Second"]
    assert [s.title for s in queue.others] == ["Pat's own"]
    assert [s.title for s in queue.team] == ["Third"]
    reviewing.reopen(idea=Idea.objects.get(pk=third.pk), by=writer)
    assert [s.title for s in waiting_for(player_manager).decided] == ["Third"]
    assert [s.title for s in waiting_for(decider).mine] == ["First", "Second", "Pat's own"]
    html = read(client_for(decider), reverse("ideas:review_queue"))
    assert "3 wait for your decision" in html
    for title in ("Foreign", "Back"):
        assert title not in html.split("<main")[1].split("</main")[0]
    assert waiting_for(writer).mine == waiting_for(outsider).mine == []


@pytest.mark.parametrize("number", [10, 200])
def test_the_queue_asks_the_database_as_often_for_ten_as_for_two_hundred(
    client_for, guide, team, writer, decider, django_assert_num_queries, number
):
    for each in range(number):
        submitted(an_idea(writer, team, f"Idea {each}"), writer)
    client = client_for(decider)
    with django_assert_num_queries(11):
        assert "wait for your decision" in client.get(reverse("ideas:review_queue")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_submission_asks_the_database_as_often_however_much_it_says(
    client_for, guide, team, writer, decider, django_assert_num_queries, number
):
    idea = worked_out(writer, team)
    for slug in ("enabling-environments", "working-on-what-matters")[: number - 1]:
        focus = chosen(idea, writer, slug)
        for question in guide.questions[slug]:
            answered(focus, question, writer)
    decided(submitted(idea, writer), decider, "ask_changes")
    submitted(idea, writer)
    client = client_for(decider)
    with django_assert_num_queries(12):
        assert client.get(page("submission_detail", idea, 2)).status_code == 200


def test_a_plan_that_a_colleague_emptied_meanwhile_is_not_submitted_empty(
    client_for, guide, team, writer, second_writer, decider
) -> None:
    idea = an_idea(writer, team)
    planned(idea, writer)
    url = page("idea_submit", idea)
    client = client_for(writer)
    sent = changed(client.get(url)) | {"submit": "1"}
    reviewing.save_plan(idea=idea, by=second_writer, values=dict.fromkeys(TestPlan.TEXTS, ""), base_version=1)
    response = client.post(url, sent)
    assert response.status_code == 409
    assert "Two people wrote here" in response.content.decode()
    assert not Snapshot.objects.exists()
    # Joined, the boxes hold what the colleague left: nothing. So it still cannot be submitted, until somebody writes.
    again = client.post(url, changed(response) | {"submit": "1"})
    assert again.status_code == 422
    assert not Snapshot.objects.exists()
    words = {name: value for name, value in sent.items() if name.removeprefix("plan-") in TestPlan.TEXTS}
    assert client.post(url, changed(again) | words | {"submit": "1"}).status_code == 302
    assert Snapshot.objects.get().body["plan"]["expects"] != ""
