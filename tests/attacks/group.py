"""An attacker who has the group report of a round, and whatever else somebody may read.

Some look for a set of fewer than k leaders, or of fewer than k raters, whose sum follows from all
that was published together (rank). Others guess one leader's figure from means in steps: knowing
all other leaders, with their block's mean and that of all, or the group report of the round before.
What they gain is how much oftener they are right, to the half point, than from the one mean alone.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyseat.safety import averages, disclosure, thresholds
from everyseat.safety.disclosure import recoverable

K = thresholds.RATINGS
Floats = NDArray[np.float64]
Sums = list[set[Hashable]]


@dataclass(frozen=True)
class Staff:
    """The leaders of a round: the team of each by name, and which of them have a figure."""

    team: dict[str, str]
    known: frozenset[str]

    def of(self, *teams: str) -> set[Hashable]:
        return {person for person in self.known if self.team[person] in teams}


def random_staff(rng: np.random.Generator) -> Staff:
    """Return 2 to 6 teams of 0 to 9 leaders, of whom some have no figure."""
    sizes = rng.integers(0, 10, rng.integers(2, 7))
    teams = np.repeat([f"t{i}" for i in range(len(sizes))], sizes)
    team = {f"p{i}": str(name) for i, name in enumerate(teams)}
    has_figure = rng.random(len(team)) > rng.choice([0, 0.2])
    return Staff(team, frozenset(p for p, has in zip(team, has_figure, strict=True) if has))


def moved_on(staff: Staff, rng: np.random.Generator) -> Staff:
    """Return the leaders a year later: some have left, some have moved, some are new."""
    teams = sorted(set(staff.team.values())) or ["t0"]
    share = rng.choice([0, 0.1, 0.3, 0.6])
    stay = {p: t for p, t in staff.team.items() if rng.random() > share * rng.choice([0, 1])}
    stay = {p: str(rng.choice(teams)) if rng.random() < share / 3 else t for p, t in stay.items()}
    new = {f"n{i}": str(rng.choice(teams)) for i in range(rng.choice([0, 1, 3, 5, 9]))}
    known = {p for p in stay if p in staff.known} | set(new)
    return Staff(stay | new, frozenset(known))


def groups(staff: Staff) -> list[set[Hashable]]:
    """Return the leaders of each block that our group report shows of a value."""
    people = sorted(staff.team)
    known = np.array([[person in staff.known] for person in people], dtype=bool).reshape(-1, 1)
    made = averages.blocks(
        [staff.team[person] for person in people], known, K, set(staff.team.values())
    )
    return [staff.of(*block) for block in made.of_column[0]]


def ours(staff: Staff) -> Sums:
    """Return whom each mean of a value is of: each block's, and that of all leaders."""
    shown = groups(staff)
    return [*shown, set().union(*shown)] if shown else []


def every_team(staff: Staff) -> Sums:
    """Show each team by itself, as most reports do."""
    return [staff.of(team) for team in set(staff.team.values())] + [set(staff.known)]


def large_teams(staff: Staff) -> Sums:
    """Leave small teams out, and count them in the total."""
    shown = [staff.of(team) for team in set(staff.team.values())]
    return [people for people in shown if len(people) >= K] + [set(staff.known)]


def by_rank(*published: Sums) -> list[tuple[Hashable, ...]]:
    """Return the sets of fewer than k leaders whose sum follows, if no figure has changed."""
    sums = [people for sums in published for people in sums if people]
    everybody = set().union(*sums) if sums else set()
    return recoverable(dict.fromkeys(everybody, 1), sums, K)


def second(then: Staff, now: Staff) -> Sums:
    """Return what a second group report shows as finely as the first."""
    shown = groups(now)
    told = averages.told_twice(shown, [groups(then)], K)
    return [people for people, twice in zip(shown, told, strict=True) if not twice]


Rater = tuple[str, str, int]
"""Raters of a leader, of a group, who rated an item: nothing published tells them apart."""


@dataclass(frozen=True)
class Sheets:
    """The sheets about one leader: each rater's group, and raters × two items."""

    group: NDArray[np.str_]
    table: NDArray[np.int8]

    def cells(self, leader: str) -> dict[Rater, int]:
        found = {}
        for item in range(self.table.shape[1]):
            for name in sorted(set(self.group.tolist())):
                n = int(((self.group == name) & (self.table[:, item] >= 0)).sum())
                found[leader, name, item] = n
        return found


def random_sheets(rng: np.random.Generator) -> dict[str, Sheets]:
    """Return the sheets about a handful of leaders: many answers of some groups are missing."""
    made = {}
    for i in range(rng.integers(4, 8)):
        sizes = rng.integers(0, 7, 3)
        group = np.repeat(["a", "b", "c"], sizes)
        table = np.clip(rng.normal(3.2, 1, (len(group), 2)).round(), 1, 5).astype(np.int8) - 1
        table[rng.random(table.shape) < rng.choice([0, 0.2, 0.5])] = -1
        made[f"p{i}"] = Sheets(group, table)
    return made


def with_single_reports(sheets: dict[str, Sheets], counts_all: bool = False) -> Sums:
    """Return all sums that single reports and the group report of a value show of raters.

    `counts_all` is the planted weakness: a group report made of the answers, not of the reports.
    """
    published: Sums = []
    whole: set[Hashable] = set()
    for leader, own in sheets.items():
        released = disclosure.release(own.group, own.table, K, ["a", "b", "c"])
        for item, blocks in enumerate(released.items):
            of_item = [{(leader, name, item) for name in block} for block in blocks]
            published += [set(cells) for cells in of_item]
            published.append(set().union(*of_item))
        if counts_all:
            whole |= {cell for cell, n in own.cells(leader).items() if n}
        elif all(released.items):
            whole |= {
                (leader, name, i) for i, bs in enumerate(released.items) for b in bs for name in b
            }
    return [*(cells for cells in published if cells), whole]


def raters_by_rank(sheets: dict[str, Sheets], published: Sums) -> list[tuple[Hashable, ...]]:
    sizes = {cell: n for leader, own in sheets.items() for cell, n in own.cells(leader).items()}
    return recoverable(sizes, published, K)


@dataclass(frozen=True)
class Gain:
    """How often a leader's figure is guessed from one mean, and how much oftener with the rest."""

    alone: float
    more: float


Step = Callable[[int, bool], float]
"""The step of a mean over so many leaders; True where a report told of nearly the same before."""


def as_shown(leaders: int, is_told_twice: bool) -> float:
    return averages.step(leaders, is_told_twice=is_told_twice)


def in_full(_leaders: int, _is_told_twice: bool) -> float:
    """Show hundredths: the planted weakness."""
    return 0.01


Total = Callable[[Floats, Floats, list[int], Step], Floats]
"""The mean of all leaders, from the means of blocks in full and as shown, and their leaders."""


def of_what_is_shown(_means: Floats, shown: Floats, sizes: list[int], step: Step) -> Floats:
    steps = [step(n, False) for n in sizes]
    return _rounded(np.average(shown, axis=1, weights=sizes), averages.step_together(sizes, steps))


def of_all_figures(means: Floats, _shown: Floats, sizes: list[int], step: Step) -> Floats:
    """Round the mean of all leaders by itself: the planted weakness."""
    return _rounded(np.average(means, axis=1, weights=sizes), step(sum(sizes), False))


def knowing_all_but_one(
    sizes: list[int], step: Step, plays: int, total: Total = of_what_is_shown
) -> Gain:
    """Return what is gained about one of the first block by whoever knows all other leaders.

    They take these from the mean of the block, and from that of all leaders, whichever says more.
    """
    rng = np.random.default_rng(1)
    felt = [_figures(rng, plays, leaders) for leaders in sizes]
    means = np.stack([figures.mean(axis=1) for figures in felt], axis=1)
    steps = [step(n, False) for n in sizes]
    shown = np.stack([_rounded(means[:, i], by) for i, by in enumerate(steps)], axis=1)
    own, others = felt[0], sum(figures.sum(axis=1) for figures in felt[1:])
    known = own[:, 1:].sum(axis=1)
    by_block = _rounded(shown[:, 0] * sizes[0] - known, 0.1)
    of_all = total(means, shown, sizes, step) * sum(sizes)
    by_all = _rounded(of_all - known - others, 0.1)
    found = [_gain(own[:, 0], shown[:, 0], *rest) for rest in ((by_block,), (by_block, by_all))]
    return max(found, key=lambda gain: gain.more)


def from_two_rounds(
    stay: int, joined: int, left: int, step: Step, changes: float, plays: int
) -> Gain:
    """Return what is gained about somebody who joined; of one who left where nobody joined.

    `changes` is how far the figures of those who stay differ from one round to the next.
    """
    rng = np.random.default_rng(1)
    stayed, new, old = (_figures(rng, plays, n) for n in (stay, joined, left))
    later = np.clip(stayed + rng.normal(0, changes, stayed.shape) if changes else stayed, 1, 5)
    before, after = np.hstack([stayed, old]), np.hstack([later, new])
    then = _rounded(before.mean(axis=1), step(stay + left, False))
    now = _rounded(after.mean(axis=1), step(stay + joined, True))
    difference = _rounded(now * (stay + joined) - then * (stay + left), 0.05)
    return _gain((new if joined else old)[:, 0], now if joined else then, difference)


def _figures(rng: np.random.Generator, plays: int, leaders: int) -> Floats:
    """Return what others feel of leaders: as far apart as leaders are in published norms."""
    return np.clip(rng.normal(4.0, 0.45, (plays, leaders)), 1, 5)


def _rounded(means: Floats, step: float) -> Floats:
    return np.asarray(np.floor(means / step + 0.5) * step)


def _gain(figure: Floats, alone: Floats, *rest: Floats) -> Gain:
    truth = _rounded(figure, 0.5)
    by_one = _right(truth, np.round(alone * 1000)[:, None])
    by_both = _right(truth, np.round(np.stack([alone, *rest], axis=1) * 1000))
    return Gain(by_one, by_both - by_one)


def _right(truth: Floats, seen: Floats) -> float:
    """Return how often the likeliest figure is right; half of the plays teach which that is."""
    _, which = np.unique(seen, axis=0, return_inverse=True)
    which, point, half = which.reshape(-1), (truth * 2).astype(int), len(truth) // 2
    usual = np.bincount(point[:half], minlength=11) / half
    tally = np.zeros((which.max() + 1, 11))
    np.add.at(tally, (which[:half], point[:half]), 1)
    guess = (tally[which] + 3 * usual).argmax(axis=1)
    return float((guess == point)[half:].mean())
