"""What has waited for one person for so long that they may be ill."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from everyseat.organisations.models import Person
from everyseat.organisations.queries import host
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import organising, permissions


def of(today: date) -> Iterator[Review]:
    """Yield the reviews that have waited for long, the longest first.

    What waits for any organiser, or for a coach to be chosen, is not among them: organisers have it
    on their first page already.
    """
    organisation = host()
    if organisation is None:
        return
    waiting = Review.objects.filter(
        state__in=[Review.State.APPROVE, Review.State.READ],
        state_since__lte=today - timedelta(organisation.tell_after),
        round__state__in=[Round.State.OPEN, Round.State.CLOSED],
    ).select_related("recipient__manager", "coach__away__stand_in", "approver", "round")
    waiting = waiting.prefetch_related("coach__roles")
    for review in waiting.order_by("state_since", "recipient__name", "pk"):
        if waits_for(review):
            yield review


def waits_for(review: Review) -> Person | None:
    """Return the one person for whom a review waits; None where it is for any organiser."""
    if review.state == Review.State.APPROVE:
        return permissions.approver(review)
    return next(iter(permissions.coaches(review)), None)


def concerns(organiser: Person, review: Review) -> bool:
    """Return whether an organiser sees to it: it is not about them, and does not wait for them."""
    helper = waits_for(review)
    if organiser.pk == review.recipient_id or helper is None or helper.pk == organiser.pk:
        return False
    return organising.runs(organiser, review.round)


@dataclass(frozen=True)
class Waiting:
    """A review that waits for somebody, for an e-mail."""

    review: Review

    @property
    def whom(self) -> Person | None:
        return waits_for(self.review)

    @property
    def is_report(self) -> bool:
        return self.review.state == Review.State.READ
