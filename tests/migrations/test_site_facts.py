"""A demonstration from before there was a mark is marked; an organisation is not."""

import pytest

from everyseat.giving import site_facts
from tests.migrations.migrating import migrate

BEFORE = [("organisations", "0009_clock")]


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
    models = migrate(BEFORE)
    organisations = models.get_model("organisations", "Organisation").objects
    host = organisations.create(name="City Health", is_host=True)
    for address in addresses:
        models.get_model("organisations", "Person").objects.create(
            name=address, email=address, organisation=host
        )
    migrate()
    assert site_facts.is_demonstration() is marked
