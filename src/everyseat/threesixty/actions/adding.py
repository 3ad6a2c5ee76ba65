"""Adding leaders to a round that is under way."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.organisations import outbox
from everyseat.organisations.models import Person
from everyseat.threesixty.actions import emails, rounds
from everyseat.threesixty.models import Review, Round

DAYS_NEEDED = 7
"""Days that a leader who is added late needs at least: to name raters, and to hear from them."""


def add_late(*, feedback_round: Round, people: list[Person], coach: Person | None) -> list[Review]:
    """Add leaders to a round that is under way, and ask them to name raters. Return their reviews.

    Whoever takes part already is left as they are. It makes no group report that raters were not
    told of: whether there is one was fixed at launch.
    """
    otherwise = _("You can only add leaders while the round is under way.")
    with changing(feedback_round, must_be=Round.State.OPEN, otherwise=otherwise):
        must_be_possible(feedback_round, people, coach)
        here = set(feedback_round.active_reviews.values_list("recipient", flat=True))
        added = [
            Review.objects.create(
                round=feedback_round,
                recipient=person,
                coach=coach,
                previous=rounds.last_review(person, feedback_round),
            )
            for person in people
            if person.pk not in here
        ]
        outbox.put_all(emails.to_name_raters(review) for review in added)
        return added


def must_be_possible(feedback_round: Round, people: list[Person], coach: Person | None) -> None:
    """Raise a refusal unless these people can join a round that is under way."""
    if feedback_round.reviews.exclude(follow_up_of=None).exists():
        raise NotNow(_("This is a follow-up: it asks about one leader."))
    if not has_time(feedback_round):
        text = _(
            "Fewer than %(n)s days are left to answer. Move the last day to answer first, so that "
            "there is time to name people and to hear from them."
        )
        raise NotNow(text % {"n": DAYS_NEEDED})
    if feedback_round.coach_reads and coach is None:
        text = _("In this round a coach reads each report first. Choose their coach.")
        raise Invalid("coach", text)
    if coach in people:
        raise Invalid("coach", _("%(name)s can't coach themselves.") % {"name": coach.name})


def has_time(feedback_round: Round) -> bool:
    """Return whether enough days are left for a leader who joins now."""
    return feedback_round.collect_by - timezone.localdate() >= timedelta(DAYS_NEEDED)
