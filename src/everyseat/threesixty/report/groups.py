"""Groups of raters: how many are in each, and where two of them feel a leader differently."""

from itertools import combinations
from typing import NamedTuple

from everyseat.science import change
from everyseat.science.change import Known
from everyseat.threesixty.report.material import topics
from everyseat.threesixty.report.shape import Report, Row, Scale, Topic

MARGIN = 1 / 12
"""How far apart two groups must surely be, in widths of the scale: a third of a point of five.

With 0 every other report marked groups that were alike, with half a point a true difference of a
whole point was marked in 2 of 10 (`tests/test_report_groups.py`).
"""


class Difference(NamedTuple):
    """Two groups that feel a topic differently."""

    higher: Row
    lower: Row


def sizes(report: Report) -> list[tuple[list[str], int]]:
    """Return each group's relationships, and how many of it rated anything that is shown."""
    rows = [row for topic in topics(report["values"]) for row in topic["groups"]]
    found = {tuple(block): 0 for block in report["groups"]}
    for row in rows:
        block = tuple(row["relationships"])
        if block in found:
            found[block] = max(found[block], row["n"])
    return [(list(block), n) for block, n in found.items()]


def columns(report: Report) -> list[list[str]]:
    """Return the groups that stand beside each other: none where the only one is all others."""
    return report["groups"] if len(report["groups"]) > 1 else []


def row_of(topic: Topic, block: list[str]) -> Row | None:
    """Return the row that a group is part of on a topic: its own, or that of a wider one."""
    return next((r for r in topic["groups"] if set(block) <= set(r["relationships"])), None)


def ratings_alone(topic: Topic) -> dict[str, float]:
    """Return the rating of each who is shown alone, by relationship."""
    return {rater["relationship"]: rater["rating"] for rater in topic["named"]}


def widest(topic: Topic, scale: Scale) -> Difference | None:
    """Return the two groups that are surely farthest apart on a topic, None if none are.

    A group of whom only the mean is known, in half points, is not compared.
    """
    least = MARGIN * (scale["high"] - scale["low"])
    rows = [row for row in topic["groups"] if not row.get("coarse")]
    pairs = [_apart(*pair) for pair in combinations(rows, 2)]
    surely, found = max(pairs, key=lambda pair: pair[0], default=(0.0, None))
    return found if surely > least else None


def alike(topic: Topic) -> float | None:
    """Return the mean with each group counting the same, None unless every group shows its own."""
    means = [row["mean"] for row in topic["groups"]]
    known = [mean for mean in means if mean is not None]
    return sum(known) / len(known) if len(known) == len(means) > 1 else None


def _apart(one: Row, other: Row) -> tuple[float, Difference]:
    """Return how far apart two groups are at the least, and which is higher."""
    lower, higher = sorted((one, other), key=lambda row: row["estimate"])
    return change.difference(_known(lower), _known(higher)).low, Difference(higher, lower)


def _known(row: Row) -> Known:
    return Known(row["estimate"], *row["interval"])
