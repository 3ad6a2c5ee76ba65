"""A demonstration from before there was a mark is marked; an organisation is not."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from everyseat.giving import site_facts

BEFORE = [("organisations", "0009_clock")]


def _migrate(targets=None):
    executor = MigrationExecutor(connection)
    executor.migrate(targets or executor.loader.graph.leaf_nodes())
    return MigrationExecutor(connection).loader.project_state(targets).apps if targets else None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("addresses", "marked"),
    [
        (["alex.novak@cityhealth.example", "cy@council.example"], True),
        (["alex.novak@cityhealth.example", "cy@council.gov.uk"], False),
        ([], False),
    ],
)
def test_it_is_known_by_its_addresses(addresses, marked):
    models = _migrate(BEFORE)
    organisations = models.get_model("organisations", "Organisation").objects
    host = organisations.create(name="City Health", is_host=True)
    for address in addresses:
        models.get_model("organisations", "Person").objects.create(
            name=address, email=address, organisation=host
        )
    _migrate()
    assert site_facts.is_demonstration() is marked
