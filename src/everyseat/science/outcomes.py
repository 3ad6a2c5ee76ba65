"""How probable is each outcome of n answers: their sum, their sum of squares, and what is hidden.

Nothing is drawn at random. The distribution of sum and sum of squares for one answer is convolved n
times, by Fourier transform. Answers leave in groups; a group that agrees, or in which all but one
do and that one by a point, leaves as if it agreed (`safety.disclosure`), so that one answer may
have been moved. In such a group n Σx² − (Σx)² is 0 or n − 1, and no other outcome has these.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyseat.science.tallies import Floats

Integers = NDArray[np.intp]


@dataclass(frozen=True)
class Outcomes:
    """What may come of n answers: arrays of one entry an outcome.

    `total` and `squares` are of points counted from the middle one, as they leave; `hidden` is in
    how many groups an answer may have been moved. `likely` has a row per leader.
    """

    total: Floats
    squares: Floats
    hidden: Floats
    likely: Floats


def of_answers(shares: Floats, groups: list[int], negligible: float = 1e-8) -> Outcomes:
    """Return the outcomes of groups of answers; what hardly ever comes is left out.

    `shares` has a row per leader, with the share of raters at each point.
    """
    points = shares.shape[1]
    offsets = np.arange(points) - (points - 1) // 2
    likely = _convolved(shares, offsets, groups)
    kept = np.nonzero(likely.max(axis=1) > negligible)
    hidden, total, squares = (axis.astype(float) for axis in kept)
    return Outcomes(
        total=total + offsets[0] * sum(groups),
        squares=squares,
        hidden=hidden,
        likely=likely[kept[0], :, kept[1], kept[2]].T,
    )


def _size(offsets: Integers, answers: int) -> tuple[int, int]:
    return int(np.ptp(offsets)) * answers + 1, int(max(offsets**2)) * answers + 1


def _convolved(shares: Floats, offsets: Integers, groups: list[int]) -> Floats:
    """Return the distribution over hidden × leaders × sum × sum of squares.

    Groups are multiplied as polynomials in how many have something hidden.
    """
    size = _size(offsets, sum(groups))
    parts = {answers: _group(shares, offsets, answers) for answers in set(groups)}
    if len(groups) == 1:
        return parts[groups[0]]
    turned = {answers: np.fft.rfft2(part, size) for answers, part in parts.items()}
    together, *others = (turned[answers] for answers in groups)
    for plain, hidden in others:
        nothing = np.zeros_like(together[:1])
        more = np.concatenate([nothing, together * hidden])
        together = np.concatenate([together * plain, nothing]) + more
    return np.fft.irfft2(together, size)


def _group(shares: Floats, offsets: Integers, answers: int) -> Floats:
    """Return the distribution of one group as it leaves: first plain, then with one hidden."""
    size = _size(offsets, answers)
    one = np.zeros((len(shares), *size))
    one[:, offsets - offsets[0], offsets**2] = shares
    plain = np.fft.irfft2(np.fft.rfft2(one) ** answers, size)
    total, squares = np.indices(size)
    total += offsets[0] * answers
    apart = answers * squares - total**2
    found = np.nonzero(((apart == 0) | (apart == answers - 1)) & (answers > 2))
    agreed = np.round(total[found] / answers).astype(int)
    hidden = np.zeros_like(plain)
    to = answers * (agreed - offsets[0]), answers * agreed**2
    for place in zip(*found, *to, strict=True):
        hidden[:, place[2], place[3]] += plain[:, place[0], place[1]]
    plain[:, found[0], found[1]] = 0.0
    return np.stack([plain, hidden])
