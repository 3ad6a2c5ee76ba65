"""Whether enough have answered to say that something is not so: else nobody can tell.

It is read from the numbers of a result, so that one kept from before is judged like a new one.
"""

from typing import Any

import numpy as np

from everyseat.science.opinion import divisions

Content = dict[str, Any]


def to_divide(content: Content, of: str) -> bool:
    """Return whether what clearly divides groups, or audiences, would have been found.

    So it is where it would have been on half of the statements at least.
    """
    seen = np.array([[one["n"] for one in row.get(of, [])] for row in content["all"]])
    if seen.ndim < 2:  # no statement has numbers
        return False
    found = divisions.would_show(seen.T, off=content["off"])
    return 2 * int(found.sum()) >= content["statements"]
