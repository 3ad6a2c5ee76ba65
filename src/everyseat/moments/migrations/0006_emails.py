from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("moments", "0005_closed_with_feedback")]

    operations = [
        migrations.RenameField("Offer", "letters_written_on", "emails_written_on"),
    ]
