"""Leaders under way who need a coach: nobody can read their report first."""

from django.db.models import QuerySet

from everyseat.organisations.models import Person
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import permissions


def to_give(feedback_round: Round, instead_of: Person | None = None) -> QuerySet[Review]:
    """Return whom nobody coaches now, and those whom `instead_of` coaches, by name."""
    needed = permissions.without_coach(feedback_round)
    if instead_of:
        needed = needed | permissions.coached(feedback_round).filter(coach=instead_of)
    return needed.order_by("recipient__name", "pk").prefetch_related("coach__roles")


def rounds_of(coach: Person) -> dict[Round, int]:
    """Return the rounds in which somebody coaches leaders who wait for that, and how many."""
    found: dict[Round, int] = {}
    for review in permissions.coached().filter(coach=coach).order_by("round__name", "round"):
        found[review.round] = found.get(review.round, 0) + 1
    return found
