"""No group report is made of a round whose raters had not been told who reads it."""

import pytest

from everyseat.threesixty.models import Round
from tests.migrations import rounds
from tests.migrations.migrating import migrate

BEFORE = [("organisations", "0015_chosen_columns"), ("threesixty", "0016_comment_edits")]


@pytest.fixture
def models_before(transactional_db):
    yield migrate(BEFORE)
    migrate()


def test_only_rounds_that_are_not_launched_yet_may_be_grouped(models_before):
    rounds.one_in_each_state(models_before)
    migrate()
    may = dict(Round.objects.values_list("state", "may_be_grouped"))
    assert may == {"draft": True, "open": False, "closed": False}
