"""Everything as of the first release."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import text.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    # What stood here before the first release, so that a database made since then needs nothing.
    replaces = [('characteristics', '0001_initial'), ('characteristics', '0002_wordlist')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Characteristic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('name', text.fields.CleanLineField(max_length=100, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('in_short', text.fields.CleanLineField(max_length=200, verbose_name='in one sentence')),
                ('choose_if', text.fields.CleanLineField(blank=True, default='', help_text='Help for choosing, written for this tool: “Choose this if …” goes on with these words.', max_length=200, verbose_name='choose it if')),
                ('why', text.fields.CleanTextField(help_text='Markdown.', max_length=4000, verbose_name='why it matters')),
                ('description', text.fields.CleanTextField(help_text='Markdown.', max_length=8000, verbose_name='what it means')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='retired')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_characteristic_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('name')), models.Value(100)), name='characteristic_name_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('in_short')), models.Value(200)), name='characteristic_in_short_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('choose_if')), models.Value(200)), name='characteristic_choose_if_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('why')), models.Value(4000)), name='characteristic_why_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('description')), models.Value(8000)), name='characteristic_description_length')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('title', text.fields.CleanLineField(max_length=250, verbose_name='title')),
                ('short_title', text.fields.CleanLineField(max_length=100, verbose_name='short title')),
                ('authors', text.fields.CleanLineField(blank=True, default='', max_length=250, verbose_name='authors')),
                ('publisher', text.fields.CleanLineField(blank=True, default='', max_length=100, verbose_name='publisher')),
                ('partners', text.fields.CleanLineField(blank=True, default='', max_length=250, verbose_name='partners')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='month')),
            ],
            options={
                'ordering': ['-year', 'key'],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('title')), models.Value(250)), name='source_title_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('short_title')), models.Value(100)), name='source_short_title_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('authors')), models.Value(250)), name='source_authors_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('publisher')), models.Value(100)), name='source_publisher_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('partners')), models.Value(250)), name='source_partners_length')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='retired')),
                ('characteristic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='characteristics.characteristic', verbose_name='characteristic')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['characteristic', 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_question_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_question_origin_choice')],
            },
        ),
        migrations.CreateModel(
            name='Principle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('name', text.fields.CleanLineField(max_length=100, verbose_name='name')),
                ('also_called', text.fields.CleanLineField(blank=True, default='', max_length=120, verbose_name='also called')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('in_short', text.fields.CleanLineField(max_length=200, verbose_name='in one line')),
                ('what', text.fields.CleanTextField(help_text='Markdown.', max_length=4000, verbose_name='what it is')),
                ('example_name', text.fields.CleanLineField(max_length=200, verbose_name='name of the example')),
                ('example', text.fields.CleanTextField(help_text='Markdown.', max_length=4000, verbose_name='example')),
                ('caution', text.fields.CleanTextField(blank=True, default='', help_text='Markdown.', max_length=4000, verbose_name='caution')),
                ('question', text.fields.CleanTextField(max_length=400, verbose_name='question of its check')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_principle_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_principle_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('name')), models.Value(100)), name='principle_name_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('also_called')), models.Value(120)), name='principle_also_called_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('in_short')), models.Value(200)), name='principle_in_short_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('what')), models.Value(4000)), name='principle_what_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('example_name')), models.Value(200)), name='principle_example_name_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('example')), models.Value(4000)), name='principle_example_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('caution')), models.Value(4000)), name='principle_caution_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('question')), models.Value(400)), name='principle_question_length')],
            },
        ),
        migrations.CreateModel(
            name='Pitfall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('in_short', text.fields.CleanLineField(max_length=120, verbose_name='in short')),
                ('text', text.fields.CleanTextField(max_length=1000, verbose_name='text')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='retired')),
                ('characteristic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='characteristics.characteristic', verbose_name='characteristic')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['characteristic', 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_pitfall_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_pitfall_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('in_short')), models.Value(120)), name='pitfall_in_short_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('text')), models.Value(1000)), name='pitfall_text_length')],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('title', text.fields.CleanLineField(max_length=120, verbose_name='title')),
                ('section', models.CharField(choices=[('about', 'What Good Help is'), ('evidence', 'The evidence and ideas behind it'), ('history', 'How it came about'), ('tool', 'About this tool')], max_length=10, verbose_name='section')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('in_short', text.fields.CleanLineField(max_length=200, verbose_name='in one sentence')),
                ('body', text.fields.CleanTextField(help_text='Markdown.', max_length=20000, verbose_name='text')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['section', 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_page_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_page_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('title')), models.Value(120)), name='page_title_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('in_short')), models.Value(200)), name='page_in_short_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('body')), models.Value(20000)), name='page_body_length'), models.CheckConstraint(condition=models.Q(('section__in', ['about', 'evidence', 'history', 'tool', ''])), name='page_section_choice')],
            },
        ),
        migrations.CreateModel(
            name='Mechanism',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('component', models.CharField(choices=[('capability', 'Capability'), ('opportunity', 'Opportunity'), ('motivation', 'Motivation')], max_length=12, verbose_name='COM-B part')),
                ('how', text.fields.CleanTextField(help_text='Markdown.', max_length=4000, verbose_name='how it works')),
                ('characteristic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='characteristics.characteristic', verbose_name='characteristic')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['characteristic', 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('how')), models.Value(4000)), name='mechanism_how_length'), models.CheckConstraint(condition=models.Q(('component__in', ['capability', 'opportunity', 'motivation', ''])), name='mechanism_component_choice'), models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_mechanism_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_mechanism_origin_choice'), models.UniqueConstraint(fields=('characteristic', 'component'), name='mechanism_once')],
            },
        ),
        migrations.CreateModel(
            name='Example',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('name', text.fields.CleanLineField(max_length=200, verbose_name='name')),
                ('text', text.fields.CleanTextField(max_length=2000, verbose_name='text')),
                ('characteristic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='characteristics.characteristic', verbose_name='characteristic')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['characteristic', 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_example_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_example_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('name')), models.Value(200)), name='example_name_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('text')), models.Value(2000)), name='example_text_length')],
            },
        ),
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('reason', text.fields.CleanTextField(max_length=1000, verbose_name='reason')),
                ('characteristic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='characteristics.characteristic', verbose_name='characteristic')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='led_to_by', to='characteristics.characteristic', verbose_name='leads to')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['characteristic', 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_connection_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_connection_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('reason')), models.Value(1000)), name='connection_reason_length')],
            },
        ),
        migrations.AddField(
            model_name='characteristic',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source'),
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('name', text.fields.CleanLineField(max_length=100, verbose_name='term')),
                ('meaning', text.fields.CleanTextField(max_length=600, verbose_name='meaning')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_term_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_term_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('name')), models.Value(100)), name='term_name_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('meaning')), models.Value(600)), name='term_meaning_length')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('text', text.fields.CleanTextField(max_length=600, verbose_name='the question')),
                ('hint', text.fields.CleanTextField(blank=True, default='', max_length=600, verbose_name='hint, written for this tool')),
                ('example_answer', text.fields.CleanTextField(blank=True, default='', max_length=900, verbose_name='invented example of an answer')),
                ('minor', models.BooleanField(default=False, verbose_name='small correction: nobody is asked to look again')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='characteristics.question')),
            ],
            options={
                'ordering': ['question', 'number'],
                'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='wording_once'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('text')), models.Value(600)), name='wording_text_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('hint')), models.Value(600)), name='wording_hint_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('example_answer')), models.Value(900)), name='wording_example_answer_length')],
            },
        ),
        migrations.AddField(
            model_name='question',
            name='current',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.wording', verbose_name='current wording'),
        ),
        migrations.CreateModel(
            name='WordToWeigh',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('words', text.fields.CleanLineField(help_text='Found as whole words, in capitals or not, also with -s or ’s at the end.', max_length=100, verbose_name='word or phrase')),
                ('other_forms', text.fields.CleanLineField(blank=True, default='', help_text='With commas between them, such as: empowered, empowering.', max_length=300, verbose_name='other forms')),
                ('reason', text.fields.CleanTextField(max_length=400, verbose_name='why to think about it')),
                ('better', text.fields.CleanLineField(max_length=200, verbose_name='what to say instead')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='retired')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'word to weigh',
                'verbose_name_plural': 'words to weigh',
                'ordering': ['words', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_wordtoweigh_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_wordtoweigh_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('words')), models.Value(100)), name='wordtoweigh_words_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('other_forms')), models.Value(300)), name='wordtoweigh_other_forms_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('reason')), models.Value(400)), name='wordtoweigh_reason_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('better')), models.Value(200)), name='wordtoweigh_better_length')],
            },
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('topic', models.CharField(choices=[('general', 'General'), ('behaviour-change-skills', 'Behaviour change skills'), ('characteristic', 'One characteristic')], max_length=30, verbose_name='topic')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('name', text.fields.CleanLineField(max_length=250, verbose_name='name')),
                ('what', text.fields.CleanTextField(max_length=1000, verbose_name='what it is for')),
                ('url', models.URLField(blank=True, default='', max_length=300, verbose_name='address')),
                ('characteristic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='characteristics.characteristic', verbose_name='characteristic')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['-topic', 'characteristic__order', 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_resource_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_resource_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('name')), models.Value(250)), name='resource_name_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('what')), models.Value(1000)), name='resource_what_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('url')), models.Value(300)), name='resource_url_length'), models.CheckConstraint(condition=models.Q(('topic__in', ['general', 'behaviour-change-skills', 'characteristic', ''])), name='resource_topic_choice')],
            },
        ),
        migrations.CreateModel(
            name='Reference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('citation', text.fields.CleanTextField(max_length=1000, verbose_name='citation')),
                ('url', models.URLField(blank=True, default='', max_length=300, verbose_name='address')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_reference_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_reference_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('citation')), models.Value(1000)), name='reference_citation_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('url')), models.Value(300)), name='reference_url_length')],
            },
        ),
        migrations.CreateModel(
            name='PrinciplePoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('name', text.fields.CleanLineField(max_length=120, verbose_name='name')),
                ('text', text.fields.CleanTextField(max_length=2000, verbose_name='text')),
                ('principle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='characteristics.principle')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['principle', 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_principlepoint_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='characteristics_principlepoint_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('name')), models.Value(120)), name='principlepoint_name_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('text')), models.Value(2000)), name='principlepoint_text_length')],
            },
        ),
        migrations.AddConstraint(
            model_name='characteristic',
            constraint=models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='characteristics_characteristic_has_source'),
        ),
    ]
