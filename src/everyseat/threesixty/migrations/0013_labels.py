from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("threesixty", "0012_rounds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="review",
            name="state",
            field=models.CharField(
                choices=[
                    ("nominate", "Naming raters"),
                    ("approve", "Raters to be approved"),
                    ("collect", "Collecting answers"),
                    ("read", "Read by a coach"),
                    ("released", "Released"),
                    ("conversation", "Discussed"),
                    ("plan", "Plan made"),
                    ("follow-up", "Followed up"),
                ],
                default="nominate",
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="round",
            name="mode",
            field=models.CharField(
                choices=[
                    ("anonymous", "Anonymous: nothing stored links answers to people"),
                    (
                        "confidential",
                        "Confidential: the server keeps who answered what, but shows it to nobody",
                    ),
                ],
                default="anonymous",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="round",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Being prepared"),
                    ("open", "Under way"),
                    ("closing", "Closed: the reports are being made"),
                    ("closed", "Closed"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="sheet",
            name="words_to",
            field=models.CharField(
                choices=[
                    ("as written", "Show my words as I wrote them, shuffled with other people's"),
                    ("coach", "Only the coach reads my words, and passes on what they say"),
                ],
                default="as written",
                max_length=12,
            ),
        ),
    ]
