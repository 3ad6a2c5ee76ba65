from django.db import migrations, models


def mark_a_demonstration(apps, _schema):
    """Mark a demonstration that was loaded before there was a mark.

    Nobody real has an address under .example (RFC 2606): where everybody has one, nobody is.
    """
    people = apps.get_model("organisations", "Person").objects
    if people.exists() and not people.exclude(email__endswith=".example").exists():
        apps.get_model("organisations", "SiteFact").objects.create(name="demonstration")


class Migration(migrations.Migration):
    dependencies = [("organisations", "0009_clock")]

    operations = [
        migrations.CreateModel(
            name="SiteFact",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("value", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.RunPython(mark_a_demonstration, migrations.RunPython.noop),
    ]
