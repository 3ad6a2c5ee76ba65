"""Switching reminders of a round off, and on again. Nobody else is told."""

from uuid import UUID

from everyseat.threesixty.models import Invitation, Round


def reminders(*, feedback_round: Round, person: UUID, off: bool) -> None:
    """Let a rater get no more reminders of a round, whomever they rate in it; or let them again."""
    if feedback_round.state == Round.State.OPEN:
        theirs = Invitation.objects.filter(review__round=feedback_round, person=person)
        theirs.update(without_reminders=off)


def are_off(*, feedback_round: Round, person: UUID) -> bool:
    theirs = Invitation.objects.filter(review__round=feedback_round, person=person)
    return theirs.filter(without_reminders=True).exists()
