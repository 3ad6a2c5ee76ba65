from django.db import migrations
from django.db.models import Max
from django.utils import timezone


def keep_what_was_read(apps, schema_editor):
    """Give cases the promise that stood on the page. Whoever comes from now on reads a new one."""
    cases = apps.get_model("moments", "Case").objects
    first = cases.order_by("received_on").first()
    if not first:
        return
    settings = apps.get_model("moments", "Offer")
    offer = settings.objects.first() or settings()
    made = apps.get_model("moments", "Promise").objects.create(
        acknowledge_days=offer.acknowledge_days,
        feedback_months=offer.feedback_months,
        made_on=first.received_on,
        withdrawn_on=timezone.localdate(),
    )
    cases.update(promise=made)


def keep_days_of_feedback(apps, schema_editor):
    """Keep when a guardian wrote last. What was closed without a word is open again."""
    cases, entries = (apps.get_model("moments", name).objects for name in ("Case", "Entry"))
    written = entries.filter(by="guardian").values("case").annotate(last=Max("on"))
    for row in written:
        cases.filter(pk=row["case"]).update(feedback_on=row["last"])
    cases.filter(status="closed", feedback_on=None).update(
        status="acknowledged", closed_on=None, waits="guardian"
    )


def drop_what_stands_alone(apps, schema_editor):
    """Delete from closed moments the words and sentences of fewer people than was promised."""
    for moment in apps.get_model("moments", "Moment").objects.exclude(picture=None):
        kept = {
            key: moment.picture[key] if len(moment.picture[key]) >= moment.word_threshold else []
            for key in ("own", "sentences")
        }
        moment.picture = moment.picture | kept
        moment.save(update_fields=["picture"])


class Migration(migrations.Migration):
    dependencies = [("moments", "0003_promises")]

    operations = [
        migrations.RunPython(step, migrations.RunPython.noop)
        for step in (keep_what_was_read, keep_days_of_feedback, drop_what_stands_alone)
    ]
