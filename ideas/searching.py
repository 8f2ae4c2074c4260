"""Finding ideas by their words: only those that the person may see, in a number of queries that never grows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from ideas.by_words import sent_with_words, with_words
from ideas.models import Idea, IdeaWords, Publication, Revision
from teams.models import Membership
from text.fulltext import Terms
from text.passages import highlighted, holds_any, snippet

What = Revision.What
# Passages shown under each idea.
PASSAGES = 2
# So many of the last changed are read first for words that very many texts have.
RECENT = 100


@dataclass(frozen=True, slots=True)
class Passage:
    """Where in an idea the words stand."""

    where: str
    url: str
    words: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """An idea that was found, with every value ready to print."""

    title: SafeString
    url: str
    team: str
    status: str
    status_label: str
    tag: str
    own_team: bool  # agreed by its own team, not independently reviewed
    at: datetime
    passages: list[Passage]


def find_live(user: User, looked_for: Terms, shown: int, usual: Terms) -> list[Found]:
    """Return the ideas with these words whose text the person may read: found in the title first, then the last
    changed; one more than `shown` says that there are more. Three queries, five at most."""
    titled = _titled(looked_for, usual)
    writes = Exists(Membership.objects.filter(team=OuterRef("team"), user=user, writes=True))
    mine = Idea.objects.live_for(user).filter(binned_at=None).order_by("-updated_at", "-pk")
    rows: QuerySet[Any] = _light(mine.annotate(writes=writes).select_related("team"))
    found = list(rows.filter(titled)[: shown + 1])
    if len(found) <= shown:  # in two steps, so that the database can stop at the last changed that fit
        wanted, others = shown + 1 - len(found), rows.exclude(pk__in=[idea.pk for idea in found])
        found += _first(others, lambda ideas: with_words(ideas, looked_for, usual), wanted, looked_for, usual)
    writing = {idea.pk: idea.writes for idea in found[:shown]}
    passages = _passages(writing, looked_for)
    return [_found(idea, idea.title, idea.get_absolute_url(), passages.get(idea.pk, []), looked_for) for idea in found]


def _titled(looked_for: Terms, usual: Terms) -> Q:
    """Return which ideas have the words in their title: where very many have, the reader's are read one by one."""
    texts = IdeaWords.objects.filter(what=What.IDEA, audience=IdeaWords.Audience.LIVE)
    if looked_for.stems == usual.stems:
        return Q(Exists(texts.filter(idea=OuterRef("pk"), words__holds=looked_for.titled())))
    return Q(pk__in=texts.filter(words__finds=looked_for.titled()).values("idea"))


def find_sent(user: User, looked_for: Terms, shown: int, usual: Terms) -> list[Found]:
    """Return the ideas that the person sees by their submissions alone, if the latest has the words.

    Two queries, four at most."""
    # From the reader's ideas, which say when each was sent: from the submissions, everybody's would be gone through.
    ideas = Idea.objects.as_sent_to(user).order_by("-sent_at", "-pk").only("sent")
    found = _first(ideas, lambda some: sent_with_words(some, looked_for, usual), shown + 1, looked_for, usual)
    # The texts are long: only those that are shown are fetched.
    texts = IdeaWords.objects.filter(audience=IdeaWords.Audience.SENT, what=IdeaWords.SUBMISSION)
    rows = (
        texts.filter(snapshot__in=[idea.sent_id for idea in found])
        .select_related("idea__team", "snapshot")
        .defer("title_words", "words", "snapshot__body")
        .order_by("-snapshot__at", "-snapshot")
    )
    result = []
    for row in rows:
        assert row.snapshot is not None  # noqa: S101 (joined just above)
        result.append(_found_sent(row, looked_for))
    return result


def _found_sent(row: Any, looked_for: Terms) -> Found:
    """Return a submission with a passage of what it says as a whole, and one of its answers, if they have the words."""
    pages = ("detail", _("In what was submitted")), ("answers", _("In the answers submitted"))
    urls = [reverse(f"ideas:submission_{page}", args=[row.idea_id, row.snapshot.number]) for page, _words in pages]
    parts = row.text.partition(IdeaWords.THEN_ANSWERS)[::2]
    passages = [
        Passage(words, url, snippet(part, looked_for))
        for (_page, words), url, part in zip(pages, urls, parts, strict=True) if holds_any(part, looked_for)
    ]  # fmt: skip
    return _found(row.idea, row.snapshot.title, urls[0], passages, looked_for)


def find_published(looked_for: Terms, shown: int, usual: Terms) -> list[Found]:
    """Return what stands in the library and has the words, the newest first. One query, whoever asks."""
    rows: QuerySet[Any] = IdeaWords.objects.filter(
        what=IdeaWords.LIBRARY, snapshot__publication__in=Publication.objects.published()
    )
    if looked_for.stems == usual.stems:  # few of very many texts stand there: each is read
        rows = rows.filter(words__holds=looked_for)
    else:
        rows = rows.filter(words__finds=looked_for)
    rows = (
        rows.select_related("idea__team", "snapshot__publication")
        .defer("title_words", "words", "snapshot__body", "snapshot__asked")
        .order_by("-snapshot__publication__at", "-snapshot__publication")
    )
    return [_found_published(row, looked_for) for row in rows[: shown + 1]]


def _found_published(row: Any, looked_for: Terms) -> Found:
    book: Publication = row.snapshot.publication
    url = reverse("library:library_detail", args=[book.pk])
    return Found(
        title=highlighted(row.snapshot.title, looked_for), url=url, team=row.idea.team.name if book.names else "",
        status=book.status, status_label=book.get_status_display(), tag=_("Demo") if row.idea.demo else "",
        own_team=book.by_own_team, at=book.at,
        passages=[Passage(_("In what the team shares"), url, snippet(row.text, looked_for))],
    )  # fmt: skip


def _first(
    rows: QuerySet[Any], narrow: Callable[[Any], Any], wanted: int, looked_for: Terms, usual: Terms
) -> list[Any]:
    """Return the first of the rows that fit, in one query; where every word is usual, in three at most.

    Then it is likely that enough of the last rows have them, and the others need not be read.
    """
    if looked_for.stems == usual.stems:
        last = list(rows.values_list("pk", flat=True)[:RECENT])
        found = list(narrow(rows.filter(pk__in=last))[:wanted])
        if len(found) == wanted:
            return found
    return list(narrow(rows)[:wanted])


def _light(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """Leave out the long texts: passages come from the index."""
    return ideas.only("title", "status", "agreed_by_itself", "practice", "demo", "updated_at", "team__name")


def _found(idea: Idea, title: str, url: str, passages: list[Passage], looked_for: Terms) -> Found:
    tag = _("Practice") if idea.practice else _("Demo") if idea.demo else ""
    return Found(
        title=highlighted(title, looked_for), url=url, team=idea.team.name, status=idea.status,
        status_label=idea.get_status_display(), tag=tag, own_team=idea.agreed_alone, at=idea.updated_at,
        passages=passages,
    )  # fmt: skip


def _passages(ideas: dict[int, bool], looked_for: Terms) -> dict[int, list[Passage]]:
    """Return up to two passages of each idea; `ideas` says for each whether the person writes there."""
    rows = IdeaWords.objects.filter(
        idea__in=ideas, audience=IdeaWords.Audience.LIVE, words__holds=looked_for.some()
    ).exclude(words="")
    best: dict[int, list[tuple[int, int, tuple[int, str, str, str]]]] = {}
    for idea, what, which, words, text, pk in rows.values_list("idea", "what", "which", "words", "text", "pk"):
        hits = _different(words, looked_for)
        if hits:
            best.setdefault(idea, []).append((-hits, pk, (idea, what, which, text)))
    return {
        idea: [_passage(*row, writes=ideas[idea], looked_for=looked_for) for _hits, _pk, row in sorted(rows)[:PASSAGES]]
        for idea, rows in best.items()
    }


def _different(words: str, looked_for: Terms) -> int:
    """Return how many of the words looked for stand in the text (and not only in the title)."""
    there = set(words.split())
    return sum(any(one.hit(word) for word in there) for one in looked_for.each())


def _passage(idea: int, what: str, which: str, text: str, *, writes: bool, looked_for: Terms) -> Passage:
    return Passage(where=_where(what), url=_address(idea, what, which, writes=writes), words=snippet(text, looked_for))


def _where(what: str) -> str:
    return {
        What.IDEA: _("In the description"),
        IdeaWords.SETTING: _("Where"),
        What.PLAN: _("In what to try first"),
        What.FOCUS: _("In why a characteristic was chosen"),
        What.ROUTE: _("In how it works"),
        What.ANSWER: _("In an answer"),
        What.PITFALL: _("In a plan for a pitfall"),
        What.ASK: _("In what was done about something asked for"),
    }[what]


def _address(idea: int, what: str, which: str, *, writes: bool) -> str:
    """Return the page where the text is: for writers where they change it, for others where they read it."""
    if what in {What.IDEA, IdeaWords.SETTING}:
        return reverse("ideas:idea_detail", args=[idea])
    if writes and what == What.ANSWER:
        return reverse("ideas:answer_edit", args=[idea, which.rpartition("-q")[0] or which]) + f"#{which}"
    if writes and what == What.ROUTE:
        slug, _colon, component = which.partition(":")
        return reverse("ideas:route_edit", args=[idea, slug]) + f"#{component}"
    return reverse("ideas:text_history", args=[idea, what, which] if which else [idea, what])
