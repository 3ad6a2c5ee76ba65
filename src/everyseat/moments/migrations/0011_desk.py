import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moments", "0010_cancelled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "case",
            "owner",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="cases_owned",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("wrapped", "read", models.PositiveSmallIntegerField(default=0)),
    ]
