"""Everything as of the first release."""

import text.fulltext
from django.db import migrations, models

from text.fulltext import create_index, drop_index

TABLE = "goodhelp_guidewords"


def create(apps, schema_editor):
    create_index(schema_editor, TABLE)


def drop(apps, schema_editor):
    drop_index(schema_editor, TABLE)


class Migration(migrations.Migration):

    # What stood here before the first release, so that a database made since then needs nothing.
    replaces = [('goodhelp', '0001_search'), ('goodhelp', '0002_speed')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ContentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='GuideWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_words', text.fulltext.FoldedField(default='', editable=False)),
                ('words', text.fulltext.FoldedField(default='', editable=False)),
                ('kind', models.CharField(choices=[('characteristic', 'Characteristic'), ('page', 'Page'), ('casestudy', 'Case study'), ('principle', 'The seven of 2018'), ('term', 'Word explained'), ('programme', 'Programme of 2018'), ('resource', 'Resource'), ('reference', 'Reference')], max_length=14)),
                ('object_id', models.BigIntegerField()),
                ('rank', models.PositiveIntegerField()),
                ('title', models.TextField()),
                ('url', models.TextField()),
                ('text', models.TextField(default='')),
            ],
            options={
                'ordering': ['rank', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='guidewords_once')],
            },
        ),
        # The full-text index over the words; how each database keeps it stands in `text.fulltext`.
        migrations.RunPython(create, drop),
    ]
