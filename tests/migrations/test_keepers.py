"""A guardian's key keeps no copy of their name; one in escrow keeps its keeper's."""

import pytest
from django.utils import timezone

from everyseat.moments.models import GuardianKey
from tests.migrations.migrating import migrate

# moments first: going back over its 0018 needs the people that it was written for
BEFORE = [("moments", "0017_more_feelings"), ("organisations", "0015_chosen_columns")]


@pytest.fixture
def models_before(transactional_db):
    yield migrate(BEFORE)
    migrate()


def test_a_guardian_s_key_has_the_name_of_its_guardian_and_a_paper_its_keeper_s(models_before):
    trust = models_before.get_model("organisations", "Organisation").objects.create(name="Trust")
    people = models_before.get_model("organisations", "Person").objects
    gwen = people.create(name="Gwen Now", email="gwen@x.example", organisation=trust)
    keys = models_before.get_model("moments", "GuardianKey").objects
    made_on = timezone.localdate()
    keys.create(name="Gwen Then", recipient="age1x", made_on=made_on, person=gwen)
    keys.create(name="A director", recipient="age1y", made_on=made_on, made_by=gwen)
    migrate()
    guardian_s, paper = GuardianKey.objects.order_by("recipient")
    assert (guardian_s.name, guardian_s.keeper) == ("Gwen Now", "")
    assert paper.name == "A director"
    back = migrate(BEFORE).get_model("moments", "GuardianKey").objects.order_by("recipient")
    assert [key.name for key in back] == ["Gwen Now", "A director"]
