"""The very ideas behind a number of the portfolio."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from characteristics.models import Characteristic, Pitfall, Question
from ideas.counts import ASSUMED, NOT_SAID
from ideas.models.choices import Basis, Status
from ideas.portfolio.findings import claims_resting_on
from ideas.portfolio.scope import Counted, Scope

# What a key or slug of the guide is made of; anything else names nothing.
KEY = re.compile(r"[\w-]{1,100}", re.ASCII)
FILTERS = ("status", "characteristic", "question", "pitfall", "rests")
RESTS_ON = {
    **dict(Basis.choices),
    ASSUMED: gettext_lazy("An assumption and nothing else"),
    NOT_SAID: gettext_lazy("Nothing that was named"),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """The ideas that were asked for. `unknown` says that the address asked for something that does not exist."""

    ideas: list[Counted]
    asked: dict[str, str]
    words: list[str]
    unknown: bool


def select(scope: Scope, query: Mapping[str, str]) -> Selection:
    """Return the counted ideas that fit every filter of the address; at most three queries for each."""
    asked = {name: query[name] for name in FILTERS if query.get(name)}
    words = [_in_words(name, value) for name, value in asked.items()]
    if not all(words) or (query.get("team") and scope.team is None):
        return Selection([], asked, [], unknown=True)
    found = scope.ideas
    if status := asked.get("status"):
        found = [idea for idea in found if idea.status == status]
    for name in FILTERS[1:]:
        if name in asked:
            keep = _ideas_with(scope, name, asked[name])
            found = [idea for idea in found if idea.pk in keep]
    return Selection(found, asked, words, unknown=False)


def _in_words(name: str, value: str) -> str:
    """Return what the filter asks for, in words; nothing if there is no such thing."""
    if name == "status":
        return str(Status(value).label) if value in Status.values else ""
    if name == "rests":
        about = RESTS_ON.get(value)
        return _("has answers that rest on: %(what)s") % {"what": about} if about else ""
    if not KEY.fullmatch(value):
        return ""
    if name == "characteristic":
        about = Characteristic.objects.filter(slug=value).values_list("name", flat=True).first()
        return _("works through %(what)s") % {"what": about} if about else ""
    if name == "question":
        about = Question.objects.filter(key=value).values_list("current__text", flat=True).first()
        return _("not sure: %(what)s") % {"what": about} if about else ""
    about = Pitfall.objects.filter(key=value).values_list("in_short", flat=True).first()
    return _("could happen: %(what)s") % {"what": about} if about else ""


def _ideas_with(scope: Scope, name: str, value: str) -> set[int]:
    """Return the ideas, read as this person may read them, of which the filter holds."""
    if name == "characteristic":
        live = scope.foci().filter(characteristic__slug=value).values_list("idea_id", flat=True)
        return {*live, *(pk for pk, counts in scope.sent.items() if value in counts.foci)}
    if name == "pitfall":
        could = scope.pitfalls().filter(pitfall__key=value).values_list("idea_id", flat=True)
        return {*could, *(pk for pk, counts in scope.sent.items() if value in counts.pitfalls)}
    if name == "question":
        unsure = scope.answers().filter(question__key=value, state="not_sure").values_list("idea_id", flat=True)
        return {*unsure, *(pk for pk, counts in scope.sent.items() if value in counts.not_sure)}
    rest = scope.answers().filter(claims_resting_on(value)).values_list("idea_id", flat=True)
    return {*rest, *(pk for pk, counts in scope.sent.items() if counts.rests.get(value))}
