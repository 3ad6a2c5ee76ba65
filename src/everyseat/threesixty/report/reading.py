"""What a reader should see first of a report: a headline, where to start, what to keep.

Facts alone, as topics of the report: `sentences` says them in words.
"""

import math
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from statistics import NormalDist
from typing import NamedTuple, TypeVar

from everyseat.science import gaps
from everyseat.science.gaps import Verdict
from everyseat.science.posterior import Scale
from everyseat.threesixty.report.material import beside_self, topics
from everyseat.threesixty.report.shape import Report, Row, Topic, Value
from everyseat.threesixty.report.shape import Scale as ReportedScale

GAPS = (Verdict.BLIND_SPOT, Verdict.HIDDEN_STRENGTH)
ROUGH = 1 / 5
"""How wide an interval may be, in widths of the scale, to say more than very large gaps."""
CHANGES = 2
"""How many changes the first screen names."""


T = TypeVar("T", bound=Topic)


class Kind(Enum):
    """What a headline says."""

    NOT_ASKED = auto()
    NOBODY = auto()
    LEFT_OUT = auto()
    NO_SELF = auto()
    RARELY = auto()
    OFTEN = auto()
    VERDICT = auto()
    ROUGH = auto()
    UNSURE = auto()
    IN_STEP = auto()


class Side(Enum):
    """Where others' whole interval lies beside one's own rating."""

    LOWER = auto()
    WITHIN = auto()
    HIGHER = auto()


class Headline(NamedTuple):
    """The kind of a headline, and the topic of a verdict."""

    kind: Kind
    topic: Topic | None = None


def headline(report: Report) -> Headline:
    """Return what a reader should know first."""
    if report.get("nobody_asked"):
        return Headline(Kind.NOT_ASKED)
    if report["raters"] is None:
        return Headline(Kind.LEFT_OUT if report.get("left_out") else Kind.NOBODY)
    if not report["self_given"]:
        return _without_self(report)
    values = report["values"]
    if is_rough(report) and not _with(values, *GAPS):
        return Headline(Kind.ROUGH)
    if found := _verdict(report):
        return Headline(Kind.VERDICT, found)
    in_step = sum(value["verdict"] == Verdict.IN_STEP for value in values)
    return Headline(Kind.IN_STEP if 2 * in_step > len(values) else Kind.UNSURE)


def _without_self(report: Report) -> Headline:
    """Return what is surely felt rarely, or else often: in the parts where a verdict says so."""
    bounds = _bounds(report["scale"])
    for choice in _topics(report):
        felt = _felt(choice)
        rarely = [topic for topic, row in felt if row["interval"][1] < bounds.middle]
        often = [topic for topic, _row in felt if is_strength(report, topic)]
        if rarely:
            return Headline(Kind.RARELY, _least(rarely))
        if often:
            return Headline(Kind.OFTEN, _most(often))
    return Headline(Kind.NO_SELF)


def _topics(report: Report) -> list[Sequence[Topic]]:
    """Return the values, then all behaviours; a set with one value tells of its behaviours."""
    values = [report["values"]] if len(report["values"]) > 1 else []
    return [*values, _behaviours(report)]


def _verdict(report: Report) -> Topic | None:
    """Return the topic of what matters most: the widest gap, then a weakness, then a strength."""
    for choice in _topics(report):
        if found := _widest(choice):
            return found
    choice = _topics(report)[0]
    weakness = _least(_with(choice, Verdict.SHARED_WEAKNESS))
    return weakness or _most(_with(choice, Verdict.SHARED_STRENGTH))


def is_rough(report: Report) -> bool:
    """Return whether most values' intervals are so wide that only very large gaps could show."""
    scale = report["scale"]
    shown = [value["others"]["interval"] for value in report["values"] if value["others"]]
    wide = sum(high - low > ROUGH * (scale["high"] - scale["low"]) for low, high in shown)
    return 2 * wide > len(shown)


def is_hardly_chance(report: Report, topic: Topic) -> bool:
    """Return whether a gap would be named even if all topics of the report were tested at once.

    Bonferroni's bound on the chance of any false gap, .05 in all, with the interval's upper or
    lower half taken as that of a normal.
    """
    others, own = beside_self(topic), topic["self"]
    if others is None or own is None:
        return False
    end = others["interval"][1 if own > others["estimate"] else 0]
    least = gaps.margin(_bounds(report["scale"]))
    tests = 2 * len(topics(report["values"]))
    quantile = NormalDist().inv_cdf(1 - 0.05 / tests)
    reach = abs(end - others["estimate"]) * quantile / NormalDist().inv_cdf(gaps.CERTAINTY)
    return abs(own - others["estimate"]) > least + reach


def side(topic: Topic) -> Side:
    """Return on which side of one's own rating others' interval lies, if it leaves it out."""
    others, own = beside_self(topic), topic["self"]
    if others is None or own is None:
        return Side.WITHIN
    low, high = others["interval"]
    if high < own:
        return Side.LOWER
    return Side.HIGHER if low > own else Side.WITHIN


def margin(scale: ReportedScale) -> float:
    """Return how far apart self and others must be for a gap, in points of the scale."""
    return gaps.margin(_bounds(scale))


def is_felt_well(topic: Topic, scale: ReportedScale) -> bool:
    """Return whether a topic is felt in the scale's upper third, and surely above its middle."""
    bounds, others = _bounds(scale), beside_self(topic)
    if others is None or others["interval"][0] <= bounds.middle:
        return False
    return others["estimate"] >= gaps.strong_from(bounds)


def by_gap(values: list[Value]) -> list[Value]:
    """Return the values, from what is felt less than believed to what is felt more.

    In the given order where nothing is compared, and these last.
    """
    return sorted(values, key=lambda value: -gap(value))


def start(report: Report) -> Topic | None:
    """Return the behaviour to start with: one that is felt less than believed.

    Within the value that is felt least beside what was believed, if it has one; else what both see
    as rarely felt; else what is felt least. None where nothing is shown.
    """
    behaviours = _behaviours(report)
    value = _widest(_with(report["values"], Verdict.BLIND_SPOT))
    for choice in (value["behaviours"] if value else [], behaviours):
        if found := _widest(_with(choice, Verdict.BLIND_SPOT)):
            return found
    return _least(_with(behaviours, Verdict.SHARED_WEAKNESS)) or _least(behaviours)


def keep(report: Report) -> Topic | None:
    """Return the behaviour to keep: of the strengths, or else of all, what is felt most."""
    behaviours = _behaviours(report)
    return _most([topic for topic in behaviours if is_strength(report, topic)]) or _most(behaviours)


def is_strength(report: Report, topic: Topic) -> bool:
    """Return whether others surely feel a topic in the upper third of the scale."""
    others, strong = topic["others"], gaps.strong_from(_bounds(report["scale"]))
    return others is not None and others["interval"][0] > strong


def is_told(behaviour: Topic, value: Topic) -> bool:
    """Return whether a behaviour's change is told: where it is sure, and so is that of its value.

    Of thirty behaviours one or two seem to have changed by chance alone.
    """
    whole, shift = value["change"], behaviour["change"]
    return bool(whole and whole["reliable"] and shift and shift["reliable"])


def moved(report: Report) -> list[Value]:
    """Return the values that surely changed, the farthest first."""
    sure = [value for value in report["values"] if value["change"] and value["change"]["reliable"]]
    return sorted(sure, key=lambda value: -abs(_change(value)))[:CHANGES]


def still_felt_less(report: Report) -> Value | None:
    """Return the value with the widest gap that is felt less than meant, if it did not change.

    None too where its leader rated it alike last time, or nobody knows how.
    """
    value = _widest(_with(report["values"], Verdict.BLIND_SPOT))
    if value is None or value["change"] is None or value["change"]["reliable"]:
        return None
    before, now = value.get("self_before"), value["self"] or 0.0
    return value if before is not None and round(before, 1) != round(now, 1) else None


def is_compared(report: Report) -> bool:
    """Return whether any value is compared with an earlier report."""
    return any(value["change"] for value in report["values"])


def _bounds(scale: ReportedScale) -> Scale:
    return Scale(scale["low"], scale["high"])


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
