"""Everything as of the first release."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import text.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # What stood here before the first release, so that a database made since then needs nothing.
    replaces = [('teams', '0001_initial')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', text.fields.CleanLineField(max_length=100, verbose_name='name of the team')),
                ('demo', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('founder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='founded_teams', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('name')), models.Value(100)), name='team_name_length')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('writes', models.BooleanField(default=False, verbose_name='writes ideas (practitioner)')),
                ('decides', models.BooleanField(default=False, verbose_name='decides on ideas (service manager)')),
                ('leads', models.BooleanField(default=False, verbose_name='leads the team: invites, changes rights, removes, closes')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='teams.team')),
            ],
            options={
                'ordering': ['joined_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('team', 'user'), name='membership_once'), models.CheckConstraint(condition=models.Q(('writes', True), ('decides', True), ('leads', True), _connector='OR'), name='membership_some_right')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('writes', models.BooleanField(default=False, verbose_name='writes ideas (practitioner)')),
                ('decides', models.BooleanField(default=False, verbose_name='decides on ideas (service manager)')),
                ('leads', models.BooleanField(default=False, verbose_name='leads the team: invites, changes rights, removes, closes')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('expires_at', models.DateTimeField(editable=False)),
                ('accepted_at', models.DateTimeField(editable=False, null=True)),
                ('revoked_at', models.DateTimeField(editable=False, null=True)),
                ('accepted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='teams.team')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('writes', True), ('decides', True), ('leads', True), _connector='OR'), name='invitation_some_right'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('email')), models.Value(254)), name='invitation_email_length')],
            },
        ),
        migrations.CreateModel(
            name='TeamEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('founded', 'founded the team'), ('renamed', 'renamed the team'), ('invited', 'invited'), ('revoked', 'took back the invitation of'), ('joined', 'joined'), ('rights', 'changed the rights of'), ('left', 'left'), ('removed', 'removed'), ('closed', 'closed the team')], max_length=12)),
                ('about', text.fields.CleanLineField(blank=True, default='', max_length=254)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='teams.team')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(models.F('about')), models.Value(254)), name='team_event_about_length'), models.CheckConstraint(condition=models.Q(('kind__in', ['founded', 'renamed', 'invited', 'revoked', 'joined', 'rights', 'left', 'removed', 'closed', ''])), name='teamevent_kind_choice')],
            },
        ),
    ]
