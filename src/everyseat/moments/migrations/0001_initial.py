import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import everyseat.giving.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Moment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.CharField(max_length=120)),
                ("held_on", models.DateField()),
                ("meant", models.JSONField(default=list)),
                ("sentence", models.CharField(blank=True, max_length=280)),
                (
                    "code",
                    models.CharField(
                        default=everyseat.giving.codes.new_code,
                        editable=False,
                        max_length=8,
                        unique=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open for answers"), ("closed", "Closed")],
                        default="open",
                        max_length=6,
                    ),
                ),
                ("closes_on", models.DateField()),
                ("vocabulary", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("rating_threshold", models.PositiveSmallIntegerField(default=4)),
                ("word_threshold", models.PositiveSmallIntegerField(default=5)),
                ("picture", models.JSONField(blank=True, editable=False, null=True)),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "what"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "closed"), ("picture", None), _connector="OR"),
                        name="nothing_is_counted_while_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating_threshold__gte", 3), ("word_threshold__gte", 3)
                        ),
                        name="moment_thresholds_protect",
                    ),
                ],
            },
        ),
    ]
