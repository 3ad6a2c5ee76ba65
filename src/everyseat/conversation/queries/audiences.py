"""The audience of each card."""

from dataclasses import dataclass

import numpy as np
from django.db.models import Count

from everyseat.conversation.models import Conversation, Edition
from everyseat.conversation.queries.cast import Cast
from everyseat.science.opinion.kmeans import Labels

INVITED = "invited"
"""Where an edition notes how many have been invited."""
REST = 0
"""The number of those whose card says nothing of it."""


@dataclass(frozen=True)
class Audiences:
    """Numbers and names of audiences, and for each card the place of its own among them."""

    numbers: list[int]
    names: list[str]
    labels: Labels


def of(conversation: Conversation, found: Cast) -> Audiences | None:
    """Return the audience of each card; None if there are no audiences."""
    names = dict(conversation.audiences.values_list("number", "name"))
    if not names:
        return None
    number = dict(conversation.participants.values_list("pk", "audience__number"))
    of_each = [number.get(pk) or REST for pk in found.people.tolist()]
    numbers = [*sorted(names), *([REST] if REST in of_each else [])]
    place = {number: place for place, number in enumerate(numbers)}
    labels = np.array([place[number] for number in of_each], dtype=np.int64)
    return Audiences(numbers, [names.get(number, "") for number in numbers], labels)


def invited(conversation: Conversation, before: Edition | None) -> dict[str, int]:
    """Return how many people have been invited, by an audience's number; nothing to a link.

    It is the most that are known of: a row goes with the person, and all go at closing, when the
    newest edition notes how many there were.
    """
    rows = conversation.invited.order_by().values_list("audience__number").annotate(n=Count("pk"))
    known = dict(before.audiences.get(INVITED, {})) if before else {}
    for number, n in rows:
        known[str(number or REST)] = max(n, known.get(str(number or REST), 0))
    return known
