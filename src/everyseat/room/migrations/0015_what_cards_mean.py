from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("room", "0014_sets_of_questions"),
    ]

    operations = [
        migrations.RenameField(model_name="question", old_name="ends", new_name="meanings"),
    ]
