"""Whether there will be a group report is fixed at launch: so is that of rounds under way."""

from django.db import migrations, models


def fix(apps, schema_editor):
    """No round under way that has fewer leaders than a group report needs may come to have one."""
    rounds = apps.get_model("threesixty", "Round").objects.filter(state__in=["open", "closing"])
    for feedback_round in rounds.filter(may_be_grouped=True):
        if feedback_round.reviews.count() < feedback_round.rating_threshold:
            feedback_round.may_be_grouped = False
            feedback_round.save(update_fields=["may_be_grouped"])


class Migration(migrations.Migration):
    dependencies = [
        ("threesixty", "0022_named_by"),
    ]

    operations = [
        migrations.AlterField(
            model_name="round",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Being prepared"),
                    ("open", "Under way"),
                    ("closing", "Closed: the reports come next"),
                    ("closed", "Closed"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.RunPython(fix, migrations.RunPython.noop),
    ]
