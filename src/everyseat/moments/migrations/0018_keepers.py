from django.db import migrations, models


def forget_copies(apps, _schema_editor):
    """Delete the copy of its guardian's name that each key of a guardian kept."""
    apps.get_model("moments", "GuardianKey").objects.exclude(person=None).update(keeper="")


def copy_again(apps, _schema_editor):
    for key in apps.get_model("moments", "GuardianKey").objects.exclude(person=None):
        key.keeper = key.person.name
        key.save(update_fields=["keeper"])


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0015_chosen_columns"),
        ("moments", "0017_more_feelings"),
    ]

    operations = [
        migrations.RenameField("guardiankey", "name", "keeper"),
        migrations.AlterField(
            "guardiankey", "keeper", models.CharField(max_length=120, blank=True)
        ),
        migrations.AlterModelOptions("guardiankey", {"ordering": ["made_on", "keeper"]}),
        migrations.RunPython(forget_copies, copy_again),
    ]
