"""Whether there is a gap between groups, or whether they are cut out of one crowd.

Any crowd can be cut into groups, and the same cut be found again each time: that groups are steady
does not say that there is anything between them.
"""

import numpy as np

from everyseat.science.opinion import grouping
from everyseat.science.opinion.grouping import Grouping
from everyseat.science.tallies import Floats

CROWDS = 19
"""Crowds without a gap that groups are compared with: one in twenty surpasses them by chance."""
EDGES = 0.8
"""Of the beta distribution by which such a crowd is spread: a little more towards its edges than
evenly (1), as whoever answers all or nothing stands further out."""
PEOPLE = 2_000
"""People of such a crowd, at most."""


def are_apart(places: Floats, found: Grouping, seed: int = 0) -> bool:
    """Return whether groups are further apart than those cut out of crowds without any gap.

    A crowd without a gap fills a rectangle, as long and as wide as these people are spread along
    the two main directions. Cut into as many groups, none of `CROWDS` such crowds may have as high
    a silhouette.

    Parameters
    ----------
    places : array
        Where each person stands: two columns.
    found : Grouping
    seed : int
        Of the draws.

    Returns
    -------
    bool

    Notes
    -----
    The reference is that of Tibshirani, Walther & Hastie (2001), Estimating the number of clusters
    in a data set via the gap statistic. J. R. Stat. Soc. B 63, 411-423, section 4 (b), but for
    `EDGES`.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> one = rng.uniform(-1, 1, (200, 2))
    >>> two = np.concatenate([one, one + [3, 0]])
    >>> for places in (one, two):
    ...     found = grouping.of_places(places, np.ones(len(places), dtype=bool), smallest=1)
    ...     print(are_apart(places, found))
    False
    True
    """
    inside = places[found.labels >= 0]
    if found.groups < 2 or len(inside) <= found.groups:
        return False
    rng = np.random.default_rng(seed)
    size = min(len(inside), PEOPLE)
    spread, directions = np.linalg.eigh(np.cov(inside.T))
    half = np.sqrt((2 * EDGES + 1) * np.maximum(spread, 0))  # for the same variance
    everybody = np.ones(size, dtype=bool)
    for _ in range(CROWDS):
        crowd = ((2 * rng.beta(EDGES, EDGES, (size, 2)) - 1) * half) @ directions.T
        cut = grouping.of_places(crowd, everybody, 1, seed, found.groups)
        if cut.silhouette >= found.silhouette:
            return False
    return True
