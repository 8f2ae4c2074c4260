"""manage.py prepare: makes the database ready for this release."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Migrate, make the cache table, and load what is missing of the guide: in one go, as often as you like."""

    help = "Make the database ready: migrations, the cache table, what is missing of the guide, and the demo if wanted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the option."""
        parser.add_argument("--demo", action="store_true", help="load the invented teams and people too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps in order; each says what it did."""
        quietly = {"verbosity": min(options["verbosity"] - 1, 1), "stdout": self.stdout}
        call_command("migrate", interactive=False, **quietly)
        call_command("createcachetable", **quietly)
        call_command("load_guide", stdout=self.stdout)
        call_command("reindex", missing=True, **quietly)
        if options["demo"]:
            call_command("load_demo", stdout=self.stdout)
