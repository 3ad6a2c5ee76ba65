"""The sentences on every giver's page: who will see this, in what form, and when.

Each function reads the true state of the review, so that the words can't promise more than the
mechanism keeps.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.threesixty import past
from everyseat.threesixty.models import Review
from everyseat.threesixty.report.material import MANAGER


def rater(review: Review, group: str, kept: bool) -> str:
    """Return who will see a rater's answers; `kept` if they answer by a kept link."""
    feedback_round, left_out = review.round, _left_out(review, group)
    values = {
        "name": review.recipient.name,
        "k": feedback_round.rating_threshold,
        "words": feedback_round.word_threshold,
        "date": date_format(feedback_round.collect_by),
        "n": left_out,
    }
    texts = _ratings(review, group)
    if left_out is not None:
        texts.append(
            _(
                "Nearly the same people were asked before, so %(n)s answers of your group, chosen "
                "at random, are left out with their words. Yours may be among them."
            )
        )
    texts.append(
        _(
            "Your words are shown without your name if at least %(words)s people answer, even if "
            "yours are the only ones."
        )
    )
    texts.append(_link(review, kept))
    return " ".join(text % values for text in texts)


def _ratings(review: Review, group: str) -> list[str]:
    """Return who will see a rater's ratings, and as what."""
    if group == MANAGER:
        if review.coach_reads_first:
            text = _(
                "After %(date)s a coach, and then %(name)s, will see your ratings as the "
                "manager's, because there is only one manager."
            )
        else:
            text = _(
                "After %(date)s %(name)s will see your ratings as the manager's, because there is "
                "only one manager."
            )
        return [text]
    if review.coach_reads_first:
        text = _(
            "After %(date)s a coach, and then %(name)s, will see your answers only mixed with "
            "those of others: at least %(k)s people per number."
        )
    else:
        text = _(
            "After %(date)s %(name)s will see your answers only mixed with those of others: at "
            "least %(k)s people per number."
        )
    return [text, _("If fewer answer, nobody reads the answers: they are deleted.")]


def _left_out(review: Review, group: str) -> int | None:
    """Return how many answers of a group are left out to protect who joined or left since."""
    changes = past.small_changes(review, past.raters_by_group(review.invitations.all()))
    return past.left_out(changes).get(group)


def _link(review: Review, kept: bool) -> str:
    """Return how far this server links the answers to the rater, in words."""
    if not kept:
        return _("Nothing that is stored here says which answers are yours.")
    if review.round.is_anonymous:
        return _(
            "Until this has closed, the server keeps which answers are yours, and its "
            "administrators could look it up."
        )
    return _("The server keeps which answers are yours, and its administrators could look it up.")


def self_assessment(review: Review) -> str:
    """Return who will see a recipient's own assessment."""
    if review.round.coach_reads and review.coach:
        return _("You and your coach, %(coach)s, will see this beside how others felt.") % {
            "coach": review.coach.name
        }
    return _("Only you will see this, beside how others felt.")
