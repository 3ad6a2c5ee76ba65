"""Conversations made up for tests, and Polis's own results where they are at hand."""

import gzip
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from everyseat.science import opinion
from everyseat.science.opinion import Conversation, Votes

FOLDER = Path(__file__).parents[6] / "shared/data/conversation"
FILES = sorted((FOLDER / "polis-oracle").glob("*.json.gz"))
needs_polis = pytest.mark.skipif(not FILES, reason="Polis's own results are not here")


def two_minds(people: int = 40, statements: int = 20, seen: float = 0.6, seed: int = 1) -> Votes:
    """Return people of two minds about all statements but the first, on which they agree."""
    rng = np.random.default_rng(seed)
    mind = np.repeat([1, -1], people // 2)[:, None]
    side = np.where(np.arange(statements) % 2, 1, -1)
    side[0] = 0
    leaning = np.where(np.arange(statements), mind * side * 0.9, 0.9)
    vote = np.sign(leaning + rng.normal(0, 0.6, leaning.shape)).astype(float)
    vote[rng.random(vote.shape) > seen] = np.nan
    return opinion.from_table(vote)


@dataclass(frozen=True)
class Oracle:
    """A conversation's votes and what Polis made of them; there, agree is −1."""

    votes: Votes
    about: Conversation
    statements: list[int]
    people: list[int]
    said: dict

    @property
    def centre(self) -> np.ndarray:
        return -np.array(self.said["pca"]["center"])

    @property
    def components(self) -> np.ndarray:
        return np.array(self.said["pca"]["comps"])

    @property
    def bases(self) -> list[list[int]]:
        """The people of each base cluster, by number."""
        place = {name: i for i, name in enumerate(self.people)}
        return [[place[p] for p in one] for one in self.said["base-clusters"]["members"]]

    @property
    def base_groups(self) -> np.ndarray:
        """The group of each base cluster."""
        place = {b: i for i, b in enumerate(self.said["base-clusters"]["id"])}
        found = np.zeros(len(place), dtype=int)
        for group in self.said["group-clusters"]:
            found[[place[b] for b in group["members"]]] = group["id"]
        return found

    @property
    def labels(self) -> np.ndarray:
        """The group of each person."""
        found = np.full(self.votes.people, -1)
        for inside, group in zip(self.bases, self.base_groups, strict=True):
            found[inside] = group
        return found

    def by_statement(self, name: str) -> np.ndarray:
        return np.array([self.said[name][str(s)] for s in self.statements])


@cache
def oracle(file: Path) -> Oracle:
    """Return what a file holds."""
    found = json.loads(gzip.decompress(file.read_bytes()))
    said = found["math"]
    log = sorted(found["votes"], key=lambda vote: vote[3])
    statements, people = sorted(said["tids"]), sorted({vote[0] for vote in log})
    votes = opinion.from_log(
        np.searchsorted(people, [vote[0] for vote in log]),
        np.searchsorted(statements, [vote[1] for vote in log]),
        [vote[2] for vote in log],
        len(people),
        len(statements),
    )
    out, meta = (np.isin(statements, said[name]) for name in ("mod-out", "meta-tids"))
    return Oracle(votes, Conversation.of(votes, out, meta), statements, people, said)
