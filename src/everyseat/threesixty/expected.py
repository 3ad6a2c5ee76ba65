"""What the reports of a round will be able to find, said to its organiser before launch."""

from statistics import median_high

from django.db.models import Count
from django.utils.translation import gettext as _

from everyseat.science.posterior import Scale
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.queries.questionnaires import comparable_versions
from everyseat.threesixty.report.material import MANAGER

WANTED = 0.7
"""The share of true gaps that we say how many people it takes to find."""
USUAL = 12
"""How many people we speak of where no earlier round says how many leaders invite here."""


def findings(feedback_round: Round) -> list[str]:
    """Return how often a true gap is found: with the fewest people, with the usual, with enough."""
    from everyseat.science import planning  # the science: not for every start

    scale, leaders = _scale(feedback_round), _leaders(feedback_round)
    few, usual = feedback_round.rating_threshold, _usually_invited()

    def line(text: str, n: int) -> str:
        return text % {"n": n, "share": _share(planning.found(n, leaders, scale=scale))}

    lines = [line(_("With %(n)s people answering about a leader: %(share)s."), few)]
    if usual and usual > few:
        lines.append(
            line(_("With %(n)s people, as many as leaders invite here: %(share)s."), usual)
        )
    elif few < USUAL:
        lines.append(line(_("With %(n)s people: %(share)s."), USUAL))
    enough = planning.raters_needed(WANTED, leaders, scale=scale)
    return [
        *lines,
        _("It takes %(n)s people to find %(share)s.") % {"n": enough, "share": _share(WANTED)},
    ]


def is_in_points(feedback_round: Round) -> bool:
    """Return whether the gap of `findings`, a quarter of the scale, is one point of it."""
    return _scale(feedback_round).width / 4 == 1


def _scale(feedback_round: Round) -> Scale:
    return feedback_round.questionnaire.question_set().bounds


def _share(share: float) -> str:
    """Return a share as people say it."""
    tenths = round(10 * share)
    if tenths == 0:
        return _("hardly any")
    if tenths == 10:
        return _("nearly all")
    return _("about %(tenths)s in 10") % {"tenths": tenths}


def _leaders(feedback_round: Round) -> int:
    """Return how many leaders the norm of this round will rest on, with each report's own."""
    asked_before = Review.objects.filter(
        round__questionnaire__in=comparable_versions(feedback_round.questionnaire),
        round__state=Round.State.CLOSED,
        follow_up_of=None,
        sheets__isnull=False,
    )
    reviews = asked_before | Review.objects.filter(round=feedback_round)
    return max(reviews.values("recipient").distinct().count(), 1)


def _usually_invited() -> int | None:
    """Return how many people a leader usually invited in earlier rounds, besides their manager."""
    invited = (
        Invitation.objects.filter(state=Invitation.State.INVITED, review__follow_up_of=None)
        .exclude(relationship=MANAGER)
        .exclude(review__state=Review.State.STOPPED)
    )
    numbers = (
        invited.order_by().values("review").annotate(n=Count("pk")).values_list("n", flat=True)
    )
    return median_high(numbers) if numbers else None
