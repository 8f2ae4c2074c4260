"""The full-text index over what ideas say; how each database keeps it stands in `text.fulltext`."""

from django.db import migrations

from text.fulltext import create_index, drop_index

TABLE = "ideas_ideawords"


def create(apps, schema_editor):
    create_index(schema_editor, TABLE)


def drop(apps, schema_editor):
    drop_index(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("ideas", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
