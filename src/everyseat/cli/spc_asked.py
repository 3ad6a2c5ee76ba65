"""What `everyseat spc` is asked for: a file, its columns, and the chart to make of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from everyseat.cli.spc_found import Found
    from everyseat.files.series import Series
    from everyseat.science.spc import Chart

CHARTS = ("xmr", "p", "p-prime", "t", "g")
SHARES = ("p", "p-prime")


@dataclass(frozen=True)
class Asked:
    """A file, and what is to be made of it."""

    file: Path
    date_column: str
    value_column: str
    kind: str
    of_column: str | None
    direction: str
    target: float | None
    targets: tuple[tuple[str, float], ...]
    fix_after: int | None
    rebase: tuple[str, ...]
    screen: bool
    action: str | None

    def table(self) -> Any:
        from everyseat.files import tables

        return tables.read(self.file, tables.Opening(column=self.date_column))

    def series(self, table: Any = None) -> "Series":
        from everyseat.files import series

        table = table or self.table()
        if (self.kind in SHARES) != (self.of_column is not None):
            told = "--chart p and --chart p-prime take --of COLUMN, and no other chart does"
            raise click.UsageError(told)
        if self.of_column:
            return series.shares(table, self.date_column, self.value_column, self.of_column)
        return series.of(table, self.date_column, self.value_column)

    def found(self, series: "Series") -> "Found":
        """Return the chart of a series, and the verdict on the action if one is named."""
        from everyseat.cli.spc_found import Found
        from everyseat.science import spc as science

        rebase = [_place(series, text, "--rebase") for text in self.rebase]
        try:
            chart = self._chart(series, rebase)
        except ValueError as error:
            raise click.ClickException(f"{self.file.name}: {error}") from error
        if self.action is None:
            return Found(series, chart)
        if self.kind != "xmr":
            told = "what has changed since an action is judged on a chart of --chart xmr"
            raise click.BadParameter(told, param_hint="--action")
        day = _day(self.action, "--action")
        verdict = science.verdict(
            series.values,
            series.place_from(day),
            direction=self.direction,
            rebase=rebase,
            screen=self.screen,
        )
        return Found(series, chart, day, verdict)

    def _chart(self, series: "Series", rebase: list[int]) -> "Chart":
        from everyseat.science import spc as science

        options: dict[str, Any] = {
            "direction": self.direction,
            "target": self._steps(series),
            "fix_after": self.fix_after,
            "rebase": rebase,
        }
        screened = options | {"screen": self.screen}
        values, whole = series.values, series.whole
        charts = {
            "xmr": lambda: science.xmr(values, **screened),
            "p": lambda: science.p(values, whole, **options),
            "p-prime": lambda: science.p_prime(values, whole, **screened),
            "t": lambda: science.t(values, **screened),
            "g": lambda: science.g(values, **options),
        }
        return charts[self.kind]()

    def _steps(self, series: "Series") -> list[tuple[int, float]]:
        first = [] if self.target is None else [(0, self.target)]
        later = [(_place(series, text, "--target-from"), aim) for text, aim in self.targets]
        return [*first, *later]


def _place(series: "Series", text: str, option: str) -> int:
    """Return the first point on a date or after it."""
    day = _day(text, option)
    place = series.place_from(day)
    if place == len(series.dates):
        raise click.BadParameter(f"no point is on {day} or after it", param_hint=option)
    return place


def _day(text: str, option: str) -> date:
    from everyseat.files.series import read_day

    try:
        return read_day(text)
    except ValueError:
        told = f"{text} is no date. Write it as 2024-03-01"
        raise click.BadParameter(told, param_hint=option) from None
