"""Taking a passage out of everything that an idea says or ever said: somebody was named by mistake.

The one way in which a snapshot, a revision or a comment changes (docs/adr/0013). The words themselves are never stored.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models import F, QuerySet
from post_office.models import Email

from accounts.models import User
from ideas.actions.counting import count_submissions
from ideas.actions.indexing import reindex_ideas
from ideas.actions.moving import fingerprint, lock
from ideas.actions.tallies import recount_focus
from ideas.documents import from_json
from ideas.models import (
    Answer,
    AskResponse,
    Comment,
    Contribution,
    Decision,
    DecisionReply,
    FeedbackRequest,
    Focus,
    Idea,
    IdeaWords,
    Notice,
    PitfallPlan,
    Publication,
    Redaction,
    Revision,
    Route,
    ShareLink,
    Snapshot,
    StatusChange,
    TestPlan,
)
from ideas.notifications import mail_about
from ideas.permissions import require_lead
from ideas.redaction import Passage, document_texts, taken_out_of_lines
from ideas.versions import CODED
from text.fulltext import purge

# By kind of text, as in `Revision.What`: its model.
MODELS: dict[str, type[models.Model]] = {
    "idea": Idea, "plan": TestPlan, "focus": Focus, "route": Route, "answer": Answer, "pitfall": PitfallPlan,
    "ask": AskResponse,
}  # fmt: skip
# Where a passage may stand in columns: the kind that is counted, the model, how its rows lead to the idea, the columns.
# What is not here holds no words of people (tests/test_redacting.py goes through all of them).
COLUMNS: tuple[tuple[str, type[models.Model], str, tuple[str, ...]], ...] = (
    ("description", Idea, "pk", (*Idea.TEXTS, "learned", "source_note")),
    ("plan", TestPlan, "idea", TestPlan.TEXTS),
    ("choices", Focus, "idea", ("why",)),
    ("routes", Route, "focus__idea", ("text",)),
    ("answers", Answer, "idea", ("text", "citation", "note")),
    ("pitfalls", PitfallPlan, "idea", ("plan",)),
    ("decisions", Decision, "snapshot__idea", ("reasons", "conditions", *Decision.PROMPTS)),
    ("asks", AskResponse, "decision__snapshot__idea", ("text",)),
    ("replies", DecisionReply, "decision__snapshot__idea", ("text",)),
    ("feedback", FeedbackRequest, "idea", ("message",)),
    ("steps", StatusChange, "idea", ("note",)),
    ("comments", Comment, "idea", ("text", "brings")),
    ("contributions", Contribution, "idea", ("text", "brings")),
    ("links", ShareLink, "idea", ("label",)),
    ("library", Publication, "snapshot__idea", ("summary",)),
    ("notices", Notice, "idea", ("words",)),
)


@dataclass(frozen=True, slots=True)
class Found:
    """One row that holds the passage: of which kind, how often, and how to take it out there."""

    kind: str
    count: int
    take_out: Callable[[], object]


def preview(*, idea: Idea, by: User, passage: Passage) -> dict[str, int]:
    """Return how often the passage stands in the idea, by kind of place. Raises PermissionDenied as `redact` does."""
    require_lead(by, idea)
    return _counted(_found(idea, passage))


def redact(*, idea: Idea, by: User, passage: Passage, form_key: str | None = None) -> Redaction | None:
    """Take the passage out everywhere, count afresh, and record who did it, when, and how often in which places.

    The same form again returns the first record. None if the passage stands nowhere. Raises PermissionDenied unless
    the person leads the team and reads the idea as it is now.
    """
    require_lead(by, idea)
    return _redact(idea, by, passage, fingerprint(idea, "redact", by, form_key))


@transaction.atomic
def _redact(idea: Idea, by: User, passage: Passage, key: str | None) -> Redaction | None:
    lock(idea)  # every save notes itself on the idea's row first: none comes between, and each comes after as stale
    before = Redaction.objects.filter(idea=idea, form_key=key).first() if key else None
    found = [] if before else list(_found(idea, passage))
    if not found:
        return before
    for each in found:
        each.take_out()
    for focus in Focus.objects.filter(idea=idea):
        recount_focus(focus=focus)
    reindex_ideas(ideas=[idea.pk])
    purge(IdeaWords)
    return Redaction.objects.create(idea=idea, by=by, counts=_counted(iter(found)), form_key=key)


def copies(*, idea: Idea, by: User) -> tuple[list[Idea], int]:
    """Return the ideas begun from this one in the library, which no redaction reaches: those that the person may
    see, and how many others there are."""
    every = Idea.objects.filter(derived_from__idea=idea)
    seen = list(Idea.objects.visible_to(by).filter(derived_from__idea=idea))
    return seen, every.count() - len(seen)


def _counted(found: Iterator[Found]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for each in found:
        counts[each.kind] += each.count
    return dict(counts)


def _found(idea: Idea, passage: Passage) -> Iterator[Found]:
    for kind, model, owner, columns in COLUMNS:
        yield from _in_columns(kind, model._default_manager.filter(**{owner: idea.pk}), columns, passage)
    for revision in Revision.objects.filter(idea=idea).iterator():
        yield from _in_revision(revision, passage)
    for snapshot in Snapshot.objects.filter(idea=idea).iterator():
        yield from _in_snapshot(snapshot, passage)
    yield from _in_columns("mail", mail_about(idea), ("subject", "message", "html_message"), passage)


def _in_columns(kind: str, rows: QuerySet[Any], columns: tuple[str, ...], passage: Passage) -> Iterator[Found]:
    for row in rows.values("pk", *columns):
        count = sum(passage.count(row[name] or "") for name in columns)
        if not count:
            continue
        changes: dict[str, Any] = {n: _without(rows.model, n, row[n], passage) for n in columns if row[n]}
        if any(field.name == "version" for field in rows.model._meta.fields):
            # Whoever has the page open meets a conflict instead of saving the words again.
            changes["version"] = F("version") + 1
        yield Found(kind, count, partial(rows.model._default_manager.filter(pk=row["pk"]).update, **changes))


def _without(model: type[models.Model], name: str, text: str, passage: Passage) -> str:
    field = model._meta.get_field(name)
    # What was asked for keeps its number, and a mail its words, though nothing else is left of it.
    optional = isinstance(field, models.Field) and field.blank and model not in {Decision, Email}
    by_line = name == "conditions"  # each of its lines is one thing that was asked for, with an answer of its own
    limit = getattr(field, "max_length", None)
    return passage.taken_out(text, may_be_empty=optional, limit=limit, by_line=by_line)


def _in_revision(revision: Revision, passage: Passage) -> Iterator[Found]:
    words = {n: v for n, v in revision.payload.items() if isinstance(v, str) and n not in CODED}
    count = sum(passage.count(text) for text in words.values())
    if count:
        model = MODELS[revision.what]
        payload = {**revision.payload, **{n: _without(model, n, text, passage) for n, text in words.items()}}
        yield Found("versions", count, partial(Revision.objects.filter(pk=revision.pk).update, payload=payload))


def _in_snapshot(snapshot: Snapshot, passage: Passage) -> Iterator[Found]:
    body, count = snapshot.body, 0
    for place, name, part in document_texts(body):
        count += passage.count(place[name])
        place[name] = _without(MODELS[part], name, place[name], passage)
    # What was asked for before and what the team said to it. Neither may become empty: the pair would say nothing.
    asks, said = [pair[0] for pair in snapshot.asked], [pair[1] for pair in snapshot.asked]
    count += passage.count("\n".join(asks)) + sum(passage.count(text) for text in said)
    asks = taken_out_of_lines(passage, asks)
    said = [passage.taken_out(text, may_be_empty=False) for text in said]
    asked = [list(pair) for pair in zip(asks, said, strict=True)]
    if not count:
        return
    document = from_json(body)
    changes: dict[str, Any] = {"body": body, "title": document.title, "asked": asked}
    public = snapshot.kind == Snapshot.Kind.PUBLICATION

    def take_out() -> None:
        Snapshot.objects.filter(pk=snapshot.pk).update(**changes)
        if not public:
            count_submissions([(snapshot, document)])
        tallies = {focus.slug: focus.tally.as_dict() for focus in document.foci}
        Publication.objects.filter(snapshot=snapshot).update(tallies=tallies)

    yield Found("library" if public else "submissions", count, take_out)
