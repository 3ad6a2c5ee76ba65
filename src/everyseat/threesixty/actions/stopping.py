"""Stopping one leader's 360 while its round goes on: they have left, or are ill."""

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving import drawing, sealed_queue
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing, lock
from everyseat.organisations import outbox
from everyseat.organisations.models import Email, Person
from everyseat.organisations.queries import left
from everyseat.threesixty.actions import emails
from everyseat.threesixty.actions.answers import box
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.queries import permissions


@transaction.atomic
def stop(*, review: Review) -> int:
    """Stop a leader's 360, and delete all answers unread. Return how many e-mails say so.

    Nothing says afterwards who had made a card: the register forgets its invitations. The same
    leader can be added again: no card or link of this one is of any use then.
    """
    lock(review.round)
    if review.round.state != Round.State.OPEN:
        raise NotNow(_("You can only stop a 360 while its round is under way."))
    with drawing.registering(review.round) as register, changing(review):
        if review.follow_up_of_id:
            raise NotNow(_("This is a follow-up: close its round instead."))
        if review.state == Review.State.STOPPED:
            raise NotNow(_("This 360 has been stopped already."))
        drafted = told(review)
        review.state, review.answered, review.left_out = Review.State.STOPPED, 0, {}
        for pk in review.invitations.values_list("pk", flat=True):
            register.pop(str(pk), None)
        _delete_answers(review)
        outbox.put_all(drafted)
        return len(drafted)


def _delete_answers(review: Review) -> None:
    """Delete what waits about a review unread, with the self-assessment and marks of cards."""
    sealed_queue.take(box(review.pk))
    review.sheets.all().delete()
    review.invitations.update(lost=False, voided=0)


def told(review: Review) -> list[Email]:
    """Return the e-mails to everybody whom a stop concerns, not yet queued."""
    invited = review.invitations.filter(state=Invitation.State.INVITED, to_send=None)
    invited = invited.exclude(left("person__"))
    return [
        emails.email_about(review, review.recipient, "stopped"),
        *[emails.email_about(review, one, "stopped_to_helpers") for one in helpers(review)],
        *emails.to_raters(invited, "stopped_to_raters"),
    ]


def helpers(review: Review) -> list[Person]:
    """Return who waits to do something for a leader's 360: its coach, and whoever approves now."""
    reader = permissions.coach(review)
    coach = [reader] if reader else []
    approver = permissions.approver(review) if review.state == Review.State.APPROVE else None
    return list(dict.fromkeys([*coach, *([approver] if approver else [])]))
