"""Everything as of the first release."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import text.fields
import text.fulltext
from django.conf import settings
from django.db import migrations, models

from text.fulltext import create_index, drop_index

TABLE = "ideas_ideawords"


def create(apps, schema_editor):
    create_index(schema_editor, TABLE)


def drop(apps, schema_editor):
    drop_index(schema_editor, TABLE)


class Migration(migrations.Migration):

    # What stood here before the first release, so that a database made since then needs nothing.
    replaces = [('ideas', '0001_initial'), ('ideas', '0002_search'), ('ideas', '0003_reviewing'), ('ideas', '0004_notices'), ('ideas', '0005_keeping'), ('ideas', '0006_wordlist'), ('ideas', '0007_speed'), ('ideas', '0008_rollup')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('characteristics', '0001_first_release'),
        ('teams', '0001_first_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='Idea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', text.fields.CleanLineField(max_length=120, verbose_name='title')),
                ('summary', text.fields.CleanTextField(max_length=2000, verbose_name='the idea in a few sentences')),
                ('whose_goal', text.fields.CleanTextField(blank=True, default='', max_length=2000, verbose_name='whose goal it serves')),
                ('able_to', text.fields.CleanTextField(blank=True, default='', max_length=2000, verbose_name='what those people want to be able to do')),
                ('helpers_do', text.fields.CleanTextField(blank=True, default='', max_length=2000, verbose_name='what helpers will do differently')),
                ('setting', text.fields.CleanLineField(blank=True, default='', max_length=200, verbose_name='where')),
                ('shaped_by', text.fields.CleanTextField(blank=True, default='', max_length=2000, verbose_name='who helped to shape it, and how')),
                ('missed', text.fields.CleanTextField(blank=True, default='', max_length=2000, verbose_name='who might be missed or made worse off')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('changes_asked', 'Changes asked for'), ('not_now', 'Not now'), ('agreed', 'Agreed to test'), ('testing', 'Testing'), ('adopted', 'Adopted'), ('adapted', 'Adapted'), ('stopped', 'Stopped, with what was learned')], default='draft', editable=False, max_length=16)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('shared_live', models.BooleanField(default=False, verbose_name='managers may read it while it is being written')),
                ('practice', models.BooleanField(default=False, verbose_name='just for practice: counts nowhere')),
                ('demo', models.BooleanField(default=False, editable=False)),
                ('agreed_by_itself', models.BooleanField(default=False, editable=False)),
                ('learned', text.fields.CleanTextField(blank=True, default='', max_length=4000, verbose_name='what was learned')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('binned_at', models.DateTimeField(editable=False, null=True)),
                ('stands_since', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('source_note', text.fields.CleanLineField(blank=True, default='', editable=False, max_length=300)),
                ('form_key', models.CharField(editable=False, max_length=40, null=True, unique=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ideas', to='teams.team')),
                ('updated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-updated_at', '-pk'],
                'indexes': [models.Index(fields=['team', 'status', '-updated_at'], name='idea_by_team'), models.Index(fields=['-updated_at', '-id'], name='idea_by_change')],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('title')), models.Value(120)), name='idea_title_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('summary')), models.Value(2000)), name='idea_summary_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('whose_goal')), models.Value(2000)), name='idea_whose_goal_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('able_to')), models.Value(2000)), name='idea_able_to_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('helpers_do')), models.Value(2000)), name='idea_helpers_do_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('setting')), models.Value(200)), name='idea_setting_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('shaped_by')), models.Value(2000)), name='idea_shaped_by_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('missed')), models.Value(2000)), name='idea_missed_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('learned')), models.Value(4000)), name='idea_learned_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('source_note')), models.Value(300)), name='idea_source_note_length'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'in_review', 'changes_asked', 'not_now', 'agreed', 'testing', 'adopted', 'adapted', 'stopped', ''])), name='idea_status_choice')],
            },
        ),
        migrations.CreateModel(
            name='Focus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', text.fields.CleanTextField(blank=True, default='', max_length=1000, verbose_name='why')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('chosen_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('set_aside_at', models.DateTimeField(editable=False, null=True)),
                ('asked', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('set_aside', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('covered', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('partly', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('not_yet', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('not_sure', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('open', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('assumed', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('characteristic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.characteristic')),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='foci', to='ideas.idea')),
            ],
            options={
                'verbose_name_plural': 'foci',
                'ordering': ['characteristic__order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('idea', 'characteristic'), name='focus_once'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('why')), models.Value(1000)), name='focus_why_length')],
            },
        ),
        migrations.CreateModel(
            name='FeedbackRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', text.fields.CleanTextField(blank=True, default='', max_length=600, verbose_name='what you would like to hear about')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('began_sharing', models.BooleanField(default=False, editable=False)),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback_requests', to='ideas.idea')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('message')), models.Value(600)), name='feedbackrequest_message_length'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('idea',), name='feedback_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('idea', 'the idea'), ('question', 'a question'), ('pitfall', 'a pitfall')], default='idea', max_length=8)),
                ('which', models.CharField(blank=True, default='', max_length=100)),
                ('audience', models.CharField(choices=[('team', 'The people who write for the team'), ('managers', 'The team and its managers')], default='team', max_length=8, verbose_name='who reads this?')),
                ('text', text.fields.CleanTextField(max_length=2000, verbose_name='comment')),
                ('from_outside', models.BooleanField(default=False, editable=False)),
                ('brings', text.fields.CleanLineField(blank=True, default='', editable=False, max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('resolved_at', models.DateTimeField(editable=False, null=True)),
                ('form_key', models.CharField(editable=False, max_length=40, null=True, unique=True)),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mentions', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='ideas.comment')),
                ('resolved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='ideas.idea')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['idea', 'about', 'which'], name='comment_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(('about__in', ['idea', 'question', 'pitfall', ''])), name='comment_about_choice'), models.CheckConstraint(condition=models.Q(('audience__in', ['team', 'managers', ''])), name='comment_audience_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('text')), models.Value(2000)), name='comment_text_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('brings')), models.Value(200)), name='comment_brings_length'), models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('assigned_to', None), ('resolved_at', None)), _connector='OR'), name='comment_threads_resolve')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', text.fields.CleanTextField(blank=True, default='', max_length=4000, verbose_name='answer')),
                ('state', models.CharField(blank=True, choices=[('covered', 'Covered'), ('partly', 'Partly'), ('not_yet', 'Not yet'), ('not_sure', 'Not sure'), ('not_relevant', 'Not relevant here')], default='', max_length=12, verbose_name='how far this is covered')),
                ('on_research', models.BooleanField(default=False)),
                ('on_local_data', models.BooleanField(default=False)),
                ('on_practice', models.BooleanField(default=False)),
                ('on_lived', models.BooleanField(default=False)),
                ('on_assumption', models.BooleanField(default=False)),
                ('citation', text.fields.CleanTextField(blank=True, default='', max_length=500, verbose_name='which research')),
                ('note', text.fields.CleanTextField(blank=True, default='', max_length=1000, verbose_name='note or link')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.question')),
                ('updated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('wording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.wording')),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='ideas.idea')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'not_sure')), fields=['idea', 'question'], name='answer_unsure')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['covered', 'partly', 'not_yet', 'not_sure', 'not_relevant', ''])), name='answer_state_choice'), models.UniqueConstraint(fields=('idea', 'question'), name='answer_once'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('text')), models.Value(4000)), name='answer_text_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('citation')), models.Value(500)), name='answer_citation_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('note')), models.Value(1000)), name='answer_note_length')],
            },
        ),
        migrations.CreateModel(
            name='KeptWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_words', to='ideas.idea')),
                ('word', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='characteristics.wordtoweigh')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('idea', 'word'), name='keptword_once')],
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('mail', models.CharField(choices=[('now', 'At once'), ('daily', 'Once a day, in one mail'), ('never', 'Not by mail')], max_length=8)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='notice_choice_once'), models.CheckConstraint(condition=models.Q(('mail__in', ['now', 'daily', 'never', ''])), name='noticechoice_mail_choice')],
            },
        ),
        migrations.CreateModel(
            name='PitfallPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pitfall_text', text.fields.CleanTextField(default='', editable=False, max_length=1000)),
                ('could_happen', models.CharField(blank=True, choices=[('yes', 'Yes, it could'), ('no', 'No'), ('not_sure', 'Not sure')], default='', max_length=8, verbose_name='could it happen here?')),
                ('plan', text.fields.CleanTextField(blank=True, default='', max_length=2000, verbose_name='what we will do')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pitfall_plans', to='ideas.idea')),
                ('pitfall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.pitfall')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('could_happen__in', ['yes', 'no', 'not_sure', ''])), name='pitfallplan_could_happen_choice'), models.UniqueConstraint(fields=('idea', 'pitfall'), name='pitfallplan_once'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('plan')), models.Value(2000)), name='pitfallplan_plan_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('pitfall_text')), models.Value(1000)), name='pitfallplan_pitfall_text_length')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=120)),
                ('part', models.CharField(blank=True, default='', max_length=120)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='ideas.idea')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('idea', 'place', 'user'), name='presence_once')],
            },
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('counts', models.JSONField(default=dict)),
                ('form_key', models.CharField(editable=False, max_length=40, null=True, unique=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redactions', to='ideas.idea')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Reviewer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('expires_at', models.DateTimeField(editable=False)),
                ('accepted_at', models.DateTimeField(editable=False, null=True)),
                ('revoked_at', models.DateTimeField(editable=False, null=True)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviewers', to='ideas.idea')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('email')), models.Value(254)), name='reviewer_email_length')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('idea', 'the description'), ('plan', 'what to try first'), ('focus', 'the choice of'), ('route', 'how it works'), ('answer', 'the answer'), ('pitfall', 'the pitfall'), ('ask', 'what was done about something asked for')], max_length=8)),
                ('which', models.CharField(blank=True, default='', max_length=130)),
                ('payload', models.JSONField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('base_version', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField(null=True)),
                ('kept', models.BooleanField(default=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='ideas.idea')),
                ('restored_from', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ideas.revision')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['idea', 'what', 'which', '-id'], name='revision_of_text'), models.Index(fields=['idea', 'by', 'kept'], name='revision_by')],
                'constraints': [models.CheckConstraint(condition=models.Q(('what__in', ['idea', 'plan', 'focus', 'route', 'answer', 'pitfall', 'ask', ''])), name='revision_what_choice')],
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('component', models.CharField(choices=[('capability', 'Capability'), ('opportunity', 'Opportunity'), ('motivation', 'Motivation')], max_length=12, verbose_name='COM-B part')),
                ('text', text.fields.CleanTextField(blank=True, default='', max_length=2000, verbose_name='how this idea would work that way')),
                ('guide_text', text.fields.CleanTextField(blank=True, default='', editable=False, max_length=4000)),
                ('by_information', models.BooleanField(default=False)),
                ('by_practice', models.BooleanField(default=False)),
                ('by_people', models.BooleanField(default=False)),
                ('by_means', models.BooleanField(default=False)),
                ('by_feedback', models.BooleanField(default=False)),
                ('by_planning', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('focus', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='routes', to='ideas.focus')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('component__in', ['capability', 'opportunity', 'motivation', ''])), name='route_component_choice'), models.UniqueConstraint(fields=('focus', 'component'), name='route_once'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('text')), models.Value(2000)), name='route_text_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('guide_text')), models.Value(4000)), name='route_guide_text_length')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', text.fields.CleanLineField(max_length=60, verbose_name='name')),
                ('query', models.CharField(editable=False, max_length=2000)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'name'), name='savedview_once'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('name')), models.Value(60)), name='savedview_name_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('query')), models.Value(2000)), name='savedview_query_length')],
            },
        ),
        migrations.CreateModel(
            name='ShareLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('label', text.fields.CleanLineField(blank=True, default='', max_length=100, verbose_name='who it is for')),
                ('names', models.BooleanField(default=False, verbose_name='shows the names of the team and its people')),
                ('contribute', models.BooleanField(default=False, verbose_name='lets whoever has it say something to the team')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('expires_at', models.DateTimeField(editable=False)),
                ('revoked_at', models.DateTimeField(editable=False, null=True)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='share_links', to='ideas.idea')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('label')), models.Value(100)), name='sharelink_label_length')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', text.fields.CleanTextField(blank=True, default='', max_length=2000, verbose_name='what you would like to say')),
                ('brings', text.fields.CleanLineField(blank=True, default='', max_length=200, verbose_name='what brings you to this')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('state', models.CharField(choices=[('held', 'waits for the team'), ('accepted', 'let in'), ('declined', 'declined')], default='held', editable=False, max_length=8)),
                ('settled_at', models.DateTimeField(editable=False, null=True)),
                ('form_key', models.CharField(editable=False, max_length=40, null=True, unique=True)),
                ('comment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ideas.comment')),
                ('settled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='ideas.idea')),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='ideas.sharelink')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['idea', 'state'], name='contribution_state')],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('text')), models.Value(2000)), name='contribution_text_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('brings')), models.Value(200)), name='contribution_brings_length'), models.CheckConstraint(condition=models.Q(('state__in', ['held', 'accepted', 'declined', ''])), name='contribution_state_choice'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('brings', ''), ('text', '')), _connector='OR'), name='contribution_declined_is_gone')],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('submission', 'submission'), ('publication', 'publication')], default='submission', max_length=12)),
                ('number', models.PositiveSmallIntegerField()),
                ('body', models.JSONField()),
                ('title', text.fields.CleanTextField(default='', editable=False, max_length=120)),
                ('asked', models.JSONField(default=list, editable=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='ideas.idea')),
            ],
            options={
                'ordering': ['-number'],
                'indexes': [models.Index(fields=['kind', 'withdrawn_at', '-at', '-id'], name='snapshot_by_time'), models.Index(fields=['idea', 'kind', 'withdrawn_at', '-number'], name='snapshot_latest')],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('title')), models.Value(120)), name='snapshot_title_length'), models.CheckConstraint(condition=models.Q(('kind__in', ['submission', 'publication', ''])), name='snapshot_kind_choice'), models.UniqueConstraint(fields=('idea', 'kind', 'number'), name='snapshot_once')],
            },
        ),
        migrations.AddField(
            model_name='sharelink',
            name='snapshot',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.snapshot'),
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('changes_asked', 'Changes asked for'), ('not_now', 'Not now'), ('agreed', 'Agreed to test'), ('testing', 'Testing'), ('adopted', 'Adopted'), ('adapted', 'Adapted'), ('stopped', 'Stopped, with what was learned')], max_length=16)),
                ('by_own_team', models.BooleanField(default=False)),
                ('changed_since', models.BooleanField(default=False)),
                ('names', models.BooleanField(default=False)),
                ('summary', text.fields.CleanTextField(default='', max_length=2000)),
                ('tallies', models.JSONField(default=dict)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('snapshot', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='publication', to='ideas.snapshot')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['status', '-at'], name='publication_status')],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('summary')), models.Value(2000)), name='publication_summary_length'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'in_review', 'changes_asked', 'not_now', 'agreed', 'testing', 'adopted', 'adapted', 'stopped', ''])), name='publication_status_choice')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('path', models.CharField(max_length=300)),
                ('words', text.fields.CleanTextField(blank=True, default='', max_length=2000)),
                ('key', models.CharField(max_length=100)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('read_at', models.DateTimeField(null=True)),
                ('mail', models.CharField(choices=[('now', 'At once'), ('daily', 'Once a day, in one mail'), ('never', 'Not by mail')], max_length=8)),
                ('mailed_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.comment')),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.idea')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.snapshot')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['person', '-at', '-id'], name='notice_of_person'), models.Index(condition=models.Q(('read_at', None)), fields=['person'], name='notice_unread'), models.Index(condition=models.Q(('mail__in', ['now', 'daily']), ('mailed_at', None)), fields=['mail', 'at'], name='notice_waiting')],
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='notice_once'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('words')), models.Value(2000)), name='notice_words_length'), models.CheckConstraint(condition=models.Q(('mail__in', ['now', 'daily', 'never', ''])), name='notice_mail_choice')],
            },
        ),
        migrations.CreateModel(
            name='IdeaWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_words', text.fulltext.FoldedField(default='', editable=False)),
                ('words', text.fulltext.FoldedField(default='', editable=False)),
                ('audience', models.CharField(choices=[('live', 'Live'), ('sent', 'Sent')], max_length=4)),
                ('what', models.CharField(max_length=10)),
                ('which', models.CharField(default='', max_length=130)),
                ('text', models.TextField(default='')),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.idea')),
                ('snapshot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.snapshot')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('idea', 'audience', 'what', 'which'), name='ideawords_once')],
            },
        ),
        migrations.AddField(
            model_name='idea',
            name='derived_from',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ideas.snapshot'),
        ),
        migrations.AddField(
            model_name='idea',
            name='sent',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ideas.snapshot'),
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('agree', 'Agreed to test'), ('ask_changes', 'Changes asked for'), ('not_now', 'Not now')], max_length=12, verbose_name='decision')),
                ('reasons', text.fields.CleanTextField(max_length=4000, verbose_name='reasons')),
                ('conditions', text.fields.CleanTextField(blank=True, default='', max_length=2000, verbose_name='what is asked for')),
                ('affordable', text.fields.CleanTextField(blank=True, default='', max_length=600, verbose_name='affordable')),
                ('practicable', text.fields.CleanTextField(blank=True, default='', max_length=600, verbose_name='practicable')),
                ('effective', text.fields.CleanTextField(blank=True, default='', max_length=600, verbose_name='effective')),
                ('acceptable', text.fields.CleanTextField(blank=True, default='', max_length=600, verbose_name='acceptable')),
                ('side_effects', text.fields.CleanTextField(blank=True, default='', max_length=600, verbose_name='side effects and safety')),
                ('equity', text.fields.CleanTextField(blank=True, default='', max_length=600, verbose_name='equity')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='look at it again on')),
                ('by_own_team', models.BooleanField(default=False, editable=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='decision', to='ideas.snapshot')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('reasons')), models.Value(4000)), name='decision_reasons_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('conditions')), models.Value(2000)), name='decision_conditions_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('affordable')), models.Value(600)), name='decision_affordable_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('practicable')), models.Value(600)), name='decision_practicable_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('effective')), models.Value(600)), name='decision_effective_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('acceptable')), models.Value(600)), name='decision_acceptable_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('side_effects')), models.Value(600)), name='decision_side_effects_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('equity')), models.Value(600)), name='decision_equity_length'), models.CheckConstraint(condition=models.Q(('outcome__in', ['agree', 'ask_changes', 'not_now', ''])), name='decision_outcome_choice')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('end', models.CharField(blank=True, choices=[('released', 'released'), ('taken_over', 'taken over by a colleague'), ('decided', 'decided'), ('withdrawn', 'taken back by the team'), ('no_right', 'no longer able to decide')], default='', max_length=10)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='ideas.snapshot')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__in', ['released', 'taken_over', 'decided', 'withdrawn', 'no_right', ''])), name='claim_end_choice'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('snapshot',), name='claim_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20)),
                ('old', models.CharField(blank=True, choices=[('draft', 'Draft'), ('in_review', 'In review'), ('changes_asked', 'Changes asked for'), ('not_now', 'Not now'), ('agreed', 'Agreed to test'), ('testing', 'Testing'), ('adopted', 'Adopted'), ('adapted', 'Adapted'), ('stopped', 'Stopped, with what was learned')], default='', max_length=16)),
                ('new', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('changes_asked', 'Changes asked for'), ('not_now', 'Not now'), ('agreed', 'Agreed to test'), ('testing', 'Testing'), ('adopted', 'Adopted'), ('adapted', 'Adapted'), ('stopped', 'Stopped, with what was learned')], max_length=16)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('note', text.fields.CleanTextField(blank=True, default='', max_length=4000)),
                ('form_key', models.CharField(editable=False, max_length=40, null=True, unique=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='status_changes', to='ideas.idea')),
                ('snapshot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ideas.snapshot')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['idea', '-at', '-id'], name='statuschange_latest')],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('note')), models.Value(4000)), name='statuschange_note_length'), models.CheckConstraint(condition=models.Q(('old__in', ['draft', 'in_review', 'changes_asked', 'not_now', 'agreed', 'testing', 'adopted', 'adapted', 'stopped', ''])), name='statuschange_old_choice'), models.CheckConstraint(condition=models.Q(('new__in', ['draft', 'in_review', 'changes_asked', 'not_now', 'agreed', 'testing', 'adopted', 'adapted', 'stopped', ''])), name='statuschange_new_choice')],
            },
        ),
        migrations.CreateModel(
            name='SubmittedFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('unsure', 'a question that it is not sure about'), ('pitfall', 'a pitfall that could happen'), ('rests', 'what its claims rest on')], max_length=8)),
                ('key', models.SlugField(db_index=False, max_length=100)),
                ('number', models.PositiveSmallIntegerField()),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.idea')),
                ('snapshot', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='ideas.snapshot')),
            ],
            options={
                'indexes': [models.Index(fields=['snapshot', 'kind', 'key', 'number'], name='submittedfinding_sums')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['unsure', 'pitfall', 'rests', ''])), name='submittedfinding_kind_choice'), models.UniqueConstraint(fields=('snapshot', 'kind', 'key'), name='submittedfinding_once')],
            },
        ),
        migrations.CreateModel(
            name='SubmittedFocus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(db_index=False, max_length=100)),
                ('asked', models.PositiveSmallIntegerField()),
                ('set_aside', models.PositiveSmallIntegerField()),
                ('covered', models.PositiveSmallIntegerField()),
                ('partly', models.PositiveSmallIntegerField()),
                ('not_yet', models.PositiveSmallIntegerField()),
                ('not_sure', models.PositiveSmallIntegerField()),
                ('open', models.PositiveSmallIntegerField()),
                ('assumed', models.PositiveSmallIntegerField()),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.idea')),
                ('snapshot', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='counted_foci', to='ideas.snapshot')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('snapshot', 'slug'), name='submittedfocus_once')],
            },
        ),
        migrations.CreateModel(
            name='TestPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('smallest_try', text.fields.CleanTextField(max_length=1000, verbose_name='the smallest try')),
                ('with_whom', text.fields.CleanTextField(max_length=1000, verbose_name='with whom and when')),
                ('expects', text.fields.CleanTextField(max_length=1000, verbose_name='what we expect to see')),
                ('how_known', text.fields.CleanTextField(max_length=1000, verbose_name='how we would know')),
                ('cost', text.fields.CleanTextField(blank=True, default='', max_length=1000, verbose_name='what it costs in time and money')),
                ('safeguarding', text.fields.CleanTextField(blank=True, default='', max_length=1000, verbose_name='keeping people safe')),
                ('data_care', text.fields.CleanTextField(blank=True, default='', max_length=1000, verbose_name="looking after people's information")),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('idea', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='plan', to='ideas.idea')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('smallest_try')), models.Value(1000)), name='plan_smallest_try_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('with_whom')), models.Value(1000)), name='plan_with_whom_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('expects')), models.Value(1000)), name='plan_expects_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('how_known')), models.Value(1000)), name='plan_how_known_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('cost')), models.Value(1000)), name='plan_cost_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('safeguarding')), models.Value(1000)), name='plan_safeguarding_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('data_care')), models.Value(1000)), name='plan_data_care_length')],
            },
        ),
        migrations.CreateModel(
            name='AskResponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', text.fields.CleanTextField(blank=True, default='', max_length=600, verbose_name='what you did about it')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responses', to='ideas.decision')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('text')), models.Value(600)), name='askresponse_text_length'), models.UniqueConstraint(fields=('decision', 'number'), name='askresponse_once')],
            },
        ),
        migrations.CreateModel(
            name='DecisionReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', text.fields.CleanTextField(max_length=2000, verbose_name='reply')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('form_key', models.CharField(editable=False, max_length=40, null=True, unique=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='ideas.decision')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('text')), models.Value(2000)), name='decisionreply_text_length')],
            },
        ),
        migrations.AddIndex(
            model_name='idea',
            index=models.Index(fields=['team', 'shared_live', 'binned_at', 'sent', 'status', 'stands_since', 'practice', 'demo', 'id'], name='idea_reading'),
        ),
        # The full-text index over the words; how each database keeps it stands in `text.fulltext`.
        migrations.RunPython(create, drop),
    ]
