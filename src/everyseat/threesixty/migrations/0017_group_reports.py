import django.db.models.deletion
from django.db import migrations, models


def keep_what_was_said(apps, _schema_editor):
    """Make no group report of rounds whose raters were not told who reads it."""
    launched = apps.get_model("threesixty", "Round").objects.exclude(state="draft")
    launched.update(may_be_grouped=False)


class Migration(migrations.Migration):
    dependencies = [
        ("threesixty", "0016_comment_edits"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="may_be_grouped",
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.RunPython(keep_what_was_said, migrations.RunPython.noop),
        migrations.CreateModel(
            name="GroupReport",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="group_report",
                        serialize=False,
                        to="threesixty.round",
                    ),
                ),
                ("content", models.JSONField()),
                ("counted", models.JSONField()),
            ],
        ),
    ]
