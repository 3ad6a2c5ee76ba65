"""A chart to take away: as a drawing, or as the table behind it."""

from typing import NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext as _

from everyseat.files import csv_export
from everyseat.files.charts.png import png
from everyseat.improvement.models import Measure
from everyseat.improvement.present import charts
from everyseat.improvement.present.computed import Computed, computed
from everyseat.science.spc import RunChart

SVG, PNG, CSV = "chart.svg", "chart.png", "chart.csv"
WIDTH = 960


class Made(NamedTuple):
    """A file: its content, its type and its name."""

    content: bytes
    kind: str
    name: str


def of(measure: Measure, name: str) -> Made | None:
    """Return a file of a measure's chart; None if there is none of this name, or no value."""
    found = computed(measure)
    if found is None:
        return None
    short = slugify(measure.name) or f"measure-{measure.number}"
    if name in (SVG, PNG):
        drawn = charts.drawn(found, WIDTH, "chart", alone=True)
        if name == SVG:
            return Made(drawn.encode(), "image/svg+xml", f"{short}.svg")
        return Made(png(drawn, WIDTH), "image/png", f"{short}.png")
    if name == CSV:
        content = csv_export.for_people(_rows(found)).encode()
        return Made(content, "text/csv; charset=utf-8", f"{short}.csv")
    return None


def _rows(found: Computed) -> list[list[object]]:
    chart = found.chart
    head = ["date", "value", "numerator", "denominator", "mean", "lpl", "upl", "target"]
    rows: list[list[object]] = [[*head, "special_cause", "point_type"]]
    for place, day in enumerate(found.days):
        lines = (chart.mean, chart.lower, chart.upper, chart.targets)
        numbers = [float(line[place]) for line in lines]
        rows.append(
            [
                day.isoformat(),
                float(chart.values[place]),
                *_parts(found, place),
                *("" if number != number else number for number in numbers),
                "" if isinstance(chart, RunChart) else str(chart.causes[place]),
                str(chart.kinds[place]),
            ]
        )
    return rows


def _parts(found: Computed, place: int) -> list[object]:
    if not found.measure.is_proportion:
        return ["", ""]
    return [int(found.series.values[place]), found.series.out_of[place]]


def offered() -> list[tuple[str, str]]:
    """Return the files that a page offers."""
    return [
        (PNG, _("Download the chart (PNG)")),
        (SVG, _("Download the chart (SVG)")),
        (CSV, _("Download the table (CSV)")),
    ]
