"""No coach shortens what was written for a round whose raters had not been told of it."""

import pytest

from everyseat.threesixty.models import Round
from tests.migrations import rounds
from tests.migrations.migrating import migrate

BEFORE = [("organisations", "0015_chosen_columns"), ("threesixty", "0015_words_for_everybody")]


@pytest.fixture
def models_before(transactional_db):
    yield migrate(BEFORE)
    migrate()


def test_only_rounds_that_are_not_launched_yet_let_a_coach_shorten(models_before):
    rounds.one_in_each_state(models_before)
    migrate()
    may = dict(Round.objects.values_list("state", "coach_may_shorten"))
    assert may == {"draft": True, "open": False, "closed": False}
