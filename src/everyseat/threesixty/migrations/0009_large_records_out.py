from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("threesixty", "0008_move_large_records")]

    operations = [
        migrations.RemoveField(model_name="cycle", name="audit"),
        migrations.RemoveField(model_name="review", name="report"),
    ]
