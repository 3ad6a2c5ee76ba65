"""Data from before a migration is what it was after it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone


@pytest.fixture
def before():
    """Return the models as they were before; bring the database up to date again at the end."""
    yield MigrationExecutor(connection).migrate([("organisations", "0021_logos")]).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True)
def test_partners_who_signed_in_and_no_longer_can_had_an_account(before):
    made = before.get_model("organisations", "Organisation").objects
    host, city = made.create(name="Trust", is_host=True), made.create(name="City")
    people = before.get_model("organisations", "Person").objects
    for name, place, is_active, last_login in (
        ("here", host, False, timezone.now()),
        ("never", city, False, None),
        ("still", city, True, timezone.now()),
        ("ended", city, False, timezone.now()),
    ):
        people.create(
            name=name,
            email=f"{name}@x.example",
            organisation=place,
            is_active=is_active,
            last_login=last_login,
        )
    executor = MigrationExecutor(connection)
    after = executor.migrate([("organisations", "0022_account_ended")]).apps
    ended = after.get_model("organisations", "Person").objects.filter(account_ended=True)
    assert [person.name for person in ended] == ["ended"]
