"""What a report is made from: what was asked, and the sheets that came back."""

from dataclasses import dataclass, field

import numpy as np

SELF, MANAGER = "self", "manager"


@dataclass(frozen=True)
class Behaviour:
    """Something that can be felt; `text` speaks of `{name}`, `self_text` in the first person."""

    key: str
    text: str
    self_text: str


@dataclass(frozen=True)
class Value:
    """A value and the behaviours that show it."""

    key: str
    name: str
    behaviours: tuple[Behaviour, ...]


@dataclass(frozen=True)
class Asked:
    """What was asked: values, open questions (key, text), and the points of the scale."""

    values: tuple[Value, ...]
    questions: tuple[tuple[str, str], ...] = ()
    low: int = 1
    points: int = 5
    labels: tuple[str, ...] = ()

    @property
    def behaviours(self) -> list[Behaviour]:
        return [behaviour for value in self.values for behaviour in value.behaviours]

    @property
    def high(self) -> int:
        return self.low + self.points - 1

    def columns(self, value: Value) -> list[int]:
        """Return the columns of a sheet table that belong to a value."""
        keys = [behaviour.key for behaviour in self.behaviours]
        return [keys.index(behaviour.key) for behaviour in value.behaviours]


@dataclass(frozen=True)
class Sheets:
    """The sheets of one recipient: relationship of each, sheets × behaviours (-1 not seen).

    Words are by question, already shuffled: those to show as written, and those for a coach alone.
    """

    relationship: np.ndarray
    table: np.ndarray
    words: dict[str, list[str]] = field(default_factory=dict)
    words_for_coach: dict[str, list[str]] = field(default_factory=dict)

    def of(self, *relationships: str) -> np.ndarray:
        """Return the rows of the table that these relationships gave."""
        return self.table[np.isin(self.relationship, relationships)]

    @property
    def own(self) -> np.ndarray | None:
        """Return the self assessment, if there is one."""
        rows = self.of(SELF)
        return rows[0] if len(rows) else None

    @property
    def others(self) -> np.ndarray:
        return self.table[self.relationship != SELF]

    def sizes(self, columns: list[int] | None = None) -> dict[str, int]:
        """Return how many raters of each relationship answered (or rated any of some columns)."""
        rated = self.relationship != SELF
        if columns is not None:
            rated &= (self.table[:, columns] >= 0).any(axis=1)
        names, counts = np.unique(self.relationship[rated], return_counts=True)
        return {str(name): int(n) for name, n in zip(names, counts, strict=True)}


def topics(values: list[dict]) -> list[dict]:
    """Return the values of a report and their behaviours, values first."""
    return values + [behaviour for value in values for behaviour in value["behaviours"]]
