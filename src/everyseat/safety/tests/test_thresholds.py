from itertools import product

import pytest

from everyseat.safety import thresholds
from everyseat.safety.thresholds import merged

SIZES = [
    dict(zip(("peer", "report", "partner"), n, strict=True)) for n in product(range(7), repeat=3)
]


@pytest.mark.parametrize("sizes", SIZES)
def test_every_group_has_at_least_k_unless_all_together_have_not(sizes):
    found = [sum(sizes[name] for name in group) for group in merged(sizes, 4)]
    assert sum(found) == sum(sizes.values())
    assert all(n >= 4 for n in found) or len(found) == 1


def test_small_groups_are_merged_with_the_next_smallest():
    assert merged({"peer": 9, "report": 2, "partner": 3}, 4) == [("peer",), ("partner", "report")]


def test_a_threshold_of_one_is_refused():
    with pytest.raises(ValueError, match="protects nobody"):
        merged({"peer": 3}, 1)


def test_words_need_raters_enough_and_a_writer():
    assert thresholds.words_released(writers=1, raters=5)
    assert not thresholds.words_released(writers=4, raters=4)
    assert not thresholds.words_released(writers=0, raters=9)


@pytest.mark.parametrize(
    ("n", "most", "shown"),
    [(0, 9, 0), (3, 9, 0), (4, 9, 4), (8, 9, 8), (8, 8, 4), (4, 4, 0), (0, 0, 0)],
)
def test_how_many_is_told_in_steps_and_never_that_all_have(n, most, shown):
    assert thresholds.in_steps(n, most, 4) == shown
