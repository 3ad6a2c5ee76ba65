"""Which statement a participant is asked next."""

import numpy as np

from everyseat.conversation.models import Conversation, Edition, Participant, Statement
from everyseat.conversation.queries import participants
from everyseat.science.opinion import Counts, routing


def of(participant: Participant) -> Statement | None:
    """Return the next statement, drawn by chance; the same again until another answer is given.

    None once a participant has answered every published statement. How likely each statement is,
    `science.opinion.routing` says, from the newest edition and from how many have answered since.
    """
    waiting = list(participants.unanswered(participant).order_by("number"))
    if not waiting:
        return None
    chance = routing.chances(*_known(participant.conversation, waiting))
    rng = np.random.default_rng([participant.pk, participant.votes.count()])
    place = routing.drawn(chance, np.ones(len(waiting), dtype=bool), rng)
    return waiting[0 if place is None else place]


def _known(
    conversation: Conversation, waiting: list[Statement]
) -> tuple[Counts, np.ndarray, np.ndarray, np.ndarray]:
    """Return counts of each group, how far out statements stand, and which are seeds and live."""
    found = Edition.objects.filter(conversation=conversation).values_list("routing", flat=True)
    known = found.first() or {}
    groups = max((len(row) - 1 for row in known.values()), default=1) or 1
    rows = [known.get(str(s.number), []) for s in waiting]
    numbers = np.array([row[1:] or [[0, 0, 0]] * groups for row in rows])
    counts = [numbers[:, :, which].T for which in range(3)]
    answers = np.array([s.answers for s in waiting])
    return (
        _as_of_now(Counts(*counts), answers),
        np.array([row[0] if row else 0.0 for row in rows]),
        np.array([s.is_seed for s in waiting]),
        np.ones(len(waiting), dtype=bool),
    )


def _as_of_now(groups: Counts, answers: np.ndarray) -> Counts:
    """Return counts with the answers that came since: half of them agree, as nobody knows yet."""
    late = np.maximum(answers - groups.seen.sum(axis=0), 0)
    seen, agree, disagree = groups.seen.copy(), groups.agree.copy(), groups.disagree.copy()
    seen[0] += late
    agree[0] += late // 2
    disagree[0] += late - late // 2
    return Counts(agree, disagree, seen)
