"""Every few minutes, changed states are sealed again under keys unrelated to any copied key.

The key from before stays until the round after: a database that has lost its last moments (a
standby that took over) can still be read. So rounds keep their distance, however many processes
there are and however often they start: when the next is due is marked beside the keys. The time is
random, so that nobody can read a clock from it. Who has drawn a card does not wait for this: see
`drawing.registering`.
"""

import random
import secrets
import threading
import time

from everyseat.giving import snapshot_keys, snapshots

PAUSE_S = (120, 360)
"""The shortest and the longest time between two rounds."""
LATE_S = 30
"""So late a round is gone on by another process than the one that went on the last: that one knows
what it has renewed, and another renews it all once more."""


class Forgetting:
    """The rounds of one process."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}
        self.name = secrets.token_hex(4)
        self.lock = threading.Lock()

    def keep_up(self) -> None:
        """Start the next round, if it is due."""
        with self.lock, snapshot_keys.held(wait=False) as alone:
            if alone and self._is_due():  # nobody copies the keys now, or goes on a round
                due = time.time() + random.uniform(*PAUSE_S)
                snapshot_keys.mark_round(due, self.name)  # a disk that is full stops it here
                self.round()

    def _is_due(self) -> bool:
        """Return whether the next round is due; one that lies too far ahead was marked by a clock
        that ran ahead."""
        due, by = snapshot_keys.marked_round()
        mine = due if by == self.name else due + LATE_S
        return not time.time() < mine <= time.time() + PAUSE_S[1] + LATE_S

    def round(self) -> None:
        """Destroy the keys replaced in the last round, and replace the keys used since then."""
        now = snapshots.steps()
        for tag in now:
            snapshots.settle(tag)
        tags = [tag for tag, step in now.items() if self.seen.get(tag) != step]
        new_steps = {tag: snapshots.renew(tag) for tag in tags}
        self.seen = now | new_steps  # what has changed since is for the next round
        snapshots.drop_keys_left_behind()


keep_up = Forgetting().keep_up
