from django.db import migrations, models

SQLITE = """
CREATE TRIGGER deeds_stay_{verb} BEFORE {verb} ON organisations_deed
BEGIN SELECT RAISE(ABORT, 'the log of deeds is append-only'); END
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION deeds_stay() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log of deeds is append-only'; END $$;
CREATE TRIGGER deeds_stay BEFORE UPDATE OR DELETE ON organisations_deed
FOR EACH ROW EXECUTE FUNCTION deeds_stay();
"""


def append_only(apps, schema_editor):
    """Let the database refuse to change or delete a deed."""
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(verb=verb))
    else:
        schema_editor.execute(POSTGRES)


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_posted"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=36)),
                ("role", models.CharField(max_length=80)),
                ("what", models.CharField(max_length=80)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("status", models.PositiveSmallIntegerField()),
                ("previous", models.CharField(max_length=64, unique=True)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RunPython(append_only, migrations.RunPython.noop),
    ]
