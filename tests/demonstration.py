"""The demonstration, made once in a run of the tests and copied for each that wants one."""

import fcntl
import os
import shutil
from pathlib import Path

from conftest import everyseat

MADE_AT = "http://localhost"
"""Where its letters lead. A test takes a link's path, and goes there on its own server."""


def copied(run: Path, folder: Path) -> Path:
    """Copy the demonstration into a folder; make it first, if no other test of this run has.

    `run` is a folder that all processes of the run share.
    """
    original, making = run / "demonstration", run / "demonstration.made"
    with (run / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not original.exists():
            _make(making)
            making.rename(original)
    shutil.copytree(original, folder, dirs_exist_ok=True)
    return folder


def _make(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    environment = os.environ | {"EVERYSEAT_VAR": str(folder), "EVERYSEAT_URL": MADE_AT}
    environment.pop("DATABASE_URL", None)
    everyseat("demo", environment=environment)
