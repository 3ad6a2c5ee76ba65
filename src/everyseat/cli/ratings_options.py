"""The options by which `analyse` and `report` read a file of ratings."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from everyseat.files import ratings


def reads_ratings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the ratings of the file that its user names."""

    @wraps(command)
    def reading(
        file: Path, scale: str, items: str, leave_out_bad_rows: bool, **rest: object
    ) -> None:
        from everyseat.files import ratings, tables  # a quarter of a second: not for --help

        names = {n: str(rest.pop(n)) for n in NAMED}
        columns = ratings.Columns(**names, items=tuple(filter(None, items.split(","))))
        try:
            table = ratings.of_table(
                tables.read(file), columns, _scale(scale), leave_out_bad_rows=leave_out_bad_rows
            )
        except tables.FileError as error:
            hint = "\nNothing was written. Correct the file, or add --leave-out-bad-rows."
            raise click.ClickException(f"{error}{hint if error.problems else ''}") from error
        if not len(table.table):
            raise click.ClickException(f"{file.name}: no rows with ratings")
        if table.left_out:
            click.echo(f"Left out {table.left_out:,} bad rows.", err=True)
        command(ratings=table, **rest)

    for option in reversed(OPTIONS):
        reading = option(reading)
    return reading


def _scale(text: str) -> "ratings.Scale":
    from everyseat.files import ratings

    try:
        return ratings.Scale.parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--scale") from error


NAMED = ("recipient", "relationship", "rater", "item", "rating")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OPTIONS = [
    click.argument("file", metavar="RATINGS", type=FILE),
    click.option("--scale", default="1-5", show_default=True, help="First and last point."),
    *(
        click.option(f"--{name}", default=name, metavar="COLUMN", help=f"The {name} column.")
        for name in NAMED
    ),
    click.option("--items", default="", metavar="PATTERNS", help="Item columns, as in 'Q*,X1'."),
    click.option("--leave-out-bad-rows", is_flag=True, help="Leave bad rows out, and count them."),
]
