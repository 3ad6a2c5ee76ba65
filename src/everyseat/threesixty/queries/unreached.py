"""Whom an e-mail of a round, or any other, did not reach. Failed e-mails are kept for 30 days."""

from collections.abc import Collection, Iterable

from django.db.models import Count, Q, QuerySet

from everyseat.threesixty.models import Invitation, Review, Round


def raters(feedback_round: Round, failed: Collection[str]) -> QuerySet[Review]:
    """Return the leaders of whom invited raters could not be reached, with `n`, how many.

    `failed` are the addresses to which e-mails could not be delivered.
    """
    if not failed:
        return Review.objects.none()
    asked = Q(
        invitations__state=Invitation.State.INVITED, invitations__person__email__in=list(failed)
    )
    reviews = feedback_round.active_reviews.annotate(n=Count("invitations", filter=asked))
    return reviews.filter(n__gt=0).select_related("recipient").order_by("recipient__name", "pk")


def helpers(reviews: Iterable[Review], failed: Collection[str]) -> list[str]:
    """Return the names of leaders, and of those who approve or coach, who could not be reached."""
    people = {
        person.pk: person.name
        for review in reviews
        for person in (review.recipient, review.recipient.manager, review.approver, review.coach)
        if person and person.email in failed
    }
    return sorted(people.values())
