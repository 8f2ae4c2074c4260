"""Names with an @ in comments, and the tick boxes beside them: who is meant, told and shown."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ideas.actions import commenting
from ideas.mentions import named, unknown
from ideas.models import Comment, Notice
from teams.actions import found_team
from tests.browser import assert_accessible
from tests.builders import an_idea, submitted
from tests.conftest import join, make_person
from tests.factories import make_guide

NAMES = {1: "Wren Inkwell", 2: "Lena", 3: "Anne-Marie O’Neill", 4: "Sam Reed", 5: "Sam Hill", 6: "Zoë"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@Wren, look", {1}),
        ("@wren inkwell’s turn", {1}),
        ("(@Lena) and @Zoë.", {2, 6}),
        ("@Anne-Marie O’Neill?", {3}),
        ("@Anne-Marie", {3}),
        ("@Sam", set()),  # two people share it
        ("@Sam Reed", {4}),
        ("@Anne", set()),
        ("@Lenart", set()),
        ("@Lena-Maria", set()),
        ("write to wren@lena.example.org", set()),
        ("Lena", set()),
        ("@", set()),
    ],
)
def test_a_name_means_a_person_only_if_it_can_mean_no_other(text, meant) -> None:
    assert named(text, NAMES) == meant


def test_what_means_nobody_is_known() -> None:
    assert unknown("@Wren and @Bob, @Sam; a@b.org @Bob", NAMES) == ["@Bob", "@Sam"]
    assert unknown("@Bob", {}) == ["@Bob"]


@pytest.fixture
def idea(guide, team, writer, second_writer):
    return an_idea(writer, team)


def page(idea) -> str:
    return reverse("ideas:comment_list", args=[idea.pk])


def told(comment) -> dict[str, str]:
    return dict(Notice.objects.filter(comment=comment).values_list("person__name", "kind"))


def test_who_is_named_or_ticked_is_told_so_and_not_again_as_of_a_comment(
    client_for, idea, writer, second_writer, lead
) -> None:
    client = client_for(writer)
    sent = {"text": "@Sam, <b>look</b>", "audience": "team", "tell": [lead.pk]}
    answer = client.post(page(idea), sent, follow=True)
    made = Comment.objects.get()
    assert told(made) == {"Sam": "mention", "Lena": "mention"}
    html = answer.content.decode()
    assert '<strong class="name">@Sam</strong>, &lt;b&gt;look&lt;/b&gt;' in html
    assert "Told by name: Lena" in html
    reply = commenting.reply(thread=made, by=lead, text="@Wren: yes, with @Sam")
    assert told(reply) == {"Wren": "mention", "Sam": "mention"}


def test_only_readers_of_the_thread_are_meant_and_the_writer_hears_of_names_that_meant_nobody(
    client_for, idea, writer, decider, outsider
) -> None:
    submitted(idea, writer)
    client = client_for(writer)
    answer = client.post(page(idea), {"text": "@Dara and @Olu", "audience": "team"}, follow=True)
    assert told(Comment.objects.get()).keys() == {"Sam", "Lena"}
    html = answer.content.decode()
    assert "Nobody was told by “@Dara”" in html
    assert "Nobody was told by “@Olu”" in html
    client.post(page(idea), {"text": "@Dara", "audience": "managers"})
    assert told(Comment.objects.latest("pk"))["Dara"] == "mention"


def test_who_does_not_read_it_cannot_be_ticked(client_for, idea, writer, decider, outsider) -> None:
    submitted(idea, writer)
    client = client_for(writer)
    for person in (decider, outsider):
        answer = client.post(page(idea), {"text": "Kept words", "audience": "team", "tell": [person.pk]})
        assert answer.status_code == 422
        assert "Kept words" in answer.content.decode()
    assert client.post(page(idea), {"text": "So", "audience": "managers", "tell": [decider.pk]}).status_code == 302


def test_two_people_of_one_name_are_told_by_ticking(client_for, idea, team, writer, lead) -> None:
    twin = make_person("Twin")
    twin.name = "Sam"
    twin.save()
    join(twin, team, lead, writes=True)
    client_for(writer).post(page(idea), {"text": "@Sam", "audience": "team", "tell": [twin.pk]})
    assert list(Comment.objects.get().mentions.all()) == [twin]


# --- With script ------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_names_are_suggested_for_keys_and_taken_into_the_words(page_for, live_server) -> None:
    lead = make_person("Lena")
    make_guide()
    team = found_team(by=lead, name="Riverside")
    for name in ("Lennart", "Sam"):
        join(make_person(name), team, lead, writes=True)
    idea = an_idea(lead, team)
    tab = page_for(lead, width=360)
    tab.goto(live_server.url + page(idea))
    box, names = tab.get_by_label("Your comment"), tab.get_by_role("listbox", name="Names")
    box.press_sequentially("Ask @")
    assert names.get_by_role("option").all_text_contents() == ["Lennart", "Sam"]
    assert_accessible(tab)
    box.press("ArrowDown")
    assert names.get_by_role("option", selected=True).text_content() == "Sam"
    assert box.get_attribute("aria-activedescendant") == names.get_by_role("option", selected=True).get_attribute("id")
    box.press("Escape")
    assert names.count() == 0
    box.press_sequentially("le")
    box.press("Enter")
    assert box.input_value() == "Ask @Lennart "
    tab.get_by_role("button", name="Send").click()
    tab.wait_for_url("**/comments/*/**")
    assert told(Comment.objects.get())["Lennart"] == "mention"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_script_boxes_are_ticked(page_for, live_server) -> None:
    make_guide()
    lead = make_person("Lena")
    team = found_team(by=lead, name="Riverside")
    sam = join(make_person("Sam"), team, lead, writes=True)
    idea = an_idea(lead, team)
    tab = page_for(lead, javascript=False)
    tab.goto(live_server.url + page(idea))
    tab.get_by_label("Your comment").fill("Look")
    tab.get_by_text("Tell somebody by name").click()
    tab.get_by_role("checkbox", name="Sam").check()
    tab.get_by_role("button", name="Send").click()
    assert told(Comment.objects.get()) == {"Sam": "mention"}
    tab = page_for(sam, javascript=False)
    tab.goto(live_server.url + "/your-work/notices/")
    tab.get_by_role("button", name="Lena named you").click()
    assert tab.url.endswith(Comment.objects.get().get_absolute_url())
    tab.goto(live_server.url + "/your-work/notices/")
    assert tab.get_by_text("Not read yet").count() == 0


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "finger"])
def test_the_first_press_sends_though_the_list_of_names_is_open(page_for, live_server, touch) -> None:
    lead = make_person("Lena")
    make_guide()
    team = found_team(by=lead, name="Riverside")
    join(make_person("Sam"), team, lead, writes=True)
    tab = page_for(lead, width=360, has_touch=touch)
    tab.goto(live_server.url + page(an_idea(lead, team)))
    tab.set_viewport_size({"width": 360, "height": 1400})
    box, send = tab.get_by_label("Your comment"), tab.get_by_role("button", name="Send")
    box.press_sequentially("Could you look, @sa")
    expect(tab.get_by_role("listbox", name="Names")).to_be_visible()
    send.scroll_into_view_if_needed()
    at = send.bounding_box()
    assert box.bounding_box()["y"] > 0
    middle = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    if touch:
        tab.touchscreen.tap(*middle)
    else:
        tab.mouse.move(*middle)
        tab.mouse.down()
        tab.wait_for_timeout(300)
        tab.mouse.up()
    tab.wait_for_url("**/comments/*/**")
    assert Comment.objects.get().text == "Could you look, @sa"
