"""`everyseat people`: import people from a file, a folder or an https address."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from everyseat.organisations.models import ImportRun


@click.group()
def people() -> None:
    """Import people as an HR system exports them."""


@people.command("import")
@click.argument("source", metavar="FILE_OR_URL")
@click.option("--everybody", is_flag=True, help="The file has everybody: whom it lacks has left.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def import_(source: str, everybody: bool, dry_run: bool) -> None:
    """Import people from a CSV or XLSX file, the newest file of a folder, or an https address.

    What would stop many people, or somebody with a role, waits for an administrator to confirm it
    on the page. A bearer token for the address is taken from EVERYSEAT_PEOPLE_TOKEN.
    """
    from everyseat.site import setup

    setup.open_existing()
    from django.conf import settings

    from everyseat.organisations import people_run
    from everyseat.organisations.models import ImportRun

    run = people_run.run(
        source, token=settings.PEOPLE_TOKEN, is_everybody=everybody, is_dry=dry_run
    )
    _say(run)
    if run.state in (ImportRun.State.FAILED, ImportRun.State.WAITING):
        raise SystemExit(1)


def _say(run: "ImportRun") -> None:
    """Print a report: what changes, field by field, and every line that was left out."""
    report = run.report
    for name, fields in report.get("changed", []):
        said = "; ".join(f"{label}: {old or '–'} → {new or '–'}" for label, old, new in fields)
        click.echo(f"changed  {name}: {said}")
    for kind in ("added", "left"):
        for name in report.get(kind, []):
            click.echo(f"{kind:8} {name}")
    for line, column, message in report.get("problems", []):
        click.echo(f"line {line}, {column}: {message}", err=True)
    for line, message in report.get("notes", []):
        click.echo(f"line {line}: {message}", err=True)
    for text in [*report.get("why", []), *filter(None, [report.get("unclear", "")])]:
        click.echo(text, err=True)
    if counts := report.get("counts"):
        click.echo(", ".join(f"{n} {key}" for key, n in counts.items()))
    click.echo(str(run.get_state_display()))
