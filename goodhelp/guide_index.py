"""Keeps the words that the guide is found by equal to the guide: after each change by an admin, and each loading.
It also tells every process that the pages which it keeps are stale.

There are a few hundred pieces, so they are all made anew each time, and only what differs is written.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils.text import Truncator

from casestudies import models as casestudies
from characteristics import models as guide
from goodhelp.models import ContentVersion, GuideWords
from text.fulltext import fold

Kind = GuideWords.Kind
# Made for the pieces that one page shows: which words belong to it, and where it is.
Parts = dict[int, list[str]]
COMPARED = ("rank", "title", "url", "text", "title_words", "words")
# Signs of Markdown that nobody wants to read in a passage, and what is left of each.
LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
EMPHASIS = re.compile(r"\*+|`+")
LINE_START = re.compile(r"^[ \t]*(?:#+|>+|[-+](?=[ \t]))[ \t]*", re.MULTILINE)


@transaction.atomic
def index_guide(*, check: bool = False, changed: bool = True) -> int:
    """Write what has changed; returns how many pieces were wrong. With `check` nothing is written.

    Kept pages are made anew, unless nothing was wrong and the caller says that nothing has `changed` either: a page
    shows more than the words that it is found by.
    """
    wanted = {(row.kind, row.object_id): row for row in _rows()}
    stored = {(row.kind, row.object_id): row for row in GuideWords.objects.all()}
    wrong = [row for key, row in wanted.items() if key not in stored or not _equal(row, stored[key])]
    extra = [row.pk for key, row in stored.items() if key not in wanted]
    if not check:
        if changed or wrong or extra:
            ContentVersion.count_up()
        GuideWords.objects.filter(pk__in=extra).delete()
        GuideWords.objects.bulk_create(
            wrong, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=COMPARED
        )
    return len(wrong) + len(extra)


def _equal(one: GuideWords, other: GuideWords) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in COMPARED)


def _rows() -> Iterator[GuideWords]:
    kinds: list[tuple[str, Callable[[], Iterator[tuple[Any, str, str, list[str]]]]]] = [
        (Kind.CHARACTERISTIC, _characteristics), (Kind.PAGE, _pages), (Kind.CASE_STUDY, _case_studies),
        (Kind.PRINCIPLE, _principles), (Kind.TERM, _terms), (Kind.PROGRAMME, _programmes),
        (Kind.RESOURCE, _resources), (Kind.REFERENCE, _references),
    ]  # fmt: skip
    for place, (kind, read) in enumerate(kinds):
        for number, (item, title, url, parts) in enumerate(read()):
            text = _without_signs("\n".join(filter(None, parts)))
            yield GuideWords(
                kind=kind, object_id=item.pk, rank=place * 10_000 + number, title=title, url=url, text=text,
                title_words=fold(title), words=fold(text),
            )  # fmt: skip


def _without_signs(text: str) -> str:
    text = LINE_START.sub(lambda sign: "• " if sign.group().strip() in {"-", "+"} else "", EMPHASIS.sub("", text))
    return LINK.sub(r"\1", text).replace("|", " ")


def _hanging(rows: models.QuerySet[Any], owner: str, *columns: str) -> Parts:
    """Return the words of rows that are read on the page of another, by that page's key."""
    parts: Parts = defaultdict(list)
    for key, *words in rows.values_list(owner, *columns):
        parts[key] += words
    return parts


def _characteristics() -> Iterator[tuple[Any, str, str, list[str]]]:
    live = {"retired_at": None}
    hanging = [
        _hanging(guide.Mechanism.objects.all(), "characteristic", "how"),
        _hanging(guide.Question.objects.filter(**live, current__isnull=False), "characteristic", "current__text",
                 "current__hint"),
        _hanging(guide.Pitfall.objects.filter(**live), "characteristic", "in_short", "text"),
        _hanging(guide.Example.objects.all(), "characteristic", "name", "text"),
        _hanging(guide.Connection.objects.filter(other__retired_at=None), "characteristic", "reason"),
    ]  # fmt: skip
    for row in guide.Characteristic.objects.filter(**live):
        parts = [row.in_short, row.why, row.description]
        yield row, row.name, row.get_absolute_url(), parts + [w for each in hanging for w in each.get(row.pk, [])]


def _pages() -> Iterator[tuple[Any, str, str, list[str]]]:
    for row in guide.Page.objects.all():
        yield row, row.title, row.get_absolute_url(), [row.in_short, row.body]


def _case_studies() -> Iterator[tuple[Any, str, str, list[str]]]:
    shows = _hanging(casestudies.Illustration.objects.all(), "case_study", "characteristic__name", "how")
    needs = _hanging(casestudies.Need.objects.all(), "case_study", "text")
    for row in casestudies.CaseStudy.objects.all():
        parts = [row.in_short, row.setting, row.what, row.how, *shows.get(row.pk, []), *needs.get(row.pk, [])]
        yield row, row.name, row.get_absolute_url(), parts


def _principles() -> Iterator[tuple[Any, str, str, list[str]]]:
    points = _hanging(guide.PrinciplePoint.objects.all(), "principle", "name", "text")
    for row in guide.Principle.objects.all():
        parts = [row.in_short, row.also_called, row.what, row.example_name, row.example, row.caution, row.question]
        yield row, row.name, row.get_absolute_url(), parts + points.get(row.pk, [])


def _terms() -> Iterator[tuple[Any, str, str, list[str]]]:
    page = reverse("characteristics:term_list")
    for row in guide.Term.objects.all():
        yield row, row.name, f"{page}#{row.slug}", [row.meaning]


def _programmes() -> Iterator[tuple[Any, str, str, list[str]]]:
    page = reverse("casestudies:programme_list")
    for row in casestudies.Programme.objects.all():
        yield row, row.name, f"{page}?sector={row.sector}#{row.slug}", [row.get_sector_display(), row.what, row.note]


def _resources() -> Iterator[tuple[Any, str, str, list[str]]]:
    page = reverse("characteristics:resource_list")
    for row in guide.Resource.objects.all():
        yield row, row.name, f"{page}#{row.key}", [row.what]


def _references() -> Iterator[tuple[Any, str, str, list[str]]]:
    page = reverse("characteristics:reference_list")
    for row in guide.Reference.objects.all():
        yield row, Truncator(row.citation).chars(120), f"{page}#{row.key}", [row.citation]
