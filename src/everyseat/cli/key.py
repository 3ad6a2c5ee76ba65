"""`everyseat key`: change the site's secret key, and forget earlier ones."""

import click

from everyseat.cli.lock import alone

CHANGES = """\
Everything that the database keeps encrypted will be encrypted with a new key.
Links that were sent go on working, nobody is signed out, and browsers find the cards they keep.
Backups can't be changed: they open only with the earlier key. Keep it as long as you keep them.

Stop every server that uses this database first."""
FORGETS = """\
Links that were signed with earlier keys will stop working: invitations that are not answered yet,
and invitations to live sessions. A browser no longer finds the answering card that it keeps
for an invitation; the link on the card still works. People who are signed in must sign in again.
If an earlier key was stolen, do this now. Otherwise wait until open rounds have closed."""


@click.group()
def key() -> None:
    """Change the secret key that signs links and encrypts secrets."""


@key.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def rotate(yes: bool) -> None:
    """Encrypt everything with a new key. Stop the server first."""
    from everyseat.site import setup

    setup.open_existing(check_key=False)
    from django.conf import settings

    from everyseat.giving import at_rest
    from everyseat.organisations import site_key
    from everyseat.site import rotation

    _ask(CHANGES, "Change the key now?", yes)
    try:
        with alone(settings.VAR):
            count = rotation.rotate()
    except (site_key.NotTheKey, at_rest.CannotOpen) as error:
        raise click.ClickException(f"Nothing was changed: {error}.") from None
    click.echo(f"Changed: {count} secrets are encrypted with the new key. Back up the new")
    click.echo(
        "secret-key now. When links that were sent are no longer needed: everyseat key forget"
    )


@key.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(yes: bool) -> None:
    """Forget earlier keys, so that links signed with them stop working."""
    from everyseat.site import setup

    setup.open_existing()
    from django.conf import settings

    from everyseat.site import rotation

    if settings.ENVIRONMENT.secret_keys:
        raise click.ClickException("Leave only the first key in EVERYSEAT_SECRET_KEY, and restart.")
    if not settings.SECRET_KEY_FALLBACKS:
        raise click.ClickException("There is no earlier key.")
    _ask(FORGETS, "Forget earlier keys now?", yes)
    rotation.forget()
    click.echo("Forgotten. Restart the server.")


def _ask(what: str, question: str, yes: bool) -> None:
    click.echo(what)
    if not yes:
        click.confirm(question, abort=True)
