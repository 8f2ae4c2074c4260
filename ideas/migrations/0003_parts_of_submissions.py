from django.db import migrations, models

from text.fulltext import fold

PARTS = ('capability', 'opportunity', 'motivation')


def count(apps, schema_editor):
    """Note of each submission what `recount` and `reindex` would: parts of COM-B described, and where it happens."""
    submissions = apps.get_model('ideas', 'Snapshot').objects.filter(kind='submission').order_by()
    focus, words = apps.get_model('ideas', 'SubmittedFocus'), apps.get_model('ideas', 'IdeaWords')
    for pk, idea, number, taken_back, body in submissions.values_list('pk', 'idea', 'number', 'withdrawn_at', 'body').iterator(chunk_size=200):
        for one in body['foci']:
            described = {r['component'] for r in one['routes'] if r['text'].strip()}
            if described:
                focus.objects.filter(snapshot=pk, slug=one['slug']).update(**{part: part in described for part in PARTS})
        where = body['texts'].get('setting', '')
        if where and not taken_back:
            words.objects.update_or_create(idea_id=idea, audience='sent', what='setting', which=str(number), defaults={'snapshot_id': pk, 'text': where, 'words': fold(where)})


    ideas = apps.get_model('ideas', 'Idea').objects.filter(sent__isnull=False).order_by()
    at = apps.get_model('ideas', 'Snapshot').objects.filter(pk=models.OuterRef('sent')).order_by()
    ideas.update(sent_at=models.Subquery(at.values('at')[:1]))


def forget(apps, schema_editor):
    apps.get_model('ideas', 'IdeaWords').objects.filter(audience='sent', what='setting').delete()


class Migration(migrations.Migration):

    dependencies = [
        ('ideas', '0002_word_and_comments'),
    ]

    operations = [
        *(
            migrations.AddField(model_name='submittedfocus', name=part, field=models.BooleanField(default=False))
            for part in PARTS
        ),
        migrations.AddField(model_name='idea', name='sent_at', field=models.DateTimeField(editable=False, null=True)),
        migrations.RemoveIndex(model_name='idea', name='idea_reading'),
        migrations.AddIndex(
            model_name='idea',
            index=models.Index(fields=['team', 'shared_live', 'binned_at', 'sent', 'status', 'stands_since', 'practice', 'demo', 'sent_at', 'updated_at', 'id'], name='idea_reading'),
        ),
        migrations.AddIndex(model_name='revision', index=models.Index(fields=['idea', '-at'], name='revision_lately')),
        migrations.RunPython(count, forget),
    ]
