"""`everyseat letterbox`: give up what waits sealed under keys that are lost."""

import click


@click.group()
def letterbox() -> None:
    """The sealed queue of answers, a batching mix (Chaum 1981), until a round closes."""


@letterbox.command("give-up")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--folder-lost", is_flag=True, help="The folder of keys is lost, with all in it.")
def give_up(yes: bool, folder_lost: bool) -> None:
    """Delete what can't be opened any more, because its keys are lost."""
    from everyseat.site import setup

    setup.open_existing()
    from django.conf import settings

    from everyseat.cli.lock import alone
    from everyseat.giving import snapshots

    with alone(settings.VAR):
        lost = len(snapshots.unreadable())
        if not lost:
            click.echo("All waiting answers can be opened. Nothing was deleted.")
            return
        if not (folder_lost or snapshots.are_these_the_keys()):
            raise click.ClickException(
                f"{settings.LETTERBOX_FOLDER} is not the folder of keys that this database was"
                " sealed with. Name that folder in EVERYSEAT_LETTERBOX_KEYS. If it is lost for"
                " good: everyseat letterbox give-up --folder-lost"
            )
        click.echo(
            f"{lost} sealed records can't be opened with the keys in {settings.LETTERBOX_FOLDER}:"
            " answers that people gave in open rounds, and who has drawn a card. Deleting them"
            " can't be undone. Keys from the same moment as the database would open them."
        )
        if not yes:
            click.confirm("Delete them?", abort=True)
        click.echo(f"Deleted: {snapshots.give_up()}. Ask those who were invited to answer again.")
