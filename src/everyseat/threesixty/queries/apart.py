"""Whoever reads a report first is not one of its raters.

Their own answers would tell them more than others read, they would read what the other raters
wrote before anybody else, and could shorten it. Raters were told of no such reader.
"""

from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from everyseat.organisations.models import Person
from everyseat.threesixty.models import Invitation, Review, Round


def named(person: Person) -> QuerySet[Invitation]:
    """Return as what a person is named: in any state.

    Whoever declined can change their mind, whoever was removed may have answered, and whoever was
    not approved can still be invited.
    """
    return Invitation.objects.filter(person=person)


def why_not_rate(review: Review, email: str) -> str:
    """Return why somebody with this address can't rate the recipient; "" if they can."""
    coach = review.coach
    if not review.coach_reads_first or coach is None or coach.email != email:
        return ""
    text = _(
        "%(name)s is the coach who reads this report first, and cannot rate too. Leave them out, "
        "or have an organiser choose another coach."
    )
    return text % {"name": coach.name}


def why_not_coach(reviews: Iterable[Review], coach: Person) -> str:
    """Return why a person can't coach the recipients of these reviews; "" if they can."""
    rated = named(coach).filter(review__in=reviews).order_by("review__recipient__name")
    names = ", ".join(rated.values_list("review__recipient__name", flat=True))
    if not names:
        return ""
    text = _(
        "%(name)s is named as a rater of %(leaders)s, and whoever reads a report first cannot rate "
        "too. Choose somebody else."
    )
    return text % {"name": coach.name, "leaders": names}


def raters_who_coach(feedback_round: Round) -> QuerySet[Invitation]:
    """Return the raters who would read the report that they rate for: of a round in preparation."""
    if not feedback_round.coach_reads:
        return Invitation.objects.none()
    both = Invitation.objects.filter(review__round=feedback_round, person=F("review__coach"))
    return both.select_related("person", "review__recipient").order_by("review__recipient__name")
