"""Data from before a migration is what it was after it."""

import uuid

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

BEFORE = [("threesixty", "0006_who_has_drawn_is_sealed"), ("organisations", "0008_snapshots")]
AFTER = [("threesixty", "0009_large_records_out")]


def migrated(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def before():
    """Return the models as they were before; bring the database up to date again at the end."""
    yield migrated(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def two_reviews(apps):
    """Make a closed round of two reviews: one with a report and raters, one without a report."""
    made = apps.get_model
    trust = made("organisations", "Organisation").objects.create(name="Trust")
    people = [
        made("organisations", "Person").objects.create(
            name=f"P{i}", email=f"p{i}@x.example", organisation=trust
        )
        for i in range(4)
    ]
    today = timezone.localdate()
    cycle = made("threesixty", "Cycle").objects.create(
        organisation=trust,
        name="Spring",
        framework=made("threesixty", "Framework").objects.create(name="F", content={}),
        state="closed",
        mode="confidential",
        nominate_by=today,
        approve_by=today,
        collect_by=today,
        audit={"drawn": 12},
    )
    reviews = made("threesixty", "Review").objects
    first = reviews.create(cycle=cycle, recipient=people[0], report={"raters": 4})
    reviews.create(cycle=cycle, recipient=people[1])
    for person in people[2:]:
        made("threesixty", "Invitation").objects.create(
            review=first, person=person, relationship="peer", group="peer", state="invited"
        )
    return first, [str(person.pk) for person in people[2:]]


@pytest.mark.django_db(transaction=True)
def test_audit_records_and_reports_move_to_their_tables_and_back(before):
    first, raters = two_reviews(before)
    after = migrated(AFTER)
    report = after.get_model("threesixty", "Report").objects.get()
    assert (report.review_id, report.content) == (first.pk, {"raters": 4})
    assert report.asked == {"peer": sorted(raters)}
    assert after.get_model("threesixty", "AuditRecord").objects.get().content == {"drawn": 12}
    back = migrated(BEFORE)
    reviews = back.get_model("threesixty", "Review").objects
    assert reviews.get(pk=first.pk).report == {"raters": 4}
    assert reviews.exclude(pk=first.pk).get().report is None
    assert back.get_model("threesixty", "Cycle").objects.get().audit == {"drawn": 12}
    assert isinstance(first.pk, uuid.UUID)


@pytest.mark.django_db(transaction=True)
def test_of_a_report_whose_raters_were_deleted_it_is_known_that_nobody_knows(before):
    first, _ = two_reviews(before)
    before.get_model("threesixty", "Invitation").objects.all().delete()
    report = migrated(AFTER).get_model("threesixty", "Report").objects.get()
    assert (report.review_id, report.asked) == (first.pk, None)
