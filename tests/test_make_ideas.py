"""Ideas made by the thousand are as whole as those that people write."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from goodhelp.made.ideas import make_ideas
from goodhelp.made.words import MANAGER, STEPS
from ideas.documents import from_json
from ideas.models import Answer, Decision, Focus, Idea, Revision, Route, Snapshot, StatusChange
from ideas.reading import live_document
from ideas.workflow import TRANSITIONS, Status
from teams.models import Membership


def test_made_ideas_have_right_tallies_and_are_found(guide) -> None:
    call_command("make_ideas", 60, teams=3, verbosity=0)
    assert Idea.objects.count() == 60
    for model in (Answer, Focus, Route, Snapshot, Decision, Revision):
        assert model._default_manager.count() > 10
    call_command("recount", check=True, verbosity=0)
    call_command("load_guide", verbosity=0)
    call_command("recount", verbosity=0)  # the real guide asks more questions
    call_command("reindex", check=True, verbosity=0)
    Answer.objects.filter(state="covered").update(state="partly")
    with pytest.raises(CommandError, match="tallies differ"):
        call_command("recount", check=True)
    call_command("recount", verbosity=0)
    call_command("recount", check=True, verbosity=0)


def test_a_made_submission_says_what_the_live_idea_says(guide) -> None:
    make_ideas(20, teams=1)
    for snapshot in Snapshot.objects.select_related("idea__team"):
        frozen, live = from_json(snapshot.body), live_document(snapshot.idea)
        assert frozen.foci == live.foci
        assert frozen.plan == live.plan
        assert frozen.tally == live.tally


def test_every_made_way_is_one_that_the_workflow_allows(guide) -> None:
    for steps in STEPS:
        at = Status.DRAFT.value
        for name, new in steps:
            assert at in TRANSITIONS[name].sources
            at = TRANSITIONS[name].target.value
            assert at == new
    make_ideas(40, teams=2)
    for change in StatusChange.objects.select_related("idea").order_by("idea", "pk"):
        last = change
        assert StatusChange.objects.filter(idea=change.idea).last().new == change.idea.status
    assert last.at <= last.idea.updated_at


def test_made_people_can_read_what_was_made(client_for, guide) -> None:
    made = make_ideas(12, teams=2)
    again = make_ideas(3, teams=1)
    manager = User.objects.get(email=MANAGER)
    assert Membership.objects.filter(user=manager, decides=True).count() == 3
    assert again[0].team.name != made[0].team.name
    idea = Idea.objects.filter(team=made[0].team).first()
    client = client_for(made[0].writer)
    for page in ("", "report/", "history/"):
        assert client.get(f"/ideas/{idea.pk}/{page}").status_code == 200
    snapshot = Snapshot.objects.first()
    assert client_for(manager).get(f"/ideas/{snapshot.idea_id}/submissions/1/").status_code == 200


def test_none_are_made_in_production_or_without_the_guide(settings, db) -> None:
    with pytest.raises(CommandError, match="load_guide first"):
        call_command("make_ideas", 1)
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("make_ideas", 1)
    assert not User.objects.exists()
