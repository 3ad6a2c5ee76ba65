"""`everyseat conversation`: a conversation moves in from Polis, or out."""

from pathlib import Path

import click

from everyseat.cli import report_folder
from everyseat.cli.ratings_options import said_in_one_line

WARNING = (
    "These rows say how each person answered, without a name. Whoever knows some answers of a "
    "person can find their row. Keep the files as you would keep the database."
)


@click.group()
def conversation() -> None:
    """Take in a big conversation from Polis, or give one out."""


@conversation.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--organiser", default="", metavar="EMAIL", help="Who looks after it.")
def import_(folder: Path, organiser: str) -> None:
    """Take in the export in FOLDER: comments.csv, and votes.csv or participants-votes.csv.

    It is kept as a closed conversation. Its result is made in the background.
    """
    from everyseat.site import setup

    setup.open_existing()
    from django.utils import timezone

    from everyseat.conversation.actions import importing
    from everyseat.files import polis
    from everyseat.giving.refusals import Invalid
    from everyseat.organisations.models import Person
    from everyseat.organisations.queries import host

    organisation = host()
    person = Person.objects.filter(email__iexact=organiser).first() if organiser else None
    if organisation is None or (organiser and person is None):
        raise click.ClickException(f"Nobody here has the address {organiser}.")
    with said_in_one_line():
        export = polis.read(folder)
    try:
        made = importing.take_in(
            export=export, organisation=organisation, organiser=person, today=timezone.localdate()
        )
    except Invalid as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(
        f"“{made.question}”: {len(export.comments):,} statements, {made.last_sequence:,} answers. "
        f"Its code is {made.code}."
    )


@conversation.command()
@click.argument("code")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace files of the same names in the folder.")
def export(code: str, out: Path, overwrite: bool) -> None:
    """Write the conversation with this CODE into a folder, in the shapes of Polis."""
    from everyseat.site import setup

    setup.open_existing()
    from http import HTTPStatus

    from everyseat.conversation.queries import conversations, exporting
    from everyseat.organisations import audit_log

    found = conversations.by_code(code)
    if found is None:
        raise click.ClickException(f"No conversation has the code {code}.")
    if found.erased_on:
        raise click.ClickException("The answers of this conversation have been erased.")
    report_folder.check_free(out, overwrite)
    audit_log.record(None, "conversation_rows", str(found.pk), HTTPStatus.OK)
    with report_folder.all_or_nothing(out) as folder:
        for name, content in exporting.files(found).items():
            (folder / name).write_bytes(content)
    click.echo(WARNING, err=True)
    click.echo(f"{out}")
