"""What runs beside the server and before it: the sending of mail, and the preparing of the database."""

import io

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.core.management import call_command
from post_office.models import STATUS, Log

from accounts.models import User
from characteristics.models import Characteristic, Question
from goodhelp.management.commands import deliver_mail

# post_office closes the connection between two mails, so these cannot stand in a transaction of the test.
pytestmark = pytest.mark.django_db(transaction=True)


class BrokenMailServer:
    """A mail backend that cannot reach its server."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server here")

    def open(self): ...

    def close(self): ...


def post() -> None:
    send_mail("A subject", "Some words.", None, ["wren@example.org"])


def test_mail_waits_in_its_row_until_it_is_sent(sent_mail):
    post()
    assert [row.status for row in sent_mail()] == [STATUS.queued]
    assert mail.outbox == []
    call_command("deliver_mail", "--once")
    assert [message.to for message in mail.outbox] == [["wren@example.org"]]
    assert [row.status for row in sent_mail()] == [STATUS.sent]


def test_mail_is_sent_once(sent_mail):
    post()
    deliver_mail.deliver()
    deliver_mail.deliver()
    assert len(mail.outbox) == 1


def test_mail_waits_while_its_server_is_down(sent_mail, settings):
    settings.POST_OFFICE = {**settings.POST_OFFICE, "BACKENDS": {"default": f"{__name__}.BrokenMailServer"}}
    post()
    deliver_mail.deliver()
    assert [row.status for row in sent_mail()] == [STATUS.requeued]
    assert [log.message for log in Log.objects.all()] == ["no mail server here"]


def test_trouble_with_the_lock_does_not_end_the_sending(sent_mail, monkeypatch, caplog):
    monkeypatch.setattr(deliver_mail, "lock_file", lambda: "/nowhere/at/all")
    post()
    deliver_mail.deliver()
    assert [row.status for row in sent_mail()] == [STATUS.queued]
    assert "it waits" in caplog.text


def test_two_sites_on_one_computer_do_not_wait_for_each_other(settings, monkeypatch):
    first = deliver_mail.lock_file()
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", "another")
    assert deliver_mail.lock_file() != first


def test_preparing_twice_changes_nothing_that_people_have_made():
    call_command("prepare", stdout=io.StringIO())
    assert Characteristic.objects.count() == 8
    assert Question.objects.live().count() == 40
    User.objects.create_user("wren@example.org")
    Characteristic.objects.filter(slug="social-connections").update(in_short="As an admin has put it.")
    said = io.StringIO()
    call_command("prepare", stdout=said)
    assert Characteristic.objects.get(slug="social-connections").in_short == "As an admin has put it."
    assert "As an admin has put it." in said.getvalue()
    assert User.objects.count() == 1
