"""manage.py demo_people: who to sign in as."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goodhelp.demo.loading import sign_ins


class Command(BaseCommand):
    """Print the people of the demo and their password."""

    help = "Say who of the demo's invented people to sign in as."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print them, or say how to get them."""
        said = in_words()
        if not said:
            raise CommandError("There is no demo in this database. Make it with manage.py load_demo.")
        self.stdout.write(said)


def in_words() -> str:
    """Return who to sign in as, a line each; empty if nobody of the demo is there."""
    password, people = sign_ins()
    if not people:
        return ""
    width = max(len(person.email) for person in people)
    lines = [f"  {person.email:{width}}  {person.who}" for person in people]
    return "\n".join([f"Sign in with the password {password} as", *lines])
