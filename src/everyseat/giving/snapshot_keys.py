"""The keys of sealed snapshots: one small file for each, beside the database and never in it.

A file has two records, written one after the other, so that a power cut leaves one of them whole:
both hold the same key, or the second holds the first key of a new chain that is about to be used. A
key is replaced by a later one, never by an earlier one. It may be older than the snapshot in the
database, as it leads to the newer key, and must not be younger: a backup therefore copies the keys
first, and then the database, and no key is made or changed in between (`unchanging`).
"""

import fcntl
import hashlib
import os
import secrets
import shutil
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from everyseat.safety.snapshots import Key

RECORD = struct.Struct(">Q32s16s")
"""Step, secret, and the beginning of a hash of both, so that a record cut short is known."""
SECOND = 4096
"""Where the second record lies: on another sector of the disk than the first."""


@contextmanager
def held(wait: bool = True) -> Iterator[bool]:
    """Keep other processes from renewing keys; give whether that was possible.

    Without `wait` it is not done where somebody else does it now.
    """
    with (_folder() / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def unchanging() -> Iterator[None]:
    """Keep keys from being made, changed or destroyed. Be brief: people who answer wait."""
    with (_folder() / "changes").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _changing() -> Iterator[None]:
    """Allow changes to keys, shared with other processes, and never while they are `unchanging`."""
    with (_folder() / "changes").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def copy(folder: Path) -> None:
    """Copy all keys into a new folder, with their times, which say nothing."""
    folder.mkdir(mode=0o700)
    for path in [*_folder().glob("*.key"), *_folder().glob("names")]:
        shutil.copy2(path, folder)


def marked_round() -> tuple[float, str]:
    """Return when the next round is due, in seconds of the clock, and which process marked that.

    Long ago, and nobody, where no mark can be read. Read and written while keys are `held`.
    """
    try:
        due, by = (_folder() / "round").read_text().split()
        return float(due), by
    except (FileNotFoundError, ValueError):
        return 0.0, ""


def mark_round(due: float, by: str) -> None:
    """Mark when the next round is due."""
    draft = _folder() / "round.draft"
    draft.write_text(f"{due} {by}")
    draft.replace(_folder() / "round")


def has_naming_key() -> bool:
    return (_folder() / "names").exists()


def naming_key() -> bytes:
    """Return the key that gives snapshots their names, made the first time."""
    path = _folder() / "names"
    if not path.exists():
        with _changing(), _new(path) as descriptor:
            _write_through(descriptor, secrets.token_bytes(32))
    return path.read_bytes()


def read(tag: str) -> list[Key]:
    """Return the valid keys of a snapshot, newest first: two, one or none."""
    try:
        return _keys_in(_path(tag).read_bytes())
    except FileNotFoundError:
        return []


def make(tag: str) -> Key:
    """Return a snapshot's key, made and on the disk before anything is sealed with it.

    A file without a key is damaged, or was being destroyed when a power cut came.
    """
    with _changing():
        while not (keys := read(tag)):
            _path(tag).unlink(missing_ok=True)
            with _new(_path(tag)) as descriptor:
                _write_both(descriptor, Key.new())
    return keys[0]


def prepare(tag: str, key: Key) -> None:
    """Store the first key of a new chain beside the current key, before it is used."""
    with _locked(tag) as descriptor:
        _write_through(descriptor, _record(key), SECOND)


def replace(tag: str, key: Key) -> None:
    """Replace older keys by a key: states sealed before can't be opened any more."""
    with suppress(FileNotFoundError), _locked(tag) as descriptor:
        keys = _keys_in(os.pread(descriptor, SECOND + RECORD.size, 0))
        if _follows(key, keys):
            _write_both(descriptor, key)


def _follows(key: Key, keys: list[Key]) -> bool:
    """Return whether a key is of the current chain, and not older than the stored keys."""
    earlier = [current for current in keys if current.step <= key.step]
    return len(earlier) == len(keys) and any(current.at(key.step) == key for current in earlier)


def destroy(tag: str) -> None:
    """Overwrite and remove a key."""
    with suppress(FileNotFoundError), _locked(tag) as descriptor:
        _write_through(descriptor, bytes(SECOND + RECORD.size))
        _path(tag).unlink()


def tags() -> set[str]:
    """Return the tags of all snapshots that have a key."""
    return {path.stem for path in _folder().glob("*.key")}


def _path(tag: str) -> Path:
    return _folder() / f"{tag}.key"


def _folder() -> Path:
    folder = Path(settings.LETTERBOX_FOLDER)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextmanager
def _locked(tag: str) -> Iterator[int]:
    with _changing():
        descriptor = os.open(_path(tag), os.O_RDWR)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            os.close(descriptor)


def _keys_in(content: bytes) -> list[Key]:
    records = (_parsed(content[at : at + RECORD.size]) for at in (0, SECOND))
    keys = {key for key in records if key is not None}
    return sorted(keys, key=lambda key: key.step, reverse=True)


def _parsed(record: bytes) -> Key | None:
    if len(record) < RECORD.size:
        return None
    step, secret, digest = RECORD.unpack(record)
    return Key(step, secret) if digest == _digest(step, secret) else None


def _digest(step: int, secret: bytes) -> bytes:
    return hashlib.sha256(step.to_bytes(8) + secret).digest()[:16]


def _record(key: Key) -> bytes:
    return RECORD.pack(key.step, key.secret, _digest(key.step, key.secret))


def _write_both(descriptor: int, key: Key) -> None:
    """Write a key over both records, the second once the first is on the disk."""
    for at in (0, SECOND):
        _write_through(descriptor, _record(key), at)


def _write_through(descriptor: int, content: bytes, at: int = 0) -> None:
    os.pwrite(descriptor, content, at)
    os.utime(descriptor, (0, 0))  # a time would say when somebody drew or answered
    os.fsync(descriptor)


@contextmanager
def _new(path: Path) -> Iterator[int]:
    """Make a file that appears under its name once it is whole and on the disk."""
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
    with suppress(FileExistsError):  # another process was quicker: its file counts
        os.link(draft, path)
    draft.unlink()
    _sync(path.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
