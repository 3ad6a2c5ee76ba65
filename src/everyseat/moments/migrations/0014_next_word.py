from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moments", "0013_who_can_open")]

    operations = [
        migrations.AddField("case", "next_on", models.DateField(blank=True, null=True)),
    ]
