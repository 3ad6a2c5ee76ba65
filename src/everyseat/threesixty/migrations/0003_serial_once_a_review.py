from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("threesixty", "0002_credentials"),
    ]

    operations = [
        migrations.AddField(
            model_name="cycle",
            name="counts",
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="sheet",
            name="serial",
            field=models.CharField(max_length=64),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(
                fields=("review", "serial"), name="a_serial_once_a_review"
            ),
        ),
    ]
