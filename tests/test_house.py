"""The house rules that no other tool holds: relations between rooms, sizes, decorated views, guarded reading."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from text.fields import CleanTextField
from text.fulltext import IndexedWords

# From the top down. Rooms on one floor may not point at each other.
FLOORS = [["goodhelp"], ["ideas"], ["casestudies"], ["characteristics", "teams"], ["accounts"], ["text"]]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

MODULE, FUNCTION, VIEW, TEMPLATE, TEST_FILE = 250, 30, 25, 120, 400
# Modules of more than 250 lines, never of more than 400, each with its reason.
LONG_MODULES = {
    "dev.py": "one file is all that a fresh clone can rely on",
    "goodhelp/settings.py": "one file for all settings",
}


def product_files(pattern: str) -> list[Path]:
    """Return the product's own files, without migrations."""
    files = [file for room in FLOOR for file in (settings.BASE_DIR / room).rglob(pattern)]
    files += [file for file in settings.BASE_DIR.glob(pattern) if file.is_file()]
    return sorted(file for file in files if "migrations" not in file.parts)


def name(file: Path) -> str:
    """Return the file's path inside the project."""
    return file.relative_to(settings.BASE_DIR).as_posix()


def lines(file: Path) -> int:
    """Return how many lines the file has."""
    return len(file.read_text(encoding="utf-8").splitlines())


# --- Rooms ----------------------------------------------------------------------------------------


def upward_relations() -> list[str]:
    """Return every relation between models that leads to the same floor or a higher one."""
    found = []
    for room in FLOOR:
        for model in apps.get_app_config(room).get_models(include_auto_created=True):
            for field in model._meta.get_fields():
                target = getattr(field, "related_model", None)
                if field.auto_created or target is None or target._meta.app_label not in FLOOR:
                    continue
                other = target._meta.app_label
                if other != room and FLOOR[other] <= FLOOR[room]:
                    found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return found


def test_no_relation_leads_to_a_room_above():
    assert upward_relations() == []


def test_a_relation_to_a_room_above_would_be_noticed(monkeypatch):
    monkeypatch.setitem(FLOOR, "accounts", 0)
    assert "teams.Membership.user → accounts.User" in upward_relations()


# --- Sizes ----------------------------------------------------------------------------------------


def test_modules_are_short():
    too_long = {name(f): lines(f) for f in product_files("*.py") if lines(f) > MODULE}
    assert {file: size for file, size in too_long.items() if file not in LONG_MODULES or size > 400} == {}
    assert set(LONG_MODULES) <= set(too_long), "a module named here has become short: take it out of the list"


def test_test_files_are_short():
    files = (settings.BASE_DIR / "tests").glob("*.py")
    assert {name(f): lines(f) for f in files if lines(f) > TEST_FILE} == {}


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Yield each function of a module with its number of lines, its docstring and decorators not counted."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or 0) - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node) is not None:
                size -= (first.end_lineno or 0) - first.lineno + 1
            yield node.name, size


def test_functions_are_short_and_views_shorter():
    too_long = {}
    for file in product_files("*.py"):
        limit = VIEW if "views" in name(file) else FUNCTION
        too_long.update({f"{name(file)}: {function}": n for function, n in functions(file) if n > limit})
    assert too_long == {}


def test_templates_are_short():
    files = [f for f in (settings.BASE_DIR / "templates").rglob("*") if f.suffix in {".html", ".txt", ".svg"}]
    assert files
    assert {name(f): lines(f) for f in files if lines(f) > TEMPLATE} == {}


# --- Views ----------------------------------------------------------------------------------------

SAYS_METHODS = {"require_safe", "require_POST", "require_GET", "require_http_methods"}


def our_views(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[FunctionType]:
    """Yield every view of ours that an address leads to."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from our_views(pattern.url_patterns)
            continue
        view = inspect.unwrap(pattern.callback)
        if view.__module__.split(".")[0] in FLOOR and not view.__module__.startswith("goodhelp.admin"):
            yield view


def decorators(view: FunctionType) -> set[str]:
    """Return the names of a function's decorators."""
    tree = ast.parse(inspect.getsource(view))
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef))
    calls = (node.func if isinstance(node, ast.Call) else node for node in function.decorator_list)
    return {ast.unparse(node).split(".")[-1] for node in calls}


def test_every_view_is_a_function_that_says_which_methods_it_answers():
    views = list(our_views())
    assert len(views) > 40
    assert [view for view in views if not isinstance(view, FunctionType)] == []
    assert [f"{v.__module__}.{v.__name__}" for v in views if not decorators(v) & SAYS_METHODS] == []


def test_every_address_is_named_like_its_view():
    def pairs(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from pairs(pattern.url_patterns)
            elif inspect.unwrap(pattern.callback) in ours:
                yield pattern.name or "", inspect.unwrap(pattern.callback).__name__

    ours = set(our_views())
    assert {(address, view) for address, view in pairs(get_resolver().url_patterns) if address != view} == set()


# What belongs to a team is reached only by who may see it: ideas and teams through a door of theirs,
# all that hangs on them through a door or from an owner that has been loaded already.
GUARDED = {model.__name__ for room in ("ideas", "teams") for model in apps.get_app_config(room).get_models()}
DOORS = {"visible_to", "live_for", "only_sent_to", "of"}
OWNERS = {"idea", "team", "user", "focus", "snapshot", "snapshot__idea"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def last_name(node: ast.expr) -> str:
    """Return the part after the last dot."""
    return ast.unparse(node).split(".")[-1]


def names_owner(call: ast.Call, model: str) -> bool:
    """Tell whether the call narrows rows down to those of an owner that stands in a variable."""
    loaded = [w for w in call.keywords if isinstance(w.value, ast.Name) or ast.unparse(w.value) == "request.user"]
    named = {word.arg for word in loaded}
    return model not in {"Idea", "Team"} and bool(named & OWNERS)


def unguarded(source: str) -> Iterator[str]:
    """Yield each reading of a team's rows in the source that asks neither who may see them nor whose they are."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and last_name(node.func) in SHORTCUTS and node.args:
            model, safe = last_name(node.args[0]), names_owner(node, last_name(node.args[0]))
        elif isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
            model, safe, step = last_name(node.value), False, parents.get(node)
            while isinstance(step, ast.Attribute | ast.Call):
                safe |= step.attr in DOORS if isinstance(step, ast.Attribute) else names_owner(step, model)
                step = parents.get(step)
        else:
            continue
        if model in GUARDED and not safe:
            yield f"line {node.lineno}: {ast.unparse(node)}"


def test_views_reach_what_belongs_to_a_team_only_through_who_may_see_it():
    files = [f for f in product_files("*.py") if name(f).startswith(("ideas/views", "goodhelp/views"))]
    assert files
    found = {name(f): list(unguarded(f.read_text(encoding="utf-8"))) for f in files}
    assert {file: places for file, places in found.items() if places} == {}


@pytest.mark.parametrize(
    ("source", "noticed"),
    [
        ("Idea.objects.visible_to(user).get(pk=1)", False),
        ("Idea.objects.filter(pk=1).visible_to(user)", False),
        ("Answer.objects.active().filter(idea=idea)", False),
        ("get_object_or_404(Answer, idea=idea, pk=1)", False),
        ("get_object_or_404(Idea.objects.visible_to(user), pk=1)", False),
        ("Membership.objects.filter(user=request.user)", False),
        ("Characteristic.objects.all()", False),
        ("Idea.objects.get(pk=1)", True),
        ("Idea.objects.filter(team=team)", True),
        ("models.Answer.objects.filter(idea=1)", True),
        ("Answer.objects.get(pk=1)", True),
        ("get_object_or_404(Idea, pk=1)", True),
        ("get_object_or_404(Answer, pk=1)", True),
    ],
)
def test_reading_past_the_door_would_be_noticed(source, noticed):
    assert bool(list(unguarded(source))) is noticed


# --- Templates ------------------------------------------------------------------------------------

INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.IGNORECASE
)


def test_no_template_holds_what_the_content_policy_forbids():
    files = (settings.BASE_DIR / "templates").rglob("*.html")
    found = {name(f): INLINE.findall(f.read_text(encoding="utf-8")) for f in files}
    assert {file: places for file, places in found.items() if places} == {}


# Part of a longer word is found by `in` too: a comparison of names has to be one.
PART_OF_A_WORD = re.compile(r"{%\s*(?:el)?if[^%]*(?:\bin \"|\" (?:not )?in (?:\w+\.)*(?:name|status|field|step)\b)")
# A sentence pasted from pieces cannot be turned into another language.
PASTED = re.compile(r"[%}]}(?:</?\w[^<>]*>)*, (?:<[^<>]*>)*{% (?:block)?translate")


@pytest.mark.parametrize("pattern", [PART_OF_A_WORD, PASTED])
def test_no_template_compares_parts_of_words_or_pastes_sentences(pattern):
    files = (settings.BASE_DIR / "templates").rglob("*.html")
    found = {name(f): pattern.findall(f.read_text(encoding="utf-8")) for f in files}
    assert {file: places for file, places in found.items() if places} == {}


@pytest.mark.parametrize(
    ("pattern", "source"),
    [
        (PART_OF_A_WORD, '{% if idea.status in "agreed not_now" %}'),
        (PART_OF_A_WORD, '{% if app == "ideas" and "review" not in name %}'),
        (PASTED, '<a href="/">{% translate "Invite" %}</a>, {% translate "or" %}'),
        (PASTED, "{% translate 'page' %}</cite>, <a>{% blocktranslate %}x{% endblocktranslate %}"),
    ],
)
def test_a_part_of_a_word_and_a_pasted_sentence_would_be_noticed(pattern, source):
    assert pattern.search(source)


# --- What the database itself refuses ----------------------------------------------------------------


OURS = ("accounts", "teams", "characteristics", "casestudies", "ideas")


def test_every_text_is_limited_in_form_model_and_database():
    """SQLite keeps any length in any column: only a constraint stops what comes past a form."""
    missing = []
    for model in (
        m for room in OURS for m in apps.get_app_config(room).get_models() if not issubclass(m, IndexedWords)
    ):
        names = {c.name for c in model._meta.constraints}
        for field in model._meta.local_concrete_fields:
            limited = isinstance(field, CleanTextField)
            if limited and not (field.max_length and any(n.endswith(f"_{field.name}_length") for n in names)):
                missing.append(f"{model.__name__}.{field.name}: length")
            chosen = bool(field.choices) and not field.name.endswith("language")
            if chosen and not any(n.endswith(f"_{field.name}_choice") for n in names):
                missing.append(f"{model.__name__}.{field.name}: choice")
    assert missing == []
