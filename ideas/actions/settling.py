"""Settling a conflict: keeping what one of two people wrote. Nothing that was typed is lost by it."""

from django.db import transaction

from accounts.models import User
from ideas.actions.saving import remember_aside
from ideas.models import Idea, Revision
from ideas.permissions import require_writer
from ideas.versions import Values, values_of_version

MINE, THEIRS = "mine", "theirs"


@transaction.atomic
def side_of(*, idea: Idea, by: User, aside: int, side: str, version: int, typed: Values | None) -> Values | None:
    """Return the values of one side of a conflict, to be saved.

    `aside` is the revision that keeps the person's own words, `version` the one that they met. What they have
    `typed` into the boxes since, if anything, is kept in the history as set aside. None if there is no such conflict.
    """
    require_writer(by, idea)
    mine = Revision.objects.filter(idea=idea, by=by, kept=False, pk=aside).first()
    if mine is None or side not in {MINE, THEIRS}:
        return None
    values: Values | None = mine.payload if side == MINE else values_of_version(mine, version)
    if values is None:
        return None
    typed = {name: typed[name] for name in mine.payload if name in typed} if typed else {}
    if typed and typed not in (mine.payload, values):
        remember_aside(
            idea=idea, what=mine.what, which=mine.which, values=typed, by=by, base_version=version
        )  # fmt: skip
    return values
