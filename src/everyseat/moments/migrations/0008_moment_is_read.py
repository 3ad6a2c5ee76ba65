from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moments", "0007_feedback")]

    operations = [
        # what has closed before is not announced anew
        migrations.AddField("moment", "is_read", models.BooleanField(default=True, editable=False)),
        migrations.AlterField(
            "moment", "is_read", models.BooleanField(default=False, editable=False)
        ),
    ]
