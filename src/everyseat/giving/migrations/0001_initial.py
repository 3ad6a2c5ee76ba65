from django.db import migrations, models


class Migration(migrations.Migration):
    """Take over two tables: they are there already, under the same names."""

    initial = True
    dependencies = [("organisations", "0012_giving")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="SiteFact",
                    fields=[
                        (
                            "name",
                            models.CharField(max_length=40, primary_key=True, serialize=False),
                        ),
                        ("value", models.CharField(blank=True, max_length=200)),
                    ],
                    options={"db_table": "organisations_sitefact"},
                ),
                migrations.CreateModel(
                    name="Snapshot",
                    fields=[
                        ("tag", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("step", models.PositiveBigIntegerField()),
                        ("sealed", models.BinaryField()),
                    ],
                    options={"db_table": "organisations_snapshot"},
                ),
            ]
        )
    ]
