"""Which leaders wait for a reminder of what, and when they had the last one.

Whom it names is on the board already: never a rater, as nobody sees who of them has answered.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import board
from everyseat.threesixty.queries.board import Where

WHAT = (Where.NAMING, Where.APPROVING, Where.WITHOUT_SELF)
"""Where leaders stand who can be reminded, or for whom somebody else can."""


def to_remind(feedback_round: Round, what: str, only: Review | None = None) -> QuerySet[Review]:
    """Return the reviews of an open round of which somebody can be reminded; `only` one of them."""
    if feedback_round.state != Round.State.OPEN:
        return Review.objects.none()
    found = board.leaders(feedback_round, where=what)
    return found.filter(pk=only.pk) if only else found


def of_one(review: Review) -> list[Where]:
    """Return of what somebody can be reminded in one leader's 360."""
    return [what for what in WHAT if to_remind(review.round, what, review).exists()]


def last(reviews: Collection[Review], what: str) -> datetime | None:
    """Return when the last reminder of something went out about any of these reviews."""
    found = [review.reminded[what] for review in reviews if what in review.reminded]
    return max(map(datetime.fromisoformat, found), default=None)
