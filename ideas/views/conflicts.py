"""What a writer chose where two people wrote at once: one side, or (the plain way) what stands in the boxes."""

from django.http import QueryDict

from accounts.models import User
from ideas.actions.settling import side_of
from ideas.forms.shared import SharedForm
from ideas.models import Idea
from ideas.versions import Values


def choose_side(*, sent: QueryDict, idea: Idea, form: SharedForm, by: User) -> None:
    """Put the side that was chosen, if one was, into the form that is about to be saved.

    What was typed into the boxes since they were offered is kept in the history first; if it cannot be stored (too
    long, say) nothing is chosen, and the page comes back with it.
    """
    side = sent.get(form.add_prefix("take"), "")
    aside, version = (_number(sent, form.add_prefix(name)) for name in ("aside", "theirs"))
    if not side or aside is None or version is None:
        return
    typed: Values | None = None
    if form.typed != sent.get(form.add_prefix("offered")):
        boxes = type(form)(form.data, prefix=form.prefix)
        if not boxes.is_valid():
            return
        typed = boxes.values()
    values = side_of(idea=idea, by=by, aside=aside, side=side, version=version, typed=typed)
    if values is not None:
        form.change(form.shown(values))


def _number(sent: QueryDict, name: str) -> int | None:
    value = sent.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
