from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moments", "0004_what_was_promised")]

    operations = [
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "closed"), _negated=True),
                    ("feedback_on__isnull", False),
                    _connector="OR",
                ),
                name="closed_with_feedback",
            ),
        ),
        migrations.RemoveField(model_name="offer", name="acknowledge_days"),
        migrations.RemoveField(model_name="offer", name="feedback_months"),
    ]
