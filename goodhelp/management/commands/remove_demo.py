"""manage.py remove_demo: takes the invented teams and people out again."""

from typing import Any

from django.core.management.base import BaseCommand

from goodhelp.demo.removing import remove_demo


class Command(BaseCommand):
    """Remove the demo and nothing else."""

    help = "Remove the demo's teams, everything that was written in them, and the demo's people. Nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove, and say in plain words what was done."""
        removed = remove_demo()
        if not options["verbosity"]:
            return
        self.stdout.write(f"Removed: {removed.people} people, {removed.teams} teams, {removed.ideas} ideas.")
        if removed.locked:
            self.stdout.write(
                f"{removed.locked} people of the demo have done something in a team that is not of the demo. What they "
                "did there stays, under their name; nobody can sign in as them any more."
            )
