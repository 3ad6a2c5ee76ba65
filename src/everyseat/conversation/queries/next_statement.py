"""Which statement a participant is asked next."""

from everyseat.conversation.models import Participant, Statement
from everyseat.conversation.queries import participants


def of(participant: Participant) -> Statement | None:
    """Return the next statement: seeds first, then the one that fewest people have answered.

    None once a participant has answered every published statement.
    """
    return participants.unanswered(participant).order_by("-is_seed", "answers", "number").first()
