"""Changes to the guide together with the tallies that follow from them, in one transaction.

The guide's own rules stand in `characteristics.actions`, the counting in `ideas`; neither room may know the
other, so what needs both stands here. `by` is None where a command does the work.
"""

from typing import Any

from django.db import transaction

from accounts.models import User
from characteristics import actions
from characteristics.models import Characteristic, Pitfall, Question, Wording, WordToWeigh
from ideas.actions.tallies import recount_characteristic


@transaction.atomic
def publish_wording(*, by: User | None, question: Question, **words: Any) -> Wording:
    """Publish new words of a question; see `characteristics.actions.publish_wording` for words and errors.

    No tally changes: a reworded question counts as before, with a flag beside its answers.
    """
    return actions.publish_wording(by=by, question=question, **words)


@transaction.atomic
def add_question(*, by: User | None, characteristic: Characteristic, **fields: Any) -> Question:
    """Add a question, open in every live idea that chose the characteristic. Raises ValidationError."""
    question = actions.add_question(by=by, characteristic=characteristic, **fields)
    recount_characteristic(characteristic=characteristic)
    return question


@transaction.atomic
def retire_question(*, by: User | None, question: Question) -> None:
    """Stop asking a question; its answers stay readable and leave the counts."""
    actions.retire_question(by=by, question=question)
    recount_characteristic(characteristic=question.characteristic)


@transaction.atomic
def unretire_question(*, by: User | None, question: Question) -> None:
    """Ask a retired question again; the answers that it had count again."""
    actions.unretire_question(by=by, question=question)
    recount_characteristic(characteristic=question.characteristic)


@transaction.atomic
def retire_characteristic(*, by: User | None, characteristic: Characteristic) -> None:
    """Take a characteristic out of the guide; its questions are asked no more."""
    actions.retire_characteristic(by=by, characteristic=characteristic)
    recount_characteristic(characteristic=characteristic)


@transaction.atomic
def unretire_characteristic(*, by: User | None, characteristic: Characteristic) -> None:
    """Bring a retired characteristic back, with its questions."""
    actions.unretire_characteristic(by=by, characteristic=characteristic)
    recount_characteristic(characteristic=characteristic)


@transaction.atomic
def retire_pitfall(*, by: User | None, pitfall: Pitfall) -> None:
    """Stop showing a pitfall; pitfalls are in no tally."""
    actions.retire_pitfall(by=by, pitfall=pitfall)


@transaction.atomic
def unretire_pitfall(*, by: User | None, pitfall: Pitfall) -> None:
    """Show a retired pitfall again."""
    actions.unretire_pitfall(by=by, pitfall=pitfall)


@transaction.atomic
def retire_word(*, by: User | None, word: WordToWeigh) -> None:
    """Stop remarking on a word; words to weigh are in no tally."""
    actions.retire_word(by=by, word=word)


@transaction.atomic
def unretire_word(*, by: User | None, word: WordToWeigh) -> None:
    """Remark on a retired word again."""
    actions.unretire_word(by=by, word=word)
