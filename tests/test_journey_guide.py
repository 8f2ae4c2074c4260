"""A visitor reads the whole guide by its own links, without signing in, and prints it."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from casestudies.models import Programme
from characteristics.models import Characteristic, Mechanism
from tests.visiting import at, go

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What the guide says about each, in its order; the headings of the page.
PARTS = ("Why it matters", "What it means", "Examples of it at work", "Generate ideas", "What often goes wrong",
         "Check in with the evidence", "Case studies that show it")  # fmt: skip


@pytest.fixture
def page(page_for, full_guide) -> Page:
    return page_for(None, width=768)


def heading(page: Page, name: str | re.Pattern[str], level: int = 1) -> None:
    expect(page.get_by_role("heading", level=level, name=name).first).to_be_visible()


def test_the_eight_are_read_one_after_the_other_in_the_guides_order(page) -> None:
    names = list(Characteristic.objects.values_list("name", flat=True))
    main = page.get_by_role("main")
    page.goto("/")
    main.get_by_role("link", name="Read the guide").click()
    expect(main.get_by_role("heading", level=2)).to_have_text([*names, "Where to go from here"])
    main.get_by_role("link", name=names[0]).click()
    for number, name in enumerate(names):
        heading(page, name)
        for part in PARTS:
            heading(page, part, level=2)
        expect(main.locator(".source").first).to_contain_text("Source: Reimagining Help (2020), page")
        # Where the guide gives no mechanism, the page says so and invents none.
        given = Mechanism.objects.filter(characteristic__name=name).count()
        expect(main.locator("#how")).to_contain_text(re.compile("[Gg]uide") if given < 3 else re.compile("."))
        if number + 1 < len(names):
            main.locator(".pager-next").click()
    assert page.locator(".pager-next").count() == 0
    main.locator(".pager-previous").click()
    heading(page, names[-2])


def test_a_reader_follows_the_links_from_page_to_page(page) -> None:
    main = page.get_by_role("main")
    page.goto(reverse("characteristics:characteristic_detail", args=["social-connections"]))
    main.locator("#case-studies").get_by_role("link", name="GoodGym").click()
    heading(page, "GoodGym")
    for part in ("What it does", "How it does it", "The characteristics it shows"):
        heading(page, part, level=2)
    main.get_by_role("heading", name="Social connections").get_by_role("link").click()
    at(page, "characteristics:characteristic_detail", "social-connections")
    go(page, "About")
    for name in ("What Good Help is", "One father, two stories", "Capability, opportunity and motivation (COM-B)",
                 "How the framework came about"):  # fmt: skip
        main.get_by_role("link", name=name, exact=True).first.click()
        heading(page, name)
        go(page, "About")
    for name in ("Words explained", "Resources", "References"):
        main.get_by_role("link", name=name, exact=True).first.click()
        heading(page, re.compile("."))
        go(page, "About")
    go(page, "Programmes")
    expect(main.get_by_role("article").or_(main.locator("li"))).not_to_have_count(0)
    text = main.inner_text()
    missing = [name for name in Programme.objects.values_list("name", flat=True) if name not in text]
    assert missing == []
    assert Programme.objects.count() == 85


def test_the_seven_of_2018_are_another_framework_and_print_with_room_to_write(page) -> None:
    main = page.get_by_role("main")
    page.goto(reverse("characteristics:principle_list"))
    main.get_by_role("link", name="Open the seven questions").click()
    expect(main.locator("ol > li")).to_have_count(7)
    expect(main).to_contain_text("They are no part of a coverage report")
    expect(page.get_by_role("button", name="Print this sheet")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("banner").get_by_role("link", name="Guide")).to_be_hidden()
    expect(main.get_by_text("Team or service:")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/characteristics/managing-setbacks/", "/case-studies/fanfit/", "/programmes/"])
def test_pages_print_without_the_furniture_of_the_screen(page, path) -> None:
    page.goto(path)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.locator("main .button:visible")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
