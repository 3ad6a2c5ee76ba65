"""`everyseat spc`: whether a measure has changed, as a control chart by the NHS's rules."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyseat.cli.ratings_options import said_in_one_line

if TYPE_CHECKING:
    from everyseat.files.series import Series
    from everyseat.science.spc import Chart

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--date", "date_column", required=True, help="The column of dates.")
@click.option("--value", "value_column", required=True, help="The column of values.")
@click.option(
    "--improvement-direction",
    "direction",
    type=click.Choice(["increase", "decrease", "neutral"]),
    default="increase",
    show_default=True,
    help="What is better.",
)
@click.option("--target", type=float, help="What is aimed at.")
@click.option(
    "--fix-after",
    type=click.IntRange(min=1),
    help="Make the limits of the first so many points of each stretch.",
)
@click.option(
    "--rebase",
    multiple=True,
    metavar="DATE",
    help="Make new limits from this date on. Give it again for more.",
)
@click.option(
    "--no-screen", is_flag=True, help="Count moving ranges also where they are far too large."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def spc(
    file: Path,
    date_column: str,
    value_column: str,
    direction: str,
    target: float | None,
    fix_after: int | None,
    rebase: tuple[str, ...],
    no_screen: bool,
    as_json: bool,
) -> None:
    """Read FILE, one date and one value a row, and say which points are more than chance.

    The rules are those of the NHS's "Making data count": a point outside the limits, a trend of
    seven, two of three near a limit, seven on one side of the mean.
    """
    with said_in_one_line():
        series = _read(file, date_column, value_column)
    from everyseat.science import spc as science

    chart = science.xmr(
        series.values,
        direction=direction,
        target=target,
        fix_after=fix_after,
        rebase=[_place(series, text) for text in rebase],
        screen=not no_screen,
    )
    found = Found(series, chart)
    if series.left_out:
        click.echo(f"Left out {series.left_out:,} rows without a value.", err=True)
    click.echo(json.dumps(found.as_dict()) if as_json else "\n".join(found.lines()))


@dataclass(frozen=True)
class Found:
    """A series and its chart, as they are printed."""

    series: "Series"
    chart: "Chart"

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON can hold: null where there are no limits."""
        chart = self.chart
        columns = zip(
            *(self.series.dates, self.series.values, chart.mean.tolist()),
            *(chart.lower.tolist(), chart.upper.tolist(), chart.causes, chart.kinds),
            strict=True,
        )
        return {
            "points": [
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
            ],
            "variation": chart.variation.value,
            "assurance": chart.assurance.value if chart.assurance else None,
        }

    def lines(self) -> list[str]:
        """Return the chart in words, and a row for each point."""
        chart = self.chart
        rows = zip(self.series.dates, self.series.values, chart.causes, strict=True)
        points = [f"{day}  {value:>14,.10g}  {cause}" for day, value, cause in rows]
        return [*points, "", *self._said()]

    def _said(self) -> list[str]:
        chart = self.chart
        if chart.is_constant:
            return ["No variation: every value of the last stretch is the same, so no limits."]
        said = [
            f"Mean {chart.mean[-1]:,.6g}, limits {chart.lower[-1]:,.6g} to {chart.upper[-1]:,.6g}",
            f"Variation: {chart.variation}",
        ]
        if chart.assurance:
            said.append(f"Target {chart.target:,.6g}: {chart.assurance}")
        if chart.is_on_trial[-1]:
            said.append("Fewer than 13 points: these limits are on trial.")
        return said


def _read(file: Path, date_column: str, value_column: str) -> "Series":
    from everyseat.files import series, tables

    table = tables.read(file, tables.Opening(column=date_column))
    return series.of(table, date_column, value_column)


def _place(series: "Series", text: str) -> int:
    """Return the first point on a date or after it."""
    from everyseat.files.series import read_day

    try:
        day = read_day(text)
    except ValueError:
        raise _refused(f"{text} is no date. Write it as 2024-03-01") from None
    for place, one in enumerate(series.dates):
        if one >= day:
            return place
    raise _refused(f"no point is on {day} or after it")


def _refused(text: str) -> click.BadParameter:
    return click.BadParameter(text, param_hint="--rebase")


def _or_none(number: float) -> float | None:
    return None if math.isnan(number) else number
