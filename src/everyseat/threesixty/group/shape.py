"""The shape of a group report: plain data that a page, a PDF and a database row can all hold.

Nothing in it is finer than what is shown: means are in steps before they are kept.
"""

from typing import TypedDict

from everyseat.threesixty.report.shape import Scale


class Mean(TypedDict):
    """A mean over leaders, in steps of `step` points."""

    leaders: int
    mean: float
    step: float


class Team(TypedDict):
    """A team by its key and by the name it had; both are empty for leaders without a team."""

    key: str
    name: str


class Shift(TypedDict):
    """How leaders of both rounds moved: `way` is -1, 0 (not sure) or 1.

    `difference` is None where a mean of so few leaders would not be in tenths.
    """

    leaders: int
    way: int
    difference: float | None


class Value(TypedDict):
    """A value: over all leaders, and over each block of teams; None where it is not shown.

    `spread` is how far people who rated one leader lie from their mean (AD), and `seen` the share
    of them who had seen the behaviours: both averaged over leaders.
    """

    key: str
    text: str
    everybody: Mean | None
    blocks: list[Mean | None]
    spread: float | None
    seen: float | None
    change: Shift | None


class GroupReport(TypedDict):
    """A group report. Where fewer than k leaders have figures, `blocks` and `values` are empty.

    `rated` counts the leaders of the round, `told` those whose reports have figures; `asked` and
    `answered` the invitations and about how many answers came. `highest` and `lowest` are keys of
    values, where leaders surely differ between them.
    """

    version: int
    title: str
    k: int
    scale: Scale
    rated: int
    told: int
    asked: int
    answered: int
    blocks: list[list[Team]]
    values: list[Value]
    highest: str | None
    lowest: str | None
    compared_with: str | None
