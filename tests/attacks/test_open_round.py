"""While a round is open, one copy of everything links no sheet; whoever copies often, does."""

import pytest

from tests.attacks import open_round
from tests.attacks.open_round import Attacker, History

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def history(tmp_path_factory) -> History:
    return open_round.play(tmp_path_factory.mktemp("open"))


def test_one_copy_at_the_end_of_the_day_links_nothing(history):
    found = open_round.one_copy(history, history.last)
    assert found.sheets > 90
    assert abs(found.advantage) <= found.noise(4.5)


def test_one_copy_at_any_moment_tells_who_has_drawn_and_in_no_order(history):
    for moment in range(1, history.last + 1, 7):
        attacker = Attacker(history, moment, [moment]).look()
        assert len(set(attacker.drew.values())) <= 1


def test_the_database_without_the_keys_tells_not_even_who_has_drawn(history):
    """Not to somebody who holds every version of every row since the round began."""
    attacker = Attacker(history, history.last, []).look()
    assert attacker.drew == {}
    assert attacker.sheets == {}


def test_keys_that_were_not_destroyed_and_the_journal_link_most(history):
    """The planted weakness: every key that there ever was, as if drawing had destroyed none."""
    found = open_round.repeated(history, 1)
    assert found.advantage > 0.4


def test_keys_of_the_morning_and_the_whole_journal_open_little_of_the_day(history):
    """Keys are renewed: what was copied once does not lead to what came later."""
    morning = Attacker(history, history.last, [5]).look()
    assert len(morning.drew) < 40


def test_who_copies_often_links_many_and_who_copies_seldom_fewer(history):
    """No mechanism on one server can undo this: it is measured, and said."""
    often, seldom = (open_round.repeated(history, every).advantage for every in (5, 80))
    assert often > 0.2
    assert seldom < often
