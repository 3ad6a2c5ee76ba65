"""Rows by code: which belong together, and which have stood before. Millions of them."""

import numpy as np

MOST_CELLS = 1 << 28


def combined(*codes: np.ndarray) -> np.ndarray:
    """Return one code for each combination of codes."""
    found = codes[0].astype(np.int64)
    for code in codes[1:]:
        found *= int(code.max(initial=0)) + 1
        found += code
    return found


def dense(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each entry's place among the distinct codes in order of appearance, and their first.

    Codes that stand together, as one rater's rows do, take no sorting.
    """
    starts = np.flatnonzero(np.diff(codes, prepend=codes[:1] - 1))
    if len(np.unique(codes[starts])) == len(starts):
        lengths = np.diff(starts, append=len(codes))
        return np.repeat(np.arange(len(starts), dtype=np.int32), lengths), starts
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order))
    return place[inverse], first[order]


def repeated(codes: np.ndarray, below: int = 0) -> np.ndarray:
    """Return which entries have stood before; all are under `below`, if that is given."""
    if 0 < below <= MOST_CELLS:
        seen = np.zeros(below, dtype=bool)
        seen[codes] = True
        if np.count_nonzero(seen) == len(codes):
            return np.zeros(len(codes), dtype=bool)
    again = np.ones(len(codes), dtype=bool)
    again[np.unique(codes, return_index=True)[1]] = False
    return again
