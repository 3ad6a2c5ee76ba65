"""Sealed states, of which no older version can be read.

Each state is one row, rewritten as a whole at every change (`safety.snapshots`). Its items are
ordered by their names, which must be random. Changing or taking a state locks its row and no other.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from everyseat.giving import at_rest, site_facts, snapshot_keys
from everyseat.giving.models import Snapshot
from everyseat.giving.refusals import NotNow
from everyseat.safety import snapshots as sealing

State = dict[str, Any]
UNREADABLE = _(
    "Nothing was sent, because earlier answers can't be opened here at the moment. Keep "
    "your words, and tell the people who run this site."
)


FULL = _(
    "What you wrote was not sent: so many answers have arrived here that we cannot keep any more."
)


class Full(NotNow):
    """The state would grow beyond its limit."""

    def __init__(self) -> None:
        super().__init__(FULL)


class Unreadable(NotNow):
    """The state's key is missing, damaged, or newer than the state, as after a restore."""

    def __init__(self) -> None:
        super().__init__(UNREADABLE)


@contextmanager
def changing(name: str, *, at_once: bool = False, largest: int | None = None) -> Iterator[State]:
    """Give a state to change, locked, in a transaction; it is sealed again at the end.

    With `at_once` the old key is destroyed as soon as the change is committed; without, when
    it is `renew`ed and settled. Full, and nothing is changed, if it would need more bytes than
    `largest`.
    """
    with transaction.atomic():
        row = _locked(name)
        contents = _open(row)
        yield contents.state
        key = _seal(row, contents, contents.key.at(row.step + 1))
        if largest and sealing.room(bytes(row.sealed)) > largest:
            raise Full
        if at_once:
            tag = row.tag
            transaction.on_commit(lambda: snapshot_keys.replace(tag, key), robust=True)


def read(name: str) -> State:
    """Return a state without locking it; an empty one if there is none."""
    contents = _glance(_tag(name))
    return contents.state if contents else {}


def take(name: str) -> State:
    """Return a state and delete it; its key goes after the commit. Call it in a transaction."""
    row = _locked(name)
    contents, tag = _open(row), row.tag
    transaction.on_commit(lambda: _destroy(tag), robust=True)
    row.delete()
    return contents.state


def _destroy(tag: str) -> None:
    """Destroy the key of a deleted state.

    Its row is there meanwhile, and taken back at the end: nobody begins the state anew with a key
    that is about to go.
    """
    with transaction.atomic():
        if Snapshot.objects.get_or_create(tag=tag, defaults=_EMPTY)[1]:
            snapshot_keys.destroy(tag)
            transaction.set_rollback(True)


def names() -> list[str]:
    """Return the names of all states that can be opened."""
    all_names = []
    for tag in steps():
        with suppress(Unreadable):
            contents = _glance(tag)
            all_names += [contents.name] if contents else []
    return all_names


def steps() -> dict[str, int]:
    """Return how often each stored state was changed, by its tag."""
    return dict(Snapshot.objects.values_list("tag", "step"))


@transaction.atomic
def renew(tag: str) -> int:
    """Seal a state under a new chain of keys, unrelated to any key copied before.

    Returns the step at which it is now, or 0. The old key stays beside it until `settle`: a
    database that loses its last moments, as where a standby takes over, can still be read. What
    can't be opened stays as it is.
    """
    row = Snapshot.objects.select_for_update().filter(tag=tag).first()
    with suppress(Unreadable):
        if row:
            contents = _open(row)
            key = sealing.Key.new(row.step + 1)
            snapshot_keys.prepare(tag, key)
            _seal(row, contents, key)
            return key.step
    return 0


def settle(tag: str) -> None:
    """Destroy the key that a state was sealed under before it was renewed."""
    if len(snapshot_keys.read(tag)) > 1:
        with suppress(Unreadable):
            if contents := _glance(tag):
                snapshot_keys.replace(tag, contents.key)


def drop_keys_left_behind() -> None:
    """Destroy keys without a state, left by a process that was killed."""
    for tag in snapshot_keys.tags() - set(steps()):
        _destroy(tag)


def unreadable() -> list[str]:
    """Return the tags of states whose keys are missing, damaged, or newer than the state."""
    return [tag for tag in steps() if not _is_readable(tag)]


def some_lack_their_key() -> bool:
    """Return whether the key of any state is missing, or younger than it: nothing is opened."""
    keys = {tag: snapshot_keys.read(tag) for tag in steps()}  # before the rows
    now = steps()
    if now and not snapshot_keys.has_naming_key():
        return True
    return any(not any(k.step <= now[tag] for k in keys[tag]) for tag in keys if tag in now)


def give_up() -> int:
    """Delete the states that can't be opened, with their content. Return how many."""
    return sum(map(_give_up, unreadable()))


@transaction.atomic
def _give_up(tag: str) -> bool:
    """Delete a state if it can't be opened while nobody changes it; return whether it was so."""
    row = Snapshot.objects.select_for_update().filter(tag=tag).first()
    if row is None or _is_readable(tag):
        return False
    row.delete()
    return True


def know_the_keys() -> None:
    """Store the fingerprint of the folder of keys in the database."""
    site_facts.keep_folder_of_keys(at_rest.fingerprint(snapshot_keys.naming_key().hex()))


def are_these_the_keys() -> bool:
    """Return whether the folder of keys is the one that states were sealed with, for all we know:
    it has a key of names, and no other is known."""
    if not snapshot_keys.has_naming_key():
        return False
    fingerprint = site_facts.folder_of_keys()
    return fingerprint in ("", at_rest.fingerprint(snapshot_keys.naming_key().hex()))


def _is_readable(tag: str) -> bool:
    try:
        contents = _glance(tag)
        return contents is None or _tag(contents.name) == tag
    except Unreadable:
        return False


def empty_the_journal() -> None:
    """Empty SQLite's journal, which keeps deleted rows until it is overwritten."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _tag(name: str) -> str:
    """Return a state's tag. Unreadable if states are there, and the key of their names is not."""
    if not snapshot_keys.has_naming_key() and Snapshot.objects.exists():
        raise Unreadable  # a new key would let every state seem to be empty
    return sealing.tag(snapshot_keys.naming_key(), name)


def _locked(name: str) -> Snapshot:
    """Return a state's row, locked; made if there was none, so that there is something to lock.

    A key is made while its row is locked, and destroyed while it is: see `_destroy`.
    """
    tag = _tag(name)
    locked = Snapshot.objects.select_for_update().filter(tag=tag)
    if row := locked.first():
        return row
    row, is_new = Snapshot.objects.get_or_create(tag=tag, defaults=_EMPTY)
    if not is_new:
        return locked.get()
    key = snapshot_keys.make(tag)
    _seal(row, _Contents(name, {}, key), key)
    return row


_EMPTY = {"step": 0, "sealed": b""}
"""What a row holds until it is sealed, in the same transaction."""


@dataclass(frozen=True)
class _Contents:
    """The content of a row, and the key that sealed it."""

    name: str
    state: State
    key: sealing.Key


def _glance(tag: str) -> _Contents | None:
    """Open a state without locking it; nothing if there is none.

    A state that was renewed between the look at its keys and at its row is looked at once more.
    """
    for is_last in (False, True):
        keys = snapshot_keys.read(tag)  # before the row: a key may be older, and not younger
        row = Snapshot.objects.filter(tag=tag).first()
        try:
            return _open_with(row, keys) if row else None
        except Unreadable:
            if is_last:
                raise
    return None


def _open(row: Snapshot) -> _Contents:
    return _open_with(row, snapshot_keys.read(row.tag))


def _open_with(row: Snapshot, keys: list[sealing.Key]) -> _Contents:
    for key in keys:
        with suppress(sealing.CannotOpen):
            name, state = orjson.loads(sealing.unseal(key.at(row.step), bytes(row.sealed)))
            return _Contents(name, state, key.at(row.step))
    raise Unreadable


def _seal(row: Snapshot, contents: _Contents, key: sealing.Key) -> sealing.Key:
    """Seal a state under a key, in the order of its names: that of arrival is lost."""
    text = orjson.dumps([contents.name, contents.state], option=orjson.OPT_SORT_KEYS)
    row.step, row.sealed = key.step, sealing.seal(key, text)
    row.save(update_fields=["step", "sealed"])
    return key
