"""A series with its chart and the verdict on an action, as `everyseat spc` prints and draws it."""

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from everyseat.cli import spc_words

if TYPE_CHECKING:
    from everyseat.files.series import Series
    from everyseat.science.spc import Chart, Verdict


@dataclass(frozen=True)
class Found:
    """A series and its chart; the day of an action and the verdict, where one is asked for."""

    series: "Series"
    chart: "Chart"
    action: date | None = None
    verdict: "Verdict | None" = None

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON can hold: null where there are no limits."""
        chart = self.chart
        columns = zip(
            *(self.series.dates, chart.values.tolist(), chart.mean.tolist()),
            *(chart.lower.tolist(), chart.upper.tolist(), chart.causes, chart.kinds),
            strict=True,
        )
        points = [
            {
                "date": day.isoformat(),
                "value": value,
                "mean": mean,
                "lpl": _or_none(lower),
                "upl": _or_none(upper),
                "special_cause": cause.value,
                "point_type": kind.value,
            }
            for day, value, mean, lower, upper, cause, kind in columns
        ]
        icons = {
            "variation": chart.variation.value,
            "assurance": chart.assurance.value if chart.assurance else None,
        }
        return {"points": points, **icons} | self._verdict_as_dict()

    def _verdict_as_dict(self) -> dict[str, Any]:
        found = self.verdict
        if found is None:
            return {}
        first, lines = found.first, found.lines
        told = {
            "outcome": found.outcome.value,
            "lack": found.lack.value if found.lack else None,
            "before": found.before,
            "after": found.after,
            "unusual_before": found.unusual_before,
            "first": {
                "date": self.series.dates[first.place].isoformat(),
                "special_cause": first.cause.value,
            }
            if first
            else None,
            "better": found.better,
            "worse": found.worse,
            "higher": found.higher,
            "lower": found.lower,
            "mean": _or_none(float(lines.mean)) if lines else None,
            "lpl": _or_none(float(lines.lower)) if lines else None,
            "upl": _or_none(float(lines.upper)) if lines else None,
        }
        return {"verdict": told}

    def lines(self) -> list[str]:
        """Return the chart in words, and a row for each point."""
        rows = zip(self.series.dates, self.chart.values.tolist(), self.chart.causes, strict=True)
        points = [f"{day}  {value:>14,.10g}  {cause}" for day, value, cause in rows]
        return [*points, "", *self._figures(), self.said(), *self.verdict_lines()]

    def said(self) -> str:
        """Return what the chart says, in sentences."""
        return spc_words.said(self.chart, self.series.dates)

    def verdict_lines(self) -> list[str]:
        """Return what is said of the measure since the action, where one is named."""
        if self.verdict is None or self.action is None:
            return []
        return spc_words.of_verdict(self.verdict, self.action, self.series.dates)

    def _figures(self) -> list[str]:
        chart = self.chart
        if chart.is_constant:
            return ["No variation: every value of the last stretch is the same, so no limits."]
        figures = [
            f"Mean {chart.mean[-1]:,.6g}, limits {chart.lower[-1]:,.6g} to {chart.upper[-1]:,.6g}",
            f"Variation: {chart.variation}",
        ]
        if chart.assurance:
            figures.append(f"Target {chart.target:,.6g}: {chart.assurance}")
        return figures


def _or_none(number: float) -> float | None:
    return None if math.isnan(number) else number
