"""The options by which `analyse` and `report` read a file of ratings."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from everyseat.files import ratings, tables

STDIN = "-"
BAD_ROWS = "Nothing was written. Correct the file, or add --leave-out-bad-rows."


def reads_ratings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the ratings of the file that its user names, and say how it was read."""

    @wraps(command)
    def reading(file: str, **options: Any) -> None:
        own = {name: options.pop(name) for name in READING}
        found = _read(file, own)
        if found.understood:
            click.echo(found.understood.line(found), err=True)
        if found.left_out:
            click.echo(f"Left out {found.left_out:,} bad rows.", err=True)
        command(ratings=found, **options)

    for option in reversed(OPTIONS):
        reading = option(reading)
    return reading


def opened(framework: Path) -> "str | tables.Table":
    """Return a framework as its file has it: JSON as text, anything else as a table. FileError."""
    from everyseat.files import tables

    if framework.suffix.lower() != ".json":
        return tables.read(framework, tables.Opening(column="behaviour"))
    try:
        return framework.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise tables.FileError(framework.name, f"can't be read ({error})") from error


@contextmanager
def said_in_one_line() -> Iterator[None]:
    """End the command with what is wrong with a file."""
    from everyseat.files import tables

    try:
        yield
    except tables.FileError as error:
        raise click.ClickException(str(error)) from error


def _read(file: str, own: dict[str, Any]) -> "ratings.Ratings":
    from everyseat.files import ratings, tables, tall  # a quarter of a second: not for --help

    opening = tables.Opening(
        own["recipient"], own["sheet"], _lines(own["skip_header"]), own["encoding"]
    )
    said = ratings.Said(own["labels"], own["not_seen"], _patterns(own["reverse"]))
    columns, scale = _columns(own), _scale(own["scale"])
    try:
        if file != STDIN and (quick := tall.read(Path(file), columns, scale, said)):
            return quick
        table = _opened(file, opening)
        return ratings.of_table(table, columns, scale, own["leave_out_bad_rows"], said)
    except tables.FileError as error:
        hints = [error.advice, BAD_ROWS if error.problems else ""]
        raise click.ClickException("\n".join(filter(None, [str(error), *hints]))) from error


def _opened(file: str, opening: Any) -> Any:
    from everyseat.files import tables

    if file == STDIN:
        return tables.from_bytes(sys.stdin.buffer.read(), "standard input", opening)
    return tables.read(Path(file), opening)


def _columns(own: dict[str, Any]) -> "ratings.Columns":
    from everyseat.files import ratings

    return ratings.Columns(
        **{name: own[name] for name in ("recipient", "rater", "item", "rating")},
        relationship="" if own["relationship"] == "none" else own["relationship"],
        items=_patterns(own["items"]),
        not_items=_patterns(own["not_items"]),
        shape=own["shape"] or "",
        selves=own["self"],
        managers=own["manager"],
        each_row_is_a_rater=own["each_row_is_a_rater"],
    )


def _patterns(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def _lines(text: str) -> frozenset[int]:
    """Return the lines in "2" or "2-3,5"."""
    found: set[int] = set()
    for part in _patterns(text):
        match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", part)
        if not match:
            raise click.BadParameter(
                f"{part} is not a line, as in 2 or 2-3", param_hint="--skip-header"
            )
        found |= set(range(int(match[1]), int(match[2] or match[1]) + 1))
    return frozenset(found)


def _scale(text: str | None) -> "ratings.Scale | None":
    from everyseat.files import ratings

    try:
        return ratings.Scale.parse(text) if text else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--scale") from error


FILE = click.Path(exists=True, dir_okay=False, allow_dash=True)
NAMED = ("recipient", "relationship", "rater", "item", "rating")
READING = (
    *("scale", "labels", "not_seen", "reverse", *NAMED, "items", "not_items", "shape", "self"),
    *("manager", "each_row_is_a_rater", "sheet", "skip_header", "encoding", "leave_out_bad_rows"),
)
OPTIONS = [
    click.argument("file", metavar="RATINGS", type=FILE),
    click.option("--scale", metavar="LOW-HIGH", help="First and last point, as in 1-7.  [1-5]"),
    click.option(
        "--labels",
        default="",
        metavar="WORDS",
        help="What answers in words mean: 'Never, Rarely, …, Always', or 'A1=1, A2=2, …'.",
    ),
    click.option(
        "--not-seen", multiple=True, metavar="TEXT", help="A further text or number for “not seen”."
    ),
    click.option("--reverse", default="", metavar="PATTERNS", help="Items to turn round."),
    *(
        click.option(f"--{name}", default=name, metavar="COLUMN", help=f"The {name} column.")
        for name in NAMED
    ),
    click.option("--items", default="", metavar="PATTERNS", help="Item columns, as in 'Q*,X1'."),
    click.option("--not-items", default="", metavar="PATTERNS", help="Columns that are none."),
    click.option(
        "--shape",
        type=click.Choice(["long", "wide"]),
        help="One row per rating, or one row per rater.",
    ),
    click.option(
        "--self", multiple=True, metavar="TEXT", help="A relationship that is the person's own."
    ),
    click.option(
        "--manager", multiple=True, metavar="TEXT", help="A relationship that is the manager's."
    ),
    click.option(
        "--each-row-is-a-rater", is_flag=True, help="In a long file without a rater column."
    ),
    click.option(
        "--sheet", default="", metavar="NAME", help="The sheet of a workbook, or file of a zip."
    ),
    click.option("--skip-header", default="", metavar="LINES", help="Lines to skip, as in 2-3."),
    click.option("--encoding", default="", metavar="NAME", help="As in windows-1252 or macroman."),
    click.option(
        "--framework",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A questionnaire that says which items make which value.",
    ),
    click.option("--leave-out-bad-rows", is_flag=True, help="Leave bad rows out, and count them."),
]
