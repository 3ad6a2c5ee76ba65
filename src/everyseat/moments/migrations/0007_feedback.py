import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GIVEN = models.Q(giver__isnull=False) | models.Q(case__isnull=False)
TO_OTHERS = ~models.Q(recipient=models.F("giver"))


class Migration(migrations.Migration):
    """Call what somebody is told feedback, with its giver and its recipient."""

    dependencies = [
        ("moments", "0006_emails"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("Telling", "told_by_somebody"),
        migrations.RemoveConstraint("Telling", "nobody_tells_themselves"),
        migrations.RenameModel("Telling", "Feedback"),
        migrations.AlterModelOptions("Feedback", {}),
        migrations.RenameField("Feedback", "told", "recipient"),
        migrations.RenameField("Feedback", "told_on", "given_on"),
        migrations.RenameField("Feedback", "told_agrees", "recipient_agrees"),
        migrations.RenameField("Feedback", "reporter", "giver"),
        migrations.RenameField("Feedback", "reporter_agrees", "giver_agrees"),
        migrations.AlterModelOptions("Feedback", {"ordering": ["-given_on"]}),
        migrations.AlterField(
            "Feedback",
            "recipient",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="feedback_received",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "Feedback",
            "giver",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="feedback_given",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "Feedback",
            "case",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="feedback",
                to="moments.case",
            ),
        ),
        migrations.AddConstraint(
            "Feedback", models.CheckConstraint(condition=GIVEN, name="given_by_somebody")
        ),
        migrations.AddConstraint(
            "Feedback",
            models.CheckConstraint(condition=TO_OTHERS, name="nobody_tells_themselves"),
        ),
    ]
