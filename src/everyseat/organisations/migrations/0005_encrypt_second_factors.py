from django.db import migrations

from everyseat.giving import at_rest

SECRETS = ("secret", "seed")


def encrypt(apps, _schema):
    for factor in apps.get_model("mfa", "Authenticator").objects.exclude(type="webauthn"):
        for name in set(SECRETS) & set(factor.data):
            factor.data[name] = at_rest.encrypt(factor.data[name], "second factor")
        factor.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_retention"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(encrypt, migrations.RunPython.noop)]
