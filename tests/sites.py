"""Sites made once in a run of the tests and copied for each that wants one.

    python -m tests.sites demo|empty

makes one in EVERYSEAT_VAR, as the commands do, but with guardians' keys that open at once.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import cheap_age

MADE_AT = "http://localhost"
"""Where its e-mails lead. A test takes a link's path, and goes there on its own server."""


def copied(run: Path, kind: str, folder: Path) -> Path:
    """Copy a site into a folder; make it first, if no other test of this run has.

    `kind` is "demo" or "empty"; `run` is a folder that all processes of the run share.
    """
    original, making = run / f"site-{kind}", run / f"site-{kind}.made"
    with (run / f"site-{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not original.exists():
            _make(kind, making)
            making.rename(original)
    shutil.copytree(original, folder, dirs_exist_ok=True)
    return folder


def _make(kind: str, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    environment = os.environ | {"EVERYSEAT_VAR": str(folder), "EVERYSEAT_URL": MADE_AT}
    environment.pop("DATABASE_URL", None)
    run = [sys.executable, "-m", "tests.sites", kind]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def send_all() -> None:
    """Send what the demonstration wrote, so that no test reads a mailbox that still fills."""
    from everyseat.organisations import outbox

    outbox.send_waiting()


def main(kind: str) -> None:
    from everyseat.cli import demo
    from everyseat.safety import sealing
    from everyseat.site import setup

    sealing.pyrage.passphrase.encrypt = cheap_age.encrypt
    if kind == "demo":
        demo(args=[], standalone_mode=False)
        send_all()
    else:
        setup.prepare(demo=False)


if __name__ == "__main__":
    main(sys.argv[1])
