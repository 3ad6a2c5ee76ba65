"""Who has drawn a card is no column any more: it lies in a sealed snapshot for each cycle."""

from django.db import migrations

from everyseat.giving import snapshots

KEPT = "kept".ljust(64, ".")


def seal(apps, schema_editor):
    invitation = apps.get_model("threesixty", "Invitation")
    drawn = invitation.objects.filter(drawn=True, review__cycle__state="open")
    for cycle in set(drawn.values_list("review__cycle", flat=True)):
        with snapshots.changing(f"drawn threesixty.cycle {cycle}") as register:
            for pk, blinded in drawn.filter(review__cycle=cycle).values_list("pk", "blinded"):
                register[str(pk)] = "kept" if blinded == KEPT else blinded[:32]


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0008_snapshots"),
        ("threesixty", "0005_encrypt_keys"),
    ]

    operations = [
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField(model_name="invitation", name="drawn"),
        migrations.RemoveField(model_name="invitation", name="blinded"),
    ]
