"""Audit records and reports move to tables of their own, a few at a time: they may be many."""

from django.db import migrations

AT_ONCE = 20


def move(apps, _schema):
    cycles = apps.get_model("threesixty", "Cycle").objects.filter(audit__isnull=False)
    records = apps.get_model("threesixty", "AuditRecord").objects
    for pk, content in cycles.values_list("pk", "audit").iterator(AT_ONCE):
        if content is not None:
            records.create(cycle_id=pk, content=content)
    _move_reports(apps)


def _move_reports(apps):
    reviews = apps.get_model("threesixty", "Review").objects.filter(report__isnull=False)
    reports = apps.get_model("threesixty", "Report").objects
    invitations = apps.get_model("threesixty", "Invitation").objects
    for pk, content in reviews.order_by("pk").values_list("pk", "report").iterator(AT_ONCE):
        if content is not None:
            reports.create(review_id=pk, content=content, asked=_asked(invitations, pk))


def _asked(invitations, review):
    """Return who was invited, by group; None if that has been deleted with the answers."""
    rows = invitations.filter(review=review, state="invited").values_list("group", "person")
    asked = {}
    for group, person in rows:
        asked.setdefault(group, []).append(str(person))
    return {group: sorted(people) for group, people in sorted(asked.items())} or None


def move_back(apps, _schema):
    for record in apps.get_model("threesixty", "AuditRecord").objects.iterator(AT_ONCE):
        apps.get_model("threesixty", "Cycle").objects.filter(pk=record.pk).update(
            audit=record.content
        )
    for report in apps.get_model("threesixty", "Report").objects.iterator(AT_ONCE):
        apps.get_model("threesixty", "Review").objects.filter(pk=report.pk).update(
            report=report.content
        )


class Migration(migrations.Migration):
    dependencies = [("threesixty", "0007_large_records_apart")]

    operations = [migrations.RunPython(move, move_back)]
