"""Two people wrote at once: what is apart joins by itself, the rest is marked, no word is lost."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ideas.actions import drafting
from ideas.models import Answer, Idea, PitfallPlan, Revision, Route
from tests.builders import an_idea, answer_values, answered, chosen, worked_out
from tests.forms import changed, fields_of

SLUG = "social-connections"
FIRST = f"{SLUG}-q1"
BASE = "We walk in pairs. Tea follows."


@pytest.fixture
def focus(guide, team, writer):
    focus = chosen(an_idea(writer, team), writer)
    answered(focus, guide.questions[SLUG][0], writer, BASE, "partly", "practice")
    return focus


@pytest.fixture
def url(focus) -> str:
    return reverse("ideas:answer_edit", args=[focus.idea_id, SLUG])


@pytest.fixture
def question(guide):
    return guide.questions[SLUG][0]


def clash(client, url, theirs, **mine):
    """Open the page, let a colleague save, send mine: return the answer."""
    page = client.get(url)
    theirs()
    return client.post(url, changed(page, **{f"{FIRST}-{name}": value for name, value in mine.items()}))


def test_sentences_apart_join_by_themselves(client_for, url, focus, question, writer, second_writer):
    response = clash(
        client_for(second_writer), url, lambda: answered(focus, question, writer, "We walk slowly. Tea follows."),
        text="We walk in pairs. Cake follows.",
    )  # fmt: skip
    assert response.status_code == 409
    assert "You wrote in different places" in response.content.decode()
    fields = fields_of(response.content)
    assert fields[f"{FIRST}-text"] == ["We walk slowly. Cake follows."]
    assert client_for(second_writer).post(url, fields).status_code == 302
    assert Answer.objects.get().text == "We walk slowly. Cake follows."
    assert Revision.objects.filter(what="answer", kept=False).get().payload["text"] == "We walk in pairs. Cake follows."


def test_where_both_wrote_both_stand_marked_with_the_names(client_for, url, focus, question, writer, second_writer):
    response = clash(
        client_for(second_writer), url, lambda: answered(focus, question, writer, "We walk on Monday. Tea follows."),
        text="We walk on Friday. Tea follows.",
    )  # fmt: skip
    html = response.content.decode()
    assert "In one place you both wrote" in html
    place = re.search(r'<span class="overlap">(.*?)</span>', html)[1]
    assert re.sub("<[^>]+>", "", place) == "Wren:We walk on Monday.You:We walk on Friday."
    text = "We walk on Monday. We walk on Friday. Tea follows."
    assert fields_of(html)[f"{FIRST}-text"] == [text]


def test_judgements_that_only_one_changed_join_too(client_for, url, focus, question, writer, second_writer):
    response = clash(
        client_for(second_writer), url, lambda: answered(focus, question, writer, BASE, "covered", "practice", "lived"),
        text=f"{BASE} We sing.", basis=["practice", "local_data"],
    )  # fmt: skip
    fields = fields_of(response.content)
    assert fields[f"{FIRST}-state"] == ["covered"]
    assert sorted(fields[f"{FIRST}-basis"]) == ["lived", "local_data", "practice"]


def test_a_judgement_that_both_changed_is_named(client_for, url, focus, question, writer, second_writer):
    response = clash(
        client_for(second_writer), url, lambda: answered(focus, question, writer, BASE, "covered", "practice"),
        state="not_yet",
    )  # fmt: skip
    assert "You chose differently under “How far this is covered”" in response.content.decode()
    assert fields_of(response.content)[f"{FIRST}-state"] == ["not_yet"]


@pytest.mark.parametrize(("side", "stands"), [("theirs", "Wren's."), ("mine", "Sam's.")])
def test_one_side_alone_is_kept_and_the_other_stays_in_the_history(
    client_for, url, focus, question, writer, second_writer, side, stands
):
    client = client_for(second_writer)
    response = clash(client, url, lambda: answered(focus, question, writer, "Wren's."), text="Sam's.")
    sent = {**fields_of(response.content), f"{FIRST}-take": side}
    assert client.post(url, sent).status_code == 302
    assert Answer.objects.get().text == stands
    texts = list(Revision.objects.filter(what="answer").order_by("pk").values_list("payload__text", "kept"))
    assert texts[1:3] == [("Wren's.", True), ("Sam's.", False)]
    assert len(texts) == (3 if side == "theirs" else 4), "the boxes as they were offered are nobody's words"
    assert client.post(url, sent).status_code in {302, 409}
    assert Answer.objects.get().text == stands


@pytest.mark.parametrize("side", ["theirs", "mine"])
def test_what_was_typed_into_the_joined_box_is_kept_when_one_side_is_chosen(
    client_for, url, focus, question, writer, second_writer, side
):
    client = client_for(second_writer)
    response = clash(client, url, lambda: answered(focus, question, writer, "Wren's."), text="Sam's.")
    sent = {**fields_of(response.content), f"{FIRST}-take": side, f"{FIRST}-text": "Half an hour of work."}
    assert client.post(url, sent).status_code == 302
    aside = Revision.objects.filter(what="answer", kept=False).values_list("payload__text", flat=True)
    assert "Half an hour of work." in aside


def test_a_side_can_be_chosen_though_both_together_are_too_long(
    client_for, url, focus, question, writer, second_writer
):
    client = client_for(second_writer)
    response = clash(client, url, lambda: answered(focus, question, writer, "w" * 3000), text="s" * 3000)
    fields = fields_of(response.content)
    assert len(fields[f"{FIRST}-text"][0]) == 6001
    assert client.post(url, fields).status_code == 422
    assert client.post(url, {**fields, f"{FIRST}-take": "mine"}).status_code == 302
    assert Answer.objects.get().text == "s" * 3000


def test_a_third_who_saves_meanwhile_is_a_conflict_again(client_for, url, focus, question, writer, second_writer, lead):
    client = client_for(second_writer)
    response = clash(client, url, lambda: answered(focus, question, writer, "Wren's."), text="Sam's.")
    answered(focus, question, lead, "Lena's.")
    sent = fields_of(response.content)
    assert client.post(url, {**sent, f"{FIRST}-take": "mine"}).status_code == 409
    assert client.post(url, {**sent, f"{FIRST}-take": "theirs"}).status_code == 302  # mine is not wanted: so be it
    assert Answer.objects.get().text == "Lena's."


@pytest.mark.parametrize("aside", ["0", "x", "", "9" * 30])
def test_a_forged_choice_is_no_choice(client_for, url, focus, question, writer, second_writer, lead, aside):
    answered(focus, question, lead, "Lena's.")
    client = client_for(second_writer)
    response = clash(client, url, lambda: answered(focus, question, writer, "Wren's."), text="Sam's.")
    client.post(url, {**fields_of(response.content), f"{FIRST}-take": "mine", f"{FIRST}-aside": aside})
    assert Answer.objects.get().text == "Wren's. Sam's."


def test_the_aside_of_somebody_else_cannot_be_taken(client_for, url, focus, question, writer, second_writer):
    answered(focus, question, writer, "One.")
    theirs = Revision.objects.create(
        idea=focus.idea, what="answer", which=FIRST, payload=answer_values("Wren's secret."), by=writer,
        base_version=1, kept=False,
    )  # fmt: skip
    client = client_for(second_writer)
    response = clash(client, url, lambda: answered(focus, question, writer, "Two."), text="Sam's.")
    client.post(url, {**fields_of(response.content), f"{FIRST}-take": "mine", f"{FIRST}-aside": str(theirs.pk)})
    assert "secret" not in Answer.objects.get().text


def test_a_text_saved_in_part_is_joined_with_what_it_said_before(client_for, guide, team, writer, second_writer):
    """Some saves bring one field alone; what the others said then is older."""
    idea = an_idea(writer, team)
    drafting.describe_idea(idea=idea, by=writer, values={"helpers_do": "Listen."}, base_version=1)
    client, url = client_for(second_writer), reverse("ideas:idea_describe", args=[idea.pk])
    page = client.get(url)
    drafting.describe_idea(idea=idea, by=writer, values={"helpers_do": "Listen. Walk."}, base_version=2)
    response = client.post(url, changed(page, idea__summary="A weekly walk with cake."))
    fields = fields_of(response.content)
    assert fields["idea-helpers_do"] == ["Listen. Walk."]
    assert fields["idea-summary"] == ["A weekly walk with cake."]
    assert client.post(url, fields).status_code == 302
    assert Idea.objects.get().helpers_do == "Listen. Walk."


def test_every_kind_of_text_offers_both_sides(client_for, guide, team, writer, second_writer):
    idea = worked_out(writer, team)
    pages = {
        ("idea_describe",): {"idea-missed": "{}"}, ("focus_choose",): {f"{SLUG}-why": "{}"},
        ("route_edit", SLUG): {"motivation-text": "{}"}, ("answer_edit", SLUG): {f"{FIRST}-text": "{}"},
        ("pitfall_edit", SLUG): {f"{SLUG}-pitfall-1-plan": "{}"}, ("idea_submit",): {"plan-cost": "{}"},
    }  # fmt: skip
    mine, theirs = client_for(second_writer), client_for(writer)
    for (name, *more), fields in pages.items():
        url = reverse(f"ideas:{name}", args=[idea.pk, *more])
        before = fields_of(mine.get(url).content)
        assert theirs.post(url, {**before, **dict.fromkeys(fields, "Theirs.")}).status_code == 302, name
        response = mine.post(url, {**before, **dict.fromkeys(fields, "Mine.")})
        assert response.status_code == 409, name
        (field,) = fields
        prefix = field.rpartition("-")[0]
        sent = {**fields_of(response.content), f"{prefix}-take": "mine"}
        assert mine.post(url, sent).status_code == 302, name
        assert fields_of(mine.get(url).content)[field] == ["Mine."], name
    assert (Route.objects.get().by_people, PitfallPlan.objects.get().could_happen) == (True, "yes")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [True, False])
def test_in_a_browser_the_join_is_read_put_right_and_saved(
    page_for, url, focus, question, writer, second_writer, javascript
):
    page = page_for(second_writer, javascript=javascript, width=360)
    page.goto(url)
    box = page.locator(f"#{FIRST} textarea").first
    box.fill("We walk on Friday. Tea follows.")
    answered(focus, question, writer, "We walk on Monday. Tea follows.")
    page.locator("form#answers").get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".overlap")).to_contain_text("We walk on Monday.")
    expect(box).to_have_value("We walk on Monday. We walk on Friday. Tea follows.")
    box.fill("We walk on Monday and Friday. Tea follows.")
    page.locator("form#answers").get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".overlap")).to_have_count(0)
    assert Answer.objects.get().text == "We walk on Monday and Friday. Tea follows."


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("button", "stands"),
    [("Keep only what Wren saved", "We walk on Monday."), ("Keep only mine", "We walk on Friday."),
     ("Save", "We walk on Monday. We walk on Friday.")],
)  # fmt: skip
def test_after_autosave_met_a_conflict_what_was_chosen_stands_in_the_box_and_is_kept(
    page_for, url, focus, question, writer, second_writer, button, stands
):
    page = page_for(second_writer)
    page.goto(url)
    box, state = page.locator(f"#{FIRST} textarea").first, page.locator(f"#{FIRST} [data-save-state]")
    answered(focus, question, writer, "We walk on Monday.")
    box.fill("We walk on Friday.")
    expect(state).to_contain_text("Wren saved this")
    page.get_by_role("button", name="See both texts").click()
    expect(page.locator(".overlap")).to_contain_text("We walk on Monday.")
    page.locator("form#answers").get_by_role("button", name=button, exact=True).last.click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(box).to_have_value(stands)
    page.reload()
    expect(box).to_have_value(stands)
    expect(state).to_have_text("")
    assert page.evaluate("sessionStorage.length") == 0
    assert Answer.objects.get().text == stands
