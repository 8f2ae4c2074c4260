"""Every page of the product: its title, its headings, and what axe finds at two widths in two schemes."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import unescape

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from characteristics.models import Pitfall, Question
from ideas.actions.answering import save_pitfall_plan
from ideas.actions.choosing import save_route
from ideas.actions.commenting import comment
from ideas.actions.drafting import share_live
from ideas.actions.reviewing import start_testing
from ideas.models import Idea
from teams.actions import found_team
from tests.browser import COLOUR_RULES, EVERY_RULE, breaches
from tests.builders import an_idea, answered, chosen, decided, planned, submitted
from tests.conftest import join
from tests.demo import load_demo_again
from tests.walking import (
    MANAGER,
    PRACTITIONER,
    Visit,
    account_pages,
    client,
    cookie,
    guide_pages,
    idea_pages,
    not_walked,
    person,
    team_pages,
)  # fmt: skip

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
HEADING = re.compile(r"<h([1-6])[ >]")


@pytest.fixture
def demo(full_guide) -> None:
    load_demo_again()


def everything() -> list[Visit]:
    return [*guide_pages(), *account_pages(), *team_pages(), *idea_pages()]


@pytest.mark.django_db
def test_every_page_has_its_own_title_and_its_headings_in_order(demo) -> None:
    visits = everything()
    browsers = {who: client(who) for who in {each.who for each in visits}}
    titles: Counter[str] = Counter()
    wrong = []
    for each in visits:
        response = browsers[each.who].get(each.path)
        assert response.status_code == 200, (each, response.headers)
        html = response.content.decode()
        titles[unescape(TITLE.findall(html)[0])] += each.name != "your_work" or each.who == "practitioner"
        levels = [int(level) for level in HEADING.findall(html)]
        jumps = [pair for pair in zip([0, *levels], levels, strict=False) if pair[1] > pair[0] + 1]
        if levels.count(1) != 1 or jumps:
            wrong.append((each, levels))
    assert wrong == []
    assert [title for title, number in titles.items() if number > 1] == []
    assert not_walked(visits) == []


def wrong_on(page: Page, *, thorough: bool) -> Iterator[str]:
    """Yield what axe finds on the page that shows, and where it is too wide: at two widths, in two schemes."""
    looks = [(320, "light", EVERY_RULE), (1280, "light", COLOUR_RULES if thorough else {})]
    looks[1:1] = [(320, "dark", COLOUR_RULES), (1280, "dark", EVERY_RULE)] if thorough else []
    for width, scheme, options in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for found in breaches(page, options) if options else []:
            yield f"{page.url} at {width}, {scheme}: {found}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            yield f"{page.url} at {width}: {wide} pixels too wide"


LONG = "Donaudampfschifffahrt" * 30


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_word_without_an_end_makes_no_page_wider_than_a_phone(window, demo) -> None:
    wren, moss = person(PRACTITIONER), person(MANAGER)
    team = found_team(by=wren, name=LONG[:80])
    idea = an_idea(wren, team, LONG[:120])
    focus = chosen(idea, wren, why=LONG)
    question = Question.objects.get(key="social-connections-q1")
    answered(focus, question, wren, LONG, "partly")
    save_route(focus=focus, component="motivation", by=wren, values={"text": LONG}, base_version=0)
    pitfall = Pitfall.objects.get(key="social-connections-pitfall-1")
    save_pitfall_plan(focus=focus, pitfall=pitfall, by=wren, could_happen="yes", plan=LONG, base_version=0)
    planned(idea, wren, smallest_try=LONG)
    first = submitted(idea, wren)
    join(moss, team, wren, decides=True)
    decided(first, moss, "ask_changes", LONG)
    answered(focus, question, wren, LONG[5:], "covered")
    idea.refresh_from_db()
    submitted(idea, wren)
    comment(idea=idea, by=wren, text=LONG, audience="team")
    page = window(PRACTITIONER, width=320)
    names = ("idea_detail", "idea_report", "idea_answers", "idea_describe", "focus_choose", "idea_submit",
             "idea_history", "comment_list", "idea_export", "idea_workshop")  # fmt: skip
    addresses = [reverse(f"ideas:{name}", args=[idea.pk]) for name in names]
    addresses += [reverse(f"ideas:{n}", args=[idea.pk, focus.characteristic.slug])
                  for n in ("route_edit", "answer_edit", "pitfall_edit")]  # fmt: skip
    addresses += [
        reverse(f"ideas:submission_{page}", args=[idea.pk, n]) for n in (1, 2) for page in ("detail", "answers")
    ]
    addresses += [reverse("ideas:text_history", args=[idea.pk, "answer", question.key])]
    addresses += [
        reverse("your_work"),
        reverse("ideas:idea_list"),
        reverse("teams:team_list"),
        reverse("teams:team_detail", args=[team.pk]),
    ]
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    found = {}
    for address in addresses:
        assert page.goto(address).status == 200, address
        found[address] = page.evaluate(wide)
    assert {address: too_wide for address, too_wide in found.items() if too_wide > 0} == {}


@pytest.fixture
def window(page_for, live_server) -> Callable[[str], Page]:
    """Return a function that opens a window for somebody of the demo."""

    def open_window(who: str, **options: object) -> Page:
        page: Page = page_for(None, reduced_motion="reduce", **options)
        page.context.add_cookies(cookie(who, live_server.url))
        return page

    return open_window


@pytest.fixture
def walk(window) -> Callable[[Iterable[Visit]], list[str]]:
    """Return a function that visits pages and returns what is wrong with them; the first of each route thoroughly."""

    def walk_all(visits: Iterable[Visit]) -> list[str]:
        windows: dict[str, Page] = {}
        wrong, seen = [], set()
        for each in visits:
            if each.who not in windows:
                windows[each.who] = window(each.who)
            page = windows[each.who]
            response = page.goto(each.path)
            assert response is not None
            assert response.status == 200, each
            wrong += small_targets(page)
            wrong += wrong_on(page, thorough=each.name not in seen)
            seen.add(each.name)
        return wrong

    return walk_all


# What a finger must hit. A link inside a sentence is as high as its line; what is ticked has its label as well.
TARGETS = """() => {
    const small = [];
    // The button that Enter presses is there for no pointer.
    const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width > 1
        && !e.matches(".vh[aria-hidden]");
    const inText = a => {
        const box = a.parentElement.closest("p, li, dd, dt, td, th, figcaption, summary, h1, h2, h3, h4, div, body");
        const own = [...box.querySelectorAll("a, button")].map(e => e.textContent).join("");
        return getComputedStyle(a).display === "inline"
            && box.textContent.replace(/\\s/g, "").length > own.replace(/\\s/g, "").length;
    };
    const note = (e, height, least) => {
        if (height < least) small.push(`${e.tagName} ${e.className} “${e.textContent.trim().slice(0, 30)}” ${height}`);
    };
    const height = e => Math.round(e.getBoundingClientRect().height * 10) / 10;
    for (const e of document.querySelectorAll("a[href]"))
        if (shown(e) && !e.matches(".skip") && !inText(e)) note(e, height(e), e.matches(".button") ? 44 : 24);
    for (const e of document.querySelectorAll("button, summary, select, textarea, input:not([type=hidden])")) {
        if (!shown(e)) continue;
        const label = e.matches("[type=checkbox], [type=radio]") && e.labels[0];
        note(label || e, label ? Math.max(height(label), height(e)) : height(e), e.matches(".link-button") ? 24 : 44);
    }
    return small;
}"""


def small_targets(page: Page) -> list[str]:
    """Return the controls of the page that shows that are lower than a finger needs, on a phone."""
    page.set_viewport_size({"width": 320, "height": 900})
    return [f"{page.url}: {found}" for found in page.evaluate(TARGETS)]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pages", [guide_pages, account_pages, team_pages, idea_pages])
def test_axe_finds_nothing_and_nothing_is_too_wide_or_too_small(walk, demo, pages) -> None:
    wrong = walk(list(pages()))
    assert not wrong, "\n".join(wrong)


def expect_answer(page: Page, act: Callable[[], object], status: int, heading: str) -> None:
    """Do something that is refused, and look at the page that says so."""
    with page.expect_event("response", lambda response: response.request.is_navigation_request()) as answer:
        act()
    assert answer.value.status == status, page.url
    expect(page.get_by_role("heading", name=heading).first).to_be_visible()
    wrong = [*wrong_on(page, thorough=True), *small_targets(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pages_that_say_no_are_as_good_as_the_others(window, demo) -> None:
    agreed, changes = (Idea.objects.get(status=status) for status in ("agreed", "changes_asked"))
    page, manager = window(PRACTITIONER), window(MANAGER)
    expect_answer(page, lambda: page.goto("/ideas/999999/"), 404, "This page is not here")
    own = reverse("ideas:idea_describe", args=[agreed.pk])
    share_live(idea=agreed, by=person(PRACTITIONER), shared=True)
    expect_answer(manager, lambda: manager.goto(own), 403, "You cannot do this")

    page.goto(reverse("ideas:idea_start"))
    press = page.get_by_role("main").get_by_role("button").last.click
    expect_answer(page, press, 422, "Please look at this again")
    answers = reverse("ideas:answer_edit", args=[agreed.pk, "social-connections"])
    page.goto(answers)
    page.locator("textarea[name$='q1-text']").fill("x" * 4001)
    expect_answer(page, page.get_by_role("button", name="Save", exact=True).click, 422, "Nothing is saved yet")

    page.goto(answers)
    focus = agreed.foci.select_related("characteristic", "idea").get(characteristic__slug="social-connections")
    answered(focus, Question.objects.get(key="social-connections-q1"), person("colleague"), "Mine, meanwhile.")
    page.locator("textarea[name$='q1-text']").fill("Mine, later.")
    save = page.get_by_role("button", name="Save", exact=True).click
    expect_answer(page, save, 409, "Two people wrote here at the same time")

    page.goto(agreed.get_absolute_url())
    start_testing(idea=agreed, by=person("colleague"))
    expect_answer(page, page.get_by_role("button", name="Start testing").click, 409, "This cannot be done now")

    page.goto(reverse("ideas:idea_describe", args=[changes.pk]))
    page.locator("textarea").first.fill("Words that must not be lost.")
    page.context.clear_cookies(name="csrf")
    expect_answer(page, page.get_by_role("button", name="Save", exact=True).click, 403, "This page was out of date")
    page.goto(reverse("ideas:idea_describe", args=[changes.pk]))
    page.locator("textarea").first.fill("Words that must not be lost.")
    page.context.clear_cookies(name="session")
    expect_answer(page, page.get_by_role("button", name="Save", exact=True).click, 401, "You are signed out")


# Where the focus is, whether there is a line around it, and whether something lies over the middle of what shows.
FOCUSED = """async () => {
    const e = document.activeElement, style = getComputedStyle(e);
    if (e === document.body || e === document.documentElement) return null;
    const covered = () => {
        const box = e.getBoundingClientRect();
        const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
        const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
        const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return !over || !(e.contains(over) || over.contains(e) || [...e.labels || []].some(l => l.contains(over)));
    };
    if (covered()) await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    return {
        name: `${e.tagName} ${(e.name || e.textContent).trim().slice(0, 40)}`,
        line: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        hidden: covered(),
    };
}"""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_focus_is_always_seen(window, demo, width) -> None:
    page = window(PRACTITIONER, width=width)
    idea = Idea.objects.get(status="agreed").pk
    addresses = ["/", reverse("your_work"), reverse("ideas:focus_choose", args=[idea])]
    addresses += [reverse("ideas:answer_edit", args=[idea, "social-connections"]), reverse("account_email")]
    for address in addresses:
        page.goto(address)
        reached = []
        for _tab in range(400):
            page.keyboard.press("Tab")
            here = page.evaluate(FOCUSED)
            if here is None:
                break
            assert here["line"], (address, here)
            assert not here["hidden"], (address, here)
            reached.append(here["name"])
        assert len(reached) > 8, (address, reached)
