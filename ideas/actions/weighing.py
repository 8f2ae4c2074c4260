"""Keeping a word that the list of words to weigh asks about."""

from accounts.models import User
from characteristics.models import WordToWeigh
from ideas.models import Idea, KeptWord
from ideas.permissions import require_writer


def keep_word(*, idea: Idea, by: User, key: str) -> None:
    """Ask nobody again about this word in this idea; a second time changes nothing, nor does an unknown key.

    Raises PermissionDenied unless the person writes for the idea's team. Changes no text, version or date of the idea.
    """
    require_writer(by, idea)
    word = WordToWeigh.objects.filter(key=key).first()
    if word is not None:
        KeptWord.objects.get_or_create(idea=idea, word=word)
