"""The catalogue of translations: complete, up to date, unbroken; and nothing said past it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.catalog import Message
from django.conf import settings

from goodhelp import borrowed, translating

# A page for those who work on the look, shown in development only.
NOT_FOR_VISITORS = {"templates/goodhelp/components.html", "goodhelp/views/components.py"}
# What Welsh is promised for: whatever stands on every page, coming in, and the forms.
PROMISED = re.compile(
    r"templates/(base\.html|components/|account/|goodhelp/home\.html)|\w+/forms(/|\.py)|accounts/signin"
)
SIX = "Un", "Dau", "Tri", "Pedwar", "Pump", "Chwech"


@pytest.fixture(scope="module")
def catalogue():
    return translating.stored()


@pytest.fixture
def gathered(monkeypatch):
    """What the code says, gathered once."""
    found = translating.extracted()
    monkeypatch.setattr(translating, "extracted", lambda: found)
    return found


def test_the_catalogue_holds_what_the_code_says_and_nothing_else(catalogue, gathered):
    said = {(message.id, message.context) for message in gathered if message.id}
    held = {(message.id, message.context) for message in catalogue if message.id}
    assert (said - held, held - said) == (set(), set()), "Run python3 dev.py messages"
    assert translating.po_bytes(translating.updated()) == translating.catalogue_file().read_bytes()


def test_the_compiled_catalogue_is_not_older_than_the_other(catalogue):
    compiled = translating.catalogue_file().with_suffix(".mo").read_bytes()
    assert compiled == translating.mo_bytes(catalogue), "Run python3 dev.py messages"


def test_no_translation_lacks_a_placeholder_a_tag_or_a_plural_form(catalogue):
    assert catalogue.num_plurals == 6
    assert [(m.id, translating.faults(m, 6)) for m in catalogue if m.id and translating.faults(m, 6)] == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        ("Hello %(name)s", "Helo"),
        ("Hello %(name)s", "Helo %(enw)s"),
        ("{} left", "ar ôl"),
        ('<a href="%(url)s">Read</a>', "<b>Darllen</b>"),
        (("%(n)d idea", "%(n)d ideas"), ("%(n)d syniad",) * 4),
        (("%(n)d idea", "%(n)d ideas"), ("%(n)d syniad", "", *["%(n)d syniad"] * 4)),
        (("%(n)d idea", "%(n)d ideas"), SIX),
    ],
)
def test_a_broken_translation_is_found(english, welsh):
    assert translating.faults(Message(english, welsh), 6) != []


def test_a_singular_may_say_one_in_a_word():
    one = Message(("Only you", "%(n)d people"), ("%(n)d o bobl", "Chi’n unig", *["%(n)d o bobl"] * 4))
    assert translating.faults(one, 6) == []


def test_what_welsh_is_promised_for_is_in_welsh_and_most_of_the_rest(catalogue):
    texts = [message for message in catalogue if message.id]
    missing = [m for m in texts if not translating.translated(m.string)]
    assert [m.id for m in missing if any(PROMISED.match(name) for name, _line in m.locations)] == []
    assert len(missing) < len(texts) / 5


def test_a_translation_outlives_the_text_that_it_was_for(gathered, monkeypatch, tmp_path):
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with_old = translating.stored()
    with_old.add("Said no longer", "Heb ei ddweud mwyach")
    (folder / "django.po").write_bytes(translating.po_bytes(with_old))
    monkeypatch.setattr(settings, "LOCALE_PATHS", [tmp_path])
    gone = translating.updated()
    assert gone.get("Said no longer") is None
    (folder / "django.po").write_bytes(translating.po_bytes(gone))
    gathered.add("Said no longer")
    assert translating.updated().get("Said no longer").string == "Heb ei ddweud mwyach"


def test_borrowed_words_are_still_said_where_they_come_from():
    theirs = set()
    for package, part in ((allauth, "account"), (allauth, "mfa"), (django, "contrib/auth"), (django, "core")):
        for path in Path(package.__file__).parent.joinpath(part).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            theirs |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    ours = ast.parse(Path(borrowed.__file__).read_text(encoding="utf-8")).body[-1]
    words = {node.value for node in ast.walk(ours) if isinstance(node, ast.Constant)} - {"min_length"}
    assert sorted(words - theirs) == []


# --- Nothing is said past gettext -----------------------------------------------------------------

TAKEN_OUT = (
    r"\{%\s*comment\b.*?\{%\s*endcomment\s*%\}", r"\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}",
    r"\{#.*?#\}", r"<script\b.*?</script>", r"\{% block main_class %\}.*?\{% endblock %\}", r"\{%.*?%\}",
    r"\{\{.*?\}\}", r"&\w+;",
)  # fmt: skip
SHOWN_ATTRIBUTE = re.compile(r'\s(?:alt|title|aria-label|placeholder|data-label|data-[a-z-]+-words)="([^"]*)"')
WORD = re.compile(r"[^\W\d_]{2}")


def bare_words(template: str) -> list[str]:
    """Return what a template says to people without gettext."""
    for pattern in TAKEN_OUT:
        template = re.sub(pattern, "", template, flags=re.DOTALL)
    said = [*SHOWN_ATTRIBUTE.findall(template), *re.sub(r"<[^>]*>", "\n", template).split("\n")]
    return [words.strip() for words in said if WORD.search(words)]


def unspoken(path: Path) -> Iterator[str]:
    """Yield the labels, messages and refusals of a module that are plain strings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        shown = [k.value for k in node.keywords if k.arg in ("label", "help_text", "verbose_name", "empty_label")]
        shown += node.args[1:2] if name.startswith("messages.") or name.endswith("add_error") else []
        shown += node.args[:1] if name.endswith(("ValidationError", "PermissionDenied")) else []
        for each in shown:
            said = each.value if isinstance(each, ast.Constant) else ""
            if isinstance(each, ast.JoinedStr) or (isinstance(said, str) and WORD.search(said)):
                yield f"{path.name}:{node.lineno} {ast.unparse(each)}"


def test_templates_say_nothing_past_gettext():
    found = {}
    for path in translating.sources():
        name = path.relative_to(settings.BASE_DIR).as_posix()
        if path.suffix != ".py" and name not in NOT_FOR_VISITORS:
            found[name] = bare_words(path.read_text(encoding="utf-8"))
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("said", ["<p>Hello there</p>", '<img alt="A flower">', "{% if x %}yes{% endif %}"])
def test_bare_words_are_found(said):
    assert bare_words(said) != []


def test_labels_messages_and_refusals_go_through_gettext():
    modules = [
        path for path in translating.sources()
        if path.suffix == ".py" and path.relative_to(settings.BASE_DIR).as_posix() not in NOT_FOR_VISITORS
    ]  # fmt: skip
    assert [words for path in modules for words in unspoken(path)] == []


def test_scripts_get_their_words_from_the_page():
    for path in Path(settings.BASE_DIR, "static", "js").glob("*.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall(r"""["'`][A-Z][a-z]+[ .,][^"'`]*["'`]""", code) == [], path.name
