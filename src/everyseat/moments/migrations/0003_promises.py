import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Room for what a guardian promises, and for the day of their last message."""

    dependencies = [
        ("moments", "0002_telling_and_cases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("acknowledge_days", models.PositiveSmallIntegerField()),
                ("feedback_months", models.PositiveSmallIntegerField()),
                ("made_on", models.DateField()),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="promises",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-made_on", "-pk"]},
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(("withdrawn_on", None)),
                name="one_promise_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(("acknowledge_days__gte", 1), ("feedback_months__gte", 1)),
                name="a_promise_can_be_kept",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="promise",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="moments.promise",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="feedback_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="offer", name="contacts", field=models.TextField(blank=True)
        ),
        migrations.AddField(
            model_name="offer", name="despite", field=models.JSONField(default=dict)
        ),
    ]
