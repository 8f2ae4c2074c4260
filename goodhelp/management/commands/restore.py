"""manage.py restore FILE: a database made from a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from goodhelp.backups import BackupError, restore
from ideas.models import Idea


class Command(BaseCommand):
    """Fill an empty database from a backup."""

    help = "Fill the database, which must be empty, from a backup. Then run prepare, and start the programs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say what is there."""
        try:
            restore(options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        # Of any release: what `prepare` may still have to change is not read.
        people, ideas = User.objects.count(), Idea.objects.count()
        self.stdout.write(f"Restored: {people} people, {ideas} ideas. Now run prepare.")
