"""The very ideas behind a number of the portfolio."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from characteristics.models import Characteristic, Pitfall, Question
from ideas.counts import ASSUMED, CLAIMS, NOT_SAID, PITFALL, RESTS_ON, UNSURE
from ideas.models import SubmittedFinding, SubmittedFocus
from ideas.models.choices import Basis, Status
from ideas.portfolio.findings import claims_resting_on
from ideas.portfolio.scope import Scope

# What a key or slug of the guide is made of; anything else names nothing.
KEY = re.compile(r"[\w-]{1,100}", re.ASCII)
FILTERS = ("status", "characteristic", "question", "pitfall", "planned", "rests")
WAITING = "waiting"
RESTS_WORDS = {
    **dict(Basis.choices),
    ASSUMED: gettext_lazy("An assumption and nothing else"),
    NOT_SAID: gettext_lazy("Nothing that was named"),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """The ideas that were asked for. `unknown` says that the address asked for something that does not exist."""

    # Rows for `scope.counted`, by team and title or the longest waiting first: a query, to be cut into pages.
    ideas: Any
    asked: dict[str, str]
    words: list[str]
    unknown: bool


def select(scope: Scope, query: Mapping[str, str]) -> Selection:
    """Return the counted ideas that fit every filter of the address; one query for each but a status.

    With `sort=waiting` the first is the one that has stood where it stands for longest.
    """
    asked = {name: query[name] for name in FILTERS if query.get(name)}
    words = [_in_words(name, value) for name, value in asked.items()]
    if not all(words) or (query.get("team") and scope.team is None):
        return Selection([], asked, [], unknown=True)
    live, sent = scope.live, scope.sent
    for name, value in asked.items():
        if name == "status":
            live, sent = live.filter(status=value), sent.filter(status=value)
        else:
            of_live, of_sent = _rows_with(scope, name, value)
            live, sent = live.filter(pk__in=of_live.values("idea")), sent.filter(pk__in=of_sent.values("idea"))
    ideas = scope.listed(live, sent)
    if query.get("sort") == WAITING:
        ideas, asked = ideas.order_by("stands_since", "pk"), {**asked, "sort": WAITING}
    return Selection(ideas, asked, words, unknown=False)


def _in_words(name: str, value: str) -> str:
    """Return what the filter asks for, in words; nothing if there is no such thing."""
    if name == "status":
        return str(Status(value).label) if value in Status.values else ""
    if name == "rests" and value == CLAIMS:
        return _("has answers that say that it covers their question, wholly or partly")
    if name == "rests":
        about = RESTS_WORDS.get(value)
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
    frame = _("could happen, and something is planned: %(what)s") if name == "planned" else _("could happen: %(what)s")
    return frame % {"what": about} if about else ""


def _rows_with(scope: Scope, name: str, value: str) -> tuple[Any, Any]:
    """Return the rows of live ideas, and those of submissions, of which the filter holds."""
    if name == "characteristic":
        return scope.foci().filter(characteristic__slug=value), scope.submitted(SubmittedFocus).filter(slug=value)
    if name == "pitfall":
        return scope.pitfalls().filter(pitfall__key=value), _findings(scope, PITFALL, value)
    if name == "planned":
        planned = _findings(scope, PITFALL, value).filter(number__gt=0)
        return scope.pitfalls().filter(pitfall__key=value).exclude(plan=""), planned
    if name == "question":
        unsure = scope.answers().filter(question__key=value, state="not_sure")
        return unsure, _findings(scope, UNSURE, value)
    return scope.answers().filter(claims_resting_on(value)), _findings(scope, RESTS_ON, value)


def _findings(scope: Scope, kind: str, key: str) -> Any:
    return scope.submitted(SubmittedFinding).filter(kind=kind, key=key)
