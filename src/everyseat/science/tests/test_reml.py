import numpy as np
import pytest

from everyseat.science import reml, tallies
from everyseat.science.tests.reference import (
    ITEMS,
    gold,
    lecturers,
    needs_soldiers,
    soldiers,
)


def test_equals_lme4_on_insteval():
    """lme4 1.1-31: y ~ 1 + (1|d) on 73,421 ratings of 1,128 lecturers, fitted by REML."""
    _, groups = lecturers()
    found = reml.fit(groups)
    ours = (found.mean, found.recipient, found.residual)
    assert ours == pytest.approx((3.24011298804554, 0.269732236992768, 1.4939908538694), abs=1e-6)
    assert found.criterion == pytest.approx(240234.364657012, abs=1e-6)


@needs_soldiers
def test_estimates_and_deviations_equal_lme4s_on_insteval():
    names, groups = lecturers()
    r = {int(row["id"]): row for row in gold("lme4_insteval")["one_way"]["d"]}
    estimates, deviations = reml.fit(groups).estimates(groups)
    assert estimates == pytest.approx([r[name]["est"] for name in names], abs=1e-6)
    assert deviations == pytest.approx([r[name]["condsd"] for name in names], abs=1e-6)


@needs_soldiers
@pytest.mark.parametrize("item", range(11))
def test_equals_lme4_on_each_item(item):
    company, ratings, _ = soldiers()
    groups = tallies.of_values(company, ratings[:, item].astype(float), 49)
    found, r = reml.fit(groups), gold("lme4_lq2002")["lq2002_items"][ITEMS[item]]
    ours = (found.recipient, found.residual)
    assert ours == pytest.approx((r["var"]["COMPID"], r["var"]["Residual"]), abs=1e-6)
    assert found.estimates(groups)[0] == pytest.approx([row["est"] for row in r["eb"]], abs=1e-6)


def test_a_balanced_design_has_the_anova_estimates():
    """Balanced, and not at zero: τ² = (MSB − MSW)/n and σ² = MSW (Searle et al. 1992, 4.8)."""
    rng = np.random.default_rng(4)
    x = rng.normal(size=(12, 1)) + rng.normal(size=(12, 5))
    groups = tallies.of_values(np.repeat(np.arange(12), 5), x.ravel(), 12)
    msw = groups.within.sum() / 48
    msb = 5 * groups.mean.var(ddof=1)
    found = reml.fit(groups)
    assert (found.residual, found.recipient) == pytest.approx((msw, (msb - msw) / 5), abs=1e-9)
    assert found.mean == pytest.approx(x.mean())


def test_people_who_do_not_differ_have_no_variance_between():
    groups = tallies.of_values([0, 0, 1, 1], [1.0, 5.0, 1.0, 5.0], 2)
    found = reml.fit(groups)
    assert found.recipient == 0
    assert found.estimates(groups)[0] == pytest.approx([3, 3])


def test_tallies_of_counts_are_those_of_the_ratings():
    of_counts = tallies.of_counts([[1, 0, 2, 0, 0], [0, 0, 0, 0, 3]])
    of_values = tallies.of_values([0, 0, 0, 1, 1, 1], [1.0, 3, 3, 5, 5, 5], 2)
    for ours, theirs in zip(of_counts, of_values, strict=True):
        assert ours == pytest.approx(theirs)


def test_merged_groups_have_the_tallies_of_all_their_ratings():
    group, x = [0, 0, 1, 2, 2], [1.0, 2.0, 5.0, 4.0, 1.0]
    merged = tallies.of_values(group, x, 3).merged([0, 0, 1])
    assert merged.n.tolist() == [3, 2]
    assert merged.within == pytest.approx([np.var(x[:3]) * 3, np.var(x[3:]) * 2])


@pytest.mark.parametrize(
    ("group", "values", "why"),
    [([0, 0], [1.0, 2.0], "two people"), ([0, 0, 1], [3.0, 3.0, 3.0], "the same")],
)
def test_what_has_no_fit_says_why(group, values, why):
    with pytest.raises(ValueError, match=why):
        reml.fit(tallies.of_values(group, values, max(group) + 1))
