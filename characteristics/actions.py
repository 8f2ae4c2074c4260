"""Changes to the guide that must not harm what teams have already answered.

What is in use is retired, never deleted; a published wording is never changed, a new one follows it.
Tallies of ideas are another room: `goodhelp.content` calls these together with the recount.
`by` is the person at work, or None where a command does it; each change is a line in the log.
"""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from characteristics.models import Characteristic, Pitfall, Question, Wording, WordToWeigh

logger = logging.getLogger(__name__)

Retirable = Characteristic | Pitfall | Question | WordToWeigh


class StaleWording(Exception):
    """Somebody else has published a wording since this one was written."""


def _log(what: str, item: Any, by: User | None) -> None:
    logger.info("guide: %s %s by %s", what, item.natural_key(), by.pk if by else "a command")


@transaction.atomic
def publish_wording(
    *,
    by: User | None,
    question: Question,
    text: str,
    hint: str = "",
    example_answer: str = "",
    minor: bool = False,
    expected: int | None = None,
) -> Wording:
    """Publish new words of a question and return them; the wordings before stay as they were.

    Returns the current wording when the words are the same: a double click publishes once. `expected` is the
    number of the wording that the writer had before them. Raises StaleWording if it is no longer the
    current one, ValidationError if the words are empty or too long.
    """
    locked = Question.objects.select_for_update().get(pk=question.pk)
    current = locked.current
    wording = Wording(question=locked, number=_next_number(locked), minor=minor)
    wording.text, wording.hint, wording.example_answer = text.strip(), hint.strip(), example_answer.strip()
    wording.full_clean()
    if current is not None and _same_words(current, wording):
        question.current = current
        return current
    if expected is not None and (current is None or current.number != expected):
        raise StaleWording(_("Somebody else has reworded this question since you opened it."))
    wording.save()
    Question.objects.filter(pk=locked.pk).update(current=wording)
    question.current = wording
    _log(f"wording {wording.number} of", question, by)
    return wording


def _next_number(question: Question) -> int:
    last = question.wordings.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _same_words(one: Wording, other: Wording) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("text", "hint", "example_answer"))


@transaction.atomic
def add_question(
    *,
    by: User | None,
    characteristic: Characteristic,
    key: str,
    order: int,
    text: str,
    hint: str = "",
    example_answer: str = "",
    **sourced: Any,
) -> Question:
    """Add a question with its first wording and return it; live ideas will have it open.

    `sourced` is source, page and origin. Raises ValidationError for a key in use, or for empty or over-long words.
    """
    question = Question(characteristic=characteristic, key=key, order=order, **sourced)
    question.full_clean()
    question.save()
    publish_wording(by=by, question=question, text=text, hint=hint, example_answer=example_answer)
    _log("added question", question, by)
    return question


def _retire(item: Retirable, by: User | None) -> None:
    # Only the first time counts: retiring again, from another tab say, keeps the date.
    if type(item).objects.filter(pk=item.pk, retired_at=None).update(retired_at=timezone.now()):
        _log(f"retired {item._meta.verbose_name}", item, by)
    item.refresh_from_db(fields=["retired_at"])


def _unretire(item: Retirable, by: User | None) -> None:
    if type(item).objects.filter(pk=item.pk, retired_at__isnull=False).update(retired_at=None):
        _log(f"brought back {item._meta.verbose_name}", item, by)
    item.refresh_from_db(fields=["retired_at"])


@transaction.atomic
def retire_question(*, by: User | None, question: Question) -> None:
    """Stop asking a question. Its answers stay readable and leave the counts."""
    _retire(question, by)


@transaction.atomic
def unretire_question(*, by: User | None, question: Question) -> None:
    """Ask a retired question again, with the answers that it had."""
    _unretire(question, by)


@transaction.atomic
def retire_characteristic(*, by: User | None, characteristic: Characteristic) -> None:
    """Take a characteristic out of the guide; ideas that chose it keep what they wrote."""
    _retire(characteristic, by)


@transaction.atomic
def unretire_characteristic(*, by: User | None, characteristic: Characteristic) -> None:
    """Bring a retired characteristic back."""
    _unretire(characteristic, by)


@transaction.atomic
def retire_pitfall(*, by: User | None, pitfall: Pitfall) -> None:
    """Stop showing a pitfall to teams that have not planned for it; plans keep the text that they saw."""
    _retire(pitfall, by)


@transaction.atomic
def unretire_pitfall(*, by: User | None, pitfall: Pitfall) -> None:
    """Show a retired pitfall again."""
    _unretire(pitfall, by)


@transaction.atomic
def retire_word(*, by: User | None, word: WordToWeigh) -> None:
    """Stop remarking on a word."""
    _retire(word, by)


@transaction.atomic
def unretire_word(*, by: User | None, word: WordToWeigh) -> None:
    """Remark on a retired word again."""
    _unretire(word, by)
