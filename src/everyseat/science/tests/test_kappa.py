"""Cohen's kappa, beside statsmodels."""

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from everyseat.science import kappa


@pytest.mark.parametrize("cells", [(30, 10, 5, 55), (1, 0, 3, 96), (5, 40, 45, 10), (7, 2, 2, 0)])
def test_kappa_and_its_interval_are_those_of_statsmodels(cells):
    first = np.repeat([True, True, False, False], cells)
    second = np.repeat([True, False, True, False], cells)
    found = kappa.cohen(first[:, None], second[:, None])[0]
    theirs = cohens_kappa(np.reshape(cells, (2, 2)))
    assert found.estimate == pytest.approx(theirs.kappa)
    assert found.low == pytest.approx(max(theirs.kappa_low, -1))
    assert found.high == pytest.approx(min(theirs.kappa_upp, 1))


def test_each_theme_has_its_own_and_full_agreement_is_one():
    first = np.array([[True, True], [True, False], [False, True], [False, False]])
    second = np.array([[True, True], [True, True], [False, False], [False, False]])
    full, none = kappa.cohen(first, second)
    assert full == (1, 1, 1)
    assert none.estimate == 0


def test_there_is_none_where_nobody_gave_the_theme():
    nobody = np.zeros((9, 1), bool)
    assert np.isnan(kappa.cohen(nobody, nobody)[0]).all()


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ([[True]], [[True], [False]], "coders of the same comments"),
        ([[1]], [[1]], "true or false"),
        (np.zeros((0, 2), bool), np.zeros((0, 2), bool), "coders of the same comments"),
    ],
)
def test_what_can_not_be_compared_is_refused(first, second, told):
    with pytest.raises(ValueError, match=told):
        kappa.cohen(first, second)
