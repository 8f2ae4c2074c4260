"""manage.py load_demo: invented teams, people and ideas, to try things out with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goodhelp.demo.files import DemoError
from goodhelp.demo.loading import Loaded, load_demo
from goodhelp.management.commands.demo_people import in_words


class Command(BaseCommand):
    """Make what is missing of the demo, and say who to sign in as."""

    help = (
        "Make two invented teams with their people and ideas, and say who to sign in as. What is there already "
        "stays as it is; to have it anew, run remove_demo first. Refused in production."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say in plain words what was done."""
        try:
            loaded = load_demo()
        except DemoError as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        if options["verbosity"]:
            self.stdout.write(f"{_done(loaded)}\n{in_words()}")


def _done(loaded: Loaded) -> str:
    if loaded == Loaded():
        return "The demo is there already."
    return f"The demo was made: {loaded.people} people, {loaded.teams} teams, {loaded.ideas} ideas, all invented."
