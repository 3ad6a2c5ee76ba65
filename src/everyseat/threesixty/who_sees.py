"""The sentence on every giver's page: who will see this, in what form, and when.

Each function reads the true state of the review, so that the words can't promise more than the
mechanism keeps.
"""

from django.utils.translation import gettext as _

from everyseat.threesixty import past
from everyseat.threesixty.models import Review
from everyseat.threesixty.report.material import MANAGER


def rater(review: Review, group: str, kept: bool) -> str:
    """Return who will see a rater's answers; `kept` if they answer by a kept link."""
    feedback_round = review.round
    values = {
        "readers": _("first a coach, then %(name)s,") % {"name": review.recipient.name}
        if review.coach_reads_first
        else review.recipient.name,
        "k": feedback_round.rating_threshold,
        "words": feedback_round.word_threshold,
        "date": feedback_round.collect_by.strftime("%-d %B %Y"),
        "tie": _tie(review, kept),
    }
    if group == MANAGER:
        return (
            _(
                "After %(date)s %(readers)s will see your ratings as the manager's, because there "
                "is only one, and your words without a name if at least %(words)s people answer, "
                "even if yours are the only ones; %(tie)s."
            )
            % values
        )
    mixed = (
        _(
            "After %(date)s %(readers)s will see your answers only mixed with those of others, at "
            "least %(k)s people to a number (if fewer answer, they are deleted unread), and your "
            "words without a name if at least %(words)s people answer, even if yours are the only "
            "ones; %(tie)s."
        )
        % values
    )
    return " ".join([mixed, *_left_out(review, group)])


def _left_out(review: Review, group: str) -> list[str]:
    """Return a sentence about answers left out to protect people who joined or left since."""
    changes = past.small_changes(review, past.raters_by_group(review.invitations.all()))
    n = past.left_out(changes).get(group)
    if n is None:
        return []
    text = _(
        "Nearly the same people were asked before, so %(n)s answers of your group, chosen at "
        "random, are left out with their words: yours may be among them."
    )
    return [text % {"n": n}]


def _tie(review: Review, kept: bool) -> str:
    """Return how far this server links the answers to the rater, in words."""
    if not kept:
        return _("nothing that is stored here says that they are yours")
    if review.round.is_anonymous:
        return _(
            "until then this server keeps that they are yours, where its administrators could "
            "look it up"
        )
    return _("this server keeps that they are yours, where its administrators could look it up")


def self_assessment(review: Review) -> str:
    """Return who will see a recipient's own assessment."""
    if review.round.coach_reads and review.coach:
        return _("You and your coach, %(coach)s, will see this beside what others felt.") % {
            "coach": review.coach.name
        }
    return _("Only you will see this, beside what others felt.")
