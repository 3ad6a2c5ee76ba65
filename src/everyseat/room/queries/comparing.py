"""A room beside the one it was copied from: the same question, asked once before."""

from dataclasses import dataclass

from everyseat.room import kinds
from everyseat.room.models import Question
from everyseat.room.queries import tallies
from everyseat.science import shares


@dataclass(frozen=True)
class Change:
    """One option then and now: how many of how many, and the least and most that its share moved.

    The interval, in percentage points, takes both rooms for samples of other people.
    """

    option: str
    before: int
    now: int
    of_before: int
    of_now: int
    low: int
    high: int

    @property
    def share_before(self) -> int:
        return round(100 * self.before / self.of_before)

    @property
    def share_now(self) -> int:
        return round(100 * self.now / self.of_now)

    @property
    def is_more(self) -> bool:
        return self.low > 0

    @property
    def is_less(self) -> bool:
        return self.high < 0

    @property
    def is_clear(self) -> bool:
        return self.is_more or self.is_less

    @property
    def by(self) -> tuple[int, int]:
        """The least and the most points of a clear change, whichever way."""
        low, high = sorted((abs(self.low), abs(self.high)))
        return low, high


@dataclass(frozen=True)
class Comparison:
    """How a question was answered then and now."""

    before: int
    now: int
    changes: list[Change]

    @property
    def clear(self) -> list[Change]:
        return [change for change in self.changes if change.is_clear]


def compared(question: Question, now: tallies.Tally) -> Comparison | None:
    """Return a question beside the one before; None if there is none, or too few answered."""
    earlier = _earlier(question)
    if earlier is None:
        return None
    then = tallies.tally(earlier)
    if not (then.is_enough and now.is_enough):
        return None
    pairs = zip(
        question.labels,
        tallies.voices(earlier, then),
        tallies.voices(question, now),
        strict=True,
    )
    return Comparison(then.n, now.n, [_change(o, a, b, then.n, now.n) for o, a, b in pairs])


def _earlier(question: Question) -> Question | None:
    room = question.room
    if room.copied_from is None or room.team_id or question.kind in (kinds.WORD, *kinds.RAISED):
        return None
    if not room.run_by <= room.copied_from.run_by:  # somebody else reads this one
        return None
    same = room.copied_from.questions.filter(
        kind=question.kind,
        text=question.text,
        written=question.written,
        meanings=question.meanings,
        most=question.most,
    )
    return same.filter(number=question.number).first() or same.first()


def _change(option: str, before: int, now: int, n_before: int, n_now: int) -> Change:
    low, high = shares.difference((before, now), (n_before, n_now))
    moved = round(100 * low), round(100 * high)
    return Change(str(option), before, now, n_before, n_now, *moved)
