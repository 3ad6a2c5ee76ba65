import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("threesixty", "0006_who_has_drawn_is_sealed"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditRecord",
            fields=[
                (
                    "cycle",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="audit_record",
                        serialize=False,
                        to="threesixty.cycle",
                    ),
                ),
                ("content", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "cycle",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="closing",
                        serialize=False,
                        to="threesixty.cycle",
                    ),
                ),
                ("busy_until", models.DateTimeField(null=True)),
                ("kept_links", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Making",
            fields=[
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="making",
                        serialize=False,
                        to="threesixty.review",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("deliver", "Answers to be put in their place"),
                            ("report", "Report to be made"),
                            ("release", "Report made"),
                        ],
                        default="deliver",
                        max_length=10,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(null=True)),
                ("problem", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="kept",
                        serialize=False,
                        to="threesixty.review",
                    ),
                ),
                ("content", models.JSONField()),
                ("asked", models.JSONField(null=True)),
            ],
        ),
        migrations.AlterField(
            model_name="cycle",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Being prepared"),
                    ("open", "Under way"),
                    ("closing", "Closed; the reports are being made"),
                    ("closed", "Closed"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="AuditPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("review", models.UUIDField()),
                ("content", models.JSONField()),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="audit_parts",
                        to="threesixty.cycle",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cycle", "review"), name="one_audit_part_a_review"
                    )
                ],
            },
        ),
    ]
