"""Which conversations there are, and their counts."""

import re
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from everyseat.conversation.models import Arrival, Conversation, Statement
from everyseat.safety import thresholds

CODE = re.compile(r"[a-z0-9]{8}")


def listed() -> QuerySet[Conversation]:
    """Return every conversation: whoever may run one may run all of them.

    One that is moving in is left out until all of it is there.
    """
    return _whole().select_related("organiser", "organisation")


def by_code(code: str) -> Conversation | None:
    """Return the conversation that is joined with a code, open or not."""
    code = code.lower()
    if not CODE.fullmatch(code):
        return None
    return _whole().select_related("organisation").filter(code=code).first()


def _whole() -> QuerySet[Conversation]:
    """Return conversations of which every part has moved in."""
    return Conversation.objects.filter(Q(arrival=None) | Q(arrival__state=Arrival.State.DONE))


@dataclass(frozen=True)
class Counts:
    """How many people take part, how many answers they gave, and statements by their state."""

    participants: int
    answers: int
    statements: dict[str, int]
    k: int
    step: int = 50

    @property
    def took_part(self) -> int:
        """How many took part at least: a page that moved with each would tell who did just now."""
        return thresholds.at_least(self.participants, self.k)

    @property
    def gave(self) -> int:
        """How many answers they gave at least."""
        return thresholds.at_least(self.answers, self.step)

    @property
    def waiting(self) -> int:
        return self.statements[Statement.State.WAITING]

    @property
    def published(self) -> int:
        return self.statements[Statement.State.PUBLISHED]


def counts(conversation: Conversation) -> Counts:
    """Return a conversation's counts. Cards with which nobody answered are no participants."""
    found = conversation.statements.order_by().values_list("state").annotate(n=Count("pk"))
    answers = conversation.votes.aggregate(n=Count("pk"), cards=Count("participant", distinct=True))
    return Counts(
        participants=answers["cards"],
        answers=answers["n"],
        k=conversation.k,
        statements=dict.fromkeys(Statement.State.values, 0) | dict(found),
    )


def missed_opening() -> QuerySet[Conversation]:
    """Return the drafts that could not open on their day."""
    return listed().filter(missed_opening=True)


def with_waiting() -> list[tuple[Conversation, int]]:
    """Return the conversations that are not closed in which statements wait, with how many."""
    waiting = listed().filter(statements__state=Statement.State.WAITING)
    running = waiting.exclude(state=Conversation.State.CLOSED)
    return [(one, one.n) for one in running.annotate(n=Count("statements"))]
