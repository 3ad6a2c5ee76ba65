import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def note_those_in_use(apps, schema_editor):
    """A key in escrow that is in use stays so: its maker put it there alone."""
    keys = apps.get_model("moments", "GuardianKey").objects.filter(person=None)
    keys.update(confirmed_on=F("made_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("moments", "0015_leave"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "guardiankey",
            "confirmed_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("guardiankey", "confirmed_on", models.DateField(blank=True, null=True)),
        migrations.RunPython(note_those_in_use, migrations.RunPython.noop),
    ]
