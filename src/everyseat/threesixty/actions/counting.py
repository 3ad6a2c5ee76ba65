"""About how many people have answered: for the organiser, in steps, and never who.

What is said is never more than the report will say: a rater whose card was cancelled or whose link
was replaced may have answered twice, and a manager is not one of the others.
"""

from collections.abc import Collection

from django.utils import timezone

from everyseat.giving import sealed_queue
from everyseat.giving.states import changing
from everyseat.safety import thresholds
from everyseat.threesixty import audit
from everyseat.threesixty.actions.answers import REPLACED, box
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.report.material import MANAGER
from everyseat.threesixty.report.shape import Report


def count_by_night() -> None:
    """Save about how many people have answered each open review, and when that was counted."""
    under_way = Round.objects.filter(state=Round.State.OPEN)
    reviews = Review.objects.filter(round__in=under_way).exclude(state=Review.State.STOPPED)
    for review in reviews.select_related("round").prefetch_related("invitations"):
        names = sealed_queue.waiting(box(review.pk))
        n = len(names) - (REPLACED in names)
        answered = about(review, n, review.invitations.all())
        with changing(review):
            review.answered = answered
    under_way.update(counted_at=timezone.now())


def about(review: Review, n: int, invitations: Collection[Invitation]) -> int:
    """Return how many others have answered at least, of `n` answers, in steps and never all."""
    asked = [i for i in invitations if i.state in audit.ASKED]
    others = [i for i in asked if i.relationship != MANAGER]
    twice = sum(i.voided + len(i.replaced) for i in invitations)  # whatever they did afterwards
    n -= len(asked) - len(others) + twice
    return thresholds.in_steps(n, len(others), review.round.rating_threshold)


def as_reported(review: Review, report: Report) -> int:
    """Return how many people a report says answered, in steps and never all.

    Where answers are left out of it, it speaks of answers, and what was counted before is kept.
    """
    if report.get("left_out"):
        return review.answered
    asked = review.invitations.filter(state__in=audit.ASKED).count()
    return thresholds.in_steps(report["raters"] or 0, asked, review.round.rating_threshold)
