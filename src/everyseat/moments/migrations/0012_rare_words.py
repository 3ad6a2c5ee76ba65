"""Words that fewer than k people chose leave the pictures of moments that have closed."""

from django.db import migrations


def drop_rare_words(apps, schema_editor):
    for moment in apps.get_model("moments", "Moment").objects.exclude(picture=None):
        k, picture = moment.rating_threshold, moment.picture
        picture["felt"] = {
            key: count for key, count in picture["felt"].items() if count is None or count >= k
        }
        if isinstance(picture["as_meant"], int) and picture["as_meant"] < k:
            picture["as_meant"] = "few"
        moment.save(update_fields=["picture"])


class Migration(migrations.Migration):
    dependencies = [("moments", "0011_desk")]

    operations = [migrations.RunPython(drop_rare_words, migrations.RunPython.noop)]
