"""One search over the guide, over every idea that a person may see, and over the library where they may read it."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length
from django.utils.safestring import SafeString

from accounts.models import User
from goodhelp.models import GuideWords
from ideas.by_words import usual_words
from ideas.searching import Found, find_live, find_published, find_sent
from text.fulltext import Terms, terms
from text.passages import highlighted, snippet

IDEAS_SHOWN = 10
GUIDE_SHOWN = 20
DIRECTORIES = (GuideWords.Kind.PROGRAMME, GuideWords.Kind.RESOURCE, GuideWords.Kind.REFERENCE)
# Up to so many letters of a title for each letter that is looked for.
MUCH_OF_IT = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Something of the guide that was found, ready to print."""

    kind: str
    kind_label: str
    title: SafeString
    url: str
    words: SafeString


@dataclass(slots=True)
class Results:
    """What a person gets for what they typed. Nothing in it tells of what they may not see."""

    looked_for: Terms
    guide: list[Piece] = field(default_factory=list)
    more_guide: bool = False
    live: list[Found] = field(default_factory=list)
    more_live: bool = False
    sent: list[Found] = field(default_factory=list)
    more_sent: bool = False
    published: list[Found] = field(default_factory=list)
    more_published: bool = False

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return bool(self.guide or self.live or self.sent or self.published)


def search(user: User | AnonymousUser, typed: str, *, from_guide: int = 0) -> Results:
    """Return what was found for what was typed, whatever that is; the guide from the given place on.

    At most eight queries for somebody signed in, one for a visitor (three where the library is public), none if there
    is no word in it.
    """
    results = Results(terms(typed))
    if not results.looked_for.stems:
        return results
    pieces = _guide(results.looked_for, from_guide)
    results.guide, results.more_guide = pieces[:GUIDE_SHOWN], len(pieces) > GUIDE_SHOWN
    if not isinstance(user, User) and not settings.LIBRARY_PUBLIC:
        return results
    usual = usual_words(results.looked_for)
    published = find_published(results.looked_for, IDEAS_SHOWN, usual)
    results.published, results.more_published = published[:IDEAS_SHOWN], len(published) > IDEAS_SHOWN
    if isinstance(user, User):
        live = find_live(user, results.looked_for, IDEAS_SHOWN, usual)
        results.live, results.more_live = live[:IDEAS_SHOWN], len(live) > IDEAS_SHOWN
        sent = find_sent(user, results.looked_for, IDEAS_SHOWN, usual)
        results.sent, results.more_sent = sent[:IDEAS_SHOWN], len(sent) > IDEAS_SHOWN
    return results


def _guide(looked_for: Terms, start: int) -> list[Piece]:
    """Return pieces of the guide: what has the words in its title first, then by kind in the guide's order.

    A title in a directory (a programme, a resource, a reference) counts only where the words make up much of it:
    whoever looks for “plan” looks for what the guide says of it, not for all that have it somewhere in their name.
    """
    by_name = Q(words__finds=looked_for.titled())
    of_it = ~Q(kind__in=DIRECTORIES) | Q(length__lte=MUCH_OF_IT * sum(map(len, looked_for.stems)))
    titled = Case(When(by_name & of_it, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = (
        GuideWords.objects.annotate(length=Length("title_words"))
        .filter(words__finds=looked_for)
        .annotate(late=titled)
        .order_by("late", "rank", "pk")
    )
    labels = dict(GuideWords.Kind.choices)
    return [
        Piece(kind, str(labels[kind]), highlighted(title, looked_for), url, snippet(text, looked_for))
        for kind, title, url, text in rows.values_list("kind", "title", "url", "text")[start : start + GUIDE_SHOWN + 1]
    ]
