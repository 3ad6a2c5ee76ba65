from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("threesixty", "0024_replaced_links")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="dates_moved",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
    ]
