"""Keeps the words that ideas are found by equal to their texts. Called where texts change, in the same transaction."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from ideas.documents import from_json
from ideas.models import Answer, AskResponse, Focus, Idea, IdeaWords, PitfallPlan, Revision, Route, Snapshot, TestPlan
from text.fulltext import fold

What = Revision.What
Audience = IdeaWords.Audience
DESCRIPTION = tuple(name for name in (*Idea.TEXTS, "learned") if name not in {"title", "setting"})
# By kind of text: the columns that somebody would look for.
COLUMNS: dict[str, tuple[str, ...]] = {
    What.PLAN: TestPlan.TEXTS, What.FOCUS: ("why",), What.ROUTE: ("text",), What.ANSWER: ("text", "citation", "note"),
    What.PITFALL: ("plan",), What.ASK: ("text",),
}  # fmt: skip
KEY = ["idea", "audience", "what", "which"]
WRITTEN = ["snapshot", "text", "title_words", "words"]
AT_ONCE = 200


def index_text(*, idea: Idea, what: str, which: str, rows: Any, values: dict[str, Any]) -> None:
    """Note one text that was just saved. `rows` is its row, read again where the values are not all of it."""
    if what == What.IDEA:
        index_description(idea=idea)
        return
    columns = COLUMNS[what]
    if not set(columns) <= values.keys():
        values = rows.values(*columns).get()
    _write([_row(idea.pk, what, which, *(values[name] for name in columns))])


def index_description(*, idea: Idea) -> None:
    """Note the idea's own row: its title, description and setting."""
    _write(_description(Idea.objects.values("pk", "title", "setting", *DESCRIPTION).get(pk=idea.pk)))


def index_snapshot(*, snapshot: Snapshot) -> None:
    """Note what was submitted or put into the library, for those who see that and not the idea as it is now."""
    _write(_frozen(snapshot))


def forget_snapshots(*, snapshots: Iterable[Snapshot]) -> None:
    """Let what was taken back be found no more."""
    IdeaWords.objects.filter(snapshot__in=snapshots).delete()


@transaction.atomic
def reindex_ideas(*, ideas: Iterable[int], check: bool = False) -> int:
    """Write anew what the ideas with these keys are found by; returns how many rows were wrong.

    With `check` nothing is written. Use it after anything that changed texts past the actions.
    """
    wanted = {_key(row): row for row in _all_rows(list(ideas)) if row.title_words or row.words}
    stored = {_key(row): row for row in IdeaWords.objects.filter(idea__in=ideas).exclude(title_words="", words="")}
    wrong = [row for key, row in wanted.items() if key not in stored or not _equal(row, stored[key])]
    extra = [row.pk for key, row in stored.items() if key not in wanted]
    if not check:
        IdeaWords.objects.filter(pk__in=extra).delete()
        _write(wrong)
    return len(wrong) + len(extra)


def reindex(*, check: bool = False, missing: bool = False) -> int:
    """Write anew what every idea is found by (or only those that nothing finds); returns how many rows were wrong."""
    every = Idea.objects.order_by("pk")
    if missing:
        every = every.exclude(pk__in=IdeaWords.objects.filter(what=What.IDEA).values("idea"))
    keys = list(every.values_list("pk", flat=True))
    batches = (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
    return sum(reindex_ideas(ideas=batch, check=check) for batch in batches)


def _write(rows: list[IdeaWords]) -> None:
    IdeaWords.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=KEY, update_fields=WRITTEN, batch_size=AT_ONCE
    )


def _key(row: IdeaWords) -> tuple[Any, ...]:
    return (row.idea_id, row.audience, row.what, row.which)


def _equal(one: IdeaWords, other: IdeaWords) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("snapshot_id", "text", "title_words", "words"))


def _row(idea_id: int, what: str, which: str, *parts: str, title: str = "") -> IdeaWords:
    text = "\n".join(filter(None, parts))
    return IdeaWords(idea_id=idea_id, audience=Audience.LIVE, what=what, which=which, text=text,
                     title_words=fold(title), words=fold(text))  # fmt: skip


def _description(row: dict[str, Any]) -> list[IdeaWords]:
    described = _row(row["pk"], What.IDEA, "", *(row[name] for name in DESCRIPTION), title=row["title"])
    return [described, _row(row["pk"], IdeaWords.SETTING, "", row["setting"])]


def _frozen(snapshot: Snapshot) -> list[IdeaWords]:
    document = from_json(snapshot.body)
    # By name: PostgreSQL gives the keys of stored JSON back in an order of its own.
    parts = [document.texts.get(name, "") for name in (*DESCRIPTION, "setting")]
    parts += [document.plan.get(name, "") for name in TestPlan.TEXTS]
    parts += [said for _ask, said in snapshot.asked]
    for focus in document.foci:
        parts += [focus.name, focus.why]
    parts.append(IdeaWords.THEN_ANSWERS)
    for focus in document.foci:
        parts += [text for q in focus.questions for text in (q.text, q.citation, q.note)]
        parts += [route.text for route in focus.routes] + [pitfall.plan for pitfall in focus.pitfalls]
    public = snapshot.kind == Snapshot.Kind.PUBLICATION
    what = IdeaWords.LIBRARY if public else IdeaWords.SUBMISSION
    rows = [_row(snapshot.idea_id, what, str(snapshot.number), *parts, title=document.title)]
    if not public:
        where = document.texts.get("setting", "")
        rows.append(_row(snapshot.idea_id, IdeaWords.SETTING, str(snapshot.number), where))
    for row in rows:
        row.audience, row.snapshot = Audience.SENT, snapshot
    return rows


def _all_rows(ideas: list[int]) -> Iterator[IdeaWords]:
    """Yield what should be stored for the ideas, in eight queries."""
    for described in Idea.objects.filter(pk__in=ideas).values("pk", "title", "setting", *DESCRIPTION):
        yield from _description(described)
    for what, model, which in (
        (What.PLAN, TestPlan, None), (What.FOCUS, Focus, "characteristic__slug"),
        (What.ANSWER, Answer, "question__key"), (What.PITFALL, PitfallPlan, "pitfall__key"),
    ):  # fmt: skip
        columns = COLUMNS[what]
        for row in model._default_manager.filter(idea__in=ideas).values("idea_id", *columns, *filter(None, [which])):
            yield _row(row["idea_id"], what, row[which] if which else "", *(row[name] for name in columns))
    routes = Route.objects.filter(focus__idea__in=ideas)
    for idea, slug, part, text in routes.values_list("focus__idea", "focus__characteristic__slug", "component", "text"):
        yield _row(idea, What.ROUTE, f"{slug}:{part}", text)
    said = AskResponse.objects.filter(decision__snapshot__idea__in=ideas)
    for idea, submission, number, text in said.values_list(
        "decision__snapshot__idea", "decision__snapshot__number", "number", "text"
    ):
        yield _row(idea, What.ASK, f"{submission}-{number}", text)
    frozen = Snapshot.objects.filter(idea__in=ideas, withdrawn_at=None)
    for snapshot in frozen:
        yield from _frozen(snapshot)
