"""Numbers that stay as they left until enough more people have answered.

Whoever knows all but one of those who answered between two results would else read that one's
answer from the difference. Only people who answer for the first time count: somebody who changes an
answer, or withdraws it and gives it again, could else have numbers made anew as often as they like,
and average what is added to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
"""The same, and how many had answered when these numbers left; places are text, as in JSON."""
ANSWERED = 3
SHARE = 10
"""Numbers change once one in so many of those who had answered, and the least, have come since."""


def may_change(then: int, now: int, least: int) -> bool:
    """Return whether the numbers of a statement may change, of which so many have answered.

    They do after enough have come, or once half of those whom they are about have gone.
    """
    return now >= then + max(least, then // SHARE) or 2 * now <= then


@dataclass(frozen=True)
class Pending:
    """What waits.

    Attributes
    ----------
    answered : array of int
        How many have answered each statement.
    kept : Kept
        The statements whose numbers stay.
    before : Noted
        What is known of the result before.
    """

    answered: Integers
    kept: Kept
    before: Noted

    @classmethod
    def of(cls, before: Noted, answered: Integers, least: int) -> "Pending":
        """Return what waits, where so many have answered by now, for at least so many more."""
        kept = {
            int(place): row[:ANSWERED]
            for place, row in before.items()
            if int(place) < len(answered)
            and not may_change(row[ANSWERED], int(answered[int(place)]), least)
        }
        return cls(answered, kept, before)

    def noted(self, counts: Counts) -> dict[int, list[int]]:
        """Return the numbers that leave, to be kept beside them; those of nobody left out."""
        rows = zip(counts.disagree, counts.passed, counts.agree, strict=True)
        found = {place: [int(n) for n in row] for place, row in enumerate(rows)}
        return {place: [*row, self._then(place)] for place, row in found.items() if sum(row)}

    def _then(self, place: int) -> int:
        """Return how many had answered when the numbers left that now leave."""
        then = self.before[str(place)][ANSWERED] if place in self.kept else self.answered[place]
        return int(then)
