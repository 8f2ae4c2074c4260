from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ideas', '0001_first_release'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='for_library',
            field=models.BooleanField(default=False, verbose_name='the team may put it into the library'),
        ),
        migrations.AddField(
            model_name='sharelink',
            name='comments',
            field=models.BooleanField(default=False, verbose_name='shows what was said about it'),
        ),
    ]
