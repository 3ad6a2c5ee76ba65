"""What a control chart says, in English sentences, for the terminal and the text of a drawing."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everyseat.science.spc import Chart, Verdict
    from everyseat.science.spc.facts import Signal

NO_CAUSE = "A signal after an action does not show that the action caused it."


def said(chart: "Chart", dates: Sequence[date]) -> str:
    """Return what a chart says: its newest signal, what is better, and its target."""
    from everyseat.science.spc import latest

    if chart.is_constant:
        return "All values in the last stretch are the same: nothing tells chance from change."
    signal = latest(chart)
    sentences = [*_of_signal(signal, dates), *_of_target(chart)]
    if chart.is_on_trial[-1]:
        sentences.append("With fewer than 13 points the limits are on trial.")
    return " ".join(sentences)


def _of_signal(signal: "Signal | None", dates: Sequence[date]) -> list[str]:
    if signal is None:
        return ["No point is more than chance would give."]
    what = f"{_which(signal, dates)} {_do(signal)}: that is more than chance would give."
    if signal.is_current:
        return [what, *_better(signal)]
    return ["The last point is no more than chance would give.", what]


def _which(signal: "Signal", dates: Sequence[date]) -> str:
    """Return which points stand out."""
    from everyseat.science.spc import Rule

    first, last = _day(dates[signal.first]), _day(dates[signal.last])
    if signal.rule is Rule.NEAR:
        three = f"{signal.points} of "
        return three + ("the last 3 points" if signal.is_current else f"3 points up to {last}")
    if signal.points == 1:
        return f"The last point, {last}," if signal.is_current else f"The point of {last}"
    if signal.is_current:
        return f"The last {signal.points} points, since {first},"
    return f"The {signal.points} points from {first} to {last}"


def _do(signal: "Signal") -> str:
    """Return what points do that stand out."""
    from everyseat.science.spc import Rule

    are = "is" if signal.points == 1 else "are"
    words = {
        (Rule.OUTSIDE, 1): f"{are} above the upper limit",
        (Rule.OUTSIDE, -1): f"{are} below the lower limit",
        (Rule.TREND, 1): "each rise",
        (Rule.TREND, -1): "each fall",
        (Rule.NEAR, 1): "are near the upper limit",
        (Rule.NEAR, -1): "are near the lower limit",
        (Rule.RUN, 1): "are all above the mean",
        (Rule.RUN, -1): "are all below the mean",
    }
    return words[signal.rule, signal.side]


def _better(signal: "Signal") -> list[str]:
    from everyseat.science.spc import Variation

    better = {
        (Variation.IMPROVEMENT, 1): "More is better here, so this is an improvement.",
        (Variation.IMPROVEMENT, -1): "Less is better here, so this is an improvement.",
        (Variation.CONCERN, -1): "More is better here, so this is a concern.",
        (Variation.CONCERN, 1): "Less is better here, so this is a concern.",
    }
    found = better.get((signal.kind, signal.side))
    return [found] if found else []


def _of_target(chart: "Chart") -> list[str]:
    from everyseat.science.spc import Assurance

    if chart.assurance is None:
        return []
    told = {
        Assurance.PASS: "will be met every time unless something changes.",
        Assurance.FAIL: "will be missed every time unless something changes.",
        Assurance.INCONSISTENT: "will be met at some times and missed at others, by chance.",
    }[chart.assurance]
    return [f"The target of {chart.target:,.6g} {told}"]


def of_verdict(verdict: "Verdict", day: date, dates: Sequence[date]) -> list[str]:
    """Return what is said of a measure since an action, and what that is based on."""
    from everyseat.science.spc import Lack, Outcome

    outcome = {
        Outcome.TOO_FEW: "not enough data",
        Outcome.NO_CHANGE: "no change seen",
        Outcome.IMPROVEMENT: "improvement",
        Outcome.WORSENING: "worsening",
        Outcome.MIXED: "mixed: signals on both sides",
        Outcome.CHANGE: "a change; neither more nor less is better here",
    }[verdict.outcome]
    based = f"Since {_day(day)}: {outcome}. {verdict.before} points before, {verdict.after} after."
    lack = {
        Lack.BEFORE: "It takes 13 points before.",
        Lack.AFTER: "It takes 7 points after.",
        Lack.VARIATION: "All points before are the same, so nothing tells chance from change.",
    }
    told = [based]
    if verdict.lack:
        return [*told, lack[verdict.lack]]
    if verdict.first:
        counts = f"{verdict.higher} points stand out high, {verdict.lower} low"
        told.append(f"First signal {_day(dates[verdict.first.place])}; {counts}.")
    if verdict.unusual_before:
        told.append(f"{verdict.unusual_before} points before it stood out already.")
    return [*told, NO_CAUSE]


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
