from django.db import migrations


class Migration(migrations.Migration):
    """Leave two tables, as they are, to what giving stands on."""

    dependencies = [
        ("organisations", "0011_mail"),
        # which know the tables as ours
        ("threesixty", "0006_who_has_drawn_is_sealed"),
        ("room", "0004_who_has_drawn_is_sealed"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="SiteFact"),
                migrations.DeleteModel(name="Snapshot"),
            ]
        )
    ]
