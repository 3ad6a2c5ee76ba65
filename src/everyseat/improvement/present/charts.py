"""A measure as a page shows it: what it says in words, its chart, its icons and its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from everyseat.files import charts
from everyseat.files.charts import Action
from everyseat.improvement.models import Measure
from everyseat.improvement.present import chart_words as words
from everyseat.improvement.present.computed import Computed, computed
from everyseat.science.spc import RunChart

WIDE, NARROW = 960, 360
"""For which screens a chart is drawn, in CSS pixels: a phone has one of its own."""
EMPTY = SafeString()


@dataclass(frozen=True)
class Line:
    """A row of the table behind a chart."""

    day: date
    value: str
    limits: str
    said: str


@dataclass(frozen=True)
class Shown:
    """A measure's chart. Without values `said` says so, and there is no drawing."""

    measure: Measure
    said: Sequence[str]
    wide: SafeString = EMPTY
    narrow: SafeString = EMPTY
    icons: Sequence[SafeString] = ()
    actions: Sequence[Action] = ()
    table: Sequence[Line] = ()

    @property
    def headline(self) -> str:
        return self.said[0]

    @property
    def lines(self) -> list[tuple[str, SafeString]]:
        """Each sentence with its icon, or with none."""
        icons = [*self.icons, *[EMPTY] * len(self.said)]
        return list(zip(self.said, icons, strict=False))


def of(measure: Measure, *, for_everybody: bool = False) -> Shown:
    """Return a measure as its page shows it, or as everybody sees it."""
    found = computed(measure, for_everybody=for_everybody)
    if found is None:
        return Shown(measure, [_("There are no values yet.")])
    key, said = f"measure-{measure.number}", words.said(found)
    described = " ".join(said)
    return Shown(
        measure,
        said,
        wide=mark_safe(drawn(found, WIDE, f"{key}-wide", description=described)),
        narrow=mark_safe(drawn(found, NARROW, f"{key}-narrow", description=described)),
        icons=_icons(found, key),
        actions=found.actions,
        table=_table(found),
    )


def drawn(
    found: Computed, width: int, key: str, *, alone: bool = False, description: str = ""
) -> str:
    """Return the chart of a measure as SVG; its `description` is what the whole series says, if
    nothing else is said beside it."""
    return charts.svg(
        found.chart,
        found.days,
        title=found.measure.name,
        description=description or " ".join(words.said(found)),
        width=width,
        numbers=found.numbers,
        actions=found.actions,
        words=words.on_chart(found),
        key=key,
        alone=alone,
    )


@dataclass(frozen=True)
class Row:
    """A line of the summary of many measures: its icons, its last value and its target."""

    measure: Measure
    headline: str
    icons: Sequence[SafeString] = ()
    last: str = ""
    on: date | None = None
    target: str = ""


def row(measure: Measure) -> Row:
    """Return a measure as the summary shows it, from the same calculation as its chart."""
    found = computed(measure)
    if found is None:
        return Row(measure, _("There are no values yet."))
    target = found.target
    return Row(
        measure,
        words.said(found)[0],
        _icons(found, f"row-{measure.service_id}-{measure.number}"),
        words.value(found, len(found.days) - 1),
        found.days[-1],
        "" if target is None else words.number(found, target),
    )


def _icons(found: Computed, key: str) -> list[SafeString]:
    """Return the icons of a measure: what its last value says, and whether a target is met."""
    chart = found.chart
    if isinstance(chart, RunChart):
        return []
    said = words.variation(found)
    drawn = [charts.icons.variation(chart.variation, found.last_side, said, key=f"{key}-v")]
    if chart.assurance and not chart.is_constant:
        sign = chart.direction.sign
        said = words.assurance(found)
        drawn.append(charts.icons.assurance(chart.assurance, sign, said, key=f"{key}-a"))
    return [mark_safe(one) for one in drawn]


def _table(found: Computed) -> list[Line]:
    """Return the rows of the table, the newest first."""
    lines = [
        Line(
            day,
            words.value(found, place),
            words.limits(found, place),
            words.cause(found, place),
        )
        for place, day in enumerate(found.days)
    ]
    return lines[::-1]
