"""Every page of the product: its title, its headings, and what axe finds at two widths in two schemes."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser import AXE_TAGS
from tests.demo import load_demo_again
from tests.walking import Visit, account_pages, client, cookie, guide_pages, idea_pages, not_walked, team_pages

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
    print(f"\n{len(visits)} pages of {len({each.name for each in visits})} routes")


AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
# Only what breaks a rule comes back; the second looks only at what a scheme can change.
WHOLE = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
SCRIPT = """options => axe.run(document, options).then(
    found => found.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(" | ")))"""


def wrong_on(page: Page, *, thorough: bool) -> Iterator[str]:
    """Yield what axe finds on the page that shows, and where it is too wide: at two widths, in two schemes."""
    looks = [(320, "light", WHOLE), (320, "dark", COLOURS)]
    looks += [(1280, "dark", WHOLE), (1280, "light", COLOURS)] if thorough else [(1280, "dark", {})]
    for width, scheme, options in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for found in page.evaluate(SCRIPT, options) if options else []:
            yield f"{page.url} at {width}, {scheme}: {found}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            yield f"{page.url} at {width}: {wide} pixels too wide"


@pytest.fixture
def walk(page_for, live_server) -> Callable[[Iterable[Visit]], list[str]]:
    """Return a function that visits pages and returns what is wrong with them; the first of each route thoroughly."""

    def walk_all(visits: Iterable[Visit]) -> list[str]:
        windows: dict[str, Page] = {}
        wrong, seen = [], set()
        for each in visits:
            if each.who not in windows:
                page = windows[each.who] = page_for(None)
                page.context.add_cookies(cookie(each.who, live_server.url))
                page.context.add_init_script(AXE)
            page = windows[each.who]
            response = page.goto(each.path)
            assert response is not None
            assert response.status == 200, each
            wrong += wrong_on(page, thorough=each.name not in seen)
            wrong += small_targets(page)
            seen.add(each.name)
        return wrong

    return walk_all


# What a finger must hit. A link inside a sentence is as high as its line; what is ticked has its label as well.
TARGETS = """() => {
    const small = [];
    const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width > 1;
    const inText = a => {
        const box = a.closest("p, li, dd, dt, td, th, figcaption, caption, summary, h1, h2, h3, h4, div");
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
    assert walk(list(pages())) == []
