"""Counts of each audience side by side, as they may leave.

Who is in an audience is known to others, unlike who is in a group of people who think alike. So its
numbers wait for more people, and no few can be found by subtracting.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from everyseat.conversation import at_most
from everyseat.conversation.models import Conversation, Edition
from everyseat.conversation.pending import Noted, Pending
from everyseat.conversation.queries import audiences
from everyseat.conversation.queries.cast import Cast
from everyseat.conversation.released import SHOWN, Disclosure
from everyseat.conversation.report.figures import Audiences
from everyseat.science.opinion import Counts
from everyseat.science.opinion.analysis import cast_on
from everyseat.science.opinion.projection import Flags

LEAST = SHOWN
"""People of an audience who must have come to a statement before other numbers leave."""


@dataclass(frozen=True)
class SideBySide:
    """What may be shown, and what is noted of it for the next result, by an audience's number."""

    shown: Audiences
    noted: Mapping[int, Mapping[int, list[int]]]


def of(
    conversation: Conversation,
    before: Edition | None,
    found: Cast,
    door: Disclosure,
    left_out: Flags,
    invited: Mapping[str, int],
) -> SideBySide:
    """Return the counts of each audience; nothing where cards do not say for whom they are."""
    who, votes = audiences.of(conversation, found), found.live.votes
    if who is None:
        return SideBySide(Audiences.none(votes.statements), {})
    pending = _pending(before, votes.counts_by(who.labels, len(who.numbers)), who.numbers)
    kept = [one.kept for one in pending]
    cards = np.bincount(who.labels, minlength=len(who.numbers)).tolist()
    most = [
        at_most.known(invited.get(str(number), 0), n)
        for number, n in zip(who.numbers, cards, strict=True)
    ]
    counts = door.of_audiences(votes, who.labels, kept, most)
    inside = cast_on(votes, ~left_out, as_polis=False) > 0
    sizes = door.sizes_of_audiences(inside, who.labels, most)
    each = zip(who.numbers, pending, counts.each(), strict=True)
    noted = {number: one.noted(of_one) for number, one, of_one in each}
    return SideBySide(Audiences(who.names, sizes, counts), noted)


def _pending(before: Edition | None, exact: Counts, numbers: list[int]) -> list[Pending]:
    """Return of each audience what waits."""
    noted: Mapping[str, Noted] = before.audiences if before else {}
    return [
        Pending.of(noted.get(str(number), {}), of_one.seen, LEAST)
        for number, of_one in zip(numbers, exact.each(), strict=True)
    ]
