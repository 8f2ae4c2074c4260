"""Which ideas have certain words: in their texts as they are now, or in what was last submitted of them."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from ideas.models import Idea, IdeaWords
from text.fulltext import Terms
from text.scanning import common

LIVE, SENT = IdeaWords.Audience.LIVE, IdeaWords.Audience.SENT


def usual_words(looked_for: Terms) -> Terms:
    """Return those of the words that very many texts of ideas have; one query, none if there are no words."""
    return common(IdeaWords, looked_for) if looked_for.stems else looked_for


def with_words(ideas: QuerySet[Idea], looked_for: Terms, usual: Terms) -> QuerySet[Idea]:
    """Narrow the ideas to those in whose live texts every word is somewhere, not all in the same text perhaps.

    `usual` are those of the words that very many texts have. No words are in no idea.
    """
    return _live(ideas, IdeaWords.objects.filter(audience=LIVE), looked_for, usual)


def in_setting(ideas: QuerySet[Idea], looked_for: Terms, usual: Terms) -> QuerySet[Idea]:
    """Narrow the ideas to those whose setting, as it is now, has the words."""
    return _live(ideas, IdeaWords.objects.filter(audience=LIVE, what=IdeaWords.SETTING), looked_for, usual)


def sent_with_words(ideas: QuerySet[Idea], looked_for: Terms, usual: Terms) -> QuerySet[Idea]:
    """Narrow the ideas to those whose latest submission has every word. Nothing of their live texts is looked at."""
    return _sent(ideas, IdeaWords.objects.filter(audience=SENT, what=IdeaWords.SUBMISSION), looked_for, usual)


def sent_in_setting(ideas: QuerySet[Idea], looked_for: Terms, usual: Terms) -> QuerySet[Idea]:
    """Narrow the ideas to those whose latest submission says that it happens there."""
    return _sent(ideas, IdeaWords.objects.filter(audience=SENT, what=IdeaWords.SETTING), looked_for, usual)


def _live(ideas: QuerySet[Idea], texts: QuerySet[IdeaWords], looked_for: Terms, usual: Terms) -> QuerySet[Idea]:
    return _narrowed(ideas, texts, looked_for, usual, of="idea", its="pk")


def _sent(ideas: QuerySet[Idea], texts: QuerySet[IdeaWords], looked_for: Terms, usual: Terms) -> QuerySet[Idea]:
    return _narrowed(ideas, texts, looked_for, usual, of="snapshot", its="sent")


def _narrowed(ideas: Any, texts: Any, looked_for: Terms, usual: Terms, *, of: str, its: str) -> Any:
    """Return the ideas with all the words; `of` a text is what `its` column of an idea names."""
    if not looked_for.stems:
        return ideas.none()
    for one in looked_for.each():
        if one.stems[0] in usual.stems:  # read idea by idea, until enough are found
            ideas = ideas.filter(Exists(texts.filter(**{of: OuterRef(its)}, words__holds=one)))
        else:
            ideas = ideas.filter(**{f"{its}__in": texts.filter(words__finds=one).values(of)})
    return ideas
