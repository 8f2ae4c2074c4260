import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import text.fields
import text.fulltext
from text.fulltext import create_index, drop_index

TABLE = "ideas_ideawords"


def create(apps, schema_editor):
    create_index(schema_editor, TABLE)


def drop(apps, schema_editor):
    drop_index(schema_editor, TABLE)


class Migration(migrations.Migration):

    dependencies = [
        ('ideas', '0001_initial'),
        ('teams', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IdeaWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                # The long columns last: SQLite reads a row from its beginning, and mostly no further than this.
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.idea')),
                ('audience', models.CharField(choices=[('live', 'Live'), ('sent', 'Sent')], max_length=4)),
                ('what', models.CharField(max_length=10)),
                ('which', models.CharField(default='', max_length=130)),
                ('snapshot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.snapshot')),
                ('title_words', text.fulltext.FoldedField(default='', editable=False)),
                ('words', text.fulltext.FoldedField(default='', editable=False)),
                ('text', models.TextField(default='')),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', text.fields.CleanLineField(max_length=60, verbose_name='name')),
                ('query', models.CharField(editable=False, max_length=2000)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='idea',
            index=models.Index(fields=['-updated_at', '-id'], name='idea_by_change'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='ideawords',
            constraint=models.UniqueConstraint(fields=('idea', 'audience', 'what', 'which'), name='ideawords_once'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('user', 'name'), name='savedview_once'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('name')), models.Value(60)), name='savedview_name_length'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('query')), models.Value(2000)), name='savedview_query_length'),
        ),
        migrations.RunPython(create, drop),
    ]
