"""`everyseat analyse`: the numbers of a programme from a file of ratings."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from everyseat.cli import texts
from everyseat.cli.ratings_options import opened, reads_ratings, said_in_one_line

if TYPE_CHECKING:
    from everyseat.files.rating_sheets import Ratings
    from everyseat.threesixty.programme import Item


@click.command()
@reads_ratings
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def analyse(ratings: "Ratings", framework: Path | None, as_json: bool) -> None:
    """Read RATINGS, a file or - for standard input, and print what they say.

    CSV and its kin, XLSX, XLS, ODS, Parquet, JSON, SPSS, and exports of survey tools; packed as gz
    or zip too. How the file was read is said first, in one line.

    Long: one row per rating, with the columns recipient, relationship, rater, item, rating. Wide:
    one row per rater, with recipient, relationship, rater, and then one column per item. Ratings by
    the relationship "self" are left out of everybody's figures.
    """
    from everyseat.threesixty import programme

    items = items_of(framework, ratings)
    analysis = programme.Analysis(ratings, items)
    if as_json:
        sys.stdout.buffer.writelines(analysis.as_json())
        sys.stdout.buffer.write(b"\n")
    else:
        for line in _lines(analysis.whole, analysis.recipients()):
            click.echo(line)


def items_of(framework: Path | None, ratings: "Ratings") -> "list[Item]":
    """Return the items of a framework, value by value; none without a framework."""
    if framework is None:
        return []
    texts.load()  # its messages are the site's
    from everyseat.threesixty import framework as frameworks

    with said_in_one_line():
        return frameworks.read(framework.name, opened(framework), ratings)


def _lines(whole: dict[str, Any], recipients: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the result as a table for people."""
    yield from [
        f"{whole['recipients']:,} recipients, {whole['ratings']:,} raters' sheets",
        f"mean {_number(whole['mean'])}   ICC(1) {_number(whole['icc1'])}   "
        f"ICC(2) {_number(whole['icc2'])}   alpha {_number(whole['alpha'])}",
        f"variance between recipients {_number(whole['variance']['recipient'])}, "
        f"within {_number(whole['variance']['residual'])}",
        *(
            f"{value['value']} ({len(value['items'])}): mean {_number(value['mean'])}   "
            f"alpha {_number(value['alpha'])}"
            for value in whole.get("values", [])
        ),
        "",
        f"{'recipient':<24} {'n':>5} {'mean':>6} {'estimate':>9}   95 % interval",
    ]
    for row in recipients:
        low, high = row["interval"]
        yield (
            f"{row['recipient'][:24]:<24} {row['n']:>5} {_number(row['mean'], 2):>6} "
            f"{_number(row['estimate'], 2):>9}   {_number(low, 2)} to {_number(high, 2)}"
        )


def _number(x: float | None, digits: int = 4) -> str:
    return "–" if x is None else f"{x:.{digits}f}"
