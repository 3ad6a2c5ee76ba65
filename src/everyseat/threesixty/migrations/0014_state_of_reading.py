from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("threesixty", "0013_labels"),
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
                    ("read", "Waiting for the coach"),
                    ("released", "Released"),
                    ("conversation", "Discussed"),
                    ("plan", "Plan made"),
                    ("follow-up", "Followed up"),
                ],
                default="nominate",
                max_length=15,
            ),
        ),
    ]
