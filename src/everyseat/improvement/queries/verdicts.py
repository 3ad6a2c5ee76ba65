"""Whether the measure of an issue has changed since the change was made: computed, never typed."""

from collections.abc import Sequence
from datetime import date, timedelta

from everyseat.improvement.models import Issue, Measure
from everyseat.improvement.queries import measures
from everyseat.science import spc
from everyseat.science.spc.rare import POWER


def of(issue: Issue) -> spc.Verdict | None:
    """Return the verdict on an issue's change; None without a day, or without a measure's values.

    What was measured on the day of the change itself counts as after it.
    """
    if issue.made_on is None or issue.measure is None:
        return None
    days, values = _points(issue.measure, issue.made_on)
    if not days:
        return None
    return spc.verdict(
        values,
        _place(days, issue.made_on),
        direction=issue.measure.better,
        rebase=_rebases(issue.measure, days),
    )


def _points(measure: Measure, made_on: date) -> tuple[list[date], list[float]]:
    """Return what is judged of a measure: its numbers, its shares, or the time between rare events.

    Shares are judged as a p′ chart has them, by how many deviations they are from those before: one
    of few says less than one of many.

    Times are judged as a t chart has them (Nelson 1994: x^(1/3.6) is nearly normal); the time that
    the change falls into is from neither before nor after it, and is left out.
    """
    series = measures.series(measure, for_everybody=measure.is_public)
    if measure.is_rare:
        days, between = measures.days_between(series)
        pairs = zip(days, between, strict=True)
        kept = [(on, n) for on, n in pairs if not on - timedelta(n) < made_on <= on]
        return [on for on, _n in kept], [n ** (1 / POWER) for _on, n in kept]
    if measure.is_proportion:
        places = [place for place in _rebases(measure, series.days) if place]
        first = _place(series.days, made_on)
        base = slice(max((place for place in places if place < first), default=0), first)
        scores = spc.z_scores(series.values, series.out_of, base=base)
        return series.days, scores.tolist()
    return series.days, series.values


def _rebases(measure: Measure, days: Sequence[date]) -> list[int]:
    found = measure.rebases.values_list("since", flat=True)
    places = {_place(days, since) for since in found}
    return sorted(place for place in places if place < len(days))


def _place(days: Sequence[date], since: date) -> int:
    """Return the place of the first of these days that is not before another."""
    return sum(day < since for day in days)
