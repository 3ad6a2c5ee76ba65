"""The links by which an organiser reminds leaders, or whoever approves their raters."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from everyseat.threesixty import standing
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import leaders_to_remind
from everyseat.threesixty.queries.board import Where

Links = list[tuple[str, str]]


def of_round(feedback_round: Round, stand: Iterable[tuple[Where, int]]) -> Links:
    """Return of what leaders of a round can be reminded, with how many of them stand there."""
    texts = {
        Where.NAMING: _("Remind leaders to name raters: %(n)s"),
        Where.APPROVING: _("Remind people to approve raters: %(n)s"),
        Where.WITHOUT_SELF: _("Remind leaders to rate themselves: %(n)s"),
    }
    if feedback_round.state != Round.State.OPEN:
        return []
    return [(where.value, texts[where] % {"n": n}) for where, n in stand if where in texts]


def of_leader(review: Review) -> Links:
    """Return of what a leader can be reminded, or whoever approves their raters."""
    texts = {
        Where.NAMING: _("Remind %(leader)s to name raters"),
        Where.APPROVING: _("Remind whoever approves the raters: %(approver)s"),
        Where.WITHOUT_SELF: _("Remind %(leader)s to rate themselves"),
    }
    names = {"leader": review.recipient.name, "approver": standing.approver(review)}
    return [(what.value, texts[what] % names) for what in leaders_to_remind.of_one(review)]
