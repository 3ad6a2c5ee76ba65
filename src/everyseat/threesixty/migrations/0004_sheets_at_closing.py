from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("threesixty", "0003_serial_once_a_review"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="sheet",
            name="a_credential_or_a_kept_link",
        ),
        migrations.RemoveConstraint(
            model_name="sheet",
            name="a_serial_once_a_review",
        ),
        migrations.RemoveField(
            model_name="cycle",
            name="counts",
        ),
        migrations.RemoveField(
            model_name="sheet",
            name="mark",
        ),
        migrations.RemoveField(
            model_name="sheet",
            name="serial",
        ),
        migrations.AddField(
            model_name="cycle",
            name="audit",
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="review",
            name="answered",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
    ]
