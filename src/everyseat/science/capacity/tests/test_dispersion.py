"""How much counts vary: beside statsmodels on real attendances, and where history is short."""

import csv
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from everyseat.science.capacity import dispersion, estimate

DATA = Path(__file__).parents[6] / "shared/data/improvement"


def attendances():
    """Return the monthly attendances of each trust."""
    with (DATA / "ae_attendances_type1_5trusts.csv").open() as file:
        rows = list(csv.DictReader(file))
    trusts = sorted({row["org_code"] for row in rows})
    return {
        trust: [float(row["attendances"]) for row in rows if row["org_code"] == trust]
        for trust in trusts
    }


def made(mean, ratio, shape, seed=1):
    r = mean / (ratio - 1)
    return np.random.default_rng(seed).negative_binomial(r, 1 / ratio, shape)


@pytest.mark.parametrize(("trust", "counts"), attendances().items())
def test_real_attendances_are_as_dispersed_as_statsmodels_finds(trust, counts):
    found = estimate(counts)
    ones = np.ones(len(counts))
    pearson = sm.GLM(counts, ones, family=sm.families.Poisson()).fit(scale="X2").scale
    assert found.ratio == pytest.approx(pearson, rel=1e-10)
    start = [np.log(found.mean), 0.01]
    fitted = sm.NegativeBinomial(counts, ones).fit(
        disp=False, start_params=start, method="nm", maxiter=2000
    )
    likely = 1 + fitted.params[1] * found.mean
    assert found.low < likely < found.high
    # in 2018 RRK merged with another trust: moments and likelihood agree on steady counts alone
    assert found.ratio == pytest.approx(likely, rel=0.4 if trust == "RRK" else 0.05)


@pytest.mark.parametrize(
    ("mean", "ratio"), [(0.4, 1), (30, 1), (30, 1.7), (900, 1), (900, 25), (50, 80)]
)
def test_quantiles_are_those_of_the_negative_binomial(mean, ratio):
    likely = (np.arange(dispersion.LEVELS) + 0.5) / dispersion.LEVELS
    right = (
        stats.poisson.ppf(likely, mean)
        if ratio == 1
        else stats.nbinom.ppf(likely, mean / (ratio - 1), 1 / ratio)
    )
    ours = dispersion.quantiles(mean, ratio)
    # above 600 counts the distribution is interpolated
    assert np.abs(ours - right).max() <= (
        0 if mean * ratio < 60 else 1 + 0.03 * np.sqrt(mean * ratio)
    )
    assert ours.mean() == pytest.approx(mean, rel=2e-3)
    assert ours.var() == pytest.approx(ratio * mean, rel=0.02)


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    held = [found.low < 2 < found.high for found in map(estimate, made(100, 2, (2000, 12)))]
    assert 0.93 < np.mean(held) < 0.97


def test_the_shorter_the_history_the_wider_the_tails():
    known, long, short = (dispersion.quantiles(50, 2, weeks) for weeks in (None, 40, 8))
    ends = [np.percentile(counts, 99.5) for counts in (known, long, short)]
    assert ends == sorted(ends)
    assert ends[2] > ends[0] + 8


def test_counts_that_vary_less_than_a_poisson_are_taken_as_poisson():
    assert (dispersion.quantiles(50, 0.2) == dispersion.quantiles(50, 1)).all()


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([5] * 7, "at least 8 weeks, not 7"),
        ([0] * 8, "not all be 0"),
        ([5] * 7 + [-1], "below 0"),
        ([5] * 7 + [np.nan], "no numbers"),
    ],
)
def test_what_says_nothing_of_dispersion_is_refused(counts, told):
    with pytest.raises(ValueError, match=told):
        estimate(counts)
