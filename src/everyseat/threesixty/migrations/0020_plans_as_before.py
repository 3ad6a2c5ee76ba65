"""Coaches read the plans of leaders they coach, as they could before; follow-ups find their round.

From here on nobody reads a plan with whom its recipient does not share it.
"""

from django.db import migrations


def keep(apps, _schema_editor):
    reviews = apps.get_model("threesixty", "Review").objects
    planned = reviews.filter(
        round__coach_reads=True, follow_up_of=None, aims__isnull=False
    ).exclude(coach=None)
    reviews.filter(pk__in=planned.values("pk")).update(coach_reads_plan=True)
    rounds = apps.get_model("threesixty", "Round").objects
    again = reviews.exclude(follow_up_of=None).order_by("pk")
    for pk, first in again.values_list("round_id", "follow_up_of__round_id").distinct():
        rounds.filter(pk=pk).exclude(pk=first).update(parent_id=first)
    while rounds.filter(parent__parent__isnull=False).exists():  # a follow-up of a follow-up
        for pk, first in rounds.filter(parent__parent__isnull=False).values_list(
            "pk", "parent__parent_id"
        ):
            rounds.filter(pk=pk).update(parent_id=first)


class Migration(migrations.Migration):
    dependencies = [("threesixty", "0019_plans")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
