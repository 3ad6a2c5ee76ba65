import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("room", "0011_timers"),
    ]

    operations = [
        migrations.AddField(
            model_name="room",
            name="second",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="rooms_as_second",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
