"""`everyseat capacity`, as a team runs it."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from everyseat.cli import main
from everyseat.files import plan_checks, plan_keys, plans
from everyseat.science.capacity import NO_VERDICT, Staff, Visit, dispersion, plan

EXAMPLE = Path(__file__).parents[1] / "docs/examples/district-nursing.toml"


def run(*arguments):
    return CliRunner().invoke(main, ["capacity", *map(str, arguments)])


def test_a_plan_may_hold_what_the_science_knows_and_no_more():
    for keys, kind in ((plan_keys.VISIT, Visit), (plan_keys.STAFF, Staff)):
        names = {field.name for field in fields(kind)}
        assert names == set(keys) - {"history_column"}
    assert plan_checks.MOST_BANDS == plan.MOST_BANDS
    assert plan_keys.FEWEST_WEEKS == dispersion.FEWEST


@pytest.fixture(scope="module")
def found():
    done = run(EXAMPLE, "--json", "--runs", 2000)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_one_object_has_weeks_days_establishment_and_changes(found):
    assert found["note"] == NO_VERDICT
    assert [week["week"] for week in found["by_week"]] == list(range(1, 53))
    assert set(found["by_week"][0]["backlog_visits"]) == {"p10", "p50", "p90"}
    assert [day["day"] for day in found["by_day"]][5:] == ["Saturday", "Sunday"]
    wte = found["establishment"][0]["wte_needed"]
    assert list(wte) == ["p50", "p65", "p80", "p85", "p95"]
    assert list(wte.values()) == sorted(wte.values())
    assert found["short"] == ["Band 3", "Band 5", "Band 6"]


def test_a_history_of_26_weeks_is_drawn_from_and_a_shorter_one_is_not(found):
    assert [visit["weeks_are_its_own"] for visit in found["visits"]] == [False, True, True, False]
    assert [bool(visit["dispersion"]) for visit in found["visits"]] == [False, True, True, True]


def test_each_change_is_compared_with_the_plan(found):
    assert [change["name"] for change in found["changes"]] == [
        *("One more nurse of Band 5", "Shorter journeys for wound care")
    ]
    weeks = found["changes"][0]["differences"][0]
    assert weeks["measure"] == "weeks_over"
    assert weeks["after"] - weeks["before"] == pytest.approx(weeks["difference"])
    assert 0 < weeks["error"] < weeks["error_apart"]


def test_the_queue_and_the_phone_are_computed(found):
    assert found["queue"]["target_queue"] == 9 * 18 / 4
    assert found["queue"]["relief_capacity"] == pytest.approx(9 + (130 - 40.5) / 26)
    assert (found["phone"]["load"], found["phone"]["staff_needed"]) == (2, 4)


def test_a_reader_is_told_first_what_it_means_and_that_it_is_no_verdict():
    done = run(EXAMPLE, "--runs", 500)
    lines = done.stdout.splitlines()
    assert re.match(r"In about \d in 10 weeks, new visits alone are more than", lines[2])
    assert NO_VERDICT in lines[:8]
    assert "One more nurse of Band 5: what it would change, in the same weeks" in lines
    assert max(map(len, lines)) < 140


def test_the_same_seed_gives_the_same_figures_and_another_gives_others():
    first, same, other = (run(EXAMPLE, "--json", "--runs", 200, "--seed", n).stdout for n in "112")
    assert first == same != other


def small(path, **changes):
    visit = {"name": "Ears", "expected": 30, "minutes": 60, "bands": ["Band 5"]}
    staff = {"band": "Band 5", "wte": 1}
    path.write_text(plans.to_toml({"visits": [visit], "staff": [staff], **changes}))
    return path


def test_a_second_plan_is_compared_with(tmp_path):
    one = small(tmp_path / "one.toml", weeks=5)
    staff = [{"band": "Band 5", "wte": 2}]
    two = small(tmp_path / "two.toml", name="Twice the staff", staff=staff)
    changes = json.loads(run(one, "--against", two, "--json").stdout)["changes"]
    assert [change["name"] for change in changes] == ["Twice the staff"]
    assert changes[0]["differences"][0]["difference"] < 0


def test_a_plan_without_queue_phone_and_history_is_read(tmp_path):
    done = run(small(tmp_path / "plan.toml"))
    assert done.exit_code == 0
    assert not {"Duty phone", "Work that can wait"} & set(done.stdout.splitlines())
    found = json.loads(run(tmp_path / "plan.toml", "--json").stdout)
    assert (found["queue"], found["phone"], found["changes"]) == (None, None, [])


def test_a_phone_that_can_not_keep_up_waits_without_end(tmp_path):
    plan = small(tmp_path / "p.toml", phone={"calls_per_hour": 60, "minutes": 3, "staff": 2})
    assert "without end" in run(plan).stdout
    assert json.loads(run(plan, "--json").stdout)["phone"]["mean_wait_seconds"] is None


def test_a_plan_with_mistakes_is_refused_with_all_of_them(tmp_path):
    plan = small(tmp_path / "p.toml", weeks=0, queue={"demand": -1})
    done = run(plan)
    assert done.exit_code == 1
    for said in ("weeks: must be", "queue.demand: must be", "queue.waiting: is missing"):
        assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_history_that_is_all_0_is_refused_in_one_line(tmp_path):
    gone = {"name": "Old", "history": [0] * 30, "minutes": 9, "bands": ["Band 5"]}
    done = run(small(tmp_path / "p.toml", visits=[{**gone, "expected": 3}]))
    assert done.exit_code == 1
    assert "visits[1].history: must not be 0 in every week" in done.stderr


def test_a_plan_too_large_for_so_many_runs_is_refused(tmp_path):
    visits = [
        {"name": str(n), "expected": 1, "minutes": 9, "bands": ["Band 5"]} for n in range(200)
    ]
    done = run(small(tmp_path / "p.toml", visits=visits))
    assert done.exit_code == 1
    assert "too large for 10,000 runs: take at most 5,740" in done.stderr


@pytest.mark.parametrize("arguments", [["--runs", 1], ["--seed", -1], ["--runs", 10**6]])
def test_numbers_that_make_no_sense_are_refused(arguments):
    assert run(EXAMPLE, *arguments).exit_code == 2
