"""What no function may be given: said aloud, not answered with nan."""

import numpy as np
from numpy.typing import ArrayLike

from everyseat.science.tallies import Floats


def probability(name: str, value: float) -> float:
    """Return the value. ValueError unless it lies between 0 and 1, both left out.

    >>> probability("confidence", 95)
    Traceback (most recent call last):
    ValueError: confidence must lie between 0 and 1, not 95: did you mean 0.95?
    """
    if 0 < value < 1:
        return value
    meant = f": did you mean {value / 100:g}?" if 1 < value < 100 else ""
    raise ValueError(f"{name} must lie between 0 and 1, not {value}{meant}")


def numbers(name: str, values: ArrayLike) -> Floats:
    """Return a list of numbers as floats. ValueError if it is no list, or one is no number."""
    array = np.asarray(values, dtype=float)
    if array.ndim != 1:
        raise ValueError(f"{name} must be one list of numbers, not of shape {array.shape}")
    missing = int((~np.isfinite(array)).sum())
    if missing:
        raise ValueError(f"{name}: {missing} of {len(array)} are no numbers")
    return array
