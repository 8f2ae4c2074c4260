"""manage.py make_ideas: thousands of invented ideas, to see how the site does with them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goodhelp.made.ideas import MakingError, make_ideas
from goodhelp.made.words import MANAGER


class Command(BaseCommand):
    """Make ideas with answers, tallies, routes, history and submissions."""

    help = (
        "Make many invented ideas in new teams, with answers, tallies, routes, history and submissions: to measure "
        "with, never to show. Refused in production."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("number", type=int, help="how many ideas")
        parser.add_argument("--teams", type=int, default=10, help="in how many new teams (10)")
        parser.add_argument("--seed", type=int, default=1, help="another number makes other ideas")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and say whom to sign in as."""
        if options["number"] < 1 or options["teams"] < 1:
            raise CommandError("Say how many: one or more.")
        try:
            made = make_ideas(options["number"], teams=options["teams"], seed=options["seed"])
        except MakingError as error:
            raise CommandError(f"{error}\nNothing was made.") from error
        if options["verbosity"]:
            self.stdout.write(
                f"Made {options['number']} ideas in {len(made)} teams. {MANAGER} decides in all of them, "
                f"{made[0].writer.email} writes in the first; they sign in by a code sent by mail."
            )
