"""Whether leaders differ between two figures of their own: then and now, one value and another."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

CONFIDENCE = 0.95


def way(differences: ArrayLike, choices: int = 1) -> int:
    """Return -1 or 1 where the mean difference is surely on that side, else 0.

    By the t interval of paired differences. `choices` is from among how many differences this one
    was picked: the interval is the wider (Bonferroni). Fewer than two differences are never sure.
    """
    paired = np.asarray(differences, dtype=float)
    if len(paired) < 2:
        return 0
    tail = (1 - CONFIDENCE) / 2 / max(choices, 1)
    margin = stdtrit(len(paired) - 1, 1 - tail) * paired.std(ddof=1) / np.sqrt(len(paired))
    mean = float(paired.mean())
    return int(np.sign(mean)) if abs(mean) > margin else 0
