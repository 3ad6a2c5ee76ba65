from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("room", "0016_a_set_has_a_name")]

    operations = [
        migrations.AddField(
            model_name="room",
            name="reminded_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
