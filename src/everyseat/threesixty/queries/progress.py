"""How far rounds and their reviews are, in counts. Nothing says who has answered."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.threesixty.models import (
    Closing,
    Invitation,
    Making,
    Review,
    Round,
    Sheet,
)
from everyseat.threesixty.report.material import SELF


@dataclass(frozen=True)
class Progress:
    """The progress of a review, in counts. Whoever is no longer asked counts nowhere."""

    review: Review
    proposed: int
    invited: int
    declined: int
    answered: str
    self_given: bool
    is_counted: bool


def of_reviews(feedback_round: Round) -> list[Progress]:
    """Return the progress of each review that was not stopped, by the leaders' names.

    It says about how many people answered, and never who.
    """
    reviews = feedback_round.active_reviews.select_related("recipient", "coach")
    reviews = reviews.prefetch_related("coach__roles")
    return of(reviews.order_by("recipient__name", "pk"), feedback_round)


def of(reviews: Iterable[Review], feedback_round: Round) -> list[Progress]:
    """Return the progress of some reviews of a round, in their order: with two more queries."""
    shown = list(reviews)
    given = Sheet.objects.filter(relationship=SELF, review__in=shown).values_list("review")
    own, counts = {pk for (pk,) in given}, _raters(shown)
    return [_progress(review, feedback_round, counts[review.pk], own) for review in shown]


def _raters(reviews: list[Review]) -> dict[UUID, Counter[str]]:
    """Return how many raters each review has, by the state of their invitation."""
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    of_state = Invitation.objects.filter(review__in=reviews).values("review", "state")
    for row in of_state.annotate(n=Count("pk")).order_by():
        counts[row["review"]][row["state"]] = row["n"]
    return counts


def _progress(
    review: Review, feedback_round: Round, raters: Counter[str], own: Collection[UUID]
) -> Progress:
    review.round = feedback_round
    declined = raters[Invitation.State.DECLINED]
    invited = raters[Invitation.State.INVITED] + declined
    answered = _about(review, invited - declined)
    named = raters.total() - raters[Invitation.State.REMOVED]
    return Progress(
        review, named, invited, declined, answered, review.pk in own, _is_counted(review)
    )


def is_anybody_invited(feedback_round: Round) -> bool:
    """Return whether raters were told until when they can answer; not of a 360 that was stopped."""
    asked = [Invitation.State.INVITED, Invitation.State.DECLINED]
    reviews = feedback_round.active_reviews
    return Invitation.objects.filter(review__in=reviews, state__in=asked).exists()


def coachless(feedback_round: Round) -> int:
    """Return how many recipients still need a coach before a round can be launched."""
    if feedback_round.state != Round.State.DRAFT or not feedback_round.coach_reads:
        return 0
    return feedback_round.reviews.filter(coach=None).count()


def _about(review: Review, invited: int) -> str:
    """Return about how many people answered, in words that the report will not contradict."""
    k = review.round.rating_threshold
    if not invited:
        return "–"
    if review.answered:
        return _("%(n)s or more") % {"n": review.answered}
    if invited <= k:
        return _("not said: so few are asked")
    if review.round.state == Round.State.CLOSED:
        return _("fewer than %(k)s") % {"k": k}
    if not was_counted(review):
        return _("not counted yet")
    return _("too few to say yet")


def _is_counted(review: Review) -> bool:
    return bool(review.answered) or was_counted(review)


def was_counted(review: Review) -> bool:
    """Return whether answers about a review were counted since its raters were invited.

    That is said of days alone. It does not depend on anybody's answer.
    """
    counted = review.round.counted_at
    if counted is None or review.state_since is None:
        return counted is not None
    return timezone.localtime(counted).date() > review.state_since


@dataclass(frozen=True)
class ClosingProgress:
    """The progress of closing a round, in counts of reports, and the failed steps."""

    made: int
    total: int
    failed: list[Making]
    may_reopen_until: datetime | None = None


def closing(feedback_round: Round) -> ClosingProgress | None:
    """Return the progress of closing a round, or None if nothing is left to do."""
    work = Making.objects.filter(review__round=feedback_round)
    row = Closing.objects.filter(round=feedback_round).first()
    if row is None:
        return None
    failed = work.filter(tries__gt=0).select_related("review__recipient").order_by("pk")
    missing = work.exclude(step=Making.Step.RELEASE).count()
    total = feedback_round.active_reviews.count()
    return ClosingProgress(total - missing, total, list(failed), row.may_reopen_until)


def told_us(feedback_round: Round) -> dict[str, list[Invitation]]:
    """Return invitations: whose raters `declined`, with reasons, or reported a card `lost`."""
    of_round = Invitation.objects.filter(review__in=feedback_round.active_reviews)
    either = of_round.filter(Q(state=Invitation.State.DECLINED) | Q(lost=True))
    found = list(either.select_related("person", "review__recipient").order_by("person__name"))
    return {
        "declined": [one for one in found if one.state == Invitation.State.DECLINED],
        "lost": [one for one in found if one.lost],
    }


def follow_ups(feedback_round: Round) -> QuerySet[Round]:
    """Return the small rounds of follow-ups, in the order they began, with whom they are about."""
    return feedback_round.follow_ups.prefetch_related("reviews__recipient").order_by("pk")
