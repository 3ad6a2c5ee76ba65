"""No group report is made of a round whose raters had not been told who reads it."""

import pytest
from django.utils import timezone

from everyseat.threesixty.models import Round
from tests.migrations.migrating import migrate

BEFORE = [("organisations", "0015_chosen_columns"), ("threesixty", "0016_comment_edits")]


@pytest.fixture
def models_before(transactional_db):
    yield migrate(BEFORE)
    migrate()


def test_only_rounds_that_are_not_launched_yet_may_be_grouped(models_before):
    trust = models_before.get_model("organisations", "Organisation").objects.create(name="Trust")
    asked = models_before.get_model("threesixty", "Questionnaire").objects.create(name="Ours")
    dates = dict.fromkeys(("nominate_by", "approve_by", "collect_by"), timezone.localdate())
    rounds = models_before.get_model("threesixty", "Round").objects
    for state in ("draft", "open", "closed"):
        about = {"name": state, "state": state, "mode": "confidential", **dates}
        rounds.create(organisation=trust, questionnaire=asked, **about)
    migrate()
    may = dict(Round.objects.values_list("state", "may_be_grouped"))
    assert may == {"draft": True, "open": False, "closed": False}
