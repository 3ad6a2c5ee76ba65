"""`everyseat capacity`: whether a team's hours are enough for the visits that may come."""

import json
from pathlib import Path

import click

from everyseat.cli import capacity_text
from everyseat.cli.ratings_options import said_in_one_line

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("plan", metavar="PLAN.toml", type=FILE)
@click.option("--against", type=FILE, metavar="OTHER.toml", help="A second plan to compare with.")
@click.option(
    "--runs",
    type=click.IntRange(100, 50_000),
    default=10_000,
    show_default=True,
    help="How many times the weeks ahead are drawn.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="The same number gives the same figures.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def capacity(plan: Path, against: Path | None, runs: int, seed: int, as_json: bool) -> None:
    """Read PLAN.toml, and say how often demand will be more than the team can do.

    Also what waits in each week, how many WTE would be enough, and what each change in the plan
    would do. It is no national standard, and no verdict on whether staffing is safe.
    """
    from everyseat.files import plans
    from everyseat.science.capacity import summary

    with said_in_one_line():
        document = plans.read(plan)
        other = plans.read(against) if against else None
    try:
        found = summary(document, other, runs=runs, seed=seed)
    except ValueError as error:  # what only the science can see, such as too large a plan
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(found) if as_json else "\n".join(capacity_text.lines(found)))
