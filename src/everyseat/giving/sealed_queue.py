"""The sealed queue: what a giver gives waits here until it is delivered, shuffled, all at once.

A batching mix (Chaum, 1981): what waits for one delivery lies together in one sealed snapshot, the
queue's box, so that neither order nor time of arrival is to be found below the database either.
Something put in is durable before it is acknowledged.
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
    """Put something into a box under a name; put in again it replaces what waits under that name.

    `check` is called once nobody else can take the box: it raises what is to be said where the box
    is no longer open. TooLong for what is longer than any item may be. `largest` bounds a box that
    whoever has a link can put something into: `snapshots.Full` once it holds so many bytes.
    """
    sealing.must_fit(orjson.dumps(content))
    with snapshots.changing(box, largest=largest) as waiting:
        check()
        waiting[name] = content


def read(box: str, name: str) -> Content | None:
    """Return what waits under a name."""
    return snapshots.read(box).get(name)


def waiting(box: str) -> Waiting:
    """Return everything that waits in a box, shuffled."""
    return snapshots.read(box)


def take(box: str) -> Waiting:
    """Empty a box: return what waits in it, shuffled, and delete it. In a transaction.

    The box must have been closed before, so that `check` refuses what comes afterwards.
    """
    items = snapshots.take(box)
    return dict(sealing.shuffled(items.items()))
