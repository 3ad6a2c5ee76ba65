"""The letterbox: whatever a giver gives waits here, sealed, until it is delivered shuffled.

Posting is durable before it is acknowledged (the row is committed under a key that is on the disk).
Delivery is one transaction: a killed process has delivered all of a batch or nothing of it. What
stays behind is sealed anew under a new key, in a new order, and the old key is destroyed.
"""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from everyseat.organisations import letterbox_keys
from everyseat.organisations.letterbox_keys import Key
from everyseat.organisations.models import Posted
from everyseat.safety import letterbox

log = logging.getLogger(__name__)
HOUR = 2
"""The hour of the night at which the letterbox is emptied."""


@dataclass(frozen=True)
class Slot:
    """The open letterbox of a part: what is posted is durable when the transaction commits."""

    part: str
    keys: list[Key]

    def post(self, name: str, content: dict) -> None:
        """Leave something under a name; posted again it replaces what waits under that name."""
        name = f"{self.part} {name}"
        for key in self.keys[:-1]:
            Posted.objects.filter(tag=letterbox.tag(key.secret, name)).delete()
        _seal(self.keys[-1], name, content)

    def read(self, name: str) -> dict | None:
        """Return what waits under a name."""
        name = f"{self.part} {name}"
        for key in self.keys:
            found = Posted.objects.filter(tag=letterbox.tag(key.secret, name)).first()
            if found:
                return json.loads(letterbox.unseal(key.secret, bytes(found.sealed)))["content"]
        return None


@contextmanager
def slot(part: str) -> Iterator[Slot]:
    """Open the letterbox for one transaction of a part of the product."""
    with letterbox_keys.shared() as keys, transaction.atomic():
        yield Slot(part, keys)


Take = Callable[[dict[str, dict]], set[str]]


@contextmanager
def delivery(part: str) -> Iterator[Callable[[Take], None]]:
    """Empty the letterbox in one transaction, and destroy the keys that nothing waits under.

    Gives a function to call with `take`: it is handed everything that waits for this part, by name,
    shuffled, and returns the names that it has put in their place.
    """
    with letterbox_keys.exclusive() as keys:
        fresh = Key.new()
        # Before anything is sealed to it, and never taken back: a transaction that seems to have
        # failed may have been committed. A key that nothing waits under goes the next time.
        letterbox_keys.write([*keys, fresh])
        with transaction.atomic():
            yield lambda take: _deliver(part, keys, fresh, take)
        used = set(Posted.objects.values_list("key", flat=True))
        kept = [key for key in keys if key.name in used]
        letterbox_keys.write([*kept, fresh])
    tidy()


def deliver(part: str, take: Take) -> None:
    """Deliver what waits for a part: the whole of a delivery that does nothing else."""
    with delivery(part) as empty:
        empty(take)


def is_due() -> bool:
    """Return whether the night has come since the letterbox was last sealed anew by night."""
    now = timezone.localtime()
    return now.hour >= HOUR and letterbox_keys.last_night() < now.date()


def note_night() -> None:
    """Note that it has been done tonight."""
    letterbox_keys.note_night(timezone.localdate())


def _deliver(part: str, keys: list[Key], fresh: Key, take: Take) -> None:
    waiting, opened = _unsealed(keys)
    own = [name for name in letterbox.shuffled(waiting) if name.startswith(f"{part} ")]
    taken = take({name: waiting[name] for name in own})
    for at in range(0, len(opened), 500):  # a database takes only so many at once
        Posted.objects.filter(tag__in=opened[at : at + 500]).delete()
    for name in letterbox.shuffled(set(waiting) - taken):
        _seal(fresh, name, waiting[name])


def _unsealed(keys: list[Key]) -> tuple[dict[str, dict], list[str]]:
    """Return everything that waits and can be opened, by name; and the tags of those rows.

    What can't be opened stays as it is and stops nothing.
    """
    secrets = {key.name: key.secret for key in keys}
    found, opened = {}, []
    for posted in Posted.objects.all():
        try:
            item = json.loads(letterbox.unseal(secrets[posted.key], bytes(posted.sealed)))
        except (KeyError, letterbox.CannotOpen):
            log.error("Something in the letterbox can't be opened: no key, or it is damaged.")
            continue
        found[item["name"]] = item["content"]
        opened.append(posted.tag)
    return found, opened


def _seal(key: Key, name: str, content: dict) -> None:
    item = json.dumps({"name": name, "content": content}, ensure_ascii=False).encode()
    Posted.objects.update_or_create(
        tag=letterbox.tag(key.secret, name),
        defaults={"key": key.name, "sealed": letterbox.seal(key.secret, item)},
    )


def tidy() -> None:
    """Let the database forget: rewrite the pages that held what was moved, empty the journal."""
    if connection.in_atomic_block:
        return  # a caller's transaction is open: the next delivery does it
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in REWRITTEN:
                name, index = map(connection.ops.quote_name, (table, f"{table}_pkey"))
                cursor.execute(f"CLUSTER {name} USING {index}")


REWRITTEN = ["organisations_posted"]
"""Tables that PostgreSQL writes anew after a delivery, in the order of their random keys; a part
adds its own."""
