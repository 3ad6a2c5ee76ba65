"""A measure's chart as it is computed from its values: which kind, from where, with which marks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from everyseat.files import charts
from everyseat.improvement.models import Measure
from everyseat.improvement.queries import measures as queries
from everyseat.improvement.queries.measures import Series
from everyseat.science import spc
from everyseat.science.spc import Chart, RunChart


@dataclass(frozen=True)
class Computed:
    """A chart with its days. `series` are its values as they were counted.

    Of something rare, a value is the days since the one before, and stands on the later day.
    """

    measure: Measure
    series: Series
    days: Sequence[date]
    chart: Chart | RunChart
    actions: Sequence[charts.Action]

    @property
    def numbers(self) -> charts.Numbers:
        return charts.SHARES if self.measure.is_proportion else charts.PLAIN

    @property
    def is_run_chart(self) -> bool:
        return isinstance(self.chart, RunChart)

    @property
    def target(self) -> float | None:
        """The newest target; None without one."""
        newest = float(self.chart.targets[-1])
        return None if math.isnan(newest) else newest

    @property
    def last_side(self) -> int:
        """1 if the last value stands out as high or rising, −1 as low or falling, else 0."""
        if isinstance(self.chart, RunChart):
            return int(self.chart.shift[-1] or self.chart.trend[-1])
        return self.chart.causes[-1].side


def computed(measure: Measure, *, for_everybody: bool = False) -> Computed | None:
    """Return the chart of a measure; None without a value that can be drawn.

    For everybody only published issues stand on it, and no month of few ratings.
    """
    series = queries.series(measure, for_everybody=for_everybody)
    days, values = _points(measure, series)
    if not days:
        return None
    chart = _chart(measure, series, days, values)
    actions = _actions(measure, days, for_everybody)
    return Computed(measure, series, days, chart, actions)


def _points(measure: Measure, series: Series) -> tuple[list[date], list[float]]:
    """Return what is drawn: values as they are, shares, or days between."""
    if measure.is_rare:
        return queries.days_between(series)
    if measure.is_proportion:
        shares = [n / out_of for n, out_of in zip(series.values, series.out_of, strict=True)]
        return series.days, shares
    return series.days, series.values


def _chart(
    measure: Measure, series: Series, days: Sequence[date], values: Sequence[float]
) -> Chart | RunChart:
    targets = _targets(measure, days)
    if len(days) < spc.FEW:  # too few for limits: a run chart says what can be said
        return spc.run_chart(values, direction=measure.better, target=targets)
    rebase = queries.new_limits(measure, days)
    if measure.is_rare:
        return spc.t(values, direction=measure.better, target=targets, rebase=rebase)
    if measure.is_proportion:
        return spc.p_prime(
            series.values,
            series.out_of,
            direction=measure.better,
            target=targets,
            rebase=rebase,
        )
    return spc.xmr(values, direction=measure.better, target=targets, rebase=rebase)


def _targets(measure: Measure, days: Sequence[date]) -> list[tuple[int, float]] | None:
    """Return each target with the first value it is for; of two for one value, the later."""
    factor = 0.01 if measure.is_proportion else 1
    found = {queries.place(days, one.since): one.value * factor for one in measure.targets.all()}
    found.pop(len(days), None)
    return sorted(found.items()) or None


def _actions(measure: Measure, days: Sequence[date], for_everybody: bool) -> list[charts.Action]:
    """Return what happened while there are values: typed, and the changes made for issues."""
    issues = measure.issues.exclude(made_on=None)
    if for_everybody:
        issues = issues.exclude(published_on=None)
    typed = [(one.on, one.text) for one in measure.annotations.all()]
    made = [(one.made_on, one.what) for one in issues]
    every = [(day, text) for day, text in [*typed, *made] if day and days[0] <= day <= days[-1]]
    return [charts.Action(day, text) for day, text in sorted(every)]
