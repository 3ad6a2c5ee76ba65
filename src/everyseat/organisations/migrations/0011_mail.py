"""Letters are encrypted, have an urgency and are given up after a time; limits are counted here."""

import uuid
from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone

import everyseat.giving.fields


def encrypt_what_waits(apps, schema_editor):
    """Put the letters that wait into the new table. They are tried for three days from now on."""
    now = timezone.now().replace(second=0, microsecond=0)
    letter = apps.get_model("organisations", "Letter")
    for old in apps.get_model("organisations", "ReadableLetter").objects.iterator():
        letter.objects.create(
            due=now,
            give_up=now + timedelta(days=3),
            content={"to": old.to, "subject": old.subject, "text": old.text},
        )


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0010_site_facts"),
    ]

    operations = [
        migrations.RenameModel("Letter", "ReadableLetter"),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "urgency",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "Code"), (1, "Letter"), (2, "Reminder")], default=1
                    ),
                ),
                ("due", models.DateTimeField(null=True)),
                ("give_up", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("about", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("failed_at", models.DateTimeField(null=True)),
                (
                    "content",
                    everyseat.giving.fields.Encrypted(
                        blank=True, default=dict, editable=False, purpose="letter"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["urgency", "due", "id"], name="letters_in_turn"),
                    models.Index(fields=["give_up"], name="letters_to_give_up"),
                    models.Index(
                        fields=["about", "due", "reason", "urgency"], name="letters_of_a_round"
                    ),
                    models.Index(fields=["reason", "due", "urgency"], name="letters_put_off"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(due=None) ^ models.Q(failed_at=None),
                        name="waits_or_failed",
                    )
                ],
            },
        ),
        migrations.RunPython(encrypt_what_waits, migrations.RunPython.noop),
        migrations.DeleteModel("ReadableLetter"),
        migrations.CreateModel(
            name="MailServer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_sent", models.DateTimeField(null=True)),
                ("used_until", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, max_length=20)),
                ("trouble_since", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("failed_at", models.DateTimeField(null=True)),
                ("rest_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Spent",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("times", models.PositiveSmallIntegerField(default=0)),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
