"""What waits in the 360 for somebody who is about to lose a role, or can't sign in."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from everyseat.organisations import roles
from everyseat.organisations.leaving import Loss
from everyseat.threesixty.models import Review, Round

BEFORE_ANSWERS = [Review.State.NOMINATE, Review.State.APPROVE]
NOT_RELEASED = [*BEFORE_ANSWERS, Review.State.COLLECT, Review.State.READ]


def waits(loss: Loss) -> Iterator[str]:
    """Yield what waits for this person, by name."""
    name = loss.person.name
    open_reviews = Review.objects.exclude(round__state=Round.State.DRAFT)
    if roles.READ_AS_COACH in loss.permissions:
        to_release = open_reviews.filter(coach=loss.person, state__in=NOT_RELEASED)
        text = _(
            "%(name)s is to read the reports of these leaders first, and nobody else can release "
            "them: %(whom)s."
        )
        yield from _about(text, name, to_release)
    if roles.RUN_ROUNDS in loss.permissions and not loss.others(roles.ORGANISER):
        rounds = Round.objects.exclude(state=Round.State.CLOSED).values_list("name", flat=True)
        if names := ", ".join(rounds):
            yield _("Nobody is left to look after these rounds: %(rounds)s.") % {"rounds": names}
    if loss.is_shut_out:
        to_approve = open_reviews.filter(recipient__manager=loss.person, state__in=BEFORE_ANSWERS)
        text = _(
            "%(name)s is to approve the raters of these leaders, who need another manager first: "
            "%(whom)s."
        )
        yield from _about(text, name, to_approve)


def _about(text: str, name: str, reviews: Iterable[Review]) -> Iterator[str]:
    """Yield a sentence about the recipients of reviews; nothing where there are none."""
    whom = ", ".join(dict.fromkeys(review.recipient.name for review in reviews))
    if whom:
        yield text % {"name": name, "whom": whom}
