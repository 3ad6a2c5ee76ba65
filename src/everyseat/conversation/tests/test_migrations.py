"""Data from before a migration is what it was after it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone


@pytest.fixture
def before():
    """Return the models as they were before; bring the database up to date again at the end."""
    yield MigrationExecutor(connection).migrate([("conversation", "0004_heard")]).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True)
def test_the_last_decision_about_a_statement_becomes_its_first_step(before):
    today = timezone.localdate()
    host = before.get_model("organisations", "Organisation").objects.create(name="Trust")
    people = before.get_model("organisations", "Person").objects
    sam = people.create(name="Sam", email="sam@x.example", organisation=host)
    conversation = before.get_model("conversation", "Conversation").objects.create(
        organisation=host, question="What now?", code="abcdefgh", closes_on=today
    )
    for number, state, reason, on in (
        (1, "published", "", None),
        (2, "rejected", "Abusive.", today),
    ):
        conversation.statements.create(
            number=number,
            text="x",
            origin="participant",
            state=state,
            reason=reason,
            moderated_on=on,
            moderated_by=sam if on else None,
        )
    executor = MigrationExecutor(connection)
    after = executor.migrate([("conversation", "0005_steps")]).apps
    step = after.get_model("conversation", "Step").objects.get()
    said = (step.statement.number, step.state, step.reason, step.by.name, step.on)
    assert said == (2, "rejected", "Abusive.", "Sam", today)
