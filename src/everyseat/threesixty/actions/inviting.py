"""Inviting raters: somebody who is named by several leaders gets one e-mail.

Lists are approved one after the other. An invitation waits for at most an hour, and only while its
rater stands on another list of the round that is not approved yet.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from everyseat.giving.states import locked
from everyseat.organisations import outbox
from everyseat.threesixty.actions import emails
from everyseat.threesixty.models import Invitation, InvitationToSend, Review, Round

WAIT = timedelta(hours=1)
NOT_APPROVED = (Review.State.NOMINATE, Review.State.APPROVE)


def invite(review: Review) -> int:
    """E-mail everybody who was invited to a review, each now or with a later list.

    Return how many are invited. To be called in the transaction that approves the list.
    """
    invited = review.invitations.filter(state=Invitation.State.INVITED)
    until = outbox.minute(timezone.now()) + WAIT
    InvitationToSend.objects.bulk_create(
        InvitationToSend(invitation=invitation, until=until) for invitation in invited
    )
    people = {invitation.person_id for invitation in invited}
    _send(review.round, people - _on_another_list(review.round))
    return len(people)


def _on_another_list(feedback_round: Round) -> set[UUID]:
    """Return the people on lists of a round that are not approved yet."""
    proposed = Invitation.objects.filter(
        review__round=feedback_round,
        review__state__in=NOT_APPROVED,
        state=Invitation.State.PROPOSED,
    )
    return set(proposed.values_list("person", flat=True))


def send_waiting(_today: date) -> None:
    """Send the invitations that have waited for an hour."""
    late = InvitationToSend.objects.filter(until__lte=timezone.now())
    if not late.exists():
        return
    people: defaultdict[Round, set[UUID]] = defaultdict(set)
    for to_send in late.select_related("invitation__review__round"):
        people[to_send.invitation.review.round].add(to_send.invitation.person_id)
    for feedback_round, theirs in people.items():
        with transaction.atomic():
            _send(feedback_round, theirs)


def _send(feedback_round: Round, people: Iterable[UUID]) -> None:
    """Write one e-mail to each of these people, with all their invitations that wait.

    What is no longer open meanwhile is dropped, and whoever has left meanwhile gets none.
    """
    waiting = locked(
        InvitationToSend.objects.filter(
            invitation__review__round=feedback_round, invitation__person__in=people
        )
    )
    keys = [to_send.pk for to_send in waiting]
    InvitationToSend.objects.filter(pk__in=keys).delete()
    invitations = emails.to_remind(feedback_round).filter(pk__in=keys)
    if feedback_round.state == Round.State.OPEN:
        outbox.put_all(emails.to_raters(invitations, "invitation"))
