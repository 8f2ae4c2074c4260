"""A person who is gone leaves no name behind in what bears the name of their team."""

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from ideas.models import Idea, Snapshot
from teams.models import Team


@transaction.atomic
def forget_team_name(*, team: Team, old: str, new: str) -> None:
    """Put the new name in place of the old one in what keeps it by value.

    That is: what the team submitted and published (besides a redaction the one way in which it changes: see
    docs/adr/0013), and the notes of ideas of other teams that were begun from it.
    """
    for snapshot in Snapshot.objects.filter(idea__team=team, body__team=old):
        snapshot.body["team"] = new
        snapshot.save(update_fields=["body"])
    begun = Idea.objects.filter(derived_from__idea__team=team).filter(~Q(source_note=""))
    begun.update(source_note=Replace(F("source_note"), Value(old), Value(new)))
