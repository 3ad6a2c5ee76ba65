from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("room", "0008_marks_and_merging"),
    ]

    operations = [
        migrations.AddField(
            model_name="room",
            name="on_phones",
            field=models.BooleanField(default=False),
        ),
    ]
