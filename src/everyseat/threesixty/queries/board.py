"""Which leaders of a round an organiser asked to see, and how many stand where."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.enums import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everyseat.threesixty.models import Review, Round, Sheet
from everyseat.threesixty.report.material import SELF

State = Review.State
LAST_DAYS = {State.NOMINATE: "nominate_by", State.APPROVE: "approve_by"}
"""By which of a round's dates a leader, or who approves their raters, is to be ready."""
RELEASED = [State.RELEASED, State.CONVERSATION, State.PLAN, State.FOLLOW_UP]


class Where(TextChoices):
    """Where leaders stand: what the board can be narrowed to."""

    NAMING = "naming", _("Raters not named yet")
    APPROVING = "approving", _("Raters to be approved")
    COLLECTING = "collecting", _("Collecting answers")
    FEW = "few", _("Too few answers to say yet")
    WITHOUT_SELF = "without-self", _("Have not rated themselves")
    LATE = "late", _("Past their day")
    COACH = "coach", _("Report waits for the coach")
    RELEASED = "released", _("Report released")


class Order(TextChoices):
    NAME = "name", _("Name")
    LONGEST = "longest", _("Waiting longest")


def leaders(
    feedback_round: Round, *, search: str = "", where: str = "", order: str = ""
) -> QuerySet[Review]:
    """Return the reviews of a round that were not stopped: those asked for, in an order."""
    people = ("recipient__manager", "recipient__team", "coach", "approver")
    reviews = feedback_round.active_reviews.select_related(*people).prefetch_related("coach__roles")
    if search:
        reviews = reviews.filter(
            Q(recipient__name__icontains=search)
            | Q(recipient__team__name__icontains=search)
            | Q(coach__name__icontains=search)
        )
    if where:
        reviews = reviews.filter(_narrowed(feedback_round)[Where(where)])
    if order == Order.LONGEST:
        return reviews.order_by(F("state_since").asc(nulls_last=True), "recipient__name", "pk")
    return reviews.order_by("recipient__name", "pk")


def stopped(feedback_round: Round) -> QuerySet[Review]:
    """Return the reviews of a round that were stopped, by name."""
    reviews = feedback_round.reviews.filter(state=State.STOPPED)
    return reviews.select_related("recipient__manager", "recipient__team", "coach", "approver")


def standing(feedback_round: Round) -> list[tuple[Where, int]]:
    """Return how many leaders stand where, without the places where nobody does."""
    counts = feedback_round.active_reviews.aggregate(
        **{
            where.name: Count("pk", filter=which)
            for where, which in _narrowed(feedback_round).items()
        }
    )
    return [(where, counts[where.name]) for where in Where if counts[where.name]]


def _narrowed(feedback_round: Round) -> dict[Where, Q]:
    """Return what matches the leaders who stand somewhere."""
    never = Q(pk__in=[])
    is_open = feedback_round.state == Round.State.OPEN
    while_open = Q() if is_open else never
    own = Sheet.objects.filter(review=OuterRef("pk"), relationship=SELF)
    return {
        Where.NAMING: while_open & Q(state=State.NOMINATE),
        Where.APPROVING: while_open & Q(state=State.APPROVE),
        Where.COLLECTING: while_open & Q(state=State.COLLECT),
        Where.FEW: while_open & Q(state=State.COLLECT, answered=0) & _counted(feedback_round),
        Where.WITHOUT_SELF: while_open & ~Exists(own) & Q(follow_up_of=None),
        Where.LATE: Q(state__in=_late_states(feedback_round)),
        Where.COACH: Q(state=State.READ),
        Where.RELEASED: Q(state__in=RELEASED),
    }


def _counted(feedback_round: Round) -> Q:
    """Match the reviews whose answers were counted since their raters were invited."""
    if feedback_round.counted_at is None:
        return Q(pk__in=[])
    counted = timezone.localtime(feedback_round.counted_at).date()
    return Q(state_since=None) | Q(state_since__lt=counted)


def is_late(review: Review) -> bool:
    """Return whether the day has passed by which a review was to be further."""
    return review.state in _late_states(review.round)


def _late_states(feedback_round: Round) -> list[str]:
    """Return the states in which leaders of a round are late today."""
    if feedback_round.state != Round.State.OPEN:
        return []
    today = timezone.localdate()
    return [state for state, day in LAST_DAYS.items() if getattr(feedback_round, day) < today]
