"""Reminding everybody who was invited to a round."""

from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.organisations import reminding
from everyseat.threesixty.actions import emails, mailings
from everyseat.threesixty.models import Mailing, Round


def remind(*, feedback_round: Round, again: bool = False) -> int:
    """Send a reminder to every invited rater of a review that is collecting.

    Return how many people were invited.

    Everyone gets it, whether or not they have answered. A reminder only to people who have not
    answered would show anyone who sees the mail who has. Within 48 hours of the last one, or of
    news of the last day, it has to be asked for: `again`.
    """
    people = emails.how_many(feedback_round)
    otherwise = _("You can only send reminders while a round is under way.")
    with changing(feedback_round, must_be=Round.State.OPEN, otherwise=otherwise):
        if was_lately(feedback_round) and not again:
            text = _("Everyone who was invited was written to less than %(hours)s hours ago.")
            raise NotNow(text % {"hours": reminding.HOURS})
        if not people:
            raise NotNow(_("Nobody has been invited yet, so there is nobody to remind."))
        due = note(feedback_round)
    mailings.begin([due])
    return people


def note(feedback_round: Round) -> Mailing:
    """Note that everybody invited is to be reminded, while the round is being changed."""
    feedback_round.reminded_at = timezone.now()
    return mailings.note(feedback_round, "reminder")


def was_lately(feedback_round: Round) -> bool:
    """Return whether everybody invited was reminded within the last 48 hours."""
    return reminding.was_lately(feedback_round.reminded_at)
