from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("threesixty", "0010_left_out")]

    operations = [
        migrations.RenameModel("Framework", "Questionnaire"),
        migrations.RenameField("Cycle", "framework", "questionnaire"),
    ]
