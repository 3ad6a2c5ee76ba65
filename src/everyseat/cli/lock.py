"""The lock of a data folder: one server, or one command that must have it alone."""

import fcntl
from pathlib import Path
from typing import IO

import click


def alone(var: Path) -> IO[str]:
    """Take a folder's lock until the file is closed, or say in one line that it is taken."""
    var.mkdir(parents=True, exist_ok=True)
    lock = (var / "lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise click.ClickException(f"Everyseat is already running from {var}.") from None
    return lock
