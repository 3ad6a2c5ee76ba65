"""One calculation says everything of a plan, to the command and to pages."""

import json

import pytest

from everyseat.science import capacity

VISIT = {"name": "Wound care", "expected": 60, "minutes": 40, "bands": ["Band 5"]}
PLAN = {"name": "Ours", "visits": [VISIT], "staff": [{"band": "Band 5", "wte": 1.2}]}
PHONE = {"calls_per_hour": 24, "minutes": 5}
QUEUE = {"demand": 9, "capacity": 8.5, "waiting": 130, "target_wait": 18}


def test_a_plan_is_summed_up_in_data_that_json_has():
    found = capacity.summary(PLAN | {"phone": PHONE, "queue": QUEUE}, runs=200)
    assert json.loads(json.dumps(found)) == found
    assert (found["name"], found["runs"], len(found["by_week"])) == ("Ours", 200, 52)
    assert found["phone"]["staff"] == found["phone"]["staff_needed"]
    assert found["queue"]["target_queue"] > 0


def test_the_same_seed_gives_the_same_figures():
    one, same, other = (capacity.summary(PLAN, runs=200, seed=seed) for seed in (1, 1, 2))
    assert one == same
    assert one["by_week"] != other["by_week"]


def test_a_second_plan_is_compared_over_the_weeks_of_the_first():
    more = {**PLAN, "name": "", "weeks": 4, "staff": [{"band": "Band 5", "wte": 1.4}]}
    found = capacity.summary(PLAN, more, runs=200)["changes"]
    assert found[0]["name"] == "The second plan"
    assert found[0]["differences"] == [
        one.as_dict()
        for one in capacity.compare(
            capacity.Plan.from_dict(PLAN), capacity.Plan.from_dict({**more, "weeks": 52}), runs=200
        )
    ]


def test_what_a_plan_does_not_have_is_none():
    found = capacity.summary(PLAN, runs=200)
    assert (found["queue"], found["phone"], found["changes"]) == (None, None, [])


def test_a_plan_that_is_too_large_for_its_runs_is_refused():
    with pytest.raises(ValueError, match="too large"):
        capacity.summary(PLAN | {"weeks": 260}, runs=200_000)
