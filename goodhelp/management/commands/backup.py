"""manage.py backup FILE: a whole copy of the database, while people are working."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goodhelp.backups import BackupError, back_up


class Command(BaseCommand):
    """Copy the database into one file."""

    help = (
        "Write a whole copy of the database to FILE, which must not exist yet. People may go on working. A copy holds "
        "what teams have said in confidence: keep it with the same care."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Copy, and say how large it became."""
        try:
            back_up(options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['file']}: {options['file'].stat().st_size / 1e6:.1f} MB, whole.")
