from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0014_audit_log")]

    operations = [
        migrations.CreateModel(
            name="ChosenColumns",
            fields=[
                ("headings", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("columns", models.JSONField()),
            ],
        ),
    ]
