"""What was heard in conversations and what came of it, as pages ask for it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from everyseat.conversation.models import (
    Conversation,
    Edition,
    Participant,
    Point,
    Statement,
    Summary,
)
from everyseat.conversation.models.heard import OPEN


def of(conversation: Conversation) -> Summary | None:
    """Return the summary of a conversation, published or not."""
    found = Summary.objects.filter(conversation=conversation).first()
    if found:
        found.conversation = conversation
    return found


def published(conversation: Conversation) -> Summary | None:
    """Return the summary of a conversation if everybody may read it."""
    found = of(conversation)
    return found if found and found.is_published else None


def points(summary: Summary) -> QuerySet[Point]:
    """Return the points of a summary in order, with all that is shown of them."""
    found = summary.points.select_related("person")
    return found.prefetch_related("follow_ups", "statements")


def may_be_named(conversation: Conversation) -> QuerySet[Statement]:
    """Return the statements that a point may be about: those that everybody can read."""
    return conversation.statements.filter(state=Statement.State.PUBLISHED)


def newest_result(conversation: Conversation) -> dict[str, Any] | None:
    """Return what the newest edition shows, or None before the first."""
    found = Edition.objects.filter(conversation=conversation).values_list("content", flat=True)
    return found.first()


def overdue(today: date) -> list[tuple[Conversation, int]]:
    """Return the conversations with published points whose date has passed, with how many."""
    over = Q(summary__points__state__in=OPEN, summary__points__by__lt=today)
    found = Conversation.objects.filter(over, summary__published_on__isnull=False)
    counted = found.annotate(n=Count("summary__points")).order_by("closes_on", "question")
    return [(one, one.n) for one in counted]


def unanswered() -> QuerySet[Conversation]:
    """Return closed conversations in which people took part, and have got no answer yet.

    What was imported from elsewhere may have been answered there; it is nobody's task here.
    """
    closed = Conversation.objects.filter(state="closed", erased_on=None, imported=None)
    return closed.filter(last_sequence__gt=0).filter(summary__published_on=None)


def with_open_points() -> QuerySet[Conversation]:
    """Return the conversations of which something is promised that is not done yet."""
    promised = Q(summary__points__state__in=OPEN, summary__published_on__isnull=False)
    return Conversation.objects.filter(promised).distinct()


def answers_to(participant: Participant, statements: Sequence[Statement]) -> dict[int, list[Point]]:
    """Return what came of a participant's statements: published points, by statement.

    A point that names what an organiser made of a statement answers the statement, too.
    """
    whose = {one.pk: one.pk for one in statements}
    whose |= {new.pk: one.pk for one in statements for new in one.replaced_by.all()}
    named = Point.statements.through.objects.filter(
        statement__in=whose,
        point__summary__conversation=participant.conversation,
        point__summary__published_on__isnull=False,
    )
    found: dict[int, list[Point]] = defaultdict(list)
    for row in named.select_related("point").order_by("point__number"):
        if row.point not in found[whose[row.statement_id]]:
            found[whose[row.statement_id]].append(row.point)
    return dict(found)
