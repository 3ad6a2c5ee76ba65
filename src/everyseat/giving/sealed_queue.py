"""The sealed queue: answers wait here until they are delivered together, shuffled.

It is a batching mix (Chaum, 1981). All answers for one delivery are in one sealed snapshot, the
queue's box, so that not even the database's files show the order or time of arrival. An answer is
durable before it is acknowledged.
"""

from collections.abc import Callable
from typing import Any

import orjson

from everyseat.giving import snapshots
from everyseat.safety import snapshots as sealing

Content = dict[str, Any]
Waiting = dict[str, Content]


def post(
    box: str,
    name: str,
    content: Content,
    *,
    check: Callable[[], None],
    largest: int | None = None,
) -> None:
    """Put an item into a box under a name, in place of an earlier item with that name.

    `check` is called once nobody else can take the box: it raises what is to be said where the box
    is no longer open. TooLong for what is longer than any item may be. `largest` bounds a box that
    whoever has a link can put something into: `snapshots.Full` once it holds so many bytes.
    """
    sealing.must_fit(orjson.dumps(content))
    with snapshots.changing(box, largest=largest) as waiting:
        check()
        waiting[name] = content


def read(box: str, name: str) -> Content | None:
    """Return the item under a name, or None."""
    return snapshots.read(box).get(name)


def waiting(box: str) -> Waiting:
    """Return all items of a box, shuffled."""
    return snapshots.read(box)


def take(box: str) -> Waiting:
    """Return all items of a box, shuffled, and delete them. Call it in a transaction.

    The box must have been closed before, so that `check` refuses what comes afterwards.
    """
    items = snapshots.take(box)
    return dict(sealing.shuffled(items.items()))


def empty(box: str) -> Waiting:
    """Return all items of a box, shuffled, and leave it empty. Call it in a transaction.

    For a box that goes on taking: what is posted in between waits for the next time. The key that
    opened what was in it is destroyed after the commit.
    """
    with snapshots.changing(box, at_once=True) as waiting:
        items = dict(sealing.shuffled(waiting.items()))
        waiting.clear()
    return items
