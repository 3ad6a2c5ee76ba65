"""`everyseat check`: say what of the settings does not work, and what to do."""

import click

TIMEOUT_S = 10.0


@click.command()
@click.option(
    "--mail-to", default="", metavar="ADDRESS", help="Send a test e-mail to this address."
)
def check(mail_to: str) -> None:
    """Read every setting, then try what it names: database, mail, broker, provider, folders, keys.

    One line each. Nothing is changed, and no e-mail is sent unless an address is given.
    """
    from everyseat.site import setup

    setup.configure()
    from everyseat.site import checking

    click.echo("ok     settings: all can be read")
    failed = 0
    for tried in checking.all_of_it(TIMEOUT_S, mail_to):
        click.echo(tried)
        failed += not tried.works
    if failed:
        raise SystemExit(1)
