"""Gather every text of the code into the catalogue of translations, and compile it."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Bring locale/cy up to date: translations are kept, new texts are added without one."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --check, which writes nothing."""
        parser.add_argument("--check", action="store_true", help="only tell whether anything would change")

    def handle(self, *args: object, **options: bool) -> None:
        """Write django.po and django.mo and say how much is translated; raise CommandError for what is broken."""
        from goodhelp import translating  # needs Babel, which a server does not have

        catalogue = translating.updated()
        wrong = [(m.id, fault) for m in catalogue if m.id for fault in translating.faults(m, catalogue.num_plurals)]
        if wrong:
            raise CommandError("\n".join(f"{words!r}: {fault}" for words, fault in wrong))
        if options["check"]:
            if translating.po_bytes(catalogue) != translating.catalogue_file().read_bytes():
                raise CommandError("The catalogue is not up to date: run python3 dev.py messages.")
        else:
            translating.write(catalogue)
        texts = [message for message in catalogue if message.id]
        done = sum(translating.translated(message.string) for message in texts)
        self.stdout.write(f"{len(texts)} texts, {done} of them in Welsh.")
