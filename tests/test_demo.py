"""The demo: what it makes, that it makes it once, and that it can be taken out again."""

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from characteristics.models import Characteristic, Pitfall, Question, Reference
from goodhelp.checks import refuse_demo_accounts_in_production
from goodhelp.demo.files import DemoError, read_people, read_stories
from goodhelp.demo.loading import Loaded, load_demo
from goodhelp.demo.removing import remove_demo
from ideas.actions import drafting, reviewing
from ideas.actions.answering import save_answer
from ideas.actions.choosing import choose
from ideas.actions.tallies import recount
from ideas.documents import from_json
from ideas.forms.drafting import DescribeForm
from ideas.forms.review import PlanForm
from ideas.mailing import mail_notices
from ideas.models import (
    Answer,
    Decision,
    Focus,
    Idea,
    PitfallPlan,
    Publication,
    Revision,
    Route,
    Snapshot,
    StatusChange,
)
from ideas.models.choices import CouldHappen
from ideas.permissions import may
from teams.actions import found_team
from teams.models import Invitation, Membership, Team, TeamEvent
from tests.builders import submitted
from tests.conftest import join
from tests.demo import load_demo_again

OURS = ("accounts", "teams", "ideas", "characteristics", "casestudies", "account", "post_office", "auth")


@pytest.fixture
def demo(full_guide) -> Loaded:
    """Put the demo on the real guide."""
    return load_demo_again()


def idea(key: str) -> Idea:
    return Idea.objects.get(form_key=f"demo-{key}")


def person(key: str) -> User:
    return User.objects.get(email=read_people()["people"][key]["email"])


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the database that is ours."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in models}


def test_the_demo_has_two_teams_five_people_and_an_idea_for_each_situation(demo):
    assert demo == Loaded(people=5, teams=2, ideas=7)
    assert Team.objects.filter(demo=True).count() == Idea.objects.values("team").distinct().count() == 2
    statuses = dict(Idea.objects.values_list("form_key", "status"))
    assert statuses == {
        "demo-carers-cafe": "agreed",
        "demo-after-a-fall": "draft",
        "demo-walk-and-pick-a-book": "in_review",
        "demo-letters-and-forms": "changes_asked",
        "demo-step-chart": "stopped",
        "demo-buddy-texts": "testing",
        "demo-bus-together": "adopted",
    }
    assert not Idea.objects.in_numbers().exists(), "the demo counts in no numbers"


def test_the_tallies_of_the_demo_equal_a_recount(demo):
    assert recount(check=True) == []
    assert Focus.objects.filter(covered__gt=0, partly__gt=0, open=0).exists()


def test_every_word_of_the_files_stands_in_the_idea_where_it_was_written_last(demo):
    guide = {
        "characteristics": set(Characteristic.objects.values_list("slug", flat=True)),
        "questions": set(Question.objects.live().values_list("key", flat=True)),
        "pitfalls": set(Pitfall.objects.values_list("key", flat=True)),
        "references": set(Reference.objects.values_list("key", flat=True)),
    }
    for story in read_stories():
        made = idea(story["key"])
        first: dict[str, Any] = {}
        last: dict[str, dict[str, Any]] = {"answers": {}, "pitfalls": {}, "routes": {}, "choose": {}}
        for step in story["steps"]:
            words = {k: v for k, v in step.items() if k not in {"do", "by", "when"}}
            if step["do"] == "bring back":
                words = {key: first[key] for key in words["answers"]}
            elif step["do"] == "answers":
                first = words | first
            last.get("answers" if step["do"] == "bring back" else step["do"], {}).update(words)
        assert last["answers"].keys() <= guide["questions"]
        assert last["pitfalls"].keys() <= guide["pitfalls"]
        assert last["choose"].keys() <= guide["characteristics"]
        assert {a["cites"] for a in last["answers"].values() if "cites" in a} <= guide["references"]
        assert dict(made.answers.values_list("question__key", "text")) == {
            key: said["text"] for key, said in last["answers"].items()
        }
        assert dict(made.pitfall_plans.values_list("pitfall__key", "plan")) == {
            key: said["plan"] for key, said in last["pitfalls"].items()
        }
        assert dict(made.foci.values_list("characteristic__slug", "why")) == last["choose"]
        assert set(Route.objects.filter(focus__idea=made).values_list("text", flat=True)) == {
            part["text"] for parts in last["routes"].values() for part in parts.values()
        }
    assert set(PitfallPlan.objects.values_list("could_happen", flat=True)) <= set(CouldHappen.values)


def test_the_history_of_the_demo_shows_words_set_aside_and_a_version_brought_back(demo):
    made = idea("after-a-fall").revisions.filter(what="answer").order_by("pk")
    assert list(made.values_list("kept", flat=True)) == [True, True, False, True]
    assert made.last().restored_from == made.first()
    assert {revision.by.name for revision in made} == {"Bramble Teapot", "Wren Inkwell"}


def test_the_demos_words_would_pass_the_forms_that_people_fill_in(demo):
    for made in Idea.objects.all():
        description = DescribeForm({"version": made.version, **{name: getattr(made, name) for name in Idea.TEXTS}})
        assert description.is_valid(), (made, description.errors)
        assert description.values() == {name: getattr(made, name) for name in Idea.TEXTS}
        if made.snapshots.exists():
            plan = {name: getattr(made.plan, name) for name in made.plan.TEXTS}
            form = PlanForm({"version": 1, **plan}, submitting=True)
            assert form.is_valid(), (made, form.errors)
    research = Answer.objects.filter(on_research=True)
    assert research.count() >= 2
    assert not research.filter(citation="").exists()
    assert not Answer.objects.filter(on_research=False).exclude(citation="").exists()


def test_the_full_idea_shows_each_state_several_bases_and_an_open_question(demo):
    full = idea("carers-cafe")
    states = Counter(full.answers.values_list("state", flat=True))
    assert set(states) == {"covered", "partly", "not_yet", "not_sure", "not_relevant"}
    assert sum(focus.open for focus in full.foci.all()) > 0
    assert set(Route.objects.filter(focus__idea=full).values_list("component", flat=True)) == {
        "capability", "opportunity", "motivation",
    }  # fmt: skip
    assert Route.objects.filter(focus__idea=full, guide_text="").exists(), "one route is the team's own"
    decision = Decision.objects.get(snapshot__idea=full)
    assert decision.outcome == "agree"
    assert decision.conditions
    assert decision.review_on
    assert decision.review_on > timezone.localdate()


def test_the_idea_in_review_was_changed_between_its_two_submissions(demo):
    first, second = Snapshot.objects.filter(idea=idea("walk-and-pick-a-book")).order_by("number")
    before, after = from_json(first.body), from_json(second.body)
    assert first.decision.outcome == "ask_changes"
    assert before.plan["expects"] != after.plan["expects"]
    changed = [
        new.key
        for focus in after.foci
        for old, new in zip(before.focus(focus.slug).questions, focus.questions, strict=True)
        if old.text != new.text
    ]
    assert len(changed) >= 4


def test_the_library_of_the_demo_shows_an_adopted_and_a_stopped_idea_with_what_was_learned(demo, client):
    shown = {p.snapshot.idea.form_key: p for p in Publication.objects.published().select_related("snapshot__idea")}
    assert shown.keys() == {"demo-bus-together", "demo-step-chart"}
    assert shown["demo-bus-together"].names
    assert not shown["demo-step-chart"].names
    for each in shown.values():
        assert from_json(each.snapshot.body).texts["learned"]
        assert each.at.date() == each.snapshot.at.date() < timezone.localdate()
    client.force_login(person("juniper"))
    page = client.get(reverse("library:library_list")).content.decode()
    assert page.count("Invented for the demo") == len(shown)


def test_people_who_decide_and_people_who_write_can_go_on_where_the_demo_stops(demo):
    waiting = idea("walk-and-pick-a-book")
    assert may(person("moss"), waiting, "agree")
    assert may(person("wren"), waiting, "withdraw")
    submission = Snapshot.objects.get(idea=waiting, number=2)
    reviewing.decide(snapshot=submission, by=person("moss"), outcome="agree", reasons="Go on.")
    mail_notices()
    assert {tuple(mail.to) for mail in Email.objects.all()} == {(person(k).email,) for k in ("wren", "bramble")}
    assert not Idea.objects.visible_to(person("juniper")).filter(team=waiting.team).exists()
    assert not Idea.objects.visible_to(person("quill")).exists()
    assert Decision.objects.get(snapshot__idea=idea("buddy-texts")).by_own_team


def test_each_of_its_people_can_sign_in_with_the_password_that_the_command_prints(demo):
    said = StringIO()
    call_command("load_demo", stdout=said)
    password = read_people()["password"]
    assert password in said.getvalue()
    assert len(password) >= 12
    for user in User.objects.all():
        assert user.is_demo
        assert user.email in said.getvalue()
        assert user.email.endswith("@example.org")
        assert user.check_password(password)
        assert EmailAddress.objects.get(user=user).verified
    again = StringIO()
    call_command("demo_people", stdout=again)
    assert again.getvalue().strip() in said.getvalue()


def test_only_the_content_admin_of_the_demo_enters_the_admin_and_may_edit_the_guide_alone(demo):
    quill = person("quill")
    assert list(User.objects.filter(is_staff=True)) == [quill]
    assert not quill.is_superuser
    assert quill.has_perm("characteristics.change_characteristic")
    assert not any(quill.has_module_perms(app) for app in ("ideas", "teams", "accounts"))


def test_a_removed_demo_can_be_made_anew_and_nobody_gets_mail_about_it(demo):
    remove_demo()
    Email.objects.create(from_email="a@example.org", to=["waiting@example.org"], subject="Not of the demo")
    assert load_demo() == demo
    assert Invitation.objects.filter(accepted_at__isnull=False).count() == 2
    assert [mail.subject for mail in Email.objects.all()] == ["Not of the demo"]


def test_what_happened_in_the_demo_is_spread_over_the_weeks_before(demo):
    now = timezone.now()
    moments: dict[Any, str] = {
        **dict.fromkeys((Revision, StatusChange, Snapshot, Decision, TeamEvent), "at"),
        Team: "created_at", Membership: "joined_at", Answer: "updated_at", Focus: "chosen_at", Idea: "updated_at",
    }  # fmt: skip
    for model, column in moments.items():
        found = model.objects.values_list(column, flat=True)
        assert found, model
        assert all((now - at).days >= 1 for at in found), model
    for made in Idea.objects.all():
        steps = list(made.status_changes.order_by("pk").values_list("at", flat=True))
        assert steps == sorted(steps)
        assert made.created_at == steps[0]
        assert made.updated_at >= steps[-1]


def test_a_second_run_changes_nothing_that_people_entered(demo, django_assert_max_num_queries):
    cafe, wren = idea("carers-cafe"), person("wren")
    drafting.describe_idea(idea=cafe, by=wren, values={"title": "Our own café"}, base_version=cafe.version)
    drafting.bin_idea(idea=idea("after-a-fall"), by=wren)
    wren.set_password("another long password")
    wren.save()
    Membership.objects.filter(user=person("bramble")).delete()
    Team.objects.filter(founder=wren).update(name="Renamed")
    before = everything()
    with django_assert_max_num_queries(20):
        assert load_demo() == Loaded()
    assert everything() == before


def test_the_demo_is_refused_in_production_with_a_clear_sentence(full_guide, settings):
    settings.PRODUCTION = True
    before = everything()
    with pytest.raises(CommandError, match="production server"):
        call_command("load_demo")
    assert everything() == before


def test_a_production_server_does_not_start_until_the_demo_is_removed(demo, settings):
    settings.PRODUCTION = True
    with pytest.raises(Exception, match="remove_demo"):
        refuse_demo_accounts_in_production()
    call_command("remove_demo", verbosity=0)
    refuse_demo_accounts_in_production()


def test_without_the_guide_the_demo_says_what_to_run_first(db):
    with pytest.raises(CommandError, match="load_guide"):
        call_command("load_demo")
    assert not User.objects.exists()
    with pytest.raises(CommandError, match="load_demo"):
        call_command("demo_people")


def test_an_address_of_the_demo_that_is_somebody_elses_is_never_taken_over(full_guide):
    theirs = User.objects.create_user("manager@example.org", "a password of their own")
    with pytest.raises(DemoError, match="not of the demo"):
        load_demo()
    assert list(User.objects.all()) == [theirs]
    assert not Idea.objects.exists()


def test_a_question_that_an_admin_has_retired_is_passed_over(full_guide):
    Question.objects.filter(key="social-connections-q1").update(retired_at=timezone.now())
    Characteristic.objects.filter(slug="tracking-change").update(retired_at=timezone.now())
    Pitfall.objects.filter(key="social-connections-pitfall-1").update(retired_at=timezone.now())
    load_demo()
    assert idea("carers-cafe").answers.exists()
    assert not Answer.objects.filter(question__key="social-connections-q1").exists()
    assert not Focus.objects.filter(characteristic__slug="tracking-change").exists()
    assert not PitfallPlan.objects.filter(pitfall__key="social-connections-pitfall-1").exists()
    assert recount(check=True) == []


def test_a_team_that_somebody_of_the_demo_founds_belongs_to_the_demo(demo):
    own = found_team(by=person("quill"), name="One more")
    assert own.demo
    remove_demo()
    assert not Team.objects.exists()
    assert not User.objects.exists()


def test_removing_the_demo_leaves_everything_as_it_was_before(full_guide, team, writer, decider, other_team):
    made = drafting.start_idea(by=writer, team=team, title="A real idea", summary="Ours.")
    characteristic = Characteristic.objects.get(slug="social-connections")
    choose(idea=made, characteristic=characteristic, by=writer, why="Because.", base_version=0)
    question = Question.objects.get(key="social-connections-q1")
    values = {"text": "An answer.", "state": "covered"}
    save_answer(focus=made.foci.get(), question=question, by=writer, values=values, base_version=0)
    submitted(made, writer)
    call_command("load_guide", verbosity=0)  # makes the group of content admins
    before = everything()
    load_demo()
    assert everything() != before
    removed = remove_demo()
    assert (removed.people, removed.teams, removed.ideas, removed.locked) == (5, 2, 7, 0)
    assert everything() == before
    assert remove_demo().people == 0


def test_what_somebody_of_the_demo_wrote_in_a_real_team_stays_but_nobody_signs_in_as_them(demo, team, lead):
    wren = join(person("wren"), team, lead, writes=True)
    made = drafting.start_idea(by=wren, team=team, title="A real idea", summary="Ours.")
    removed = remove_demo()
    assert (removed.people, removed.locked) == (4, 1)
    made.refresh_from_db()
    assert str(made.created_by) == "Wren Inkwell"
    wren.refresh_from_db()
    assert not wren.is_active
    assert not wren.has_usable_password()
    assert not wren.is_demo
    assert not wren.memberships.exists()
    assert not EmailAddress.objects.filter(user=wren).exists()
    assert wren.email != read_people()["people"]["wren"]["email"], "the address is free for another demo"
