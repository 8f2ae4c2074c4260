"""What is kept about people for a while goes: notices, and who was on which page."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from goodhelp.management.commands import deliver_mail
from ideas.actions import commenting, noticing
from ideas.actions.being_there import be_there
from ideas.models import Idea, Notice, Presence
from tests.builders import an_idea


@pytest.fixture
def idea(guide, team, writer, second_writer) -> Idea:
    return an_idea(writer, team)


def test_old_notices_go_read_ones_after_90_days_and_all_after_a_year(
    idea, lead, writer, second_writer, monkeypatch
) -> None:
    monkeypatch.setattr(noticing, "AT_A_TIME", 2)
    commenting.comment(idea=idea, by=writer, text="Hello", audience="managers")
    made = Notice.objects.get(person=second_writer)
    now, day = timezone.now(), timedelta(days=1)
    Notice.objects.all().delete()
    ages = {  # days since it happened, and since it was read
        "new": (1, None), "read": (100, 89), "unread": (364, None), "read long ago": (91, 91), "old": (366, None),
        "read late": (366, 2), "older": (400, None), "oldest": (900, 800), "just told": (0, 0),
    }  # fmt: skip
    for key, (happened_before, read_before) in ages.items():
        made.pk, made.key, made.at = None, key, now - happened_before * day
        made.read_at = None if read_before is None else now - read_before * day
        made.save(force_insert=True)
    assert noticing.clear_old(now) == 5
    assert {row.key for row in Notice.objects.all()} == {"new", "read", "unread", "just told"}
    assert noticing.clear_old(now) == 0


def test_the_program_that_sends_mail_takes_old_notices_away_and_outlives_trouble_with_it(
    idea, lead, writer, second_writer, monkeypatch, caplog
) -> None:
    monkeypatch.setattr(deliver_mail, "deliver", lambda: None)  # sending closes the connection of the test
    commenting.comment(idea=idea, by=writer, text="Hello", audience="team")
    Notice.objects.update(at=timezone.now() - timedelta(days=366))
    be_there(idea=idea, by=writer, place="answer_edit")
    Presence.objects.update(seen_at=timezone.now() - timedelta(hours=2))
    be_there(idea=idea, by=second_writer, place="idea_submit")
    Presence.objects.filter(user=second_writer).update(seen_at=timezone.now() - timedelta(minutes=30))
    call_command("deliver_mail", "--once")
    assert not Notice.objects.exists()
    assert [row.user for row in Presence.objects.all()] == [second_writer]
    monkeypatch.setattr(deliver_mail, "clear_old", lambda: 1 / 0)
    call_command("deliver_mail", "--once")
    assert "could not be taken away" in caplog.text
