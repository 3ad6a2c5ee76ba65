import django.db.models.deletion
from django.db import migrations, models


def keep_what_was_said(apps, _schema_editor):
    """Let no coach shorten what was written for rounds whose raters were not told of it."""
    launched = apps.get_model("threesixty", "Round").objects.exclude(state="draft")
    launched.update(coach_may_shorten=False)


class Migration(migrations.Migration):
    dependencies = [
        ("threesixty", "0015_words_for_everybody"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="coach_may_shorten",
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.RunPython(keep_what_was_said, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="sheet",
            name="words_to",
            field=models.CharField(
                choices=[
                    ("as written", "Show my words, shuffled with other people's"),
                    ("coach", "Only the coach reads my words, and passes on what they say"),
                ],
                default="as written",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="CommentEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.TextField()),
                ("comment", models.PositiveIntegerField()),
                ("left", models.TextField(blank=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("writer", "It could show who wrote it"),
                            ("others", "It names or describes somebody else"),
                            ("private", "It tells of somebody’s health or private life"),
                            ("insult", "It insults, and does not say what happened"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edits",
                        to="threesixty.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "question", "comment"), name="one_edit_a_comment"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["writer", "others", "private", "insult"])
                        ),
                        name="edited_for_a_reason",
                    ),
                ],
            },
        ),
    ]
