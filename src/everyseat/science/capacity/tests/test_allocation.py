"""Who may do what: the greedy way leaves as little undone as any other."""

import numpy as np
import pytest
from scipy.optimize import linprog

from everyseat.science.capacity import Plan, Staff, Visit, allocation

BANDS = ["3", "4", "5", "6"]


def most_done(work, may, hours):
    """Return the most hours that can be done, by linear programming."""
    pairs = [(v, b) for v, bands in enumerate(may) for b in bands]
    of_visit = [[v == place for v, _ in pairs] for place in range(len(work))]
    of_band = [[b == band for _, b in pairs] for band in BANDS]
    limits = np.array([*of_visit, *of_band], dtype=float)
    return -linprog([-1] * len(pairs), limits, [*work, *hours]).fun


@pytest.mark.parametrize("seed", range(40))
def test_as_much_is_done_as_can_be_done(seed):
    rng = np.random.default_rng(seed)
    may = [set(rng.choice(BANDS, rng.integers(1, 4), replace=False)) for _ in range(5)]
    work, hours = rng.uniform(0, 30, 5), rng.uniform(0, 40, 4)
    visits = [Visit(str(n), 60, sorted(bands), expected=1) for n, bands in enumerate(may)]
    staff = [Staff(band, 1, hours=h) for band, h in zip(BANDS, hours, strict=True)]
    plan = Plan(visits, staff)
    sets = allocation.groups(may)
    done = allocation.serve(
        work[:, None], allocation.inside(plan, sets), allocation.hours_of(plan, sets)
    )
    assert done.sum() == pytest.approx(most_done(work, may, hours))
    assert ((done >= 0) & (done <= work[:, None])).all()


def test_the_first_kind_is_served_first():
    within, hours = np.ones((2, 1), bool), np.array([10.0])
    done = allocation.serve(np.array([[8.0, 12.0], [5.0, 5.0]]), within, hours)
    assert done.tolist() == [[8, 10], [2, 0]]


def test_bands_without_work_in_common_are_no_set():
    assert frozenset("36") not in allocation.groups([{"3"}, {"6"}])
