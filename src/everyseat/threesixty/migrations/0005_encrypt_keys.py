from django.db import migrations, models

from everyseat.giving import at_rest


def encrypt(apps, _schema):
    for cycle in apps.get_model("threesixty", "Cycle").objects.exclude(private_key=""):
        cycle.private_key = at_rest.encrypt(cycle.private_key, "cycle key")
        cycle.save(update_fields=["private_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("threesixty", "0004_sheets_at_closing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="cycle",
            name="private_key",
            field=models.CharField(max_length=200, blank=True, editable=False),
        ),
        migrations.RunPython(encrypt, migrations.RunPython.noop),
    ]
