from django.db import migrations, models


def note_what_is_due(apps, _schema_editor):
    """Whose invitation has been written gets nothing more by itself."""
    apps.get_model("conversation", "Invited").objects.filter(is_written=True).update(due="")


class Migration(migrations.Migration):
    dependencies = [("conversation", "0010_waiting_told_on")]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="reminded_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="invited",
            name="due",
            field=models.CharField(
                blank=True,
                choices=[
                    ("invitation", "Invitation"),
                    ("reminder", "Reminder"),
                    ("", "Nothing"),
                ],
                default="invitation",
                editable=False,
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="invited",
            name="without_reminders",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(note_what_is_due, migrations.RunPython.noop),
        migrations.RemoveField(model_name="invited", name="is_written"),
    ]
