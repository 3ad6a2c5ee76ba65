from django.db import migrations, models


def of_partners(apps, schema_editor):
    """Partners who signed in once and no longer can had an account."""
    apps.get_model("organisations", "Person").objects.filter(
        is_active=False, organisation__is_host=False, last_login__isnull=False
    ).update(account_ended=True)


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0021_logos"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="account_ended",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(of_partners, migrations.RunPython.noop),
    ]
