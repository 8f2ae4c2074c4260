"""manage.py measure_pages: what the main pages cost on this database."""

import statistics
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.urls import reverse

from accounts.models import User
from goodhelp.made.words import MANAGER
from goodhelp.measuring import ROUNDS, Page, database_time_counted, measure
from ideas.models import Answer, Idea
from ideas.paging import EPOCH

WRITER = "made-writer-1@example.org"
WORDS = "walking company"


class Command(BaseCommand):
    """Print a table of queries, bytes and processor time."""

    help = (
        "Measure the main pages on the database of make_ideas: queries, bytes, and processor time beside a view that "
        "only says hello. Saves one answer over and over. Refused in production and while DEBUG is on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how many interleaved rounds ({ROUNDS})")
        parser.add_argument("--cold", action="store_true", help="forget before each request what was drawn before")
        parser.add_argument("--only", default="", help="only pages with this in their name")
        parser.add_argument("--writer", default=WRITER, help=f"whose ideas are read ({WRITER})")
        parser.add_argument("--manager", default=MANAGER, help=f"who looks across ideas ({MANAGER})")
        parser.add_argument("--words", default=WORDS, help=f"what is searched for ({WORDS})")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        if settings.PRODUCTION or settings.DEBUG:
            raise CommandError("Use DEBUG=0 and a database made for measuring; never a production server.")
        writer, manager = (User.objects.filter(email=options[who]).first() for who in ("writer", "manager"))
        if writer is None or manager is None:
            raise CommandError("Those people are not in this database: run manage.py make_ideas first.")
        pages = [page for page in _pages(writer, manager, options["words"]) if options["only"] in page.name]
        bare, dressed, found = measure(pages, options["rounds"], cold=options["cold"])
        self.stdout.write(
            f"{connection.vendor}, {Idea.objects.count()} ideas, {options['rounds']} rounds. Hello without middleware "
            f"{bare:.2f} ms, with the site's {dressed:.2f} ms of processor time"
            + ("." if database_time_counted() else "; what the database computes is not counted.")
        )
        self.stdout.write(
            f"{'page':34} {'SQL':>4} {'HTML':>7} {'gzip':>6} {'ms':>7} {'hellos':>7} {'bare':>7}  from–to"
        )
        for name, f in found.items():
            low, high = min(f.ratios), max(f.ratios)
            self.stdout.write(
                f"{name:34} {f.queries:4} {f.raw:7} {f.small:6} {statistics.median(f.milliseconds):7.2f} "
                f"{f.median:7.1f} {statistics.median(f.bare):7.1f}  {low:.1f}–{high:.1f}"
            )


def _pages(writer: User, manager: User, words: str) -> list[Page]:
    """Return the main pages, with an idea of the writer's that has something to say."""
    search, listed = f"{reverse('search')}?q={words.replace(' ', '+')}", reverse("ideas:idea_list")
    guide = [("home", reverse("home")), ("characteristics", reverse("characteristics:characteristic_list")),
             ("a characteristic", reverse("characteristics:characteristic_detail", args=["social-connections"])),
             ("a case study", reverse("casestudies:casestudy_detail", args=["goodgym"]))]  # fmt: skip
    return [
        *(Page(f"{name}, visitor", url) for name, url in guide),
        *(Page(f"{name}, signed in", url, writer) for name, url in guide),
        Page("ideas, writer", listed, writer), Page("ideas, writer, further", _further(writer, listed), writer),
        Page("ideas, manager", listed, manager),
        Page("ideas, manager, filters", f"{listed}?status=draft&part=capability&q=walk", manager),
        Page("search, visitor", search), Page("search, writer", search, writer),
        Page("search, manager", search, manager),
        *_of_an_idea(writer, manager),
        Page("portfolio", reverse("portfolio"), manager), Page("your work, writer", reverse("your_work"), writer),
        Page("reviews", reverse("ideas:review_queue"), manager),
    ]  # fmt: skip


def _further(writer: User, listed: str) -> str:
    """Return the page of the list that begins a hundred ideas down."""
    ideas = Idea.objects.live_for(writer).order_by("-updated_at", "-pk").values_list("pk", "updated_at")
    pk, at = list(ideas[:100])[-1]
    return f"{listed}?after={pk}.{(at - EPOCH) // timedelta(microseconds=1)}"


def _of_an_idea(writer: User, manager: User) -> list[Page]:
    """Return the pages of one idea, and the saving of one of its answers."""
    submitted = Idea.objects.live_for(writer).filter(status="in_review", answers__isnull=False).order_by("pk").first()
    if submitted is None:
        raise CommandError("The writer has no idea in review with an answer.")
    answer = Answer.objects.filter(idea=submitted).select_related("question__characteristic")[0]
    name, pk, slug = answer.question.key, submitted.pk, answer.question.characteristic.slug
    check = reverse("ideas:answer_edit", args=[pk, slug])

    def saved(turn: int) -> dict[str, str]:
        return {f"{name}-text": f"Said for the {turn}th time.", f"{name}-state": "partly", f"{name}-was": "",
                f"{name}-version": str(answer.version + turn - 1), f"{name}-seen": ""}  # fmt: skip

    return [
        Page("an idea", reverse("ideas:idea_detail", args=[pk]), writer),
        Page("its report", reverse("ideas:idea_report", args=[pk]), writer),
        Page("its check-in", check, writer),
        Page("its submission", reverse("ideas:submission_detail", args=[pk, 1]), manager),
        Page("the answers in it", reverse("ideas:submission_answers", args=[pk, 1]), manager),
        Page("save one answer", check, writer, saved, 302),
    ]
