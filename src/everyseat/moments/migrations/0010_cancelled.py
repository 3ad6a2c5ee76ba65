from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moments", "0009_reply")]

    operations = [
        migrations.AlterField(
            "moment",
            "state",
            models.CharField(
                choices=[
                    ("open", "Open for answers"),
                    ("closed", "Closed"),
                    ("cancelled", "Cancelled"),
                ],
                default="open",
                max_length=9,
            ),
        ),
    ]
