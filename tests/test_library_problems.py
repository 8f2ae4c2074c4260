"""What a reader of the library reports reaches the people who look after the site, or says that it does not."""

import pytest
from django.urls import reverse

from ideas.actions import publishing, reviewing
from ideas.models import Publication
from tests.builders import an_idea, submitted, worked_out


@pytest.fixture
def publication(guide, team, writer) -> Publication:
    idea = worked_out(writer, team)
    reviewing.agree_own_team(snapshot=submitted(idea, writer), by=writer, reasons="Nobody is left.")
    return publishing.publish(idea=idea, by=writer, names=False)


def page(publication, name: str = "library_detail") -> str:
    return reverse(f"library:{name}", args=[publication.pk])


def test_a_problem_is_told_to_superusers_once(client_for, publication, outsider, superuser, sent_mail) -> None:
    client, before = client_for(outsider), len(sent_mail())
    assert client.post(page(publication, "library_report"), {"text": ""}).status_code == 422
    assert client.post(page(publication, "library_report"), {"text": "x" * 1001}).status_code == 422
    for _ in range(2):
        assert client.post(page(publication, "library_report"), {"text": "Somebody is named"}).status_code == 302
    [mail] = sent_mail()[before:]
    assert mail.to == [superuser.email]
    assert "Somebody is named" in mail.message
    assert page(publication) in mail.message
    assert client.post(page(publication, "library_report"), {"text": "My aunt is named"}).status_code == 302
    assert "My aunt is named" in sent_mail()[-1].message


def test_a_report_that_reaches_nobody_says_so_and_keeps_its_words(
    client_for, publication, outsider, settings, superuser, monkeypatch
) -> None:
    client, address = client_for(outsider), page(publication, "library_report")
    monkeypatch.setattr(publishing, "REPORTS_AN_HOUR", 1)
    assert client.post(address, {"text": "One thing"}).status_code == 302
    response = client.post(address, {"text": "zxqmore"})
    assert response.status_code == 422
    assert "reported a lot" in response.content.decode()
    superuser.is_active = False
    superuser.save()
    for contact, said in (("mailto:hello@example.org", "to hello@example.org."), ("", "who showed you this site")):
        settings.CONTACT = contact
        response = client.post(address, {"text": "zxqwords"})
        html = response.content.decode()
        assert response.status_code == 422
        assert said in html
        assert "zxqwords</textarea>" in html
        assert "have been told" not in html
    publishing.take_back(publication=publication, by=publication.snapshot.by)
    response = client.post(address, {"text": "zxqlate"})
    assert response.status_code == 404
    assert "zxqlate</textarea>" in response.content.decode()


def test_an_old_page_that_publishes_says_what_it_would_need(client_for, guide, team, writer) -> None:
    draft = an_idea(writer, team)
    response = client_for(writer).post(reverse("ideas:idea_publish", args=[draft.pk]), {"read": "on"})
    assert response.status_code == 409
    assert "It can go into the library once it is agreed" in response.content.decode()
