"""`everyseat spc`: whether a measure has changed, as a control chart by the NHS's rules."""

import json
from pathlib import Path
from typing import Any

import click

from everyseat.cli.ratings_options import said_in_one_line
from everyseat.cli.spc_asked import CHARTS, Asked
from everyseat.cli.spc_drawing import FORMS, Drawing

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(path_type=Path)


@click.command()
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--date", "date_column", required=True, help="The column of dates.")
@click.option("--value", "value_column", required=True, help="The column of values.")
@click.option(
    "--chart",
    "kind",
    type=click.Choice(CHARTS),
    default="xmr",
    show_default=True,
    help="xmr of values; p or p-prime of counts with --of; t of times, g of cases between events.",
)
@click.option("--of", "of_column", metavar="COLUMN", help="The column of denominators.")
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
    help="How a drawing writes values: percent if 61 is 61%, share if 0.61 is, as with --of.",
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
    form = options.pop("form") or ("share" if options["of_column"] else "number")
    own = {name: options.pop(name) for name in ("svg", "png", "width", "action_text")}
    return Drawing(title=title, form=form, **own)


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
        click.echo(f"{label}: {' '.join([one.said(), *one.verdict_lines()])}")
