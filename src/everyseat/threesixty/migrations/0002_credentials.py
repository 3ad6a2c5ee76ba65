import django.db.models.deletion
from django.db import migrations, models

from everyseat.safety import credentials


def give_keys(apps, schema_editor):
    """Give earlier cycles a key, and their sheets the mark that it makes."""
    get = apps.get_model
    get("threesixty", "Invitation").objects.update(group=models.F("relationship"))
    for cycle in get("threesixty", "Cycle").objects.exclude(state="draft"):
        key = credentials.new_key()
        cycle.private_key, cycle.public_key = key.hex(), credentials.public_key(key).hex()
        cycle.save()
        sheets = get("threesixty", "Sheet").objects.filter(review__cycle=cycle)
        for sheet in sheets.exclude(relationship="self"):
            info = credentials.public_info(str(sheet.review_id), sheet.relationship)
            sheet.mark = credentials.mark_of(key, bytes.fromhex(sheet.serial), info).hex()
            sheet.save()


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_posted"),
        ("threesixty", "0001_initial"),
    ]

    operations = [
        migrations.RenameField(
            model_name="sheet",
            old_name="credential",
            new_name="serial",
        ),
        migrations.AddField(
            model_name="cycle",
            name="mode",
            field=models.CharField(
                choices=[
                    ("anonymous", "Anonymous: nothing stored ties answers to people"),
                    (
                        "confidential",
                        "Confidential: the server keeps who answered what, and shows nobody",
                    ),
                ],
                default="anonymous",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="cycle",
            name="private_key",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="cycle",
            name="public_key",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="invitation",
            name="blinded",
            field=models.CharField(
                default="0000000000000000000000000000000000000000000000000000000000000000",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="group",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="invitation",
            name="lost",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="invitation",
            name="voided",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="sheet",
            name="kept_for",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sheet",
                to="threesixty.invitation",
            ),
        ),
        migrations.AddField(
            model_name="sheet",
            name="mark",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AlterField(
            model_name="sheet",
            name="relationship",
            field=models.CharField(max_length=60),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("mode", "confidential"), ("public_key", "")),
                    models.Q(("mode", "anonymous"), models.Q(("public_key", ""), _negated=True)),
                    _connector="OR",
                ),
                name="anonymous_has_a_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kept_for", None), ("mark", ""), ("relationship", "self")),
                    models.Q(
                        models.Q(("relationship", "self"), _negated=True),
                        ("kept_for__isnull", False),
                        ("mark", ""),
                    ),
                    models.Q(
                        models.Q(("relationship", "self"), _negated=True),
                        models.Q(("mark", ""), _negated=True),
                        ("kept_for", None),
                    ),
                    _connector="OR",
                ),
                name="a_credential_or_a_kept_link",
            ),
        ),
    ]
