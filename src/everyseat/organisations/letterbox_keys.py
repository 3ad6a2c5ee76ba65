"""The file of the letterbox's keys, beside the database and never in it.

One line a key: its name, the day it was made, the key. Whoever posts holds a shared lock, whoever
empties the letterbox an exclusive one, so that no key is destroyed while something is sealed to it.
"""

import base64
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils import timezone

from everyseat.safety import letterbox


@dataclass(frozen=True)
class Key:
    """A key of the letterbox."""

    name: str
    made: date
    secret: bytes

    @classmethod
    def new(cls) -> "Key":
        return cls(secrets.token_hex(8), timezone.localdate(), letterbox.new_key())


@contextmanager
def shared() -> Iterator[list[Key]]:
    """Give the keys, the newest last; nobody destroys one meanwhile."""
    while True:
        with _lock(fcntl.LOCK_SH):
            keys = read()
            if keys:
                yield keys
                return
        with _lock(fcntl.LOCK_EX):  # the first time: make one
            if not read():
                write([Key.new()])


@contextmanager
def exclusive() -> Iterator[list[Key]]:
    """Give the keys while nobody posts; `write` replaces them."""
    with _lock(fcntl.LOCK_EX):
        yield read()


def read() -> list[Key]:
    try:
        lines = _path().read_text().splitlines()
    except FileNotFoundError:
        return []
    parts = [line.split() for line in lines if line]
    return [Key(n, date.fromisoformat(day), base64.b64decode(key)) for n, day, key in parts]


def write(keys: list[Key]) -> None:
    """Replace the file, durably, and overwrite what the old one held."""
    path, new = _path(), _path().with_suffix(".new")
    lines = [f"{k.name} {k.made} {base64.b64encode(k.secret).decode()}\n" for k in keys]
    with _private(new) as file:
        _write_through(file, "".join(lines))
    old = path.open("r+") if path.exists() else None
    new.replace(path)
    _sync_folder(path.parent)
    if old:
        with old:
            _write_through(old, "0" * os.fstat(old.fileno()).st_size)


def last_night() -> date:
    """Return the day whose night the letterbox was last sealed anew in; the first, if never."""
    try:
        return date.fromisoformat(_night().read_text())
    except (FileNotFoundError, ValueError):
        return date.min


def note_night(today: date) -> None:
    _night().parent.mkdir(parents=True, exist_ok=True)
    _night().write_text(today.isoformat())


def _night() -> Path:
    return Path(settings.LETTERBOX_FOLDER) / "letterbox.night"


def _path() -> Path:
    return Path(settings.LETTERBOX_FOLDER) / "letterbox.keys"


def _private(path: Path) -> IO[str]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w")


def _write_through(file: IO[str], text: str) -> None:
    file.write(text)
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _lock(kind: int) -> Iterator[None]:
    path = Path(settings.LETTERBOX_FOLDER) / "letterbox.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, kind)
        yield
