"""“Agreed by its own team, not independently reviewed” stands wherever the idea does."""

import pytest
from django.urls import reverse

from ideas.actions import publishing, reviewing, sharing
from ideas.models import Idea
from teams.actions import ensure_team_of_one
from tests.builders import submitted, worked_out

WORDS = "agreed by its own team, not independently reviewed"


@pytest.fixture
def idea(guide, person) -> Idea:
    """Return an idea that a team of one agreed itself."""
    team = ensure_team_of_one(person("Solveig"))
    idea = worked_out(team.founder, team)
    reviewing.agree_own_team(snapshot=submitted(idea, team.founder), by=team.founder, reasons="We like it.")
    return Idea.objects.select_related("team__founder").get(pk=idea.pk)


def addresses(idea: Idea) -> list[str]:
    """Return every page and file that shows the idea to its team."""
    names = ("idea_detail", "idea_report", "idea_describe", "idea_history", "idea_changes", "idea_workshop",
             "idea_examples", "idea_export", "comment_list", "idea_submit", "share_link_list",
             "idea_publish")  # fmt: skip
    under = [reverse(f"ideas:{name}", args=[idea.pk]) for name in names]
    files = [reverse("ideas:export_file", args=[idea.pk, form]) for form in ("print", "csv", "json")]
    submission = reverse("ideas:submission_detail", args=[idea.pk, 1])
    across = [reverse(name) for name in ("your_work", "ideas:idea_list", "portfolio", "portfolio_list")]
    return [*under, *files, submission, files[0] + "?submission=1", *across, "/search/?q=walks"]


def test_every_page_and_file_with_the_idea_says_so(client_for, idea):
    client, missing = client_for(idea.team.founder), []
    for address in addresses(idea):
        answer = client.get(address)
        assert answer.status_code == 200, address
        if WORDS not in answer.content.decode("utf-8-sig").lower():
            missing.append(address)
    assert missing == []
    assert client.get(reverse("portfolio_csv")).content.decode().strip().endswith(",yes")


def test_people_outside_and_readers_of_the_library_are_told_too(client_for, idea, outsider):
    _link, token = sharing.make_link(idea=idea, by=idea.team.founder, days=7)
    publication = publishing.publish(idea=idea, by=idea.team.founder, names=False)
    pages = [reverse("library:library_list"), reverse("library:library_detail", args=[publication.pk])]
    for client, address in (
        (client_for(None), reverse("shared:shared_idea", args=[token])), *((client_for(outsider), p) for p in pages)
    ):  # fmt: skip
        assert WORDS in client.get(address).content.decode().lower(), address


def test_an_idea_that_somebody_independent_agreed_does_not_say_so(client_for, guide, team, writer, decider):
    from tests.builders import decided

    idea = worked_out(writer, team)
    decided(submitted(idea, writer), decider)
    client = client_for(writer)
    for address in addresses(idea):
        text = client.get(address).content.decode("utf-8-sig").lower()
        assert WORDS not in text, address
