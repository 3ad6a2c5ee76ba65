"""`everyseat backup`: copy what is needed to restore a site, while it serves."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path

import click

Copy = Callable[[Path], None]
"""Copies the database into a folder."""
NOT_FOR_PG_DUMP = {"password", "sslpassword", "context", "cursor_factory", "prepare_threshold"}
"""Of what a connection is given: the secrets, and what our driver alone understands."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--keys/--no-keys", default=True, help="Copy the keys of waiting answers too.")
def backup(folder: Path, keys: bool) -> None:
    """Copy the keys and the database of the same moment into a new FOLDER.

    Keep at most one copy of the keys, and never with a database of another day.
    """
    from everyseat.site import setup

    setup.open_existing()
    from django.conf import settings

    try:
        folder.mkdir(parents=True, mode=0o700)
    except FileExistsError:
        raise click.ClickException(f"{folder} is there already. Name a new folder.") from None
    _copy(folder, keys)
    secret = settings.VAR / "secret-key"
    if keys and secret.exists():
        shutil.copy2(secret, folder)
    click.echo(f"Copied to {folder}. To restore, see docs/operating.md.")


def _copy(folder: Path, keys: bool) -> None:
    """Copy the database as it was when the keys were copied.

    A box that is made in between would lack its key, and a key that moves on would not lead back.
    So no key changes until the database has been looked at; copying it may take longer.
    """
    from everyseat.giving import snapshot_keys

    with ExitStack() as stack:
        with snapshot_keys.unchanging():
            if keys:
                snapshot_keys.copy(folder / "letterbox")
            copy_database = stack.enter_context(_database_of_now())
        copy_database(folder)


def _database_of_now() -> AbstractContextManager[Copy]:
    from django.db import connection

    return _sqlite_of_now() if connection.vendor == "sqlite" else _postgresql_of_now()


@contextmanager
def _sqlite_of_now() -> Iterator[Copy]:
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(name, isolation_level=None)) as ours:

        def copy(folder: Path) -> None:
            with closing(sqlite3.connect(folder / Path(name).name)) as theirs:
                ours.backup(theirs)

        ours.execute("BEGIN")
        ours.execute("SELECT count(*) FROM sqlite_master").fetchone()  # looks: from here it is now
        yield copy


@contextmanager
def _postgresql_of_now() -> Iterator[Copy]:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        yield lambda folder: _dump(folder, snapshot)


def _dump(folder: Path, snapshot: str) -> None:
    """Run pg_dump. Its arguments can be read by everybody on the machine: no password is there."""
    from django.db import connection
    from psycopg.conninfo import make_conninfo

    parameters = connection.get_connection_params()
    public = {name: parameters[name] for name in set(parameters) - NOT_FOR_PG_DUMP}
    options = ["--format=custom", f"--file={folder / 'everyseat.dump'}", f"--snapshot={snapshot}"]
    try:
        subprocess.run(
            ["pg_dump", *options, f"--dbname={make_conninfo(**public)}"],
            check=True,
            env=os.environ
            | ({"PGPASSWORD": parameters["password"]} if "password" in parameters else {}),
        )
    except FileNotFoundError:
        raise click.ClickException("Install pg_dump (PostgreSQL's client programs).") from None
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"pg_dump failed ({error.returncode}).") from None
