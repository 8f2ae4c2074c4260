"""What the pages across ideas need beside Django's own tags. Numbers come as text: templates would localise them."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas.models.choices import Status
from ideas.portfolio.scope import Counted, Scope
from ideas.portfolio.selection import RESTS_WORDS
from ideas.portfolio.sheet import read_as
from ideas.portfolio.table import Cell, Row

register = template.Library()

# What an idea waits for where it stands.
WAITS_FOR = {
    Status.DRAFT: gettext_lazy("is being written"),
    Status.IN_REVIEW: gettext_lazy("waits for a decision"),
    Status.CHANGES_ASKED: gettext_lazy("waits for its team to answer"),
    Status.NOT_NOW: gettext_lazy("rests, or comes back"),
    Status.AGREED: gettext_lazy("waits for its test to begin"),
    Status.TESTING: gettext_lazy("waits for what the test shows"),
}


@register.simple_tag
def cell_words(cell: Cell) -> SafeString:
    """Return a cell's numbers in words, the first of them large: “3 of 5 covered, 1 partly”."""
    tally = cell.tally
    if not tally.relevant:
        return format_html("{}", _("no relevant questions"))
    counts = {"covered": tally.covered, "relevant": tally.relevant, "partly": tally.partly}
    words = _("<b>%(covered)d of %(relevant)d</b> covered, %(partly)d partly")
    if not tally.partly:
        words = _("<b>%(covered)d of %(relevant)d</b> covered")
    return format_html(str(words).replace("%(covered)d", "{covered}").replace("%(relevant)d", "{relevant}")
                       .replace("%(partly)d", "{partly}"), **counts)  # fmt: skip


@register.simple_tag
def cell_url(row: Row, cell: Cell) -> str:
    """Return where the questions, or the ideas, stand that a cell counts."""
    idea = row.idea
    if idea is None:
        asked = urlencode({"team": row.team_id, "characteristic": cell.slug})
        return f"{reverse('portfolio_list')}?{asked}"
    if idea.submission is not None:
        return reverse("ideas:submission_answers", args=[idea.pk, idea.submission]) + f"#focus-{cell.slug}"
    return reverse("ideas:idea_report", args=[idea.pk]) + "#by-characteristic"


@register.simple_tag
def behind(scope: Scope, **asked: str) -> str:
    """Return the list of the very ideas behind a number, kept to the team that is shown."""
    team = {"team": scope.team} if scope.team is not None else {}
    return f"{reverse('portfolio_list')}?{urlencode({**team, **asked})}"


@register.simple_tag
def ideas_words(number: int) -> str:
    """Return how many ideas: “1 idea”, “12 ideas”."""
    return ngettext("%(number)d idea", "%(number)d ideas", number) % {"number": number}


@register.filter
def status_label(status: str) -> str:
    """Return what a status is called."""
    return str(Status(status).label)


@register.filter
def waits_for(status: str) -> str:
    """Return what an idea of that status waits for; nothing at an end."""
    return str(WAITS_FOR.get(Status(status), ""))


@register.filter
def rests_label(name: str) -> str:
    """Return what answers rest on, in words."""
    return str(RESTS_WORDS[name])


@register.filter
def how_read(idea: Counted) -> str:
    """Return what of the idea is counted: its text now, or a submission."""
    return read_as(idea)
