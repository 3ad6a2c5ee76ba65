"""The input of a report: the questions, and the sheets of answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from everyseat.safety import disclosure
from everyseat.safety.disclosure import Released
from everyseat.science.posterior import Scale
from everyseat.threesixty.report.shape import Row, Topic
from everyseat.threesixty.report.shape import Scale as ReportedScale
from everyseat.threesixty.report.shape import Value as Reported

SELF, MANAGER = "self", "manager"


@dataclass(frozen=True)
class Behaviour:
    """Something that can be felt; `text` speaks of `{name}`, `self_text` in the first person.

    One that is worded negatively was `asked` in other words, of which these two say the opposite.
    Answers to it are turned round before they are a report's material.
    """

    key: str
    text: str
    self_text: str
    asked: str = ""
    asked_self: str = ""

    @property
    def is_reversed(self) -> bool:
        return bool(self.asked)


@dataclass(frozen=True)
class Value:
    """A value and the behaviours that show it."""

    key: str
    name: str
    behaviours: tuple[Behaviour, ...]


@dataclass(frozen=True)
class QuestionSet:
    """A review's questions: values, open questions (key, text), and the points of the scale.

    `about` says of some open questions which value they are about (key, value's key).
    """

    values: tuple[Value, ...]
    questions: tuple[tuple[str, str], ...] = ()
    low: int = 1
    points: int = 5
    labels: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()

    @property
    def behaviours(self) -> list[Behaviour]:
        return [behaviour for value in self.values for behaviour in value.behaviours]

    @property
    def high(self) -> int:
        return self.low + self.points - 1

    @property
    def bounds(self) -> Scale:
        return Scale(self.low, self.high)

    def is_on(self, scale: ReportedScale) -> bool:
        """Return whether a report's ratings are on the same scale as these, in the same words."""
        ends = (scale["low"], scale["high"]) == (self.low, self.high)
        return ends and list(scale["labels"]) == list(self.labels)

    def columns(self, value: Value) -> list[int]:
        """Return the columns of a sheet table that belong to a value."""
        keys = [behaviour.key for behaviour in self.behaviours]
        return [keys.index(behaviour.key) for behaviour in value.behaviours]


@dataclass(frozen=True)
class Sheets:
    """The sheets of one recipient: group of each, sheets × behaviours (-1 not seen).

    `invited` are the groups that were invited, `wave` 0 for sheets that came in time. `left_out`
    says how many sheets of which groups are left out of the figures because of earlier reports.
    These are the first sheets, so the sheets must be in a random order that stays the same. Words
    are by question, already shuffled, and without those of sheets that are left out: `words` to
    show as written, `words_for_coach` for a coach alone.
    """

    relationship: np.ndarray
    table: np.ndarray
    words: dict[str, list[str]] = field(default_factory=dict)
    words_for_coach: dict[str, list[str]] = field(default_factory=dict)
    invited: tuple[str, ...] = ()
    wave: np.ndarray | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def own(self) -> np.ndarray | None:
        """Return the self assessment, if there is one. ValueError if there are several."""
        rows = self.table[self.relationship == SELF]
        if len(rows) > 1:
            raise ValueError(f"{len(rows)} self assessments of one person: one can't be chosen")
        return rows[0] if len(rows) else None

    def has_ratings_of(self, other: "Sheets") -> bool:
        """Return whether both hold the same ratings of the same groups.

        In whatever order, unless some are left out: which ones, the order says.
        """
        mine, theirs = ((s.invited, dict(s.left_out), _rows(s)) for s in (self, other))
        return mine == theirs

    def released(self, k: int) -> Released:
        """Return the others' ratings after disclosure control."""
        others = self.relationship != SELF
        wave = None if self.wave is None else self.wave[others]
        return disclosure.release(
            self.relationship[others],
            self.table[others],
            k,
            self.invited,
            (MANAGER,),
            wave,
            self.left_out,
        )


def _rows(sheets: Sheets) -> list[tuple[str, int, tuple[int, ...]]]:
    wave = [0] * len(sheets.table) if sheets.wave is None else sheets.wave.tolist()
    rows = list(
        zip(sheets.relationship.tolist(), wave, map(tuple, sheets.table.tolist()), strict=True)
    )
    return rows if sheets.left_out else sorted(rows)


def beside_self(topic: Topic) -> Row | None:
    """Return others' figures to set beside self: over the behaviours that both rated."""
    return topic.get("compared") or topic["others"]


def topics(values: list[Reported]) -> list[Topic]:
    """Return the values of a report and their behaviours, values first."""
    return [*values, *(behaviour for value in values for behaviour in value["behaviours"])]
