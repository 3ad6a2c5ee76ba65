"""An attacker reads two editions of a conversation, between which one other person has answered.

They hold every other card that answered in between, so that they know what those answers add. What
is left of the difference is the newcomer's answer: agree, pass or disagree with each statement.
Cards that always pass leave the other two cells to the newcomer alone.

By invitation all of them may be of one audience. Its numbers change once ten more of it have
answered: then nine have to work together, and read the newcomer's cell twice, in their group and in
their audience.

Nobody has to work together where a newcomer is the only one who came to a group.
"""

from dataclasses import dataclass

import numpy as np

from everyseat.conversation.pending import NOTHING
from everyseat.conversation.released import Disclosure
from everyseat.safety import cell_keys
from everyseat.science import opinion
from everyseat.science.opinion import Counts

PEOPLE, STATEMENTS, GROUPS = 60, 40, 2
IMPOSSIBLE = 1e-9
SHARES = (0.3, 0.2, 0.5)
"""How often people disagree, pass and agree: what the attacker knows without any edition."""


@dataclass(frozen=True)
class Story:
    """The answers before, those of the attacker's cards, and the newcomer's."""

    before: np.ndarray
    own: np.ndarray
    newcomer: np.ndarray
    secret: bytes


def story(rng: np.random.Generator, k: int, *, own_pass: bool = False) -> Story:
    def drawn(people: int) -> np.ndarray:
        return rng.choice([-1, 0, 1], (people, STATEMENTS), p=SHARES)

    own = drawn(k - 1)
    return Story(drawn(PEOPLE), 0 * own if own_pass else own, drawn(1), rng.bytes(32))


def editions(told: Story, k: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return what two editions show: of everybody, the newcomer's group, and their audience."""
    after = np.concatenate([told.before, told.own, told.newcomer])
    return _shown(told.before, told.secret, k), _shown(after, told.secret, k)


def _shown(table: np.ndarray, secret: bytes, k: int) -> list[np.ndarray]:
    votes = opinion.from_table(table)
    keys = cell_keys.record_keys(secret, np.arange(len(table)))
    rests = cell_keys.record_keys(secret, 10**6 + np.arange(STATEMENTS + 1))
    door = Disclosure(keys, k, rests)
    labels = np.where(np.arange(len(table)) < PEOPLE, np.arange(len(table)) % GROUPS, 0)
    shown = door.counts(votes, labels, GROUPS, NOTHING)
    audience = np.where(np.arange(len(table)) < PEOPLE, np.arange(len(table)) // GROUPS % 2, 0)
    audiences = door.of_audiences(votes, audience, [{}, {}], [None, None])
    return [_cells(shown.counts), _cells(shown.groups.each()[0]), _cells(audiences.each()[0])]


def _cells(counts: Counts) -> np.ndarray:
    return np.stack([counts.disagree, counts.passed, counts.agree])


def guessed(told: Story, k: int, *, by_audience: bool = False) -> float:
    """Return the share of the newcomer's answers that the attacker guesses."""
    (_, *before), (_, *after) = editions(told, k)
    own = np.stack([(told.own == vote).sum(axis=0) for vote in (-1, 0, 1)])
    chance = np.log(np.array(SHARES))[:, None]
    for one, other in list(zip(before, after, strict=True))[: 2 if by_audience else 1]:
        chance = chance + np.array([_likely(other - one - own, answer) for answer in range(3)])
    return float((chance.argmax(axis=0) - 1 == told.newcomer[0]).mean())


def _likely(left: np.ndarray, answer: int) -> np.ndarray:
    """Return how likely each difference is, should this be the newcomer's answer.

    Every cell has a step before and another one after.
    """
    expected = np.zeros(3)
    expected[answer] = 1
    steps = np.convolve(cell_keys.CHANCES, cell_keys.CHANCES[::-1])
    place = np.rint(left - expected[:, None]).astype(int) + len(steps) // 2
    inside = (place >= 0) & (place < len(steps))
    found = np.where(inside, steps[np.clip(place, 0, len(steps) - 1)], IMPOSSIBLE)
    return np.log(found).sum(axis=0)


def averaged(rng: np.random.Generator, results: int, people: int = 2_000) -> float:
    """Return the share of newcomers read from the mean of so many results before, and after.

    Each result has its numbers made anew, by cards of the attacker's whose answers they subtract.
    """
    row, steps = np.array([18, 12, 30]), np.array(cell_keys.STEPS)
    answers = rng.choice(3, people, p=SHARES)
    came = row + np.eye(3, dtype=int)[answers]
    shown = [
        cells[:, None] + rng.choice(steps, (people, results, 3), p=cell_keys.CHANCES)
        for cells in (np.tile(row, (people, 1)), came)
    ]
    before, after = (_chances(cells, np.arange(50)) for cells in shown)
    guess = np.stack(
        [
            np.log(SHARES[answer])
            + sum(
                np.logaddexp.reduce(before[:, cell, :-1] + after[:, cell, came:][:, :49], axis=1)
                for cell, came in enumerate(np.eye(3, dtype=int)[answer])
            )
            for answer in range(3)
        ]
    )
    return float((guess.argmax(axis=0) == answers).mean())


def _chances(shown: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return how likely all results of each cell are, by what its count may really be."""
    place = shown[..., None] - counts + len(cell_keys.STEPS) // 2
    inside = (place >= 0) & (place < len(cell_keys.STEPS))
    chance = np.take(cell_keys.CHANCES, np.clip(place, 0, len(cell_keys.STEPS) - 1))
    return np.log(np.where(inside, chance, IMPOSSIBLE)).sum(axis=1)
