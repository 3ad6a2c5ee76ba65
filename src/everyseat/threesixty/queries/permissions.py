"""Which reviews and reports a person may open."""

from django.db.models import F, Q, QuerySet

from everyseat.organisations import roles
from everyseat.organisations.models import Person, StandIn
from everyseat.organisations.queries import holders
from everyseat.threesixty.models import (
    Review,
    Round,
)
from everyseat.threesixty.queries import organising, plans, standing_in

BEFORE_RELEASE = [
    Review.State.NOMINATE,
    Review.State.APPROVE,
    Review.State.COLLECT,
    Review.State.READ,
]
NOBODY_CHOSEN = Q(approver=None) | Q(approver__is_active=False) | Q(approver=F("recipient"))
NO_MANAGER = Q(recipient__manager=None) | Q(recipient__manager__is_active=False)


def readable_reviews(person: Person) -> QuerySet[Review]:
    """Return the reviews that a person may open as recipient, approver or coach.

    Of an approver or a coach who is away, their stand-in may open what waits for them.
    """
    is_theirs = Q(recipient=person) | Q(state=Review.State.APPROVE) & _approved_by(person)
    if person.may(roles.READ_AS_COACH):
        is_theirs |= Q(coach=person) & ~Q(state=Review.State.STOPPED)
        is_theirs |= standing_in.coached_by(person)
    reviews = Review.objects.filter(is_theirs).select_related(
        "recipient__manager__away__stand_in",
        "round__questionnaire",
        "coach__away__stand_in",
        "approver__away__stand_in",
    )
    return reviews.order_by("-round__collect_by", "recipient__name")


def _approved_by(person: Person) -> Q:
    """Match the reviews whose raters a person approves: see `approver`."""
    theirs = standing_in.approved_by(person, NOBODY_CHOSEN)
    if person.may(roles.RUN_ROUNDS):
        theirs |= NOBODY_CHOSEN & NO_MANAGER & Q(round__in=organising.run_by(person))
    return theirs & ~Q(recipient=person)


def approver(review: Review) -> Person | None:
    """Return who approves the raters of a review; None where it is for any organiser.

    It is whoever an organiser has chosen, or else the recipient's manager. Somebody who can't sign
    in approves nothing.
    """
    for person in (review.approver, review.recipient.manager):
        if person and person.is_active and person.pk != review.recipient_id:
            return person
    return None


def approvers(review: Review) -> list[Person]:
    """Return the people who may approve the raters of a review now, stand-ins behind others."""
    person = approver(review)
    if person:
        found = stand_in_of_approver(review)
        return [person, found.stand_in] if found else [person]
    return list(organising.organisers_of(review.round).exclude(pk=review.recipient_id))


def stand_in_of_approver(review: Review) -> StandIn | None:
    """Return who approves the raters for somebody who is away."""
    return standing_in.for_approver(review, approver(review))


def may_approve(person: Person, review: Review) -> bool:
    """Return whether a person approves the raters of a review, for themselves or for another."""
    chosen = approver(review)
    if chosen:
        found = stand_in_of_approver(review)
        return chosen.pk == person.pk or bool(found and found.stand_in_id == person.pk)
    return review.recipient_id != person.pk and organising.runs(person, review.round)


def agrees_to_follow_ups(person: Person) -> QuerySet[Review]:
    """Return the reviews whose follow-up an organiser may agree to: their own only if alone."""
    own = Q(recipient=person) & Q(organising.is_run_by_others(person))
    return Review.objects.filter(round__in=organising.run_by(person)).exclude(own)


def may_agree_to_follow_up(person: Person, review: Review) -> bool:
    return agrees_to_follow_ups(person).filter(pk=review.pk).exists()


def coached(feedback_round: Round | None = None) -> QuerySet[Review]:
    """Return the reviews under way whose report a coach reads first, and has not yet released."""
    waiting = Review.objects.filter(
        round__coach_reads=True, follow_up_of=None, state__in=BEFORE_RELEASE
    ).exclude(round__state=Round.State.DRAFT)
    if feedback_round:
        waiting = waiting.filter(round=feedback_round)
    return waiting.select_related("recipient", "round", "coach")


def without_coach(feedback_round: Round | None = None) -> QuerySet[Review]:
    """Return the reviews whose report a coach has to read first, and nobody can: see `coach`."""
    return coached(feedback_round).exclude(coach__in=holders(roles.COACH))


def coach(review: Review) -> Person | None:
    """Return who reads a report first; None where nobody can, or nobody does.

    Their coach was erased, can't sign in, or no longer has the role; and nobody reads first in a
    follow-up, or in a round without coaches.
    """
    return plans.coach(review) if review.coach_reads_first else None


def for_whom(person: Person, review: Review) -> StandIn | None:
    """Return for whom a person acts here now, where it is for somebody who is away."""
    found = None
    if review.state == Review.State.APPROVE:
        found = stand_in_of_approver(review)
    elif review.state == Review.State.READ:
        found = standing_in.for_coach(review)
    return found if found and found.stand_in_id == person.pk else None


def coaches(review: Review) -> list[Person]:
    """Return who reads a report first now: the coach, if they can, and then their stand-in."""
    chosen = coach(review)
    if not chosen:
        return []
    found = standing_in.for_coach(review)
    return [chosen, found.stand_in] if found else [chosen]


def reads_as_coach(person: Person, review: Review) -> bool:
    """Return whether a person who may open a review does so as its coach, or for the coach."""
    if review.recipient_id == person.pk:
        return False
    if review.coach_id == person.pk:
        return True
    return review.state == Review.State.READ and for_whom(person, review) is not None


def may_read_report(person: Person, review: Review) -> bool:
    """Return whether a person may read the report now: the coach first, then the recipient."""
    return _may_read(person, review) and review.has_report


def _may_read(person: Person, review: Review) -> bool:
    if review.round.state != Round.State.CLOSED:
        return False
    if review.coach_reads_first and person.may(roles.READ_AS_COACH):
        if review.coach_id == person.pk:
            is_passed_on = review.state == Review.State.READ or review.is_released
            return is_passed_on and (review.recipient_id != person.pk or review.is_released)
        if reads_as_coach(person, review):
            return True
    return review.recipient_id == person.pk and review.is_released
