"""A key in escrow from before one was confirmed stays in use, as its maker's alone."""

import pytest
from django.utils import timezone

from everyseat.moments import who_sees
from everyseat.moments.models import GuardianKey
from tests.migrations.migrating import migrate

BEFORE = [("organisations", "0014_audit_log"), ("moments", "0015_leave")]


@pytest.fixture
def models_before(transactional_db):
    yield migrate(BEFORE)
    migrate()


def test_a_key_in_escrow_that_is_in_use_stays_in_use(models_before):
    trust = models_before.get_model("organisations", "Organisation").objects.create(name="Trust")
    people = models_before.get_model("organisations", "Person").objects
    gwen = people.create(name="Gwen", email="gwen@x.example", organisation=trust)
    made_on = timezone.localdate()
    about = {"name": "A director", "recipient": "age1x", "made_on": made_on, "made_by": gwen}
    models_before.get_model("moments", "GuardianKey").objects.create(**about)
    migrate()
    (key,) = GuardianKey.objects.in_use()
    assert (key.confirmed_on, key.confirmed_by) == (made_on, None)
    assert who_sees.escrow(key) == "made by Gwen alone"
