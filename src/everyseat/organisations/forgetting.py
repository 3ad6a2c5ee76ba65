"""Every few minutes, what changed is sealed under keys that no copied key leads to.

The key from before stays until the round after: a database that has lost its last moments (a
standby that took over) can still be read. The time is random, so that nobody can read a clock from
it. Who has drawn a card does not wait for this: see `drawing.registering`.
"""

import random
import threading
import time

from everyseat.organisations import snapshot_keys, snapshots

PAUSE_S = (120, 360)
"""The shortest and the longest time between two rounds."""


class Forgetting:
    """The rounds of one process."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}
        self.due = 0.0
        self.lock = threading.Lock()

    def keep_up(self) -> None:
        """Go on a round, if it is time."""
        with self.lock:
            if time.monotonic() < self.due:
                return
            with snapshot_keys.held(wait=False) as alone:
                if alone:  # nobody copies the keys now, and no other process goes on its round
                    self.round()
            self.due = time.monotonic() + random.uniform(*PAUSE_S)

    def round(self) -> None:
        """Destroy the keys that were replaced in the round before; replace those in use since."""
        now = snapshots.steps()
        for tag in now:
            snapshots.settle(tag)
        changed = [tag for tag, step in now.items() if self.seen.get(tag) != step]
        renewed = {tag: snapshots.renew(tag) for tag in changed}
        self.seen = now | renewed  # what has changed since is for the next round
        snapshots.drop_keys_left_behind()


keep_up = Forgetting().keep_up
