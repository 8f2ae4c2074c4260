"""The language of a page: who chooses it, how long it is kept, and what stays in English and says so."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from characteristics.models import Question
from goodhelp.own_data import own_data
from ideas.coverage import Tally
from ideas.words import tally_words
from tests.builders import submitted, worked_out
from tests.conftest import PASSWORD

HOME = reverse("home")
CHOOSE = reverse("language_set")
pytestmark = pytest.mark.django_db


def choose(client: Client, language: str = "cy", then: str = HOME, **headers: str):
    return client.post(CHOOSE, {"language": language, "next": then}, headers=headers)


def test_english_unless_somebody_chooses(client):
    page = client.get(HOME)
    assert page["Content-Language"] == "en-gb"
    assert '<html lang="en-gb">' in page.text
    assert ">Sign in</a>" in page.text
    assert "first version in your language" not in page.text
    assert '<button class="link-button" name="language" value="cy" lang="cy">Cymraeg</button>' in page.text


def test_a_choice_is_kept_and_leads_back_to_the_same_page(client):
    answer = choose(client, then="/search/?q=walk&x=1")
    assert (answer.status_code, answer.url) == (302, "/search/?q=walk&x=1")
    page = client.get(HOME)
    assert page["Content-Language"] == "cy"
    assert '<html lang="cy">' in page.text
    assert ">Mewngofnodi</a>" in page.text
    assert "Fersiwn gyntaf" in page.text
    assert 'lang="en-gb">English</button>' in page.text


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(client):
    cookie = choose(client).cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert int(cookie["max-age"]) == 365 * 24 * 3600


def test_the_browsers_wish_counts_until_somebody_chooses(client):
    wish = {"Accept-Language": "cy,en;q=0.8"}
    page = client.get(HOME, headers=wish)
    assert page["Content-Language"] == "cy"
    assert {"Accept-Language", "Cookie"} <= {each.strip() for each in page["Vary"].split(",")}
    choose(client, "en-gb")
    assert client.get(HOME, headers=wish)["Content-Language"] == "en-gb"


def test_a_language_that_is_not_offered_is_not_taken(client, settings):
    settings.LANGUAGES = [("en-gb", "English")]
    assert choose(client).status_code == 400
    page = client.get(HOME, headers={"Accept-Language": "cy"})
    assert page["Content-Language"] == "en-gb"
    assert CHOOSE not in page.text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_another_site_cannot_choose(client, headers):
    assert choose(client, **headers).status_code == 403
    assert client.get(HOME)["Content-Language"] == "en-gb"


def test_a_choice_does_not_lead_to_another_site(client):
    assert choose(client, then="https://elsewhere.example/").url == "/"


def test_an_answer_to_a_form_offers_no_choice_that_would_lose_words(client, writer, client_for):
    start = reverse("ideas:idea_start")
    assert CHOOSE in client_for(writer).get(start).text
    refused = client_for(writer).post(start, {"title": "", "summary": "Words"})
    assert refused.status_code == 422
    assert CHOOSE not in refused.text


def sign_in(client: Client, person, path: str = "account_login"):
    return client.post(reverse(path), {"login": person.email, "password": PASSWORD})


@pytest.fixture
def amina(person):
    amina = person("Amina")
    amina.set_password(PASSWORD)
    amina.save()
    return amina


def test_a_choice_outlives_signing_in_and_reaches_other_computers(client, amina):
    choose(client)
    assert sign_in(client, amina).status_code == 302
    assert client.get(reverse("your_work"))["Content-Language"] == "cy"
    amina.refresh_from_db()
    assert amina.language == "cy"
    elsewhere = Client()
    sign_in(elsewhere, amina)
    assert elsewhere.get(reverse("your_work"))["Content-Language"] == "cy"
    assert own_data(amina)["profile"]["language"] == "cy"


def test_mail_comes_in_the_language_of_whoever_reads_it(guide, writer, decider, team, client_for, sent_mail):
    choose(client_for(decider))
    with override("en-gb"):
        submitted(worked_out(writer, team), writer)
    mail = [each for each in sent_mail() if each.to == [decider.email]][-1]
    assert mail.subject.startswith("Mae syniad yn aros am eich penderfyniad: ")
    assert mail.message.startswith("Helo Dara,")
    decider.refresh_from_db()
    with override("cy"):
        writer.language = "en-gb"
        assert (decider.mail_language(), writer.mail_language()) == ("cy", "en-gb")


def test_mail_is_in_english_for_whoever_never_chose(guide, writer, decider, team, sent_mail):
    with override("cy"):
        submitted(worked_out(writer, team), writer)
    mail = [each for each in sent_mail() if each.to == [decider.email]][-1]
    assert mail.subject.startswith("An idea waits for your decision: ")


def test_dates_and_plurals_are_welsh():
    with override("cy"):
        assert date_format(date(2026, 11, 25), "j F Y") == "25 Tachwedd 2026"
        assert tally_words(Tally(asked=3, covered=1, open=2)) == "3 perthnasol: 1 wedi’i gwmpasu, 2 agored"
        assert tally_words(Tally(asked=2, covered=2)) == "2 perthnasol: 2 wedi’u cwmpasu"


class Words(HTMLParser):
    """Collects what stands in a page, each with the language of the element around it."""

    VOID = {"meta", "link", "img", "input", "br", "hr", "path", "use", "circle", "col", "wbr"}

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside: list[str] = [""]
        self.found: list[tuple[str, str]] = []
        self.feed(page[page.index("<html") :])

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.inside.append(dict(attrs).get("lang") or self.inside[-1])

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.inside.pop()

    def handle_data(self, data):
        if data.strip():
            self.found.append((data.strip(), self.inside[-1]))


@pytest.mark.parametrize("name", ["home", "characteristic", "choose", "check", "report"])
def test_words_of_the_guide_say_that_they_are_english(name, guide, writer, team, client_for):
    idea = worked_out(writer, team)
    focus = idea.foci.get()
    question = Question.objects.get(key="social-connections-q1")
    slug = focus.characteristic.slug
    address = {
        "home": HOME,
        "characteristic": focus.characteristic.get_absolute_url(),
        "choose": reverse("ideas:focus_choose", args=[idea.pk]),
        "check": reverse("ideas:answer_edit", args=[idea.pk, slug]),
        "report": reverse("ideas:idea_report", args=[idea.pk]),
    }[name]
    client = client_for(writer)
    choose(client)
    of_the_guide = {focus.characteristic.name, focus.characteristic.in_short, question.current.text}
    said = [(words, language) for words, language in Words(client.get(address).text).found if words in of_the_guide]
    assert said
    assert [words for words, language in said if language != "en-GB"] == []


def test_an_english_page_marks_nothing(guide, client):
    assert 'lang="en-GB"' not in client.get(HOME).text
