from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moments", "0008_moment_is_read")]

    operations = [
        migrations.AddField("moment", "heard", models.CharField(blank=True, max_length=500)),
        migrations.AddField("moment", "will_do", models.CharField(blank=True, max_length=500)),
        migrations.AddField(
            "moment", "replied_on", models.DateField(blank=True, editable=False, null=True)
        ),
        migrations.AddConstraint(
            "moment",
            models.CheckConstraint(
                condition=models.Q(("state", "closed"), ("replied_on", None), _connector="OR"),
                name="nobody_replies_while_open",
            ),
        ),
    ]
