"""Who acts in the 360 for an approver or a coach who is away, and where nobody may."""

from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from everyseat.organisations import roles
from everyseat.organisations.models import Person, StandIn
from everyseat.organisations.queries import holders
from everyseat.organisations.stand_ins import queries as stand_ins
from everyseat.threesixty.models import Review
from everyseat.threesixty.queries import apart


def for_approver(review: Review, approver: Person | None) -> StandIn | None:
    """Return who approves a leader's raters for the one who does; never the leader themselves."""
    found = stand_ins.today(approver)
    return found if found and found.stand_in_id != review.recipient_id else None


def for_coach(review: Review) -> StandIn | None:
    """Return who reads a report first for its coach, who is away.

    Only while the report waits, and only another coach: never the leader, one of the raters (see
    `apart`) or the leader's manager, of whom raters were told nothing.
    """
    coach = review.coach
    found = stand_ins.today(coach) if review.coach_reads_first else None
    if not found or not coach or not coach.may(roles.READ_AS_COACH):
        return None
    return found if may_read(found.stand_in, review) else None


def may_read(person: Person, review: Review) -> bool:
    """Return whether somebody may read a report first in the place of its coach: see above."""
    if person.pk in (review.recipient_id, review.recipient.manager_id):
        return False
    if not person.may(roles.READ_AS_COACH):
        return False
    return not apart.named(person).filter(review=review).exists()


def coached_by(person: Person) -> Q:
    """Match the reports that wait, and that a coach may read for another: see `for_coach`."""
    coaches = holders(roles.COACH).filter(pk__in=_away(person))
    rates = apart.named(person).filter(review=OuterRef("pk"))
    waits = Q(coach__in=coaches, state=Review.State.READ, round__coach_reads=True)
    is_apart = Q(recipient=person) | Q(recipient__manager=person)
    return waits & Q(follow_up_of=None) & ~is_apart & Q(~Exists(rates))


def approved_by(person: Person, nobody_chosen: Q) -> Q:
    """Match the reviews whose raters a person approves, for themselves or for another."""
    them = [person.pk, *_away(person)]
    is_chosen = Q(approver__in=them) & ~Q(approver=F("recipient"))
    return is_chosen | nobody_chosen & Q(recipient__manager__in=them)


def _away(person: Person) -> list[UUID]:
    """Return the keys of the people for whom a person acts today."""
    return list(stand_ins.acts_for(person).values_list("person", flat=True))
