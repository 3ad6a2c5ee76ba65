"""`everyseat spc`: whether a measure has changed, as a control chart by the NHS's rules."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyseat.cli.ratings_options import said_in_one_line
from everyseat.cli.spc_drawing import FORMS, Drawing

if TYPE_CHECKING:
    from everyseat.cli.spc_found import Found
    from everyseat.files.series import Series

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(path_type=Path)


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
    "--target-from",
    "targets",
    type=(str, float),
    multiple=True,
    metavar="DATE VALUE",
    help="What is aimed at from this date on. Give it again for more.",
)
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
    "--no-screen",
    "screen",
    flag_value=False,
    default=True,
    help="Count moving ranges also where they are far too large.",
)
@click.option(
    "--action",
    metavar="DATE",
    help="Say whether the measure has changed since something was done on this date.",
)
@click.option("--action-text", default="Action", help="What was done, for the drawing.")
@click.option("--svg", type=OUT, help="Draw the chart to this file.")
@click.option("--png", type=OUT, help="Draw the chart to this file, as PNG.")
@click.option(
    "--by",
    metavar="COLUMN",
    help="Draw a chart for each value of this column; --svg and --png are folders then.",
)
@click.option("--title", help="The title of the drawing; by default the column of values.")
@click.option(
    "--width",
    type=click.IntRange(240, 4000),
    default=720,
    show_default=True,
    help="How wide a screen the drawing is for, in pixels.",
)
@click.option(
    "--write-as",
    "form",
    type=click.Choice(FORMS),
    default="number",
    show_default=True,
    help="How a drawing writes values: percent if 61 is 61%, share if 0.61 is.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def spc(file: Path, **options: Any) -> None:
    """Read FILE, one date and one value a row, and say which points are more than chance.

    The rules are those of the NHS's "Making data count": a point outside the limits, a trend of
    seven, two of three near a limit, seven on one side of the mean.
    """
    as_json, by = options.pop("as_json"), options.pop("by")
    drawing = _drawing(options)
    asked = Asked(file, **options)
    if by:
        _draw_each(asked, by, drawing, as_json=as_json)
        return
    with said_in_one_line():
        found = asked.found(asked.series())
    if found.series.left_out:
        click.echo(f"Left out {found.series.left_out:,} rows without a value.", err=True)
    drawing.write(found)
    click.echo(json.dumps(found.as_dict()) if as_json else "\n".join(found.lines()))


def _drawing(options: dict[str, Any]) -> Drawing:
    title = options.pop("title") or options["value_column"]
    own = {name: options.pop(name) for name in ("svg", "png", "width", "form", "action_text")}
    return Drawing(title=title, **own)


def _draw_each(asked: "Asked", by: str, drawing: Drawing, *, as_json: bool) -> None:
    """Draw a chart for each value of a column, and say in a line what each shows."""
    from everyseat.files import series

    if not drawing.is_asked_for or as_json:
        told = "it draws charts: add --svg FOLDER or --png FOLDER, and leave --json out"
        raise click.BadParameter(told, param_hint="--by")
    with said_in_one_line():
        tables = series.parted(asked.table(), by)
        found = {label: asked.found(asked.series(table)) for label, table in tables.items()}
    drawing.write_each(found)
    for label, one in found.items():
        click.echo(f"{label}: {one.said()}")


@dataclass(frozen=True)
class Asked:
    """A file, and what is to be made of it."""

    file: Path
    date_column: str
    value_column: str
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

        return series.of(table or self.table(), self.date_column, self.value_column)

    def found(self, series: "Series") -> "Found":
        """Return the chart of a series, and the verdict on the action if one is named."""
        from everyseat.cli.spc_found import Found
        from everyseat.science import spc as science

        rebase = [_place(series, text, "--rebase") for text in self.rebase]
        chart = science.xmr(
            series.values,
            direction=self.direction,
            target=self._steps(series),
            fix_after=self.fix_after,
            rebase=rebase,
            screen=self.screen,
        )
        if self.action is None:
            return Found(series, chart)
        day = _day(self.action, "--action")
        verdict = science.verdict(
            series.values,
            series.place_from(day),
            direction=self.direction,
            rebase=rebase,
            screen=self.screen,
        )
        return Found(series, chart, day, verdict)

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
