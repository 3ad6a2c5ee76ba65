from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("room", "0010_several_choices"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="until",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="closes_then",
            field=models.BooleanField(default=True, editable=False),
        ),
    ]
