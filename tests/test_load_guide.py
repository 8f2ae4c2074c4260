"""The guide's files into a database that admins may have edited."""

import time
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from characteristics.models import Characteristic, Page, Pitfall, Question, Resource, Term, Wording
from goodhelp import content
from goodhelp.guide_files import guide_files
from ideas.actions.answering import save_answer
from ideas.actions.choosing import choose
from ideas.actions.drafting import start_idea
from ideas.actions.tallies import recount
from ideas.models import Answer, Focus, Idea

KEY = "social-connections-q1"
MODELS = [m for app in ("characteristics", "casestudies") for m in apps.get_app_config(app).get_models()]


def load(*args, **options) -> str:
    """Run the command and return what it says."""
    out = StringIO()
    call_command("load_guide", *args, stdout=out, **options)
    return out.getvalue()


def everything() -> dict:
    """Return every row of the content, without what differs between two databases by nature."""
    return {
        model: sorted(
            tuple(str(value) for name, value in row.items() if name not in {"id", "published_at"})
            for row in model._default_manager.values()
        )
        for model in MODELS
    }


@pytest.fixture
def question(db) -> Question:
    """Load the guide; return its first question."""
    load()
    return Question.objects.get(key=KEY)


@pytest.fixture
def answered(question, team, writer) -> Focus:
    """Return a focus in which that question is answered and covered."""
    start_idea(by=writer, team=team, title="A walking group", summary="Walk together.")
    idea = Idea.objects.get()
    choose(idea=idea, characteristic=question.characteristic, by=writer, why="", base_version=0)
    focus = Focus.objects.get()
    save_answer(
        focus=focus, question=question, by=writer, values={"text": "On Mondays.", "state": "covered"}, base_version=0
    )
    return focus


# --- Into an empty database -----------------------------------------------------------------------


def test_an_empty_database_gets_the_whole_guide(db):
    said = load()
    assert "8 × characteristic" in said
    assert Characteristic.objects.count() == 8
    assert Question.objects.filter(current=None).count() == 0
    assert Question.objects.get(key=KEY).current == Wording.objects.get(question__key=KEY, number=1)


def test_plain_loaddata_into_an_empty_database_makes_the_same(db):
    call_command("loaddata", *map(str, guide_files()), verbosity=0)
    assert Question.objects.filter(current=None).count() == 0
    said = load()
    assert "Inserted" not in said
    assert "differ" not in said


def test_a_second_run_writes_nothing_and_is_quick(question):
    before, begin = everything(), time.perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        said = load()
    assert time.perf_counter() - begin < 3
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert "Inserted" not in said
    assert "differ" not in said
    assert everything() == before


def test_loading_makes_the_group_of_content_admins_once(question):
    load()
    group = Group.objects.get(name="Content admins")
    assert group.permissions.filter(codename="change_question").exists()
    assert not group.permissions.filter(content_type__app_label__in=["ideas", "teams", "accounts"]).exists()


# --- Into a database that admins have edited -------------------------------------------------------


def test_what_is_missing_is_inserted_again(question):
    Resource.objects.get(key="design-thinking").delete()
    said = load()
    assert "Inserted 1 rows: 1 × resource." in said
    assert Resource.objects.filter(key="design-thinking").exists()


def test_what_an_admin_changed_is_reported_and_kept(question):
    Page.objects.filter(slug="good-help").update(title="Ours", page=99)
    said = load()
    assert "page good-help, title:\n    here:     Ours\n    in files: What Good Help is" in said
    assert "page good-help, page:" in said
    assert "1 rows differ from the files and were left as they are here" in said
    assert Page.objects.get(slug="good-help").title == "Ours"


def test_a_long_text_is_reported_around_its_first_difference(question):
    page = Page.objects.get(slug="good-help")
    middle = len(page.body) // 2
    Page.objects.filter(pk=page.pk).update(body=page.body[:middle] + "HERON" + page.body[middle:])
    lines = load().splitlines()
    here = lines[lines.index("  page good-help, body:  ".rstrip()) + 1]
    assert "HERON" in here
    assert len(here) < 100


def test_overwriting_makes_it_as_in_the_files(question):
    before = everything()
    Page.objects.filter(slug="good-help").update(title="Ours")
    Pitfall.objects.filter(key="social-connections-pitfall-1").update(text="Ours")
    said = load(overwrite=True)
    assert "2 rows differ from the files and were overwritten" in said
    assert everything() == before


def test_a_dry_run_says_it_and_keeps_nothing(question):
    Page.objects.filter(slug="good-help").update(title="Ours")
    Resource.objects.get(key="design-thinking").delete()
    before = everything()
    said = load(overwrite=True, dry_run=True)
    assert "Inserted 1 rows" in said
    assert "title" in said
    assert "nothing was kept" in said
    assert everything() == before


def test_rows_that_only_the_database_has_are_named_and_left_alone(question):
    Term.objects.create(slug="ours", name="Ours", meaning="A word of our own.", origin="tool")
    assert "Only in this database, and left alone: 1 × term." in load(overwrite=True)
    assert Term.objects.filter(slug="ours").exists()


# --- Questions ------------------------------------------------------------------------------------


def test_a_reworded_question_is_reported_and_kept(question, content_admin):
    content.publish_wording(by=content_admin, question=question, text="Our words?")
    assert f"question {KEY}, wording, text:" in load()
    question.refresh_from_db()
    assert question.current.text == "Our words?"


def test_overwriting_a_reworded_question_publishes_the_words_of_the_files_anew(answered, question, content_admin):
    first = question.current
    content.publish_wording(by=content_admin, question=question, text="Our words?")
    load(overwrite=True)
    question.refresh_from_db()
    assert (question.current.number, question.current.text) == (3, first.text)
    assert [w.text for w in question.wordings.order_by("number")] == [first.text, "Our words?", first.text]
    assert Answer.objects.get().wording == first
    assert "differ" not in load(overwrite=True)
    assert question.wordings.count() == 3


def test_a_question_that_is_missing_is_inserted_and_counted(answered, question):
    later = Question.objects.get(key="social-connections-q5")
    Question.objects.filter(pk=later.pk).update(current=None)
    later.delete()
    recount()
    answered.refresh_from_db()
    assert (answered.asked, answered.open) == (4, 3)
    load()
    answered.refresh_from_db()
    assert (answered.asked, answered.open) == (5, 4)
    assert recount(check=True) == []


def test_a_retired_question_stays_retired_unless_overwriting(answered, question, content_admin):
    content.retire_question(by=content_admin, question=question)
    assert f"question {KEY}, retired:" in load()
    answered.refresh_from_db()
    assert (answered.asked, answered.covered) == (4, 0)
    load(overwrite=True)
    answered.refresh_from_db()
    assert (answered.asked, answered.covered) == (5, 1)


def test_a_question_moved_by_hand_is_put_back_and_counted(answered, question):
    other = Characteristic.objects.get(slug="tracking-change")
    Question.objects.filter(pk=question.pk).update(characteristic=other)
    recount()
    load(overwrite=True)
    assert recount(check=True) == []
    answered.refresh_from_db()
    assert answered.asked == 5


# --- Files that are wrong -------------------------------------------------------------------------


def term(**fields) -> dict:
    return {
        "model": "characteristics.term",
        "fields": {"slug": "heron", "name": "Heron", "meaning": "A bird.", "source": None, "origin": "tool"} | fields,
    }


BAD = {
    "is not a row of the guide": [{"model": "ideas.idea", "fields": {"title": "x"}}],
    "is not a row": [term(wings=2)],
    "stands twice": [term(), term()],
    "there is no ['nowhere']": [term(source=["nowhere"])],
    "cannot be stored": [term(meaning="one\x07two")],
    "heron": [term(meaning="x" * 601)],
    "do not fit": [term(origin="guide")],
    "its current wording is not in the files": [
        {"model": "characteristics.question", "fields": {
            "key": "q", "characteristic": ["tracking-change"], "order": 9, "current": ["q", 1], "origin": "tool"}},
    ],
    "its question is not in the files": [
        {"model": "characteristics.wording", "fields": {"question": [KEY], "number": 2, "text": "New?"}},
    ],
}  # fmt: skip


@pytest.mark.parametrize(("says", "rows"), BAD.items(), ids=BAD.keys())
def test_a_wrong_file_is_refused_whole_and_says_where(question, tmp_path: Path, says, rows):
    file = tmp_path / "wrong.yaml"
    good = term(slug="good")
    file.write_text(yaml.safe_dump([good, *rows]), encoding="utf-8")
    before = everything()
    with pytest.raises(CommandError) as refusal:
        load(file)
    assert says in str(refusal.value)
    assert "Nothing was changed." in str(refusal.value)
    assert everything() == before


def test_a_file_that_is_not_yaml_or_not_there_is_refused(db, tmp_path: Path):
    file = tmp_path / "broken.yaml"
    file.write_text("- model: [", encoding="utf-8")
    with pytest.raises(CommandError, match=r"broken\.yaml cannot be read"):
        load(file)
    with pytest.raises(CommandError, match=r"missing\.yaml cannot be read"):
        load(tmp_path / "missing.yaml")


def test_one_file_alone_can_be_loaded(question, tmp_path: Path):
    file = tmp_path / "one.yaml"
    file.write_text(yaml.safe_dump([term()]), encoding="utf-8")
    assert "Inserted 1 rows: 1 × term." in load(file)
