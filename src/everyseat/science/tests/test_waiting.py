"""Work that can wait: as NHSRwaitinglist computes it."""

import json
from pathlib import Path

import pytest

from everyseat.science import waiting

GOLD = json.loads(
    (Path(__file__).parents[5] / "shared/data/improvement/waitinglist_gold.json").read_text()
)
"""To ten decimals: NHSRwaitinglist 0.1.2.9001."""


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("queue_load", waiting.queue_load(30, 27)),
        ("target_capacity", waiting.target_capacity(30, 52, 3, 0.9, 1.1)),
        ("target_capacity2", waiting.target_capacity(30, 52)),
        ("target_queue", waiting.target_queue_size(30, 52, 6)),
        ("relief", waiting.relief_capacity(30, 1200, 390, 26)),
        ("mean_wait", waiting.target_mean_wait(52)),
    ],
)
def test_numbers_are_those_of_nhsrwaitinglist(name, found):
    assert round(float(found), 10) == GOLD[name]


def test_lists_of_numbers_are_computed_together():
    found = waiting.target_capacity([30, 42, 35], [52, 65, 50], [3, 2, 1], [1, 2, 0], 1)
    alone = [float(waiting.target_capacity(*one)) for one in [(30, 52, 3, 1, 1), (42, 65, 2, 2, 1)]]
    assert found[:2].tolist() == alone


def test_relief_is_for_queues_of_more_than_twice_their_target():
    large, small = (waiting.Queue(30, 27, size, 52).as_dict() for size in (781, 780))
    assert large["relief_capacity"] == pytest.approx(30 + 391 / 26)
    assert small["relief_capacity"] is None


@pytest.mark.parametrize(
    ("function", "inputs", "told"),
    [
        (waiting.queue_load, (30, 0), "capacity must be above 0"),
        (waiting.queue_load, (float("nan"), 3), "demand must be above 0"),
        (waiting.target_mean_wait, (52, 0), "factor must be above 0"),
        (waiting.target_queue_size, (-1, 52), "demand must be above 0"),
        (waiting.target_capacity, (30, 52, 4, -1), "cv_demand may not be below 0"),
        (waiting.relief_capacity, (30, -1, 9), "queue_size may not be below 0"),
        (waiting.relief_capacity, (30, 9, 9, 0), "time_to_target must be above 0"),
        (waiting.pressure, (-1, 9), "mean_wait may not be below 0"),
    ],
)
def test_what_can_not_be_is_refused(function, inputs, told):
    with pytest.raises(ValueError, match=told):
        function(*inputs)
