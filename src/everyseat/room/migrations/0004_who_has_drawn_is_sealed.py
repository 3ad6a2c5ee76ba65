"""Who has drawn a card is no column any more: it lies in a sealed snapshot for each room."""

from django.db import migrations

from everyseat.giving import snapshots


def seal(apps, schema_editor):
    drawn = apps.get_model("room", "Invited").objects.filter(drawn=True)
    for room in set(drawn.values_list("room", flat=True)):
        with snapshots.changing(f"drawn room.room {room}") as register:
            for pk, blinded in drawn.filter(room=room).values_list("pk", "blinded"):
                register[str(pk)] = blinded[:32]


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0008_snapshots"),
        ("room", "0003_by_invitation"),
    ]

    operations = [
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField(model_name="invited", name="drawn"),
        migrations.RemoveField(model_name="invited", name="blinded"),
    ]
