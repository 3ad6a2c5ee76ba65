"""What is ticked stays ticked when its words are corrected, and only then."""

import pytest

from everyseat.threesixty import ticks


@pytest.mark.parametrize(
    ("before", "done", "now", "then"),
    [
        (["Call Ann", "Look up"], {"Look up"}, ["Look up", "Call Ann"], ["Look up"]),
        (["Thank two people a day"], {"Thank two people a day"}, ["Thank two people one day"], ...),
        (["thank everybody"], {"thank everybody"}, ["Thank everybody."], ...),
        (["Look up"], {"Look up"}, ["Learn all names"], []),
        (["Look up", "Look up again"], {"Look up"}, ["Look up again"], []),
        (["Ask Ann first", "Ask Ben first"], {"Ask Ann first"}, ["Ask Ben first."], []),
        (["Look up"], set(), ["Look up."], []),
        ([], set(), ["Look up"], []),
    ],
)
def test_a_tick_goes_with_its_action(before, done, now, then):
    assert ticks.carried(before, done, now) == (now if then is ... else then)
