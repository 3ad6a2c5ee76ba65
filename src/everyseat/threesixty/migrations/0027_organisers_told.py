from django.db import migrations, models
from django.utils import timezone


def begin_today(apps, _schema_editor):
    """Count what waits already from today on: since when it does was not kept."""
    reviews = apps.get_model("threesixty", "Review").objects.filter(state_since=None)
    reviews.filter(state__in=["approve", "read"]).update(state_since=timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [
        ("threesixty", "0026_board"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="organisers_told",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(begin_today, migrations.RunPython.noop),
    ]
