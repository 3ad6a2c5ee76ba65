"""Whether enough have answered to say that something is not so: else nobody can tell.

It is read from the numbers of a result, so that one kept from before is judged like a new one.
"""

from typing import Any

import numpy as np

from everyseat.science.opinion import common_ground, divisions

Content = dict[str, Any]
HALF = 0.5


def to_agree(content: Content) -> bool:
    """Return whether what clearly most people agree on, in every group, would have been found."""
    found = [
        row["high"] - row["low"] < 2 * (divisions.CLEAR - HALF)
        and all(one["n"] >= common_ground.NEEDED for one in row["groups"])
        for row in content["all"]
    ]
    return _are_enough(sum(found), content)


def to_divide(content: Content, of: str) -> bool:
    """Return whether what clearly divides groups, or audiences, would have been found."""
    seen = np.array([[one["n"] for one in row.get(of, [])] for row in content["all"]])
    if seen.ndim < 2:  # no statement has numbers
        return False
    found = divisions.would_show(seen.T, off=content["off"])
    return _are_enough(int(found.sum()), content)


def _are_enough(found: int, content: Content) -> bool:
    """Return whether so many statements are half of all at least, and any."""
    return bool(found) and 2 * found >= content["statements"]
