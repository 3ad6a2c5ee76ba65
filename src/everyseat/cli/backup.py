"""`everyseat backup`: copy what is needed to restore a site, while it serves."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--keys/--no-keys", default=True, help="Copy the keys of what waits too.")
def backup(folder: Path, keys: bool) -> None:
    """Copy the keys and then the database into a new FOLDER.

    The keys are copied first, and are not renewed meanwhile: a key may be older than what it opens,
    and must not be younger. Keep at most one copy of them, and never with one of another day.
    """
    from everyseat.site import setup

    setup.open_existing()
    from django.conf import settings

    from everyseat.organisations import snapshot_keys

    try:
        folder.mkdir(parents=True, mode=0o700)
    except FileExistsError:
        raise click.ClickException(f"{folder} is there already. Name a new folder.") from None
    with snapshot_keys.held():
        if keys:
            shutil.copytree(settings.LETTERBOX_FOLDER, folder / "letterbox")
        _copy_database(folder)
    secret = settings.VAR / "secret-key"
    if keys and secret.exists():
        shutil.copy2(secret, folder)
    click.echo(f"Copied to {folder}. To restore, see docs/operating.md.")


def _copy_database(folder: Path) -> None:
    from django.db import connection

    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        with (
            closing(sqlite3.connect(name)) as ours,
            closing(sqlite3.connect(folder / Path(name).name)) as copy,
        ):
            ours.backup(copy)
        return
    command = ["pg_dump", "--format=custom", f"--file={folder / 'everyseat.dump'}"]
    try:
        subprocess.run([*command, f"--dbname={os.environ['DATABASE_URL']}"], check=True)
    except FileNotFoundError:
        raise click.ClickException("Install pg_dump (PostgreSQL's client programs).") from None
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"pg_dump failed ({error.returncode}).") from None
