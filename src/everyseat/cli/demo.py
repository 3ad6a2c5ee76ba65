"""`everyseat demo`: load the demonstration into an empty site."""

import os

import click


@click.command()
def demo() -> None:
    """Load the demonstration (a made-up city) into an empty site."""
    os.environ["EVERYSEAT_DEMO"] = "1"
    from everyseat.site import setup

    setup.migrate()
    from everyseat.organisations.queries import host

    if host() is not None:
        try_this = "Use an empty folder: EVERYSEAT_VAR=FOLDER everyseat demo"
        raise click.ClickException(f"There is an organisation here already. {try_this}")
    setup.prepare(demo=True)
    click.echo("Loaded. Now run: everyseat serve --demo")
