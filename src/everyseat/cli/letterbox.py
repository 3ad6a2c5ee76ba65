"""`everyseat letterbox`: give up what waits sealed under keys that are lost."""

import click


@click.group()
def letterbox() -> None:
    """See to what waits sealed until a round closes."""


@letterbox.command("give-up")
@click.option("--yes", is_flag=True, help="Do not ask.")
def give_up(yes: bool) -> None:
    """Delete what can't be opened any more, because its keys are lost."""
    from everyseat.site import setup

    setup.open_existing()
    from django.conf import settings

    from everyseat.cli.lock import alone
    from everyseat.organisations import snapshots

    with alone(settings.VAR):
        lost = len(snapshots.unreadable())
        if not lost:
            click.echo("Everything that waits can be opened. Nothing was deleted.")
            return
        click.echo(
            f"{lost} sealed records can't be opened with the keys in {settings.LETTERBOX_FOLDER}:"
            " answers that people gave in open rounds, and who has drawn a card. Deleting them"
            " can't be undone. Keys from the same moment as the database would open them."
        )
        if not yes:
            click.confirm("Give them up?", abort=True)
        click.echo(f"Deleted: {snapshots.give_up()}. Ask those who were invited to answer again.")
