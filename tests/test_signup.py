"""Signing up and in, through allauth's real pages."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from accounts.models import User
from teams.actions import close_team, ensure_team_of_one
from teams.models import Membership, Team
from tests.concurrency import at_once, raised
from tests.conftest import PASSWORD

CODE = re.compile(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)$", re.MULTILINE)
HIDDEN = re.compile(r'<input type="hidden" name="(?P<name>\w+)" value="(?P<value>[^"]*)"')


def code_in(mail: Email) -> str:
    found = CODE.search(mail.message)
    assert found, mail.message
    return found[1]


def send_form(client: Client, address: str, **typed: str):
    """Open the page, then send the form that asks for this as a browser would: with its hidden fields too."""
    forms = client.get(address).content.decode().split("<form")[1:]
    [form] = [form for form in forms if all(f'name="{name}"' in form for name in typed)]
    form = form.split("</form>")[0]
    hidden = {m["name"]: m["value"] for m in HIDDEN.finditer(form) if m["name"] != "csrfmiddlewaretoken"}
    return client.post(address, {**hidden, **typed})


def sign_up(client: Client, mails: Callable, email: str, next_page: str = "", name: str = ""):
    """Sign up by code and return the last answer."""
    query = f"?next={next_page}" if next_page else ""
    answer = send_form(client, reverse("account_signup") + query, email=email, name=name)
    assert answer.status_code == 302, answer.content.decode()
    return send_form(client, answer.url, code=code_in(mails()[-1]))


@pytest.mark.django_db
def test_signing_up_takes_an_address_and_a_code_and_gives_a_team_of_one(client, sent_mail):
    answer = sign_up(client, sent_mail, "Amina@Example.org", name="Amina")
    assert (answer.status_code, answer.url) == (302, reverse("your_work"))
    amina = User.objects.get()
    assert amina.email == "amina@example.org"
    assert amina.name == "Amina"
    assert int(client.session["_auth_user_id"]) == amina.pk
    assert EmailAddress.objects.get(user=amina).verified
    membership = Membership.objects.get(user=amina)
    assert (membership.writes, membership.decides, membership.leads) == (True, False, True)
    assert membership.team.name == "Amina’s team"
    assert not amina.has_usable_password()


@pytest.mark.django_db
def test_after_signing_up_one_lands_where_one_was_going(client, sent_mail):
    wanted = reverse("teams:team_create")
    assert sign_up(client, sent_mail, "amina@example.org", wanted).url == wanted


@pytest.mark.django_db
def test_after_signing_up_nobody_is_sent_to_another_site(client, sent_mail):
    assert sign_up(client, sent_mail, "amina@example.org", "https://elsewhere.example/").url == reverse("your_work")


@pytest.mark.django_db
def test_without_the_code_nobody_is_signed_in_and_no_team_exists(client, sent_mail):
    answer = send_form(client, reverse("account_signup"), email="amina@example.org")
    send_form(client, answer.url, code="WRONG1")
    assert "_auth_user_id" not in client.session
    assert not Team.objects.exists()


@pytest.mark.django_db
def test_the_mail_is_plain_and_names_the_site(client, sent_mail):
    send_form(client, reverse("account_signup"), email="amina@example.org")
    [mail] = sent_mail()
    assert mail.to == ["amina@example.org"]
    assert mail.subject == "Your code for Good Help Planner"
    assert mail.message.startswith("Hello,")
    assert mail.html_message == ""


@pytest.mark.django_db
def test_signing_up_with_a_known_address_looks_the_same_and_tells_its_owner(client, person, sent_mail):
    known = person("Amina")
    unknown_answer = send_form(Client(), reverse("account_signup"), email="somebody@example.org")
    known_answer = send_form(client, reverse("account_signup"), email=known.email)
    assert (known_answer.status_code, known_answer.url) == (unknown_answer.status_code, unknown_answer.url)
    assert client.get(known_answer.url).status_code == 200
    assert User.objects.filter(email=known.email).count() == 1
    assert "already" in sent_mail()[-1].subject
    assert "None" not in sent_mail()[-1].message


@pytest.mark.django_db
def test_signing_in_by_code(client, person, sent_mail):
    amina = person("Amina")
    wanted = reverse("teams:team_list")
    answer = send_form(client, f"{reverse('account_request_login_code')}?next={wanted}", email="AMINA@example.org")
    answer = send_form(client, answer.url, code=code_in(sent_mail()[-1]))
    assert (answer.status_code, answer.url) == (302, wanted)
    assert int(client.session["_auth_user_id"]) == amina.pk


@pytest.mark.django_db
def test_signing_in_by_code_with_an_unknown_address_looks_the_same(person, sent_mail):
    known, unknown = Client(), Client()
    address = reverse("account_request_login_code")
    answers = [
        send_form(known, address, email=person("Amina").email),
        send_form(unknown, address, email="nobody@example.org"),
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].url == answers[1].url
    pages = [known.get(answers[0].url), unknown.get(answers[1].url)]
    bodies = [strip_tokens(page).replace("nobody@example.org", "amina@example.org") for page in pages]
    assert bodies[0] == bodies[1]
    assert "no account" in sent_mail()[-1].message


@pytest.mark.django_db
def test_signing_in_by_password(client, person):
    answer = send_form(client, reverse("account_login"), login=person("Amina").email, password=PASSWORD)
    assert (answer.status_code, answer.url) == (302, reverse("your_work"))


@pytest.mark.django_db
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, person):
    person("Amina")
    address = reverse("account_login")
    wrong = Client().post(address, {"login": "amina@example.org", "password": "not the password"})
    unknown = Client().post(address, {"login": "nobody@example.org", "password": "not the password"})
    assert "_auth_user_id" not in wrong.client.session
    assert wrong.status_code == unknown.status_code
    assert strip_tokens(wrong) == strip_tokens(unknown).replace("nobody@example.org", "amina@example.org")


@pytest.mark.django_db
def test_the_first_sign_in_gives_a_team_of_one_and_later_ones_do_not(client, person):
    amina = person("Amina")
    for _ in range(2):
        send_form(Client(), reverse("account_login"), login=amina.email, password=PASSWORD)
    assert Team.objects.of(amina).count() == 1
    close_team(by=amina, team=Team.objects.get())
    send_form(Client(), reverse("account_login"), login=amina.email, password=PASSWORD)
    assert Team.objects.of(amina).count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_team_of_one_is_made_once_however_often_it_is_asked_for_at_once(person):
    amina = person("Amina")
    teams = at_once(*[lambda: ensure_team_of_one(amina)] * 6)
    assert raised(teams) == []
    assert len({team.pk for team in teams}) == 1
    assert Team.objects.count() == 1


@pytest.mark.django_db
def test_a_team_of_one_fits_the_longest_name(person):
    amina = person("Amina")
    amina.name = "A" * 100
    amina.save()
    assert len(ensure_team_of_one(amina).name) == 100


def strip_tokens(page) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.content.decode())
