"""Who reads a plan, and which plans a person reads."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from everyseat.organisations import roles
from everyseat.organisations.models import Person
from everyseat.threesixty.models import FollowUpRequest, PlanComment, Review

NEW_DAYS = 14
"""For how long a comment is new."""
WITH_PLAN = (Review.State.PLAN, Review.State.FOLLOW_UP)


def readers(review: Review) -> list[Person]:
    """Return whom a recipient has let read their plan, of the people who are that today."""
    people = [
        (review.coach_reads_plan and coach(review)),
        (review.manager_reads_plan and manager(review)),
    ]
    return list(dict.fromkeys(person for person in people if person))


def coach(review: Review) -> Person | None:
    """Return the coach who can read a plan: not one who has left, or is no longer a coach."""
    chosen = review.coach
    can = chosen and chosen.is_active and chosen.may(roles.READ_AS_COACH)
    return chosen if can else None


def manager(review: Review) -> Person | None:
    chosen = review.recipient.manager
    return chosen if chosen and chosen.is_active else None


def may_read_plan(person: Person, review: Review) -> bool:
    """Return whether a person may read a plan: its recipient, or those they share it with."""
    if not review.is_released:
        return False
    if review.recipient_id == person.pk:
        return True
    is_coach = review.coach_id == person.pk and person.may(roles.READ_AS_COACH)
    is_manager = review.recipient.manager_id == person.pk
    return (review.coach_reads_plan and is_coach) or (review.manager_reads_plan and is_manager)


def shared_with(person: Person) -> QuerySet[Review]:
    """Return the reviews of others whose plans a person may read, newest first."""
    as_manager = Q(manager_reads_plan=True, recipient__manager=person)
    as_coach = Q(coach_reads_plan=True, coach=person) & ~Q(recipient=person)
    shared = as_manager | as_coach if person.may(roles.READ_AS_COACH) else as_manager
    reviews = Review.objects.filter(shared, state__in=WITH_PLAN)
    return reviews.select_related("recipient", "round").order_by("-round__collect_by", "pk")


def new_comments(person: Person) -> QuerySet[PlanComment]:
    """Return what others wrote lately under a person's plans and those they read, newest first."""
    since = timezone.localdate() - timedelta(NEW_DAYS)
    theirs = Q(review__recipient=person) | Q(review__in=shared_with(person).order_by())
    comments = PlanComment.objects.filter(theirs, on__gte=since).exclude(author=person)
    return comments.select_related("author", "review__recipient", "review__round").order_by("-pk")


def follow_ups_asked_for() -> QuerySet[FollowUpRequest]:
    """Return the follow-ups that wait for an organiser, the oldest first."""
    waiting = FollowUpRequest.objects.filter(refused="", only__isnull=True)
    return waiting.select_related("review__recipient", "review__round").order_by("asked_on", "pk")


def follow_ups_agreed() -> QuerySet[FollowUpRequest]:
    """Return the follow-ups that an organiser has agreed to, and that have not begun."""
    agreed = FollowUpRequest.objects.filter(only__isnull=False)
    return agreed.select_related("review").order_by("pk")


def is_asked_again(review: Review) -> bool:
    """Return whether the statements of a plan's aims stay: a follow-up asks about them, or will."""
    if review.state == Review.State.FOLLOW_UP:
        return True
    return follow_ups_agreed().filter(review=review).exists()
