"""manage.py load_guide: the guide's files into this database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goodhelp.guide_files import GuideFileError
from goodhelp.guide_loading import Difference, Report, load_guide

AROUND = 30
SHOWN = 70


class Command(BaseCommand):
    """Insert what is missing of the guide, and report what differs from its files."""

    help = (
        "Insert what is missing of the guide's content, and report what differs from its files. "
        "What admins have changed stays as it is unless you say --overwrite."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("files", nargs="*", type=Path, help="files to load; all of fixtures/guide if none is named")
        parser.add_argument("--overwrite", action="store_true", help="make what differs as it is in the files")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say in plain words what was done."""
        overwrite, dry_run = options["overwrite"], options["dry_run"]
        try:
            report = load_guide(options["files"] or None, overwrite=overwrite, dry_run=dry_run)
        except GuideFileError as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        if options["verbosity"]:
            self.stdout.write("\n".join(summary(report, overwrite=overwrite)))
            if dry_run:
                self.stdout.write("This was a dry run: nothing was kept.")


def summary(report: Report, *, overwrite: bool) -> list[str]:
    """Return the report as lines."""
    lines = []
    if report.inserted:
        kinds = ", ".join(f"{number} × {kind}" for kind, number in report.inserted.items())
        lines.append(f"Inserted {report.inserted.total()} rows: {kinds}.")
    lines.append(f"{report.same} rows were the same already.")
    if report.differences:
        rows = len({(d.kind, d.key) for d in report.differences})
        did = "and were overwritten" if overwrite else "and were left as they are here"
        lines.append(f"{rows} rows differ from the files {did}:")
        lines += [line for difference in report.differences for line in _shown(difference)]
        if not overwrite:
            lines.append("To make them as they are in the files, run load_guide --overwrite.")
    if report.only_here:
        kinds = ", ".join(f"{number} × {kind}" for kind, number in report.only_here.items())
        lines.append(f"Only in this database, and left alone: {kinds}.")
    return lines


def _shown(difference: Difference) -> list[str]:
    here, there = difference.here, difference.there
    start = next((i for i, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    head = f"  {difference.kind} {difference.key}, {difference.field}:"
    return [head, f"    here:     {_excerpt(here, start)}", f"    in files: {_excerpt(there, start)}"]


def _excerpt(text: str, start: int) -> str:
    begin = max(0, start - AROUND)
    piece = text[begin : begin + SHOWN].replace("\n", " ")
    return f"{'…' if begin else ''}{piece}{'…' if begin + SHOWN < len(text) else ''}" or "(empty)"
