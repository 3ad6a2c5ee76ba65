from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_deeds"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="keep_answers",
            field=models.PositiveSmallIntegerField(default=24),
        ),
        migrations.AddField(
            model_name="organisation",
            name="keep_reports",
            field=models.PositiveSmallIntegerField(default=60),
        ),
    ]
