from itertools import product

import pytest

from everyseat.safety import thresholds
from everyseat.safety.thresholds import blocks_for_item, partition

SIZES = [
    dict(zip(("peer", "report", "partner"), n, strict=True)) for n in product(range(7), repeat=3)
]


@pytest.mark.parametrize("sizes", SIZES)
def test_every_block_has_at_least_k_and_no_voice_is_lost_that_need_not_be(sizes):
    shown = partition(sizes, 4)
    sizes_shown = [sum(sizes[name] for name in block) for block in shown.blocks]
    assert all(n >= 4 for n in sizes_shown)
    assert sum(sizes_shown) == (sum(sizes.values()) if sum(sizes.values()) >= 4 else 0)


def test_small_groups_are_merged_with_the_next_smallest():
    shown = partition({"peer": 9, "report": 2, "partner": 3}, 4)
    assert shown.blocks == (("peer",), ("partner", "report"))


def test_a_manager_stands_alone_and_never_fills_up_a_group():
    shown = partition({"manager": 1, "peer": 3}, 4, named=("manager",))
    assert shown.named == ("manager",)
    assert not shown.released


def test_nobody_and_too_few_are_the_same():
    assert partition({}, 4).blocks == partition({"peer": 3}, 4).blocks == ()


def test_a_threshold_of_one_is_refused():
    with pytest.raises(ValueError, match="protects nobody"):
        partition({"peer": 3}, 1)


@pytest.mark.parametrize("rated", SIZES)
def test_no_block_of_an_item_is_found_by_subtracting_the_rest(rated):
    """Whatever is shown of one item, everyone less the shown blocks is nobody."""
    whole = partition({"peer": 6, "report": 6, "partner": 6}, 4)
    blocks = blocks_for_item(whole, rated, 4)
    shown = [sum(rated[name] for name in block) for block in blocks]
    assert all(n >= 4 for n in shown)
    assert sum(shown) in (0, sum(rated.values()))


def test_words_need_raters_enough_and_a_writer():
    assert thresholds.words_released(writers=1, raters=5)
    assert not thresholds.words_released(writers=4, raters=4)
    assert not thresholds.words_released(writers=0, raters=9)


def test_unanimous_means_one_point_alone():
    assert thresholds.unanimous([0, 0, 4, 0, 0])
    assert not thresholds.unanimous([0, 1, 4, 0, 0])
    assert not thresholds.unanimous([0, 0, 0, 0, 0])
