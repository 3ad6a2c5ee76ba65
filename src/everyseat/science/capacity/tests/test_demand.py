"""Weeks drawn at random: own weeks in blocks, or a distribution, and doubt about the mean."""

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from everyseat.science.capacity import Plan, Staff, Visit, demand

MONTHS = Path(__file__).parents[6] / "shared/data/improvement/ae_england_monthly.csv"


def plan(*visits, weeks=52):
    return Plan(visits, [Staff("Band 5", 5)], weeks=weeks)


def visit(name="Wound care", **values):
    return Visit(name, 30, ["Band 5"], **values)


def test_without_history_weeks_vary_as_the_plan_says():
    drawn = demand.draw(plan(visit(expected=40), visit("Insulin", expected=200, dispersion=3)))
    assert drawn.mean(axis=(1, 2)) == pytest.approx([40, 200], rel=0.003)
    assert drawn.var(axis=(1, 2)) / drawn.mean(axis=(1, 2)) == pytest.approx([1, 3], rel=0.02)


def test_real_months_follow_each_other_as_they_did():
    with MONTHS.open() as file:
        real = [float(row["attendances"]) for row in csv.DictReader(file)]
    assert len(real) >= demand.ENOUGH
    drawn = demand.draw(plan(visit(history=real, expected=np.mean(real))), runs=300)[0]
    shape = drawn[0] / drawn.mean()
    assert shape.std() > 0  # runs differ
    whole = [a for a in zip(*(drawn / demand.doubt(visit(history=real), 300, 1)), strict=True)]
    following = {(round(a), round(b)) for a, b in pairwise(np.append(real, real[0]))}
    length = demand.block_length(len(real))
    for run in whole:
        pairs = [(round(a), round(b)) for a, b in pairwise(run)]
        kept = [pair for place, pair in enumerate(pairs, start=1) if place % length]
        assert set(kept) <= following


def test_weeks_are_the_same_for_all_kinds_of_visit():
    history = [20, 30] * 20
    one, other = visit(history=history), visit("Insulin", history=[2 * n for n in history])
    drawn = demand.draw(plan(one, other), runs=50)
    doubts = [demand.doubt(kind, 50, 1) for kind in (one, other)]
    assert np.allclose(2 * drawn[0] / doubts[0], drawn[1] / doubts[1])


def test_expected_visits_scale_the_weeks_of_the_history():
    drawn = demand.draw(plan(visit(history=[20, 30] * 20, expected=50)))
    assert drawn.mean() == pytest.approx(50, rel=0.005)


def test_the_mean_is_as_unsure_as_a_history_of_that_length():
    history = np.random.default_rng(3).poisson(60, 12)
    factor = demand.doubt(visit(history=history), 10_000, 1)
    ratio = max(history.var(ddof=1) / history.mean(), 1)
    assert factor.mean() == pytest.approx(1, abs=0.003)
    assert factor.std() == pytest.approx(np.sqrt(ratio / (12 * history.mean())), rel=0.03)
    assert demand.doubt(visit(expected=60), 10, 1) == 1


@pytest.mark.parametrize("weeks", [8, 20, 40])
def test_as_many_later_weeks_are_above_a_percentile_as_it_says(weeks):
    rng, found = np.random.default_rng(4), []
    for seed in range(120):
        counts = rng.negative_binomial(60, 0.5, weeks + 40)  # mean 60, dispersion 2
        foreseen = demand.draw(plan(visit(history=counts[:weeks].tolist())), 50, seed)
        found.append((counts[weeks:, None] > np.percentile(foreseen, [50, 85, 95])).mean(axis=0))
    shares = np.mean(found, axis=0)
    assert shares == pytest.approx([0.5, 0.15, 0.05], abs=0.03)
    assert shares[2] == pytest.approx(0.05, abs=0.02)


def test_a_seed_gives_the_same_weeks_and_another_gives_others():
    kinds = plan(visit(history=[20, 30] * 20), visit("Insulin", expected=9))
    first, same, other = (demand.draw(kinds, 20, seed) for seed in (1, 1, 2))
    assert (first == same).all()
    assert not (first == other).all()


def test_a_kind_with_a_shorter_history_takes_no_week_from_another():
    winter = [20] * 30 + [60] * 10 + [20] * 64
    foreseen = demand.draw(plan(visit(history=winter), visit("Insulin", history=[3] * 30)), 50)
    alone = demand.draw(plan(visit(history=winter)), 50)
    assert (foreseen[0] == alone[0]).all()
    assert foreseen[0].max() > 50


def test_weeks_that_two_kinds_share_come_together_and_a_short_history_repeats():
    weeks = np.arange(1, 41)
    long, short = visit(history=weeks), visit("Insulin", history=weeks[-30:])
    repeated = [*weeks[-10:], *weeks[-30:]]
    assert demand._own_weeks(long, 40).tolist() == pytest.approx(weeks.tolist())
    own = demand._own_weeks(short, 40)
    assert own / own[-1] == pytest.approx(np.array(repeated) / 40)
    assert own.mean() == pytest.approx(short.per_week)


def test_a_history_that_is_all_0_is_refused():
    with pytest.raises(ValueError, match="its history is all 0"):
        demand.draw(plan(visit(history=[0] * 30, expected=3)), runs=2)
