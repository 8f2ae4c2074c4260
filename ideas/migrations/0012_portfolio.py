"""Keeps beside each submission what it counts, and counts those that were sent before."""

from django.db import migrations, models

from ideas.counts import Counts
from ideas.documents import UnknownSchema, from_json


def count(apps, schema_editor):
    snapshots = apps.get_model("ideas", "Snapshot").objects.using(schema_editor.connection.alias)
    for snapshot in snapshots.filter(tallies={}).iterator(chunk_size=100):
        try:
            snapshot.tallies = Counts.of(from_json(snapshot.body)).to_json()
        except UnknownSchema:
            continue
        snapshot.save(update_fields=["tallies"])


class Migration(migrations.Migration):

    dependencies = [("ideas", "0001_initial")]

    operations = [
        migrations.AddField("snapshot", "tallies", models.JSONField(default=dict, editable=False)),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
