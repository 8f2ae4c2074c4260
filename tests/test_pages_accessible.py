"""Every page of the product: its title, its headings, and what axe finds at two widths in two schemes."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import unescape

import pytest
from playwright.sync_api import Page

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
    for each in visits:
        response = browsers[each.who].get(each.path)
        assert response.status_code == 200, (each, response.headers)
        html = response.content.decode()
        titles[unescape(TITLE.findall(html)[0])] += each.name != "your_work" or each.who == "practitioner"
        levels = [int(level) for level in HEADING.findall(html)]
        assert levels.count(1) == 1, each
        jumps = [pair for pair in zip([0, *levels], levels, strict=False) if pair[1] > pair[0] + 1]
        assert not jumps, (each, jumps)
    assert [title for title, number in titles.items() if number > 1] == []
    assert not_walked(visits) == []
    print(f"\n{len(visits)} pages of {len({each.name for each in visits})} routes")
