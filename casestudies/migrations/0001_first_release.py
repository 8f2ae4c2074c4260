"""Everything as of the first release."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import text.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    # What stood here before the first release, so that a database made since then needs nothing.
    replaces = [('casestudies', '0001_initial')]

    initial = True

    dependencies = [
        ('characteristics', '0001_first_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseStudy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('name', text.fields.CleanLineField(max_length=120, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('in_short', text.fields.CleanLineField(max_length=200, verbose_name='in one sentence')),
                ('setting', text.fields.CleanLineField(max_length=120, verbose_name='where it works')),
                ('what', text.fields.CleanTextField(help_text='Markdown.', max_length=8000, verbose_name='what it does')),
                ('how', text.fields.CleanTextField(help_text='Markdown.', max_length=8000, verbose_name='how it does it')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'verbose_name_plural': 'case studies',
                'ordering': ['order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='casestudies_casestudy_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='casestudies_casestudy_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('name')), models.Value(120)), name='casestudy_name_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('in_short')), models.Value(200)), name='casestudy_in_short_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('setting')), models.Value(120)), name='casestudy_setting_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('what')), models.Value(8000)), name='casestudy_what_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('how')), models.Value(8000)), name='casestudy_how_length')],
            },
        ),
        migrations.CreateModel(
            name='Illustration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('how', text.fields.CleanTextField(help_text='Markdown.', max_length=4000, verbose_name='how')),
                ('case_study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='illustrations', to='casestudies.casestudy')),
                ('characteristic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='illustrations', to='characteristics.characteristic')),
                ('example', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='characteristics.example')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['case_study', 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('how')), models.Value(4000)), name='illustration_how_length'), models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='casestudies_illustration_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='casestudies_illustration_origin_choice'), models.UniqueConstraint(fields=('case_study', 'characteristic'), name='illustration_once')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100, unique=True, verbose_name='key')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('party', models.CharField(choices=[('practitioner', 'practitioners'), ('organisation', 'the organisation'), ('club_foundation', "the club's foundation"), ('developers', 'the developers')], max_length=20, verbose_name='whose need')),
                ('actor', text.fields.CleanLineField(max_length=200, verbose_name='as the case study names them')),
                ('component', models.CharField(blank=True, choices=[('capability', 'Capability'), ('opportunity', 'Opportunity'), ('motivation', 'Motivation')], default='', max_length=12, verbose_name='COM-B part')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('text', text.fields.CleanTextField(max_length=1000, verbose_name='text')),
                ('case_study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='casestudies.casestudy')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['case_study', 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='casestudies_need_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='casestudies_need_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('actor')), models.Value(200)), name='need_actor_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('text')), models.Value(1000)), name='need_text_length'), models.CheckConstraint(condition=models.Q(('party__in', ['practitioner', 'organisation', 'club_foundation', 'developers', ''])), name='need_party_choice'), models.CheckConstraint(condition=models.Q(('component__in', ['capability', 'opportunity', 'motivation', ''])), name='need_component_choice')],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page in the source')),
                ('origin', models.CharField(choices=[('guide', 'from the source, in our own words'), ('tool', 'written for this tool')], default='guide', max_length=8, verbose_name='origin')),
                ('name', text.fields.CleanLineField(max_length=120, verbose_name='name')),
                ('sector', models.CharField(choices=[('children-and-young-people', 'Children and young people'), ('health-and-wellbeing', 'Health and wellbeing'), ('homelessness', 'Homelessness'), ('disabilities', 'Disabilities'), ('employment-and-poverty', 'Employment and poverty'), ('justice-system', 'Justice system'), ('education', 'Education'), ('specific-demographic-groups', 'Specific demographic groups'), ('community-development', 'Community development'), ('digital', 'Digital'), ('system-enablers', 'System enablers')], max_length=40, verbose_name='sector')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order within its sector')),
                ('described', models.BooleanField(default=False, verbose_name='described in the report, not only listed')),
                ('what', text.fields.CleanTextField(blank=True, default='', max_length=2000, verbose_name='what it does')),
                ('url', models.URLField(blank=True, default='', max_length=300, verbose_name='address as of 2018')),
                ('note', text.fields.CleanLineField(blank=True, default='', max_length=300, verbose_name='note')),
                ('historic', models.BooleanField(default=False, verbose_name='had ended by then')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='characteristics.source', verbose_name='source')),
            ],
            options={
                'ordering': ['sector', 'order', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('source__isnull', False), ('origin', 'tool'), _connector='OR'), name='casestudies_programme_has_source'), models.CheckConstraint(condition=models.Q(('origin__in', ['guide', 'tool', ''])), name='casestudies_programme_origin_choice'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('name')), models.Value(120)), name='programme_name_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('what')), models.Value(2000)), name='programme_what_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('url')), models.Value(300)), name='programme_url_length'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('note')), models.Value(300)), name='programme_note_length'), models.CheckConstraint(condition=models.Q(('sector__in', ['children-and-young-people', 'health-and-wellbeing', 'homelessness', 'disabilities', 'employment-and-poverty', 'justice-system', 'education', 'specific-demographic-groups', 'community-development', 'digital', 'system-enablers', ''])), name='programme_sector_choice')],
            },
        ),
    ]
