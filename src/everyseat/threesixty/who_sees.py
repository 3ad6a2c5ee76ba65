"""The sentences on every giver's page: who will see this, in what form, and when.

Each function reads the true state of the review, so that the words can't promise more than the
mechanism keeps.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.threesixty import past
from everyseat.threesixty.models import Review
from everyseat.threesixty.queries import permissions
from everyseat.threesixty.report.material import MANAGER


def rater(review: Review, group: str, kept: bool, *, to_coach: bool = False) -> str:
    """Return who will see a rater's answers, in three sentences; in two where no words are asked.

    They are `kept` if given by a kept link, and `to_coach` if only the coach is to read the words.
    """
    values = {
        "name": review.recipient.name,
        "k": review.round.rating_threshold,
        "words": review.round.word_threshold,
        "date": date_format(review.round.collect_by),
    }
    sentences = [linked(review, kept=kept), _ratings(review, group)]
    if review.question_set.questions:
        sentences.append(_words(review, to_coach))
    return " ".join(sentence % values for sentence in sentences)


def rater_besides(review: Review, group: str) -> list[str]:
    """Return what else becomes of a rater's answers: which of them nobody may read."""
    texts = []
    if _may_be_shortened(review) and review.question_set.questions:
        texts.append(
            _("The coach may leave a comment out too, but never adds a word. The report says so.")
        )
    if group != MANAGER:
        texts.append(_("If fewer answer, nobody reads the answers: they are deleted."))
    left_out = _left_out(review, group)
    if left_out is not None:
        text = _(
            "Nearly the same people were asked before. If that is still so when this closes, %(n)s "
            "answers of your group, chosen at random, are left out with their words. Yours may be "
            "among them."
        )
        texts.append(text % {"n": left_out})
    if review.round.may_be_grouped:
        text = _(
            "The organiser and the board read averages over at least %(k)s leaders, in which your "
            "ratings are counted. They read no report about one leader."
        )
        texts.append(text % {"k": review.round.rating_threshold})
    return texts


def _ratings(review: Review, group: str) -> str:
    """Return who will see a rater's ratings, and as what."""
    if group == MANAGER and review.coach_reads_first:
        return _(
            "After %(date)s a coach, and then %(name)s, will see your ratings as the manager's, "
            "because there is only one manager."
        )
    if group == MANAGER:
        return _(
            "After %(date)s %(name)s will see your ratings as the manager's, because there is only "
            "one manager."
        )
    if review.coach_reads_first:
        return _(
            "After %(date)s a coach, and then %(name)s, will see your ratings only in numbers from "
            "at least %(k)s people."
        )
    return _(
        "After %(date)s %(name)s will see your ratings only in numbers from at least %(k)s people."
    )


def _words(review: Review, to_coach: bool) -> str:
    """Return when a rater's words are shown, and whether a coach may take some out first."""
    if to_coach:
        return _(
            "Only the coach reads your words, if at least %(words)s people answer, and passes on "
            "what they say."
        )
    if _may_be_shortened(review):
        return _(
            "Your words, which the coach may shorten, are shown without your name if at least "
            "%(words)s people answer, even if yours are the only ones."
        )
    return _(
        "Your words are shown without your name if at least %(words)s people answer, even if yours "
        "are the only ones."
    )


def _may_be_shortened(review: Review) -> bool:
    return review.coach_reads_first and review.round.coach_may_shorten


def _left_out(review: Review, group: str) -> int | None:
    """Return how many answers of a group are left out if nobody joins or leaves any more."""
    changes = past.small_changes(review, past.raters_by_group(review.invitations.all()))
    return past.left_out(changes).get(group)


def linked(review: Review, *, kept: bool) -> str:
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
    if coach := permissions.coach(review):
        text = _(
            "You and your coach, %(coach)s, will see this beside how others felt. If %(coach)s is "
            "away then, another coach may read it instead, and your page of this 360 says who."
        )
        return text % {"coach": coach.name}
    if review.coach_reads_first:
        return _("You and your coach will see this beside how others felt.")
    return _("Only you will see this, beside how others felt.")
