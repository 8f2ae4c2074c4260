"""manage.py recount: stored tallies, of ideas and of submissions, equal to what the coverage rule counts."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ideas.actions.counting import recount_submissions
from ideas.actions.tallies import recount


class Command(BaseCommand):
    """Count every tally afresh from the answers, and write those that differ."""

    help = (
        "Count every tally afresh, from the answers and from what was submitted, and write those that differ. The "
        "actions keep them right; with --check nothing is written, and it ends with an error if any differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the option."""
        parser.add_argument("--check", action="store_true", help="only compare")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say in plain words what was found."""
        wrong = [focus.idea_id for focus in recount(check=options["check"])]
        wrong += recount_submissions(check=options["check"])
        if wrong and options["check"]:
            raise CommandError(f"{len(wrong)} tallies differ, such as of idea {wrong[0]}: run recount.")
        if options["verbosity"]:
            self.stdout.write(f"{len(wrong)} tallies differed and were written." if wrong else "Every tally is right.")
