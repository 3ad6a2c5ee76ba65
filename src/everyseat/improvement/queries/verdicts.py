"""Whether the measure of an issue has changed since the change was made: computed, never typed."""

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
        measures.place(days, issue.made_on),
        direction=issue.measure.better,
        rebase=measures.new_limits(issue.measure, days),
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
        first = measures.place(series.days, made_on)
        earlier = [one for one in measures.new_limits(measure, series.days) if one < first]
        base = slice(max(earlier, default=0), first)
        scores = spc.z_scores(series.values, series.out_of, base=base)
        return series.days, scores.tolist()
    return series.days, series.values
