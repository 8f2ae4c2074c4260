"""A portfolio counted the slow way: every idea, or its latest submission, read as a document and added up in Python.

Written apart from the product's queries, straight from the rule (docs/adr/0008): what they count must equal this.
"""

from collections import Counter
from dataclasses import dataclass, field

from accounts.models import User
from ideas.counts import RESTS, Counts
from ideas.coverage import Tally
from ideas.documents import from_json
from ideas.models import Idea, Revision, StatusChange
from ideas.reading import live_document
from teams.models import Membership


@dataclass
class Slow:
    """Everything that a portfolio says, before it is put in words."""

    ideas: list[tuple] = field(default_factory=list)
    tallies: dict[tuple[int, str], Tally] = field(default_factory=dict)  # by team and slug
    works: Counter = field(default_factory=Counter)  # ideas by team and slug
    unsure: Counter = field(default_factory=Counter)
    could: Counter = field(default_factory=Counter)
    planned: Counter = field(default_factory=Counter)
    claims: int = 0
    answers: Counter = field(default_factory=Counter)
    resting: Counter = field(default_factory=Counter)


def slow_portfolio(user: User) -> Slow:
    """Count all that the person may see, one idea after the other."""
    found = Slow()
    for right in Membership.objects.filter(user=user, team__closed_at=None).select_related("team"):
        ideas = Idea.objects.filter(team=right.team, practice=False, demo=False, binned_at=None)
        for idea in ideas if right.writes or right.decides else ():
            wrote = Revision.objects.filter(idea=idea, by=user, kept=True).exists()
            live = right.writes or idea.shared_live or wrote
            sent = idea.snapshots.filter(kind="submission", withdrawn_at=None).order_by("number").last()
            if live or sent:
                _add(found, idea, None if live else sent)
    return found


def _add(found: Slow, idea: Idea, sent) -> None:
    counts = Counts.of(live_document(idea) if sent is None else from_json(sent.body))
    since = StatusChange.objects.filter(idea=idea).order_by("at", "pk").last().at
    title, number = (idea.title, None) if sent is None else (sent.title, sent.number)
    found.ideas.append((idea.pk, idea.team_id, idea.status, since, title, number))
    for slug, tally in counts.foci.items():
        at = idea.team_id, slug
        found.tallies[at] = found.tallies.get(at, Tally()) + tally
        found.works[at] += 1
    found.unsure.update(counts.not_sure)
    found.could.update(counts.pitfalls.keys())
    found.planned.update(key for key, plan in counts.pitfalls.items() if plan)
    found.claims += counts.claims
    for name in RESTS:
        found.answers[name] += counts.rests[name]
        found.resting[name] += bool(counts.rests[name])
