"""What a reader should see first of a report: a headline, where to start, what to keep.

Facts alone, as topics of the report: `sentences` says them in words.
"""

import math
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import NamedTuple, TypeVar

from everyseat.science.gaps import Verdict
from everyseat.threesixty.report.material import beside_self
from everyseat.threesixty.report.shape import Report, Row, Topic, Value

GAPS = (Verdict.BLIND_SPOT, Verdict.HIDDEN_STRENGTH)
STRENGTHS = (Verdict.SHARED_STRENGTH, Verdict.HIDDEN_STRENGTH)
ROUGH = 1 / 5
"""How wide an interval may be, in widths of the scale, to say more than very large gaps."""
CHANGES = 2
"""How many changes the first screen names."""


T = TypeVar("T", bound=Topic)


class Kind(Enum):
    """What a headline says."""

    NOBODY = auto()
    LEFT_OUT = auto()
    NO_SELF = auto()
    VERDICT = auto()
    ROUGH = auto()
    UNSURE = auto()
    IN_STEP = auto()


class Headline(NamedTuple):
    """The kind of a headline, and the topic of a verdict."""

    kind: Kind
    topic: Topic | None = None


def headline(report: Report) -> Headline:
    """Return what a reader should know first."""
    if report["raters"] is None:
        return Headline(Kind.LEFT_OUT if report.get("left_out") else Kind.NOBODY)
    if not report["self_given"]:
        return Headline(Kind.NO_SELF)
    if found := _verdict(report):
        return Headline(Kind.VERDICT, found)
    if is_rough(report):
        return Headline(Kind.ROUGH)
    values = report["values"]
    in_step = sum(value["verdict"] == Verdict.IN_STEP for value in values)
    return Headline(Kind.IN_STEP if 2 * in_step > len(values) else Kind.UNSURE)


def _verdict(report: Report) -> Topic | None:
    """Return the topic of what matters most: the widest gap, then a weakness, then a strength.

    A set with one value tells of its behaviours.
    """
    behaviours = _behaviours(report)
    values: Sequence[Topic] = report["values"] if len(report["values"]) > 1 else behaviours
    return (
        _widest(values)
        or _widest(behaviours)
        or _least(_with(values, Verdict.SHARED_WEAKNESS))
        or _most(_with(values, Verdict.SHARED_STRENGTH))
    )


def is_rough(report: Report) -> bool:
    """Return whether most values' intervals are so wide that only very large gaps could show."""
    scale = report["scale"]
    shown = [value["others"]["interval"] for value in report["values"] if value["others"]]
    wide = sum(high - low > ROUGH * (scale["high"] - scale["low"]) for low, high in shown)
    return 2 * wide > len(shown)


def by_gap(values: list[Value]) -> list[Value]:
    """Return the values, from what is felt less than meant to what is felt more.

    In the given order where nothing is compared, and these last.
    """
    return sorted(values, key=lambda value: -gap(value))


def start(report: Report) -> Topic | None:
    """Return the behaviour to start with: one that is felt less than meant.

    Within the value that is felt least beside what was meant, if it has one; else what both see as
    rarely felt; else what is felt least. None where nothing is shown.
    """
    behaviours = _behaviours(report)
    value = _widest(_with(report["values"], Verdict.BLIND_SPOT))
    for choice in (value["behaviours"] if value else [], behaviours):
        if found := _widest(_with(choice, Verdict.BLIND_SPOT)):
            return found
    return _least(_with(behaviours, Verdict.SHARED_WEAKNESS)) or _least(behaviours)


def keep(report: Report) -> Topic | None:
    """Return the behaviour to keep: the strength that is felt most, else what is felt most."""
    behaviours = _behaviours(report)
    return _most(_with(behaviours, *STRENGTHS)) or _most(behaviours)


def moved(report: Report) -> list[Value]:
    """Return the values that surely changed, the farthest first."""
    sure = [value for value in report["values"] if value["change"] and value["change"]["reliable"]]
    return sorted(sure, key=lambda value: -abs(_change(value)))[:CHANGES]


def is_compared(report: Report) -> bool:
    """Return whether any value is compared with an earlier report."""
    return any(value["change"] for value in report["values"])


def _behaviours(report: Report) -> list[Topic]:
    return [behaviour for value in report["values"] for behaviour in value["behaviours"]]


def _with(choice: Iterable[T], *verdicts: Verdict) -> list[T]:
    return [topic for topic in choice if topic["verdict"] in verdicts]


def _widest(choice: Iterable[T]) -> T | None:
    """Return the topic with the widest gap of those that have one."""
    return max(_with(choice, *GAPS), key=lambda topic: abs(gap(topic)), default=None)


def _least(choice: Iterable[Topic]) -> Topic | None:
    return min(_felt(choice), key=lambda felt: felt[1]["estimate"], default=(None, None))[0]


def _most(choice: Iterable[Topic]) -> Topic | None:
    """Return the topic that is felt most: whose interval begins highest."""
    return max(_felt(choice), key=lambda felt: felt[1]["interval"][0], default=(None, None))[0]


def _felt(choice: Iterable[Topic]) -> list[tuple[Topic, Row]]:
    return [(topic, topic["others"]) for topic in choice if topic["others"]]


def gap(topic: Topic) -> float:
    """Return how far self is above others, minus infinity where there is nothing to compare."""
    others, own = beside_self(topic), topic["self"]
    return -math.inf if others is None or own is None else own - others["estimate"]


def _change(value: Value) -> float:
    return value["change"]["difference"] if value["change"] else 0.0
