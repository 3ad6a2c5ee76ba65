"""Numbers that stay as they left until enough people have answered anew.

Whoever knows all but one of those who answered between two results would else read that one's
answer from the difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from everyseat.science.opinion import Counts
from everyseat.science.opinion.votes import Integers

Kept = Mapping[int, Sequence[int]]
"""By a statement's place: how many disagreed, passed and agreed, as they left before."""


@dataclass(frozen=True)
class KeptBoth:
    """Numbers that stay: those over everybody, and with them those of each group."""

    everybody: Kept
    groups: Mapping[int, Sequence[Sequence[int]]]


NOTHING = KeptBoth({}, {})
Noted = Mapping[str, Sequence[int]]
"""The same, and how many changes these numbers do not show yet; places are text, as in JSON."""
CHANGES = 3


def changes(answered: Mapping[int, int], statements: Integers, gone: int) -> Integers:
    """Return how many changed each statement: those who answered it, by key, and whoever is gone.

    Of what was withdrawn or deleted nobody knows which statement it was about: it counts for each.
    """
    new = [answered.get(pk, 0) + gone for pk in statements.tolist()]
    return np.array(new, dtype=np.int64)


@dataclass(frozen=True)
class Pending:
    """What has changed since numbers left.

    Attributes
    ----------
    changed : array of int
        How many people have answered each statement since its numbers left, or have changed or
        withdrawn an answer.
    kept : Kept
        The statements whose numbers stay.
    """

    changed: Integers
    kept: Kept

    @classmethod
    def of(cls, before: Noted, new: Integers, least: int) -> "Pending":
        """Return what has changed, with `new` changes since the result before.

        At least so many have to change a statement's numbers before others leave.
        """
        changed = new.copy()
        for place, row in before.items():
            if int(place) < len(changed):
                changed[int(place)] += row[CHANGES]
        few = {
            int(place): row[:CHANGES]
            for place, row in before.items()
            if int(place) < len(changed) and 0 < changed[int(place)] < least
        }
        return cls(changed, few)

    def noted(self, counts: Counts) -> dict[int, list[int]]:
        """Return the numbers that leave, to be kept beside them; those of nobody left out."""
        rows = zip(counts.disagree, counts.passed, counts.agree, strict=True)
        found = {place: [int(n) for n in row] for place, row in enumerate(rows)}
        return {
            place: [*row, int(self.changed[place]) if place in self.kept else 0]
            for place, row in found.items()
            if sum(row)
        }
