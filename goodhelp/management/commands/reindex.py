"""manage.py reindex: what search finds, equal to what is written."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goodhelp.guide_index import index_guide
from ideas.actions.indexing import reindex


class Command(BaseCommand):
    """Compare what the guide and the ideas are found by with their texts, and write what differs."""

    help = (
        "Make search find what is written in the guide and in the ideas. The actions keep it so; use this after "
        "a change past them. With --check nothing is written, and it ends with an error if anything differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("--check", action="store_true", help="only compare")
        parser.add_argument("--missing", action="store_true", help="of the ideas, only those that nothing finds yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, write, and say in plain words what was done."""
        check = options["check"]
        guide, ideas = index_guide(check=check), reindex(check=check, missing=options["missing"])
        if check and (guide or ideas):
            raise CommandError(f"{guide} pieces of the guide and {ideas} texts of ideas are not found as they are.")
        if options["verbosity"]:
            done = f"Written: {guide} pieces of the guide, {ideas} texts of ideas."
            self.stdout.write("Everything is found as it is written." if check else done)
